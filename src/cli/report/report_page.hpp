#pragma once
// A report of runs as one page: table, curves, differences.

#include "plot/figure.hpp"
#include "run_columns.hpp"

#include "mltrack/entities/run.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace mltrack::cli {

struct Report {
  std::string title;
  std::vector<std::string> notes;  // below the title, a paragraph each
  std::vector<Run> runs;
  std::vector<std::string> labels;  // of the runs
  RunSurroundings surroundings;
  std::size_t drawn = 0;        // the first so many runs have curves and are compared
  std::vector<Figure> figures;  // the style of a series is the number of its run
};

[[nodiscard]] std::string report_page(const Report& report);

}  // namespace mltrack::cli
