#pragma once
// A statement as a row of clauses. sqlparse groups `a = 'b'` by itself, but not `IN` and `IS NULL`;
// MLflow joins those afterwards.

#include "syntax_tree.hpp"

#include <string_view>
#include <vector>

namespace mltrack::search {

struct Clause {
  const Node* node = nullptr;  // the clause, or its first part if it was joined
  bool joined = false;
  std::string_view comparator;  // of a joined one: IN, NOT IN, IS NULL, IS NOT NULL
  const Node* value = nullptr;  // of a joined one with a list

  [[nodiscard]] bool is_comparison() const { return joined || node->group == Group::comparison; }
  /// The parts that are not blank.
  [[nodiscard]] std::vector<const Node*> parts() const;
};

[[nodiscard]] std::vector<Clause> read_clauses(const Node& statement);

}  // namespace mltrack::search
