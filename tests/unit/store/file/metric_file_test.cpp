#include "store/file/metric_file.hpp"

#include "support/tree.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace mltrack;
using metric_file::Kind;

namespace {

/// Gives the same 5-line piece again and again: a file that no memory could hold.
class EndlessReader final : public FileReader {
 public:
  explicit EndlessReader(std::uint64_t size) : size_(size) {}
  std::size_t read(std::span<char> buffer) override {
    largest_ = std::max(largest_, buffer.size());
    constexpr std::string_view lines = "1 0.5 1\n2 0.5 2\n3 0.5 3\n4 0.5 4\n5 0.5 5\n";
    std::size_t count = 0;
    for (; count < buffer.size() && at_ < size_; ++count, ++at_) {
      buffer[count] = lines[static_cast<std::size_t>(at_ % lines.size())];
    }
    return count;
  }
  [[nodiscard]] std::uint64_t size() const override { return size_; }
  [[nodiscard]] std::size_t largest_read() const { return largest_; }

 private:
  std::uint64_t size_;
  std::uint64_t at_ = 0;
  std::size_t largest_ = 0;
};

struct Contents {
  std::vector<Metric> points;
  std::optional<metric_file::BadLine> bad;
};

Contents contents_of(const std::string& text, Kind kind = Kind::run) {
  const auto files = memory_file_system();
  test::put_file(*files, "/d/m", text);
  Contents contents;
  contents.bad =
      metric_file::each_point(*files->open("/d")->open_reader("m"), kind, [&](const Metric& point) {
        contents.points.push_back(point);
        return true;
      });
  return contents;
}

std::string steps_of(const std::string& text) {
  std::string steps;
  for (const Metric& point : contents_of(text).points) {
    steps += (steps.empty() ? "" : " ") + std::to_string(point.step);
  }
  return steps;
}

}  // namespace

TEST_CASE("metric_file: a line is time, value, step, and perhaps the dataset") {
  std::string line;
  metric_file::append_line(line, {.value = 0.1, .timestamp = 12, .step = -3});
  CHECK(line == "12 0.1 -3\n");
  line.clear();
  metric_file::append_line(
      line, {.value = 2, .timestamp = 1, .step = 4, .dataset_name = "d", .dataset_digest = "x"});
  CHECK(line == "1 2.0 4 d x\n");
  line.clear();
  metric_file::append_model_line(line, {.value = 1e16, .timestamp = 1, .step = 4}, "run");
  CHECK(line == "1 1e+16 4 run\n");
}

TEST_CASE("metric_file: a line of 2 or 3 fields is a point, and one of 5 has step 0") {
  const auto [points, bad] = contents_of("1 0.5\n2 0.6 7\n3 0.7 8 data digest\n");
  REQUIRE(points.size() == 3);
  CHECK_FALSE(bad.has_value());
  CHECK(points[0] == Metric{.value = 0.5, .timestamp = 1, .step = 0});
  CHECK(points[1] == Metric{.value = 0.6, .timestamp = 2, .step = 7});
  CHECK(points[2] == Metric{.value = 0.7,
                            .timestamp = 3,
                            .step = 0,
                            .dataset_name = "data",
                            .dataset_digest = "digest"});
}

TEST_CASE("metric_file: a model's line has 4 or 6 fields and keeps its step") {
  const auto [points, bad] =
      contents_of("1 0.5 7 run\n2 0.6 8 run data digest\n3 1 1\n", Kind::model);
  REQUIRE(points.size() == 2);
  CHECK(points[0].step == 7);
  CHECK(points[1].step == 8);
  CHECK(points[1].dataset_name == "data");
  REQUIRE(bad);
  CHECK(bad->number == 3);
}

TEST_CASE("metric_file: a dataset of one line is not that of the next") {
  const auto points = contents_of("3 0.7 8 data digest\n2 0.6 7\n").points;
  REQUIRE(points.size() == 2);
  CHECK(points[1].dataset_name.empty());
}

TEST_CASE("metric_file: numbers are what Python's int() and float() read") {
  const auto points = contents_of(
                          "+1 +1_0.5 -1_0\n2 1e400 1\n3 Infinity 2\n4 -INF 3\n5 NaN 4\n"
                          "6 .5 5\n٧ ٨ ٩\n")
                          .points;
  REQUIRE(points.size() == 7);
  CHECK(points[0] == Metric{.value = 10.5, .timestamp = 1, .step = -10});
  CHECK(points[1].value == std::numeric_limits<double>::infinity());
  CHECK(points[3].value == -std::numeric_limits<double>::infinity());
  CHECK(std::isnan(points[4].value));
  CHECK(points[6] == Metric{.value = 8, .timestamp = 7, .step = 9});
}

