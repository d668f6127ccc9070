#pragma once
// The tools of the grouping passes: finding children of a node and folding some of them together.

#include "syntax_tree.hpp"

#include <cstddef>
#include <optional>

namespace mltrack::search {

using Index = std::optional<std::size_t>;  // of a child, if there is one

/// The next child behind `from` (the last one before `from`) that is not blank.
[[nodiscard]] Index next_child(const Node& parent, std::size_t from);
[[nodiscard]] Index previous_child(const Node& parent, std::size_t from);

/// The first child at `from` or later for which `fits(const Node&)`.
template <class Fits>
[[nodiscard]] Index find_child(const Node& parent, std::size_t from, Fits fits) {
  for (std::size_t i = from; i < parent.children.size(); ++i) {
    if (fits(*parent.children[i])) {
      return i;
    }
  }
  return std::nullopt;
}

enum class Extend { no, yes };

/// What the middle token of a construct takes with it.
enum class Reach { both_sides, next, previous, member, to_semicolon };

/// A construct that is recognised by a token in its middle, as `a = b` by its `=`.
struct InfixRule {
  Group result;
  bool (*is_middle)(const Node&);
  bool (*fits_before)(const Node&);
  bool (*fits_after)(const Node*);  // nullptr: there is nothing
  Reach reach = Reach::both_sides;
  Extend extend = Extend::yes;
  bool recurse = true;
};

class GroupEditor {
 public:
  explicit GroupEditor(NodePool& pool) : pool_(&pool) {}

  /// Replaces the children `first..last` by one group of them. With `Extend::yes`, a first child
  /// that is such a group already swallows the others.
  Node& fold(Node& parent, Group group, std::size_t first, std::size_t last,
             Extend extend = Extend::no);
  /// The first child, whatever group it is, swallows the others.
  void absorb(Node& parent, std::size_t first, std::size_t last);

  /// Folds from each `opens` to its `closes`, innermost first.
  void fold_pairs(Node& parent, Group group, bool (*opens)(const Node&),
                  bool (*closes)(const Node&), int depth = 0);
  void fold_infix(Node& parent, const InfixRule& rule, int depth = 0);

  /// A limit of sqlparse was met: the statement is refused, further folding is pointless.
  [[nodiscard]] bool refused() const { return refused_; }

 private:
  [[nodiscard]] bool within_limits(const Node& parent, int depth);

  NodePool* pool_;
  bool refused_ = false;
};

}  // namespace mltrack::search
