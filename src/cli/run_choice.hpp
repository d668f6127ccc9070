#pragma once
// Which runs a picture shows: those that are named, or those that a filter finds.

#include "context.hpp"
#include "flags.hpp"
#include "run_selection.hpp"

#include "mltrack/entities/run.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mltrack::cli {

struct ChosenRuns {
  std::vector<Run> runs;
  bool named = false;  // one by one, not found by a filter
  bool more = false;   // the filter finds more than the limit allows
};

class RunChoice {
 public:
  /// `default_limit` is how many runs a filter gives without --limit, which `limit_help` explains.
  RunChoice(std::size_t default_limit, std::string_view limit_help)
      : default_limit_(default_limit), limit_help_(limit_help) {}

  /// What says which runs a filter looks at (RunSelection), --order-by, --limit.
  void declare_search(Flags& flags);
  /// The same, --filter and --run, which may be repeated.
  void declare(Flags& flags);

  /// The runs of --run; else those that --filter finds among the selected; else MLFLOW_RUN_ID. Throws
  /// Error::invalid if nothing says which runs.
  [[nodiscard]] ChosenRuns select(Context& context) const;
  /// What `filter` finds among the selected runs.
  [[nodiscard]] ChosenRuns search(Context& context, const std::string& filter) const;

 private:
  [[nodiscard]] static ChosenRuns named(Context& context, const std::vector<std::string>& handles);

  std::size_t default_limit_;
  std::string_view limit_help_;
  RunSelection selection_;
  std::vector<std::string> handles_;
  std::optional<std::string> filter_;
  std::vector<std::string> order_by_;
  std::optional<std::int64_t> limit_;
};

/// What tells these runs apart for people: the name, with the beginning of the id where runs share a
/// name or have none, and the tree where one run is shown from several. In their order.
[[nodiscard]] std::vector<std::string> run_labels(const std::vector<Run>& runs);

}  // namespace mltrack::cli
