#include "clauses.hpp"

namespace mltrack::search {
namespace {

std::vector<const Node*> without_blanks(const Node& node) {
  std::vector<const Node*> parts;
  for (const Node* child : node.children) {
    if (!child->is_whitespace()) {
      parts.push_back(child);
    }
  }
  return parts;
}

}  // namespace

std::vector<const Node*> Clause::parts() const {
  return joined ? std::vector<const Node*>{node} : without_blanks(*node);
}

// MLflow: behind an identifier that begins no joined clause, the next three nodes are passed over
// unlooked at; a clause that begins among them is not joined and so refused.
std::vector<Clause> read_clauses(const Node& statement) {
  const std::vector<const Node*> nodes = without_blanks(statement);
  std::vector<Clause> clauses;
  const auto pass_over = [&](std::size_t first, std::size_t end) {
    for (std::size_t i = first; i < end; ++i) {
      clauses.push_back({.node = nodes[i]});
    }
    return end;
  };
  std::size_t i = 0;
  while (i < nodes.size()) {
    const Node& first = *nodes[i];
    if (nodes.size() - i < 3) {
      i = pass_over(i, nodes.size());
      continue;
    }
    if (first.group != Group::identifier) {
      i = pass_over(i, i + 1);
      continue;
    }
    const Node& second = *nodes[i + 1];
    const Node& third = *nodes[i + 2];
    if (second.is_keyword("IN") && third.group == Group::parenthesis) {
      clauses.push_back({.node = &first, .joined = true, .comparator = "IN", .value = &third});
      i += 3;
    } else if (second.is_keyword("IS") && third.is_keyword("NULL")) {
      clauses.push_back({.node = &first, .joined = true, .comparator = "IS NULL"});
      i += 3;
    } else if (second.is_keyword("IS") && third.is_keyword("NOT NULL")) {
      clauses.push_back({.node = &first, .joined = true, .comparator = "IS NOT NULL"});
      i += 3;
    } else if (nodes.size() - i < 4) {
      i = pass_over(i, nodes.size());
    } else if (second.is_keyword("NOT") && third.is_keyword("IN") &&
               nodes[i + 3]->group == Group::parenthesis) {
      clauses.push_back(
          {.node = &first, .joined = true, .comparator = "NOT IN", .value = nodes[i + 3]});
      i += 4;
    } else {
      i = pass_over(i, i + 4);
    }
  }
  return clauses;
}

}  // namespace mltrack::search
