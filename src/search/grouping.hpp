#pragma once
// sqlparse's grouping: passes over a statement, each of which folds a kind of construct into
// groups. The order of the passes and their oddities are sqlparse 0.6.1's.

#include "syntax_tree.hpp"

namespace mltrack::search {

/// False if sqlparse would give up, because a list is too long or the nesting too deep.
[[nodiscard]] bool group_statement(Node& statement, NodePool& pool);

}  // namespace mltrack::search
