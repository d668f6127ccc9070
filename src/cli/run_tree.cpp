#include "run_tree.hpp"

#include "mltrack/store/whole_id.hpp"

#include <string>
#include <unordered_map>

namespace mltrack::cli {
namespace {

constexpr std::size_t nobody = static_cast<std::size_t>(-1);

std::vector<std::size_t> parents_of(const std::vector<Run>& runs) {
  std::unordered_map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    places.emplace(whole_id(runs[i].info), i);
  }
  std::vector<std::size_t> parents(runs.size(), nobody);
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (const Tag* tag = find_by_key(runs[i].data.tags, tag_keys::parent_run_id)) {
      RunInfo parent{.run_id = tag->value};
      parent.tree = runs[i].info.tree;
      const auto found = places.find(whole_id(parent));
      parents[i] = found == places.end() ? nobody : found->second;
    }
  }
  return parents;
}

class Tree {
 public:
  explicit Tree(const std::vector<Run>& runs)
      : parents_(parents_of(runs)), children_(runs.size()), placed_(runs.size(), false) {
    for (std::size_t i = 0; i < runs.size(); ++i) {
      if (parents_[i] != nobody) {
        children_[parents_[i]].push_back(i);
      }
    }
  }

  std::vector<TreeRun> lines() {
    for (std::size_t i = 0; i < parents_.size(); ++i) {
      if (parents_[i] == nobody) {
        place(i);
      }
    }
    for (std::size_t i = 0; i < parents_.size(); ++i) {
      place(i);  // what is left goes in circles
    }
    return std::move(lines_);
  }

 private:
  /// The run and all below it. Not by recursion: a chain may be long.
  void place(std::size_t top) {
    std::vector<TreeRun> next{{top, 0}};
    while (!next.empty()) {
      const TreeRun run = next.back();
      next.pop_back();
      if (placed_[run.index]) {
        continue;
      }
      placed_[run.index] = true;
      lines_.push_back(run);
      const auto& below = children_[run.index];
      for (auto child = below.rbegin(); child != below.rend(); ++child) {
        next.push_back({*child, run.depth + 1});
      }
    }
  }

  std::vector<std::size_t> parents_;
  std::vector<std::vector<std::size_t>> children_;
  std::vector<bool> placed_;
  std::vector<TreeRun> lines_;
};

}  // namespace

std::vector<TreeRun> run_tree(const std::vector<Run>& runs) {
  return Tree(runs).lines();
}

}  // namespace mltrack::cli
