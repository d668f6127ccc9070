#include "cli/progress.hpp"

#include "mltrack/base/unicode.hpp"

#include <doctest/doctest.h>

using namespace mltrack;
using namespace mltrack::cli;

TEST_CASE("progress: a bar, the percentage and both sizes") {
  CHECK(progress_line("copying", 512, 1024, 80) ==
        "copying ███████████████░░░░░░░░░░░░░░░  50%  512 B of 1.0 KiB");
  CHECK(progress_line("copying", 0, 0, 40) == "copying ███████████████ 100%  0 B of 0 B");
}

TEST_CASE("progress: no wider than the terminal, whatever that is") {
  for (std::size_t columns = 0; columns < 90; ++columns) {
    CHECK(display_width(progress_line("copying", 3, 4, columns)) <= columns);
  }
  CHECK(progress_line("copying", 3, 4, 29) == "copying  75%  3 B of 4 B");
}

TEST_CASE("progress: more than was expected is all of it") {
  CHECK(progress_line("x", 2000, 1000, 20) == "x 100%  1000 B of 1…");
}
