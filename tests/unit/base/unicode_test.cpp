#include "mltrack/base/unicode.hpp"

#include <doctest/doctest.h>

#include <array>

using namespace mltrack;

TEST_CASE("unicode: every code point survives the way to UTF-8 and back") {
  for (char32_t c = 0; c <= 0x10FFFF; c += c < 0x3000 ? 1 : 97) {
    if (c >= 0xD800 && c <= 0xDFFF) {
      continue;
    }
    std::string text;
    append_utf8(text, c);
    std::string_view rest = text;
    REQUIRE(take_code_point(rest) == c);
    REQUIRE(rest.empty());
  }
}

TEST_CASE("unicode: what is not UTF-8 is not taken") {
  for (const std::string bad :
       {"\xff", "\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF0\x80\x80\x80",
        "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xC3", "\xE2\x82", "\xC3(", "\xF0\x9F\x98"}) {
    CAPTURE(bad);
    std::string_view rest = bad;
    CHECK_FALSE(take_code_point(rest).has_value());
    CHECK(rest == bad);
    CHECK_FALSE(is_valid_utf8(bad));
    CHECK(is_valid_utf8(to_valid_utf8("a" + bad + "b")));
  }
  CHECK(to_valid_utf8("a\xff"
                      "b") ==
        "a\xEF\xBF\xBD"
        "b");
}

TEST_CASE("unicode: characters are counted, not bytes") {
  CHECK(count_code_points("aé日😀") == 4);
  CHECK(first_code_points("aé日😀", 3) == "aé日");
  CHECK(first_code_points("aé", 9) == "aé");
  CHECK(first_code_points("é", 0).empty());
}

TEST_CASE("unicode: word characters are those of Python's \\w") {
  for (const char32_t c : U"aZ0_éßж日あ٣²Ⅷª") {
    if (c != 0) {
      CHECK(is_word(c));
    }
  }
  for (const char32_t c : U" -./:#\u00A0\u0301😀€\u200D") {
    if (c != 0) {
      CHECK_FALSE(is_word(c));
    }
  }
}

TEST_CASE("unicode: a terminal's columns") {
  struct Sample {
    const char* text;
    std::size_t columns;
  };
  const std::array samples{Sample{"", 0},
                           Sample{"abc", 3},
                           Sample{"é", 1},
                           Sample{"e\u0301", 1},             // e and a combining acute
                           Sample{"日本語", 6},              // CJK
                           Sample{"ｱ", 1},                   // half-width katakana
                           Sample{"Ａ", 2},                  // full-width A
                           Sample{"한국", 4},                // Hangul syllables
                           Sample{"😀", 2},                  // emoji
                           Sample{"❤", 1},                   // a heart as text
                           Sample{"❤\uFE0F", 2},             // a heart as emoji
                           Sample{"👍🏽", 2},                // a skin tone
                           Sample{"👩\u200D👩\u200D👧", 2},  // a family, joined
                           Sample{"👩\u200D🔬x", 3},         // and what follows it
                           Sample{"क\u094D\u200Dष", 2},      // a joiner in a word joins no columns
                           Sample{"🇩🇪", 2},                  // a flag
                           Sample{"🇩🇪🇫🇷", 4},
                           Sample{"a\u200Bb", 2},   // a zero-width space
                           Sample{"\xff\xfe", 2}};  // bytes that are no characters
  for (const Sample& sample : samples) {
    CAPTURE(std::string(sample.text));
    CHECK(display_width(sample.text) == sample.columns);
  }
}

TEST_CASE("unicode: a text is cut to its columns, never within a character") {
  CHECK(fit_width("short", 5) == "short");
  CHECK(fit_width("longer", 5) == "long…");
  CHECK(fit_width("日本語", 6) == "日本語");
  CHECK(fit_width("日本語", 5) == "日本…");
  CHECK(fit_width("日本語", 4) == "日…");
  CHECK(fit_width("日本語", 1) == "…");
  CHECK(fit_width("abc", 0).empty());
  CHECK(fit_width("🇩🇪🇫🇷🇮🇹", 5) == "🇩🇪🇫🇷…");
  for (std::size_t columns = 0; columns < 12; ++columns) {
    CHECK(display_width(fit_width("a日e\u0301👩\u200D🔬\xff🇩🇪z", columns)) <= columns);
  }
}

TEST_CASE("unicode: a text of very many marks is measured in one pass") {
  std::string marks = "abc";
  for (int i = 0; i < 200'000; ++i) {
    marks += "\u0301";
  }
  CHECK(display_width(marks) == 3);
  CHECK(fit_width(marks + "def", 4).starts_with("abc"));
}

TEST_CASE("unicode: nothing that a terminal obeys gets through") {
  CHECK(escape_controls("a\nb\tc\rd") == "a\\nb\\tc\\rd");
  CHECK(escape_controls("\x1b[31mred") == "\\x1b[31mred");
  CHECK(escape_controls("\x07\x7f\u009b") == "\\x07\\x7f\\x9b");
  CHECK(escape_controls("\u202Eabc\u2066") == "\\u202eabc\\u2066");
  CHECK(escape_controls("\xff日") == "\\xff日");
}

TEST_CASE("unicode: names are quoted as Python's json.dumps quotes them") {
  CHECK(json_quote_ascii("a\"b\\c\n\t\r\b\f") == R"("a\"b\\c\n\t\r\b\f")");
  CHECK(json_quote_ascii("é日😀") == R"("\u00e9\u65e5\ud83d\ude00")");
  CHECK(json_quote_ascii("\x01\x7f~ ") == R"("\u0001\u007f~ ")");
}

TEST_CASE("unicode: the nearest word is one that a slip of the keyboard explains") {
  CHECK(edit_distance("kitten", "sitting") == 3);
  CHECK(edit_distance("ab", "ba") == 1);
  CHECK(edit_distance("ABC", "abc") == 0);
  CHECK(edit_distance("", "abc") == 3);
  const std::array<std::string, 3> words{"--run", "--step", "--tracking-uri"};
  CHECK(nearest("--rum", words) == "--run");
  CHECK(nearest("--setp", words) == "--step");
  CHECK_FALSE(nearest("--completely-else", words).has_value());
}
