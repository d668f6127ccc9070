#include "cli/supervise/file_patterns.hpp"

#include "support/tree.hpp"

#include <doctest/doctest.h>

using namespace mltrack;       // NOLINT(google-build-using-namespace)
using namespace mltrack::cli;  // NOLINT(google-build-using-namespace)

namespace {

std::string names(const std::string& pattern) {
  const auto files = memory_file_system();
  for (const char* path :
       {"/out/a.txt", "/out/deep/b.txt", "/out/.git/c.txt", "/mlruns/0/meta.yaml"}) {
    test::put_file(*files, path, "x");
  }
  const auto root = files->open("/");
  (void)root->create("a.txt");
  (void)root->create(".hidden");
  std::string text;
  for (const FoundFile& file : find_files(*files, pattern, "/mlruns")) {
    text += file.name + " ";
  }
  return text;
}

}  // namespace

TEST_CASE("file patterns: a star stands for slashes, too; hidden files and the tree are left out") {
  CHECK(names("*") == "a.txt out/a.txt out/deep/b.txt ");
  CHECK(names("*.txt") == "a.txt out/a.txt out/deep/b.txt ");
  CHECK(names("out/*") == "out/a.txt out/deep/b.txt ");
  CHECK(names("?.txt") == "a.txt ");
  CHECK(names("none*").empty());
  CHECK(names("mlruns/*").empty());
}

TEST_CASE("file patterns: a name is itself, a directory all that lies in it") {
  CHECK(names("a.txt") == "a.txt ");
  CHECK(names("./out/../a.txt") == "a.txt ");
  CHECK(names("out") == "out/a.txt out/deep/b.txt ");
  CHECK(names("out/") == "out/a.txt out/deep/b.txt ");
  CHECK(names(".hidden") == ".hidden ");
}

TEST_CASE("file patterns: elsewhere names begin where the pattern does") {
  CHECK(names("/out/*") == "a.txt deep/b.txt ");
  CHECK(names("/out/deep/b.txt") == "b.txt ");
}
