#include "statement_splitter.hpp"

#include "characters.hpp"

#include <algorithm>
#include <array>

namespace mltrack::search {
namespace {

bool is_semicolon(const Token& token) {
  return token.type == TokenType::punctuation && token.value == ";";
}

// MLflow: `GO`, in capitals only, ends a statement as well (it does in Microsoft's SQL).
bool is_go(const Token& token) {
  return token.type == TokenType::keyword && token.value.starts_with("GO") &&
         (token.value.size() == 2 || is_space(character_at(token.value, 2).code));
}

}  // namespace

bool StatementSplitter::begins_statement(const Token& token) {
  const bool begins =
      at_end_ && token.type != TokenType::whitespace && token.type != TokenType::comment_single;
  if (begins) {
    *this = StatementSplitter();
  }
  level_ += level_change(token);
  if (is_semicolon(token)) {
    seen_begin_ = false;
    at_end_ = at_end_ || (level_ <= 0 && !inside_begin());
  } else if (is_go(token)) {
    at_end_ = true;
  } else if (!is_whitespace(token.type) && token.type != TokenType::comment_single &&
             token.type != TokenType::comment_multiline &&
             !(token.type == TokenType::keyword && python_upper(token.value) == "BEGIN")) {
    seen_begin_ = false;
  }
  return begins;
}

int StatementSplitter::level_change(const Token& token) {
  if (is_semicolon(token)) {
    unconfirmed_.clear();
    if (seen_begin_) {
      seen_begin_ = false;
      if (top_is("BEGIN")) {
        blocks_.pop_back();
        return -1;
      }
    }
    return 0;
  }
  if (token.type == TokenType::punctuation && token.value == "(") {
    return 1;
  }
  if (token.type == TokenType::punctuation && token.value == ")") {
    return -1;
  }
  return is_keyword(token.type) ? keyword_level_change(token, python_upper(token.value)) : 0;
}

int StatementSplitter::keyword_level_change(const Token& token, const std::string& word) {
  if (token.type == TokenType::keyword_ddl && word.starts_with("CREATE")) {
    in_create_ = true;
    return 0;
  }
  if (word == "DECLARE" && in_create_ && blocks_.empty()) {
    blocks_.push_back(word);
    return 1;
  }
  if (word == "BEGIN") {
    seen_begin_ = true;
    const bool declared = top_is("DECLARE");
    if (declared) {
      blocks_.pop_back();
    }
    blocks_.push_back(word);
    return declared ? 0 : 1;
  }
  constexpr std::array<std::string_view, 7> transaction_words{
      "TRANSACTION", "WORK", "TRAN", "DISTRIBUTED", "DEFERRED", "IMMEDIATE", "EXCLUSIVE"};
  if (seen_begin_ && token.type == TokenType::keyword &&
      std::find(transaction_words.begin(), transaction_words.end(), word) !=
          transaction_words.end()) {
    seen_begin_ = false;
    if (top_is("BEGIN")) {
      blocks_.pop_back();
      return -1;
    }
    return 0;
  }
  if (inside_begin()) {
    if (word == "FOR" || word == "WHILE") {
      unconfirmed_ = word;
      return 0;
    }
    if (open_nested_block(word)) {
      return 1;
    }
  }
  return close_block(word);
}

bool StatementSplitter::open_nested_block(const std::string& word) {
  if ((word == "LOOP" || word == "DO") && !unconfirmed_.empty()) {
    blocks_.push_back(unconfirmed_);
    unconfirmed_.clear();
    return true;
  }
  if (word == "LOOP" || word == "IF" || word == "CASE") {
    blocks_.push_back(word);
    return true;
  }
  return false;
}

int StatementSplitter::close_block(const std::string& word) {
  if (word == "END") {
    if (!blocks_.empty()) {
      blocks_.pop_back();
    }
    return -1;
  }
  const bool closes = (word == "END IF" && top_is("IF")) || (word == "END FOR" && top_is("FOR")) ||
                      (word == "END WHILE" && top_is("WHILE")) ||
                      (word == "END CASE" && top_is("CASE")) ||
                      (word == "END LOOP" && (top_is("LOOP") || top_is("FOR") || top_is("WHILE")));
  if (closes) {
    blocks_.pop_back();
    return -1;
  }
  return 0;
}

bool StatementSplitter::top_is(std::string_view block) const {
  return !blocks_.empty() && blocks_.back() == block;
}

bool StatementSplitter::inside_begin() const {
  return std::find(blocks_.begin(), blocks_.end(), "BEGIN") != blocks_.end();
}

}  // namespace mltrack::search
