#pragma once
// Where one SQL statement ends and the next begins: at `;`, unless inside a block or parentheses.

#include "token.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mltrack::search {

class StatementSplitter {
 public:
  /// To be asked of every token in turn: does it begin a new statement?
  [[nodiscard]] bool begins_statement(const Token& token);

 private:
  [[nodiscard]] int level_change(const Token& token);
  [[nodiscard]] int keyword_level_change(const Token& token, const std::string& word);
  [[nodiscard]] bool open_nested_block(const std::string& word);
  [[nodiscard]] int close_block(const std::string& word);
  [[nodiscard]] bool top_is(std::string_view block) const;
  [[nodiscard]] bool inside_begin() const;

  std::vector<std::string> blocks_;
  std::string unconfirmed_;  // FOR or WHILE whose LOOP has not come yet
  bool in_create_ = false;
  bool seen_begin_ = false;
  bool at_end_ = false;  // behind the end, where blanks and comments still belong to the statement
  int level_ = 0;
};

}  // namespace mltrack::search
