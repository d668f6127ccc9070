#pragma once
// Runs as rows of an answer. Machines get every column under the names of mlflow.search_runs; people
// get what tells the runs apart, and in one line what they have in common.

#include "context.hpp"
#include "run_columns.hpp"

#include "mltrack/entities/run.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mltrack::cli {

/// What the cells of these runs need beside the runs: the time, the names of their experiments.
[[nodiscard]] RunSurroundings surroundings_of(Context& context, const std::vector<Run>& runs);

/// Whether a script is told on stderr that there are more runs.
enum class MoreNote { yes, no };

/// Which columns and lines a listing has, beside what the shared options say.
struct RunLayout {
  std::vector<std::string> columns{};  // beside id and name, in place of those that differ
  bool only_changed = false;           // no column that is the same in all runs
  bool tree = false;                   // nested runs beneath their parents
};

/// Prints runs in the format that the user chose. A row is on its way as soon as its run is added
/// where the columns are known beforehand: -o json, -o id, --fields. Otherwise the runs are collected.
class RunRows {
 public:
  /// Throws Error::invalid for what excludes each other and for expressions that are none.
  explicit RunRows(Context& context, RunLayout layout = {});

  void add(Run&& run);
  [[nodiscard]] std::size_t count() const { return count_; }
  /// Once, at the end. `next_page_token` is "" if these are all.
  void finish(std::string_view next_page_token, MoreNote more_note = MoreNote::yes);

 private:
  [[nodiscard]] bool columns_are_known() const;
  void open(std::vector<Column> columns);
  void open_known();
  void write(const Run& run, std::size_t depth);
  /// Rows are not kept until a buffer is full when a reader may wait for them.
  void send_in_time();
  void learn_experiment(const Run& run);
  /// The columns of the collected runs; for people, too, what is the same in all.
  [[nodiscard]] PeopleColumns choose_columns();
  void print_footer(std::string_view next_page_token, const std::vector<std::string>& constants);

  Context& context_;
  OutputOptions output_;
  RunLayout layout_;
  RunSurroundings surroundings_;
  bool columns_are_known_;
  std::vector<Column> columns_;
  std::unique_ptr<RowWriter> writer_;
  std::vector<Run> collected_;
  std::size_t count_ = 0;
  std::optional<std::int64_t> sent_ms_;
};

/// The same for runs that are there already.
void print_runs(Context& context, const std::vector<Run>& runs, std::string_view next_page_token,
                MoreNote more_note = MoreNote::yes);

}  // namespace mltrack::cli
