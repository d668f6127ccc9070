#include "mltrack/yaml/scalar.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace mltrack::yaml;

namespace {

void check_type(ScalarType type, std::initializer_list<const char*> scalars) {
  for (const char* scalar : scalars) {
    CAPTURE(scalar);
    CHECK(resolve(scalar) == type);
  }
}

}  // namespace

TEST_CASE("scalar: the words of null and bool in three spellings, and no others") {
  check_type(ScalarType::null, {"", "~", "null", "Null", "NULL"});
  check_type(ScalarType::boolean, {"yes", "No", "TRUE", "false", "on", "Off", "OFF", "True"});
  check_type(ScalarType::string, {"y", "n", "Y", "N", "nULL", "yEs", "tRUE", "~a", "none", "None"});
}

TEST_CASE("scalar: integers are decimal, octal, hex, binary or base 60") {
  check_type(ScalarType::integer, {"0", "-5", "+5", "1_000", "1__0", "0123", "0x1F", "-0x1F",
                                   "0b101", "12:30", "1:30:45", "190:20:30", "00", "0_"});
  check_type(ScalarType::string, {"08", "09", "0o17", "1,000", "0x", "0b", "_1", "12:60", "0:30",
                                  "+", "-", "1:", "0xG"});
  CHECK(plain_value("012") == Value(10));
  CHECK(plain_value("0x1F") == Value(31));
  CHECK(plain_value("-0b101") == Value(-5));
  CHECK(plain_value("1_000") == Value(1000));
  CHECK(plain_value("12:30") == Value(750));
  CHECK(plain_value("-1:30:45") == Value(-5445));
  CHECK(plain_value("9223372036854775807") == Value(std::numeric_limits<std::int64_t>::max()));
  CHECK(plain_value("-9223372036854775808") == Value(std::numeric_limits<std::int64_t>::min()));
}

TEST_CASE("scalar: an integer beyond 64 bits stays text") {
  CHECK(resolve("9223372036854775808") == ScalarType::integer);
  CHECK(plain_value("9223372036854775808") == Value("9223372036854775808"));
  CHECK(plain_value("0b_") == Value("0b_"));
}

TEST_CASE("scalar: floats need a point, and a sign in the exponent") {
  check_type(ScalarType::floating, {"1.0", "1.", "0.1", ".5", "0.", "1.0e+5", "-1.5e-3", "6.02E+23",
                                    ".inf", "-.inf", "+.INF", ".nan", ".NaN", "12:30.5", "0:30.5"});
  check_type(ScalarType::string, {"1e5", "1.5e5", "1e+5", "6.02E23", "-.5", "+.5", "nan", "inf",
                                  "-.nan", ".", "..", "1.0e+", "._5"});
  CHECK(plain_value("1_000.5") == Value(1000.5));
  CHECK(plain_value("12:30.5") == Value(750.5));
  CHECK(plain_value("-.inf") == Value(-std::numeric_limits<double>::infinity()));
  CHECK(std::isnan(std::get<double>(plain_value(".nan").data)));
}

TEST_CASE("scalar: times are told apart and stay text") {
  check_type(ScalarType::timestamp, {"2024-01-01", "2024-01-01 10:00:00", "2024-1-1T1:00:00.5Z",
                                     "2024-01-01t10:00:00 +1:30", "2024-01-01\t10:00:00-5"});
  check_type(ScalarType::string,
             {"2024-1-1", "2024-01-01T10:00", "2024-01-01 10:00:00z", "1-2", "1 2"});
  CHECK(plain_value("2024-01-01") == Value("2024-01-01"));
}

TEST_CASE("scalar: merge and value have types of their own") {
  check_type(ScalarType::merge, {"<<"});
  check_type(ScalarType::value, {"="});
  check_type(ScalarType::string, {"=a", "<<a", "<"});
}
