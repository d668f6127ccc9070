#include "mltrack/base/time.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace mltrack;

TEST_CASE("time: moments are written in UTC") {
  CHECK(format_time(0) == "1970-01-01 00:00:00Z");
  CHECK(format_time(1'795'463'296'687) == "2026-11-23 19:48:16Z");
  CHECK(format_time(1'795'463'296'007, TimePrecision::milliseconds) == "2026-11-23 19:48:16.007Z");
  CHECK(format_time(-1, TimePrecision::milliseconds) == "1969-12-31 23:59:59.999Z");
  CHECK(format_time(951'782'400'000) == "2000-02-29 00:00:00Z");
}

TEST_CASE("time: a moment beyond every calendar is still written") {
  for (const auto ms :
       {std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min()}) {
    CHECK(format_time(ms).find("ms") != std::string::npos);
  }
}

TEST_CASE("time: spans and ages are written in at most two units") {
  CHECK(format_duration(0) == "0ms");
  CHECK(format_duration(18) == "18ms");
  CHECK(format_duration(4250) == "4.2s");
  CHECK(format_duration(59'999) == "59s");
  CHECK(format_duration(370'000) == "6m 10s");
  CHECK(format_duration(10'920'000) == "3h 02m");
  CHECK(format_duration(446'400'000) == "5d 04h");
  CHECK(format_duration(-18) == "-18ms");
  CHECK_FALSE(format_duration(std::numeric_limits<std::int64_t>::min()).empty());
  CHECK(format_age(0) == "now");
  CHECK(format_age(-5000) == "now");
  CHECK(format_age(42'000) == "42s");
  CHECK(format_age(6 * 60'000) == "6m");
  CHECK(format_age(3 * 3'600'000) == "3h");
  CHECK(format_age(13 * 86'400'000LL) == "13d");
  CHECK(format_age(21 * 86'400'000LL) == "3w");
  CHECK(format_age(800 * 86'400'000LL) == "2y");
}

TEST_CASE("time: a span is a number and a unit, nothing else") {
  CHECK(parse_duration("90s") == 90'000);
  CHECK(parse_duration("500ms") == 500);
  CHECK(parse_duration("15m") == 900'000);
  CHECK(parse_duration("2h") == 7'200'000);
  CHECK(parse_duration("30d") == 2'592'000'000);
  CHECK(parse_duration("2w") == 1'209'600'000);
  for (const std::string bad : {"", "s", "5", "-5s", "1.5h", "5 s", "5y", "99999999999999999w"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_duration(bad).has_value());
  }
}

TEST_CASE("time: a moment is a date, a date with a time, or milliseconds") {
  CHECK(parse_time("0") == 0);
  CHECK(parse_time("1795463296687") == 1'795'463'296'687);
  CHECK(parse_time("2026-11-23") == 1'795'392'000'000);
  CHECK(parse_time("2026-11-23 19:48") == 1'795'463'280'000);
  CHECK(parse_time("2026-11-23T19:48:16Z") == 1'795'463'296'000);
  CHECK(parse_time("2026-11-23T19:48:16.687Z") == 1'795'463'296'687);
  CHECK(parse_time("1969-12-31") == -86'400'000);
  for (const std::string bad : {"", "-1", "2026-02-30", "2026-13-01", "2026-11", "2026-11-23T",
                                "2026-11-23 24:00", "2026-11-23 10:60", "2026-11-23x", "tomorrow",
                                "2026-11-23T10:00+01:00", "99999999999999999999"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_time(bad).has_value());
  }
}

TEST_CASE("time: what is written is read back") {
  for (const std::int64_t ms : {0LL, 1'795'463'296'687LL, -1LL, 253'402'300'799'999LL}) {
    CHECK(parse_time(format_time(ms, TimePrecision::milliseconds)) == ms);
  }
}
