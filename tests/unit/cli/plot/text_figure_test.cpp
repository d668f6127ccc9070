#include "cli/plot/text_figure.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <set>
#include <string>
#include <vector>

using namespace mltrack::cli;  // NOLINT(google-build-using-namespace)

namespace {

std::string drawn(const std::vector<Canvas::Place>& line, std::size_t style = 0,
                  Glyphs glyphs = Glyphs::braille) {
  Canvas canvas(4, 2, glyphs);
  canvas.draw(line, style);
  return canvas.row(0, false) + "/" + canvas.row(1, false);
}

}  // namespace

TEST_CASE("a canvas has eight dots a character") {
  CHECK(drawn({{0, 0}, {1, 1}}) == "  ⡠⠊/⡠⠊  ");
  CHECK(drawn({{0, 1}}) == "⠁   /    ");
  CHECK(drawn({{0, 0}, {1, 0}}) == "    /⣀⣀⣀⣀");
}

TEST_CASE("what is not finite breaks the line, and a lone place is a dot") {
  const double nan = std::nan("");
  CHECK(drawn({{0, 0}, {0.5, nan}, {1, 0}}) == "    /⡀  ⢀");
  CHECK(drawn({{0, nan}}) == "    /    ");
}

TEST_CASE("strokes differ without colour") {
  std::set<std::string> seen;
  for (std::size_t style = 0; style < 5; ++style) {
    seen.insert(drawn({{0, 0}, {1, 0}}, style));
    seen.insert(stroke_sample(style, Glyphs::braille, false));
  }
  CHECK(seen.size() >= 9);  // a line of 8 dots and its sample
  std::set<std::string> letters;
  for (std::size_t style = 0; style < 10; ++style) {
    letters.insert(drawn({{0, 0}, {1, 0}}, style, Glyphs::ascii));
  }
  CHECK(letters.size() == 10);
}

TEST_CASE("the first thirty curves differ in colour or stroke") {
  std::set<std::string> seen;
  for (std::size_t style = 0; style < 30; ++style) {
    const Stroke stroke = stroke_of(style);
    std::string look = stroke.color;
    for (const std::size_t length : stroke.dashes) {
      look += " " + std::to_string(length);
    }
    seen.insert(look);
  }
  CHECK(seen.size() == 30);
}

TEST_CASE("colour is put around what is drawn and taken back at once") {
  Canvas canvas(2, 1, Glyphs::ascii);
  canvas.draw({{1, 0}}, 0);
  CHECK(canvas.row(0, true) == " \x1b[36m*\x1b[0m");
  CHECK(canvas.row(0, false) == " *");
}

TEST_CASE("a figure in plain letters, whole") {
  const Figure figure = make_figure({.title = "loss\x1b"},
                                    {{.label = "first", .points = {{0, 0}, {10, 1}}, .style = 0},
                                     {.label = "second", .points = {{0, 1}, {10, 0}}, .style = 1}});
  CHECK(text_figure(figure, {.columns = 60, .rows = 5, .glyphs = Glyphs::ascii}) ==
        R"(loss\x1b
1 +oooooo                                 ****** **** first
  |      ooooooooooo           ***********
  |                 ***********
  |      ***********           ooooooooooo
0 +******                                 oooooo oooo second
  ++---------------------+---------------------+
   0                     5                    10  step
)");
}

TEST_CASE("labels stand below where there is no room beside the curves") {
  const Figure figure =
      make_figure({.title = "t"}, {{.label = "a rather long label", .points = {{0, 0}, {1, 1}}}});
  const std::string text = text_figure(figure, {.columns = 40, .rows = 3, .glyphs = Glyphs::ascii});
  CHECK(text.find("**** a rather long label\n") != std::string::npos);
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\n', begin);
    CHECK(end - begin <= 40);
    begin = end + 1;
  }
}
