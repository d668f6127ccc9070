#pragma once
// sqlparse's view of a filter: a tree of groups over the tokens. MLflow reads this tree, so what it
// accepts and what it quotes in its messages follow from it.

#include "token.hpp"

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace mltrack::search {

enum class Group : unsigned char {
  none,  // a token
  statement,
  identifier,
  identifier_list,
  typed_literal,
  parenthesis,
  square_brackets,
  assignment,
  if_block,
  for_block,
  comparison,
  comment,
  where,
  over,
  case_block,
  function,
  begin_block,
  operation,
  values,
};

/// A token, or a group with its children. Either way `text` is what it covers of the filter.
struct Node {
  Group group = Group::none;
  TokenType type = TokenType::group;
  std::string_view text;
  std::string capitals;  // the text in capitals if this is a keyword
  std::vector<Node*> children;

  [[nodiscard]] bool is_group() const { return group != Group::none; }
  [[nodiscard]] bool is_whitespace() const { return search::is_whitespace(type); }
  [[nodiscard]] bool is_any_keyword() const { return search::is_keyword(type); }
  /// A plain keyword with this text in any case.
  [[nodiscard]] bool is_keyword(std::string_view wanted) const {
    return type == TokenType::keyword && capitals == wanted;
  }
  [[nodiscard]] bool is_punctuation(std::string_view mark) const {
    return type == TokenType::punctuation && text == mark;
  }
};

/// Owns nodes, which stay where they are.
class NodePool {
 public:
  Node& add_token(const Token& token);
  Node& add_group(Group group);
  void clear() { nodes_.clear(); }

 private:
  std::deque<Node> nodes_;
};

struct SyntaxTree {
  NodePool pool;
  /// The last statement, or nullptr if there is none.
  Node* statement = nullptr;
  std::size_t statement_count = 0;
  /// MLflow: sqlparse gives up on a text that is nested too deeply or has too many tokens.
  bool refused = false;
};

/// Splits `text` into statements and groups each. The tree points into `text`.
[[nodiscard]] SyntaxTree parse_syntax(std::string_view text);

}  // namespace mltrack::search
