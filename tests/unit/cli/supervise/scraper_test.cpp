#include "cli/supervise/scraper.hpp"

#include "mltrack/base/error.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace mltrack;       // NOLINT(google-build-using-namespace)
using namespace mltrack::cli;  // NOLINT(google-build-using-namespace)

namespace {

/// What is found in the lines, as "key=value@step ", and "!" for each refusal.
std::string scraped(const std::vector<std::string>& patterns,
                    const std::vector<std::string>& lines) {
  std::string told;
  Scraper scraper(patterns,
                  {.found =
                       [&](Metric&& point) {
                         told += fmt::format("{}={}@{} ", point.key, point.value, point.step);
                       },
                   .refused = [&](const std::string&) { told += "! "; },
                   .last_step = [](const std::string& key) -> std::optional<std::int64_t> {
                     return key == "known" ? std::optional<std::int64_t>(41) : std::nullopt;
                   }});
  for (const std::string& line : lines) {
    scraper.read_line(line, 1000);
  }
  return told;
}

}  // namespace

TEST_CASE("scraper: groups with names are metrics, both ways of writing them") {
  CHECK(scraped({R"(loss=(?<loss>\S+) acc=(?P<acc>\S+))"}, {"loss=0.5 acc=1e-3", "loss=2"}) ==
        "loss=0.5@0 acc=0.001@0 ");
}

TEST_CASE("scraper: key and value come from the line, as often as the pattern fits") {
  CHECK(scraped({R"((?<key>\w+)=(?<value>\S+))"}, {"a=1 b=2 a=3"}) == "a=1@0 b=2@0 a=3@1 ");
  CHECK(scraped({R"((\w+)=(\S+))"}, {"a=1"}) == "a=1@0 ");
}

TEST_CASE("scraper: the step is of the match, of a line of its own, or counted on") {
  CHECK(scraped({R"(step (?<step>\d+) loss (?<loss>\S+))"}, {"step 7 loss 1"}) == "loss=1@7 ");
  CHECK(scraped({R"(^epoch (?<step>\d+))", R"(l=(?<l>\S+))"}, {"l=1", "epoch 5", "l=2", "l=3"}) ==
        "l=1@0 l=2@5 l=3@5 ");
  CHECK(scraped({R"((\w+)=(\S+))"}, {"known=1", "known=2"}) == "known=1@42 known=2@43 ");
}

TEST_CASE("scraper: what is no number is refused, what does not fit is passed over") {
  CHECK(scraped({R"(l=(?<l>\S+))"}, {"l=x", "", "other", "l=nan", "l=-inf"}) ==
        "! l=nan@0 l=-inf@1 ");
  CHECK(scraped({R"(s(?<step>\S+) l=(?<l>\S+))"}, {"s1.5 l=1"}) == "! ");
}

TEST_CASE("scraper: colours are no part of a line") {
  CHECK(scraped({R"(^loss: (?<loss>\d+)$)"}, {"\x1b[1;32mloss\x1b[0m: \x1b[33m5\x1b[m"}) ==
        "loss=5@0 ");
}

TEST_CASE("scraper: JSON lines give their numbers") {
  CHECK(scraped({"jsonl"}, {R"({"step": 3, "loss": 0.5, "train": {"acc": 1}, "t": true, "s": "1"})",
                            "{no json", "[1]", R"(  {"loss": NaN})"}) ==
        "loss=0.5@3 train/acc=1@3 loss=nan@0 ");
  CHECK(scraped({"jsonl"},
                {R"({"metric": "m", "value": 2})", R"({"metric": "m", "value": 2, "step": 9})",
                 R"({"metric": "m", "value": "x"})", R"({"param": "p", "value": 1})"}) ==
        "m=2@0 m=2@9 ! value=1@0 ");
}

TEST_CASE("scraper: a pattern from which no metric can come is refused") {
  for (const char* pattern : {"loss", "(a)", "(a)(b)(c)", "(?<key>a)", "(?<value>a)", "a(", "*"}) {
    CAPTURE(pattern);
    CHECK_THROWS_AS(Scraper({pattern}, {}), Error);
  }
  CHECK_NOTHROW(Scraper({R"([(?<]x(?<loss>\d+)\(?<)"}, {}));
}

TEST_CASE("line splitter: lines end with \\n or \\r, wherever the pieces are cut") {
  std::string told;
  LineSplitter splitter;
  const auto visit = [&](std::string_view line) { told += "[" + std::string(line) + "]"; };
  for (const char* piece : {"a", "b\nc\r", "\nd", "\r\n\n", "e"}) {
    splitter.take(piece, visit);
  }
  splitter.finish(visit);
  CHECK(told == "[ab][c][d][e]");
}
