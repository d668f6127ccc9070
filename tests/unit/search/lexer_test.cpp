#include "search/lexer.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace mltrack::search;

namespace {

/// The tokens that are not blank, with a bar between them.
std::string split(std::string_view text) {
  std::string out;
  for (const Token& token : tokenize(text)) {
    if (!is_whitespace(token.type)) {
      out += out.empty() ? "" : "|";
      out += token.value;
    }
  }
  return out;
}

TokenType type_of(std::string_view text) {
  return tokenize(text).at(0).type;
}

}  // namespace

TEST_CASE("lexer: every byte lands in exactly one token") {
  for (const std::string_view text :
       {std::string_view("a.b = 'x' AND c"), std::string_view("\xFF\xC3 ´ '\0 \"", 8),
        std::string_view("/* $$ $x$ [a[b]] `"), std::string_view("１２ 参数 \u2028 -- x")}) {
    std::string all;
    for (const Token& token : tokenize(text)) {
      all += token.value;
    }
    CHECK(all == text);
  }
}

TEST_CASE("lexer: doubled quotes and backslashes continue a text, if it has another end") {
  CHECK(split("'it''s' x") == "'it''s'|x");
  CHECK(split("'a\\' b' c") == "'a\\' b'|c");
  CHECK(split("'a\\' b") == "'a\\'|b");
  CHECK(split("'a'' b") == "'a'|'|b");
  CHECK(split("'a") == "'|a");
}

TEST_CASE("lexer: numbers give a digit back before a letter") {
  CHECK(split("12a") == "1|2a");
  CHECK(split("1.5a") == "1.|5a");
  CHECK(split("1a") == "1a");
  CHECK(split("1e3") == "1e3");
  CHECK(split("-.5") == "-.5");
  CHECK(split("1-1") == "1|-1");
  CHECK(type_of("0x1F") == TokenType::hexadecimal);
  CHECK(type_of("٣") == TokenType::integer);
}

TEST_CASE("lexer: keywords may have several words") {
  CHECK(split("not  like") == "not  like");
  CHECK(split("order by x") == "order by|x");
  CHECK(split("DESC NULLS LAST") == "DESC NULLS LAST");
  CHECK(split("notlike") == "notlike");
  CHECK(type_of("LıKE") == TokenType::comparison);
}

TEST_CASE("lexer: words next to a period are names") {
  CHECK(type_of("order .x") == TokenType::name);
  CHECK(type_of("order") == TokenType::keyword);
  CHECK(type_of("order .5") == TokenType::keyword);
  CHECK(tokenize("a.select").at(2).type == TokenType::name);
}

TEST_CASE("lexer: comments and dollar quotes need their end") {
  CHECK(split("a /* b */ c") == "a|/* b */|c");
  CHECK(split("a /* b") == "a|/|*|b");
  CHECK(split("$x$ a $y$ $x$ b") == "$x$ a $y$ $x$|b");
  CHECK(split("a -- b\nc") == "a|-- b\n|c");
}
