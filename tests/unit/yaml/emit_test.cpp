// The rows are tables 2.6 to 2.8 of MLflow's file format, as PyYAML writes them.

#include "mltrack/base/error.hpp"
#include "mltrack/yaml/document.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace mltrack::yaml;

namespace {

std::string written(const std::string& name) {
  const std::string line = emit({{"name", name}});
  REQUIRE(line.starts_with("name: "));
  REQUIRE(line.ends_with('\n'));
  return line.substr(6, line.size() - 7);
}

void check_plain(std::initializer_list<const char*> names) {
  for (const char* name : names) {
    CHECK(written(name) == name);
  }
}

void check_single(std::initializer_list<const char*> names) {
  for (const char* name : names) {
    CHECK(written(name) == "'" + std::string(name) + "'");
  }
}

}  // namespace

TEST_CASE("emit: what looks like another type is quoted") {
  check_single({"yes",   "no",      "on",    "Off",        "TRUE",
                "null",  "~",       "NULL",  "null ",      "123",
                "0123",  "-5",      "+5",    "1_000",      "1__0",
                "0x1F",  "-0x1F",   "0b101", "1.0",        "1.",
                "0.1",   ".5",      "0.",    "1.0e+5",     "-1.5e-3",
                ".inf",  "-.inf",   ".nan",  "2024-01-01", "2024-01-01T10:00:00Z",
                "12:30", "12:30.5", "=",     "<<",         ""});
  check_plain({"y",        "n",   "Y",     "Null value", "08",  "09",  "0o17", "1,000", "0x",
               "0b",       "1e5", "1.5e5", "1e+5",       "-.5", "+.5", "+",    "nan",   "inf",
               "2024-1-1", "1-2", "1 2",   "=a",         "<<a", "~a",  "a~"});
}

TEST_CASE("emit: what would mean something to YAML is quoted") {
  check_single({"-",  "---",  "--- a", "...",        "- a",   "- ",     "?",  "? a", ":",
                "a:", "a: b", "#",     "#a",         "a #b",  "&a",     "*a", "!a",  "%a",
                "@a", "`a",   "|a",    ">a",         "[a",    "{a",     "}a", ",a",  "]",
                "[]", "{}",   "\"a",   "\"quoted\"", " lead", "trail ", " ",  "  "});
  check_plain({"--", "-a", "?a", ":a", "a- b", "a ? b", "a :b", "a:b", "http://x.y/z?a=b#c",
               "C:\\path", "\\", "a#b", "a&b", "a]", "a{b", "a,b", "it's", "a\"b", "a  b"});
  CHECK(written("'a") == "'''a'");
  CHECK(written("'") == "''''");
}

TEST_CASE("emit: line breaks go into single quotes, control characters into double quotes") {
  CHECK(written("a\nb") == "'a\n\n  b'");
  CHECK(written("a\n\nb") == "'a\n\n\n  b'");
  CHECK(written("a\n") == "'a\n\n  '");
  CHECK(written("\na") == "'\n\n  a'");
  CHECK(written("a\n b") == "\"a\\n b\"");
  CHECK(written("a\tb") == "\"a\\tb\"");
  CHECK(written("a\r\nb") == "\"a\\r\\nb\"");
  CHECK(written(std::string("\0", 1)) == "\"\\0\"");
  CHECK(written("\x7f") == "\"\\x7F\"");
  CHECK(written("\xC2\x85") == "\"\\N\"");
}

TEST_CASE("emit: text beyond ASCII stays raw, but not beyond the BMP") {
  check_plain({"é", "日本語", "\u00A0", "\u3000", "\uFFFD"});
  CHECK(written("é: ü") == "'é: ü'");
  CHECK(written("a😀b") == "\"a\\U0001F600b\"");
  CHECK(written("\uFEFFa") == "\"\\uFEFFa\"");
  CHECK(written("a\u2028b") == "'a\u2028  b'");
}

TEST_CASE("emit: text that is not UTF-8 is refused") {
  CHECK_THROWS_AS((void)emit({{"name", "a\xFF"}}), mltrack::Error);
  CHECK_THROWS_AS((void)emit({{"na\xC3me", 1}}), mltrack::Error);
}

TEST_CASE("emit: long text folds after column 80, at single spaces") {
  std::string words;
  for (int i = 0; i < 20; ++i) {
    words += "word ";
  }
  const std::string sixteen = words.substr(0, 16 * 5 - 1);
  CHECK(written(words + "end") == sixteen + "\n  word word word word end");
  CHECK(written(std::string(90, 'x')) == std::string(90, 'x'));
}

TEST_CASE("emit: a run's meta.yaml, keys sorted") {
  CHECK(emit({{"tags", List{}},
              {"end_time", Value()},
              {"start_time", std::int64_t{1795463296691}},
              {"entry_point_name", ""},
              {"experiment_id", "0"},
              {"status", 1}}) ==
        "end_time: null\nentry_point_name: ''\nexperiment_id: '0'\nstart_time: 1795463296691\n"
        "status: 1\ntags: []\n");
  CHECK(emit({}) == "{}\n");
}

TEST_CASE("emit: nested mappings are indented, lists are not") {
  CHECK(emit({{"tags", Map{{"b", 1}, {"a", Map{}}}},
              {"aliases", List{"champ", List{1, 2}, Map{{"x", true}}}}}) ==
        "aliases:\n- champ\n- - 1\n  - 2\n- x: true\ntags:\n  a: {}\n  b: 1\n");
  const std::string key(129, 'k');
  CHECK(emit({{"tags", Map{{key, "v"}}}}) == "tags:\n  ? " + key + "\n  : v\n");
}

TEST_CASE("emit: floats are such that YAML 1.1 reads floats") {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  CHECK(emit({{"a", 1e16},
              {"b", 0.001},
              {"c", 1e-5},
              {"d", infinity},
              {"e", -infinity},
              {"f", std::numeric_limits<double>::quiet_NaN()},
              {"g", 2.0},
              {"h", 1.5e300}}) ==
        "a: 1.0e+16\nb: 0.001\nc: 1.0e-05\nd: .inf\ne: -.inf\nf: .nan\ng: 2.0\nh: 1.5e+300\n");
}
