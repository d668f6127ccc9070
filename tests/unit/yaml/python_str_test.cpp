#include "mltrack/yaml/value.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace mltrack::yaml;

TEST_CASE("python_str: a text is itself, inside a list it is quoted") {
  CHECK(python_str("it's") == "it's");
  CHECK(python_str(List{"a", "it's", "say \"x\"", "both ' \""}) ==
        R"(['a', "it's", 'say "x"', 'both \' "'])");
  CHECK(python_str(List{"a\n\t\r\\", "\x01\x7f", "é日", "\u00A0\u2028", "😀"}) ==
        "['a\\n\\t\\r\\\\', '\\x01\\x7f', 'é日', '\\xa0\\u2028', '😀']");
}

TEST_CASE("python_str: everything else as Python writes it") {
  CHECK(python_str(Value()) == "None");
  CHECK(python_str(true) == "True");
  CHECK(python_str(-5) == "-5");
  CHECK(python_str(0.001) == "0.001");
  CHECK(python_str(1e16) == "1e+16");
  CHECK(python_str(std::numeric_limits<double>::infinity()) == "inf");
  CHECK(python_str(List{}) == "[]");
  CHECK(python_str(Map{}) == "{}");
  CHECK(python_str(Map{{"b", 1}, {"a", List{Value(), false, 1.0}}}) ==
        "{'b': 1, 'a': [None, False, 1.0]}");
}
