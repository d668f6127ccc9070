#include "cli/line_diff.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>

using namespace mltrack::cli;

namespace {

std::string diff_text(std::string_view a, std::string_view b) {
  std::string text;
  for (const DiffLine& line : unified_diff(a, b)) {
    text += line.text + '\n';
  }
  return text;
}

/// The second text, made of the first and the changes.
std::string patched(std::string_view a_text, std::string_view b_text) {
  const auto a = split_lines(a_text);
  const auto b = split_lines(b_text);
  std::string out;
  std::size_t at = 0;
  for (const LineChange& change : changed_lines(a, b)) {
    CHECK(change.a_begin >= at);
    for (; at < change.a_begin; ++at) {
      out += a[at];
    }
    for (std::size_t i = change.b_begin; i < change.b_end; ++i) {
      out += b[i];
    }
    at = change.a_end;
  }
  for (; at < a.size(); ++at) {
    out += a[at];
  }
  return out;
}

/// The length of the longest common subsequence, by the book.
std::size_t common_lines(const std::vector<std::string_view>& a,
                         const std::vector<std::string_view>& b) {
  std::vector<std::size_t> row(b.size() + 1, 0);
  for (const std::string_view line : a) {
    std::size_t diagonal = 0;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t above = row[j + 1];
      row[j + 1] = line == b[j] ? diagonal + 1 : std::max(above, row[j]);
      diagonal = above;
    }
  }
  return row.back();
}

std::string random_text(std::mt19937& random, std::size_t most_lines) {
  std::string text;
  for (std::size_t i = random() % (most_lines + 1); i > 0; --i) {
    text += static_cast<char>('a' + random() % 4);
    text += '\n';
  }
  if (!text.empty() && random() % 4 == 0) {
    text.pop_back();
  }
  return text;
}

}  // namespace

TEST_CASE("line_diff: equal texts have no difference") {
  CHECK(diff_text("", "").empty());
  CHECK(diff_text("a\nb\n", "a\nb\n").empty());
  CHECK(diff_text("a", "a").empty());
}

TEST_CASE("line_diff: a change stands between three lines of context") {
  CHECK(diff_text("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n") ==
        "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
  CHECK(diff_text("a\n", "a\nb\n") == "@@ -1 +1,2 @@\n a\n+b\n");
}

TEST_CASE("line_diff: an empty side is line 0, as patch wants it") {
  CHECK(diff_text("", "a\nb\n") == "@@ -0,0 +1,2 @@\n+a\n+b\n");
  CHECK(diff_text("a\n", "") == "@@ -1 +0,0 @@\n-a\n");
}

TEST_CASE("line_diff: a last line without an end is told apart") {
  CHECK(diff_text("a\nb", "a\nb\n") ==
        "@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n");
}

TEST_CASE("line_diff: changes that are far apart are places of their own") {
  std::string a, b;
  for (int i = 0; i < 30; ++i) {
    a += std::to_string(i) + '\n';
    b += (i == 3 || i == 20 ? "x" : std::to_string(i)) + '\n';
  }
  const std::string text = diff_text(a, b);
  CHECK(std::count(text.begin(), text.end(), '@') == 8);
  CHECK(text.find("@@ -1,7 +1,7 @@") == 0);
  CHECK(text.find("@@ -18,7 +18,7 @@") != std::string::npos);
}

TEST_CASE(
    "line_diff: random texts: the changes lead from one to the other, and no shorter ones do") {
  std::mt19937 random(4);
  for (int round = 0; round < 2000; ++round) {
    const std::string a = random_text(random, 12);
    const std::string b = random_text(random, 12);
    CAPTURE(a);
    CAPTURE(b);
    CHECK(patched(a, b) == b);
    const auto a_lines = split_lines(a);
    const auto b_lines = split_lines(b);
    std::size_t kept = a_lines.size();
    for (const LineChange& change : changed_lines(a_lines, b_lines)) {
      kept -= change.a_end - change.a_begin;
    }
    CHECK(kept == common_lines(a_lines, b_lines));
  }
}

TEST_CASE("line_diff: texts without a line in common are one change, and soon so") {
  std::string a, b;
  for (int i = 0; i < 20'000; ++i) {
    a += "a" + std::to_string(i) + '\n';
    b += "b" + std::to_string(i) + '\n';
  }
  const auto changes = changed_lines(split_lines(a), split_lines(b));
  CHECK(changes == std::vector<LineChange>{{0, 20'000, 0, 20'000}});
  CHECK(patched("same\n" + a + "end\n", "same\n" + b + "end\n") == "same\n" + b + "end\n");
}
