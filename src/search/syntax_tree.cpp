#include "syntax_tree.hpp"

#include "characters.hpp"
#include "grouping.hpp"
#include "lexer.hpp"
#include "statement_splitter.hpp"

#include <algorithm>

namespace mltrack::search {

Node& NodePool::add_token(const Token& token) {
  Node& node = nodes_.emplace_back();
  node.type = token.type;
  node.text = token.value;
  if (is_keyword(token.type)) {
    node.capitals = python_upper(token.value);
  }
  return node;
}

Node& NodePool::add_group(Group group) {
  Node& node = nodes_.emplace_back();
  node.group = group;
  return node;
}

SyntaxTree parse_syntax(std::string_view text) {
  SyntaxTree tree;
  Lexer lexer(text);
  StatementSplitter splitter;
  std::vector<Token> tokens;
  const auto finish_statement = [&] {
    // Only the last statement is kept: MLflow takes no filter of several, it only counts them.
    tree.pool.clear();
    tree.statement = &tree.pool.add_group(Group::statement);
    ++tree.statement_count;
    for (const Token& token : tokens) {
      tree.statement->children.push_back(&tree.pool.add_token(token));
    }
    tokens.clear();
    tree.refused = !group_statement(*tree.statement, tree.pool);
  };
  while (const auto token = lexer.next()) {
    if (splitter.begins_statement(*token)) {
      finish_statement();
      if (tree.refused) {
        return tree;
      }
    }
    tokens.push_back(*token);
  }
  const bool all_blank = std::all_of(tokens.begin(), tokens.end(),
                                     [](const Token& t) { return is_whitespace(t.type); });
  if (!all_blank) {
    finish_statement();
  }
  return tree;
}

}  // namespace mltrack::search
