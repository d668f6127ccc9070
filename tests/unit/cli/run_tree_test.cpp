#include "cli/run_tree.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>

using namespace mltrack;
using namespace mltrack::cli;

namespace {

/// Runs given as {id, parent}.
std::string tree(const std::vector<std::pair<std::string, std::string>>& given) {
  std::vector<Run> runs;
  for (const auto& [id, parent] : given) {
    Run run;
    run.info.run_id = id;
    if (!parent.empty()) {
      run.data.tags.push_back({"mlflow.parentRunId", parent});
    }
    runs.push_back(run);
  }
  std::string text;
  for (const TreeRun& line : run_tree(runs)) {
    text += std::string(line.depth, '.') + runs[line.index].info.run_id + ' ';
  }
  return text;
}

}  // namespace

TEST_CASE("run_tree: children stand beneath their parents, in the order they had") {
  CHECK(tree({}).empty());
  CHECK(tree({{"a", ""}, {"b", ""}}) == "a b ");
  CHECK(tree({{"b1", "b"}, {"a", ""}, {"a2", "a"}, {"b", ""}, {"a1", "a"}, {"a21", "a2"}}) ==
        "a .a2 ..a21 .a1 b .b1 ");
}

TEST_CASE("run_tree: a run whose parent is not there stands at the top") {
  CHECK(tree({{"a", "gone"}, {"b", "a"}}) == "a .b ");
}

TEST_CASE("run_tree: no run is lost in a circle") {
  CHECK(tree({{"a", "a"}, {"b", ""}}) == "b a ");
  CHECK(tree({{"a", "c"}, {"b", "a"}, {"c", "b"}, {"d", "c"}}) == "a .b ..c ...d ");
}

TEST_CASE("run_tree: a chain of any length") {
  std::vector<std::pair<std::string, std::string>> chain{{"0", ""}};
  for (int i = 1; i < 3000; ++i) {
    chain.emplace_back(std::to_string(i), std::to_string(i - 1));
  }
  CHECK(tree(chain).find(" .1 ..2 ") != std::string::npos);
}