TEST_CASE("metric_file: integers have all of 64 bits and no more") {
  const auto contents = contents_of(
      "9223372036854775807 1 -9223372036854775808\n0000000000000000000001 -0 -007\n"
      "9223372036854775808 1 1\n");
  REQUIRE(contents.points.size() == 2);
  CHECK(contents.points[0].timestamp == std::numeric_limits<std::int64_t>::max());
  CHECK(contents.points[0].step == std::numeric_limits<std::int64_t>::min());
  CHECK(contents.points[1] == Metric{.value = 0, .timestamp = 1, .step = -7});
  REQUIRE(contents.bad);
  CHECK(contents.bad->number == 3);
}

TEST_CASE("metric_file: white space around a line is stripped, also of CRLF files") {
  CHECK(steps_of("  1 0.5 7  \n\t2 0.6 8\t\n") == "7 8");
  CHECK(steps_of("1 0.5 7\r\n2 0.6 8\r\n") == "7 8");
}

TEST_CASE("metric_file: a bad line is told and costs only itself") {
  for (const std::string bad : {"", "1", "1 2 3 4", "1 2 3 4 5 6", "1  2 3", "1\t2\t3", "x 1 1",
                                "1.5 1 1", "1 abc 1", "1 1 1.0", "0x10 1 1", "1 0x10 1",
                                "\xEF\xBB\xBF"
                                "1 1 1",
                                "99999999999999999999 1 1", "1 1 1 ", "\xff"}) {
    if (bad == "1 1 1 ") {
      continue;  // the blank at its end is stripped
    }
    CAPTURE(bad);
    const auto [points, first] = contents_of("5 0.5 1\n" + bad + "\n6 0.6 2\n");
    CHECK(points.size() == 2);
    REQUIRE(first);
    CHECK(first->number == 2);
    CHECK(first->reason != nullptr);
  }
}

TEST_CASE("metric_file: only the first bad line is told, cut to what a person reads") {
  const auto [points, bad] = contents_of("1 1 1\n" + std::string(1000, 'x') + "\nbad\n");
  CHECK(points.size() == 1);
  REQUIRE(bad);
  CHECK(bad->number == 2);
  CHECK(bad->text.size() <= 100);
}

TEST_CASE("metric_file: the last line needs no newline, and an empty file has no points") {
  CHECK(steps_of("1 0.5 7\n2 0.6 8") == "7 8");
  CHECK(contents_of("").points.empty());
  CHECK_FALSE(contents_of("").bad.has_value());
}

TEST_CASE("metric_file: lines end where Python's splitlines ends them") {
  for (const std::string end :
       {"\n", "\r", "\r\n", "\v", "\f", "\x1c", "\x1d", "\x1e", "\u0085", "\u2028", "\u2029"}) {
    CAPTURE(end);
    CHECK(steps_of("1 0.5 7" + end + "2 0.6 8" + end) == "7 8");
    CHECK(steps_of("1 0.5 7" + end + "2 0.6 8") == "7 8");
  }
  for (const std::string no_end : {"\u00e9", "\u2027", "\u202A", "\x1f"}) {
    CAPTURE(no_end);
    CHECK(steps_of("1 0.5 7" + no_end + "2 0.6 8") == "");
  }
}

TEST_CASE("metric_file: lines across the ends of the pieces that are read are whole") {
  std::string text;
  for (int i = 0; i < 30'000; ++i) {
    text += std::to_string(1'700'000'000'000 + i) + " 0.125 " + std::to_string(i) + "\n";
  }
  const auto [points, bad] = contents_of(text);
  CHECK_FALSE(bad.has_value());
  REQUIRE(points.size() == 30'000);
  bool in_order = true;
  for (std::size_t i = 0; i < points.size(); ++i) {
    in_order = in_order && points[i].step == static_cast<std::int64_t>(i);
  }
  CHECK(in_order);
}

TEST_CASE("metric_file: a huge file is read in pieces") {
  EndlessReader file(8U << 20U);
  std::size_t count = 0;
  const auto bad = metric_file::each_point(file, Kind::run, [&](const Metric&) {
    ++count;
    return true;
  });
  CHECK_FALSE(bad.has_value());
  CHECK(count > 1'000'000);
  CHECK(file.largest_read() <= 1U << 17U);
}

TEST_CASE("metric_file: a visitor that has enough ends the reading") {
  EndlessReader file(std::numeric_limits<std::uint64_t>::max() / 2);
  std::size_t count = 0;
  (void)metric_file::each_point(file, Kind::run, [&](const Metric&) { return ++count < 3; });
  CHECK(count == 3);
}

TEST_CASE("metric_file: what is written is read back") {
  for (const double value :
       {0.0, -0.0, 1.0 / 3, 5e-324, 1e308, std::numeric_limits<double>::infinity()}) {
    const Metric point{.value = value, .timestamp = 1'795'463'296'687, .step = -7};
    std::string line;
    metric_file::append_line(line, point);
    const auto points = contents_of(line).points;
    REQUIRE(points.size() == 1);
    CHECK(points[0] == point);
  }
}
