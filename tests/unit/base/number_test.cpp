#include "mltrack/base/number.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace mltrack;

TEST_CASE("number: doubles are written as Python's repr writes them") {
  CHECK(format_double(0.1) == "0.1");
  CHECK(format_double(2.0) == "2.0");
  CHECK(format_double(100.0) == "100.0");
  CHECK(format_double(1e15) == "1000000000000000.0");
  CHECK(format_double(1e16) == "1e+16");
  CHECK(format_double(123456789012345680.0) == "1.2345678901234568e+17");
  CHECK(format_double(9007199254740993.0) == "9007199254740992.0");
  CHECK(format_double(-1200.0) == "-1200.0");
  CHECK(format_double(-120.625) == "-120.625");
  CHECK(format_double(9.5) == "9.5");
  CHECK(format_double(0.0) == "0.0");
  CHECK(format_double(-0.00123) == "-0.00123");
  CHECK(format_double(0.0001) == "0.0001");
  CHECK(format_double(1e-05) == "1e-05");
  CHECK(format_double(1e22) == "1e+22");
  CHECK(format_double(-0.0) == "-0.0");
  CHECK(format_double(5e-324) == "5e-324");
  CHECK(format_double(std::numeric_limits<double>::max()) == "1.7976931348623157e+308");
  CHECK(format_double(std::numeric_limits<double>::infinity()) == "inf");
  CHECK(format_double(-std::numeric_limits<double>::infinity()) == "-inf");
  CHECK(format_double(-std::numeric_limits<double>::quiet_NaN()) == "nan");
}

TEST_CASE("number: what Python's float() takes is taken, and nothing else") {
  CHECK(parse_python_float("+1") == 1.0);
  CHECK(parse_python_float(" 1_0.5\n") == 10.5);
  CHECK(parse_python_float(".5") == 0.5);
  CHECK(parse_python_float("5.") == 5.0);
  CHECK(parse_python_float("1e400") == std::numeric_limits<double>::infinity());
  CHECK(parse_python_float("-1e-400") == 0.0);
  CHECK(parse_python_float("-Infinity") == -std::numeric_limits<double>::infinity());
  CHECK(std::isnan(*parse_python_float("NaN")));
  CHECK(parse_python_float("١٢٣") == 123.0);
  for (const char* bad :
       {"", " ", "0x10", "1__0", "_1", "1_", "1,5", "nan(1)", "+-1", "--1", "1e", "."}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_python_float(bad).has_value());
  }
}

TEST_CASE("number: what Python's int() takes is taken, within 64 bits") {
  CHECK(parse_python_int("+1_000") == 1000);
  CHECK(parse_python_int(" -5 ") == -5);
  CHECK(parse_python_int("9223372036854775807") == std::numeric_limits<std::int64_t>::max());
  for (const char* bad : {"", "1.0", "0x10", "9223372036854775808", "+-1", "1e3"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_python_int(bad).has_value());
  }
}

TEST_CASE("number: a person's slips are not taken for numbers") {
  CHECK(parse_typed_double("-inf") == -std::numeric_limits<double>::infinity());
  CHECK(parse_typed_double("1e-400") == 0.0);
  for (const char* bad : {"1e999", "1_0", "0x10", " 1", "1 ", "١"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_typed_double(bad).has_value());
  }
  CHECK(parse_typed_int("-7") == -7);
  for (const char* bad : {"+7", "7.0", "", "1_0"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_typed_int(bad).has_value());
  }
}
