#include "cli/plot/svg_figure.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

using namespace mltrack::cli;  // NOLINT(google-build-using-namespace)

namespace {

const double not_a_number = std::nan("");

Figure figure_of(std::vector<CurvePoint> points, const std::string& label = "a") {
  return make_figure({.title = "loss"}, {{.label = label, .points = std::move(points)}});
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++found;
  }
  return found;
}

/// The `d` of the curve that was drawn last.
std::string last_path(const std::string& svg) {
  const std::size_t begin = svg.rfind("stroke-width=\"2\" d=\"") + 20;
  return svg.substr(begin, svg.find('"', begin) - begin);
}

}  // namespace

TEST_CASE("a picture in a file has a size, a title, a description and its styles") {
  const std::string svg = svg_figure(figure_of({{0, 1}, {4, 3}}), {.width = 600, .height = 300});
  CHECK(
      svg.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://"
                      "www.w3.org/2000/svg\""));
  CHECK(has(svg, "width=\"600\" height=\"300\" viewBox=\"0 0 600 300\""));
  CHECK(has(svg, "<title>loss</title>"));
  CHECK(has(svg,
            "<desc>1 curve. Horizontal axis: step, 0 to 4. a: ends at 3, lowest 1, highest 3."
            "</desc>"));
  CHECK(has(svg, "prefers-color-scheme:dark"));
  CHECK(svg.ends_with("</svg>\n"));
}

TEST_CASE("within a page a picture has neither styles nor a visible title of its own") {
  const std::string svg = svg_figure(figure_of({{0, 1}, {4, 3}}), {.place = SvgPlace::page});
  CHECK(svg.starts_with("<svg "));
  CHECK_FALSE(has(svg, "<style>"));
  CHECK_FALSE(has(svg, ">loss</text>"));
  CHECK(has(svg, "<title>loss</title>"));
}

TEST_CASE("what is not finite lifts the pen, and a lone point is a dot") {
  CHECK(count(last_path(svg_figure(figure_of({{0, 1}, {1, 2}, {2, 3}}), {})), "M") == 1);
  const std::string broken =
      last_path(svg_figure(figure_of({{0, 1}, {1, 2}, {2, not_a_number}, {3, 1}}), {}));
  CHECK(count(broken, "M") == 2);
  CHECK(count(broken, "L") == 1);
  CHECK(broken.ends_with("h0"));
  const std::string lone = last_path(svg_figure(figure_of({{5, 1}, {6, not_a_number}}), {}));
  CHECK(count(lone, "h0") == 1);
}

TEST_CASE("nothing that is not a number stands in a picture, whatever the values are") {
  for (const std::vector<CurvePoint>& points :
       {std::vector<CurvePoint>{}, std::vector<CurvePoint>{{0, not_a_number}},
        std::vector<CurvePoint>{{0, -1e308}, {1, 1e308}}, std::vector<CurvePoint>{{0, 5e-324}},
        std::vector<CurvePoint>{{-9e18, 1}, {9e18, INFINITY}}}) {
    const std::string svg = svg_figure(figure_of(points), {});
    CHECK_FALSE(has(svg, "nan"));
    CHECK_FALSE(has(svg, "inf"));
  }
}

TEST_CASE("the names of runs and metrics are text in a picture") {
  const Figure figure = make_figure({.title = "</title><script>1</script>"},
                                    {{.label = "a\"'><b>&\x1b\xff", .points = {{0, 1}, {1, 2}}}});
  const std::string svg = svg_figure(figure, {});
  CHECK_FALSE(has(svg, "<script"));
  CHECK_FALSE(has(svg, "<b>"));
  CHECK(has(svg, ">a&quot;&#39;&gt;&lt;b&gt;&amp;\\x1b\\xff</text>"));
  CHECK(has(svg, "&lt;/title&gt;&lt;script&gt;"));
}

TEST_CASE("a long name is cut in the legend and whole in a tooltip") {
  const std::string name(60, 'n');
  const std::string svg = svg_figure(figure_of({{0, 1}, {1, 2}}, name), {});
  CHECK(has(svg, std::string(31, 'n') + "…<title>" + name + "</title></text>"));
}

TEST_CASE("labels stand below, and make the picture higher, where there is no room beside it") {
  const Figure figure = figure_of({{0, 1}, {1, 2}}, "a label that is rather long");
  CHECK(has(svg_figure(figure, {.width = 800, .height = 300}), "viewBox=\"0 0 800 300\""));
  CHECK(has(svg_figure(figure, {.width = 400, .height = 300}), "viewBox=\"0 0 400 317\""));
}

TEST_CASE("a smoothed curve has the measured one behind it") {
  const Figure figure =
      make_figure({.title = "t"},
                  {{.label = "a", .points = {{0, 1}, {1, 1.5}}, .unsmoothed = {{0, 1}, {1, 2}}}});
  const std::string svg = svg_figure(figure, {});
  CHECK(count(svg, "opacity=\"0.35\"") == 1);
  CHECK(has(svg, "a: ends at 2, lowest 1, highest 2."));  // what was measured
}
