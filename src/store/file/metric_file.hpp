#pragma once
// A metric file: one line a point, fields separated by one space,
// `<timestamp> <value> <step>[ <dataset name> <dataset digest>]`.

#include "mltrack/entities/metric.hpp"
#include "mltrack/host/file_system.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace mltrack::metric_file {

/// Appends the line of a point, newline included.
void append_line(std::string& out, const Metric& point);
/// The line for the copy in a logged model's folder, which names the run.
void append_model_line(std::string& out, const Metric& point, std::string_view run_id);

/// Which fields a line may have.
enum class Kind { run, model };

/// Reads a line without its line break into `point` (all but the key). Returns null, or what is
/// wrong with it in MLflow's words.
/// MLflow: a line of 2 fields has step 0, and so has one of 5 fields, whatever it says.
[[nodiscard]] const char* parse_line(std::string_view line, Kind kind, Metric& point);

/// A line that could not be read.
struct BadLine {
  std::size_t number = 0;  // from 1
  std::string text;
  const char* reason = nullptr;
};

/// Calls `visit` for each point in the order of the file, until it returns false; reads the file in
/// pieces, never whole. Unreadable lines are left out; the first one is returned. Lines end where
/// Python's str.splitlines ends them.
std::optional<BadLine> each_point(FileReader& file, Kind kind,
                                  const std::function<bool(const Metric&)>& visit);

/// The latest point of a file by MLflow's rule (is_later), if it has any, and its first unreadable
/// line, if it has one.
struct Latest {
  std::optional<Metric> point;
  std::optional<BadLine> bad_line;
};
[[nodiscard]] Latest latest_point(FileReader& file, Kind kind);

}  // namespace mltrack::metric_file
