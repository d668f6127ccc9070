#pragma once
// Answers that are lists, in every output format. Commands say what a row is; writers say how it
// looks. Rows are passed on as they come where the format allows it.

#include "mltrack/base/registry.hpp"
#include "mltrack/cli/world.hpp"
#include "mltrack/wire/json.hpp"

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace mltrack::cli {

/// A moment, ms since the epoch. Tables show `2026-11-23 19:43:15Z`, everything else the number.
struct Time {
  std::int64_t ms = 0;
};
/// A span in ms. Tables show `6m 10s`, everything else the number.
struct Duration {
  std::int64_t ms = 0;
};
/// An age in ms. Tables show `6m`; everything else the number, but it is meant for tables only.
struct Age {
  std::int64_t ms = 0;
};
/// A cell without a value is empty in text formats, null in ndjson.
/// A double is shown with 5 significant digits in table, md and latex, with 17 (Python's repr) elsewhere;
/// NaN and infinities are `nan`, `inf`, `-inf` in text and "NaN", "Infinity", "-Infinity" in
/// ndjson.
using Cell = std::variant<std::monostate, std::string, double, std::int64_t, Time, Duration, Age>;

struct Column {
  std::string name;   // for machines: `run_id`, `metrics.auc`, the names of mlflow.search_runs
  std::string title;  // for people: `RUN`, `auc`
  /// Which columns a narrow terminal drops first: the highest number. 0 is never dropped.
  int priority = 0;
  /// In table, md and latex ids are cut to this many characters; 0 leaves them whole.
  std::size_t abbreviate = 0;
  /// In a table: to the right although not all its cells are numbers.
  bool align_right = false;
};

struct RowsSpec {
  std::string list_name;        // the key of the list in `-o json`: "runs", "experiments"
  std::vector<Column> columns;  // what is shown; `-o json` shows the whole object instead
  std::size_t id_column = 0;    // what `-o id` prints
};

/// What the user chose (--output, --fields, --no-header, --color).
struct OutputOptions {
  std::string format;               // never empty: the default is decided before
  std::vector<std::string> fields;  // machine names; empty means all columns of the spec
  bool header = true;
  bool color = false;
};

/// What makes the JSON of one answer: an entity, which must outlive it, or a function. Given an
/// entity, a command needs no nlohmann/json.hpp, which costs four seconds in every file that has
/// it.
class JsonOf {
 public:
  JsonOf() = default;  // null
  template <class T>
    requires std::is_class_v<T> && (!std::is_invocable_v<const T&>)
  JsonOf(const T& entity) : source_(&entity) {}  // NOLINT(google-explicit-constructor)
  template <std::invocable Make>
  JsonOf(Make make)  // NOLINT(google-explicit-constructor)
      : source_(std::function<wire::Json()>(std::move(make))) {}

  [[nodiscard]] wire::Json operator()() const;

 private:
  std::variant<std::monostate, const Run*, const RunInfo*, const Experiment*, const LoggedModel*,
               const Metric*, const Param*, const Tag*, std::function<wire::Json()>>
      source_;
};

/// The cells of one row as a writer sees them: those of the columns that are shown, in their order.
/// Borrowed for a call. A cell that is not there is an empty one.
class RowCells {
 public:
  RowCells(std::initializer_list<Cell> cells)  // NOLINT(google-explicit-constructor)
      : cells_(cells.begin(), cells.size()) {}
  RowCells(std::span<const Cell> cells) : cells_(cells) {}  // NOLINT(google-explicit-constructor)
  RowCells(const std::vector<Cell>& cells)
      : cells_(cells) {}  // NOLINT(google-explicit-constructor)
  /// Those at the places `chosen`, which must outlive this.
  [[nodiscard]] RowCells only(std::span<const std::size_t> chosen) const {
    RowCells some = *this;
    some.chosen_ = chosen;
    return some;
  }

  [[nodiscard]] const Cell& operator[](std::size_t column) const {
    static constexpr Cell empty;
    if (!chosen_.empty()) {
      column = column < chosen_.size() ? chosen_[column] : cells_.size();
    }
    return column < cells_.size() ? cells_[column] : empty;
  }

 private:
  std::span<const Cell> cells_;
  std::span<const std::size_t> chosen_;  // empty: all of them
};

class RowWriter {
 public:
  virtual ~RowWriter() = default;
  /// One row, a cell a column. `json` makes the whole object; only `-o json` calls it.
  virtual void row(const RowCells& cells, const JsonOf& json) = 0;
  /// Once, at the end. The token goes into `-o json` and nowhere else.
  virtual void finish(std::string_view next_page_token) = 0;
  /// After finish(): how many columns a narrow terminal had no room for.
  [[nodiscard]] virtual std::size_t columns_left_out() const { return 0; }
};

/// Throws Error::invalid for a field that is no column (with the nearest name as hint) or named
/// twice, and for fields with -o json and -o id, which have no columns to choose. Cells of columns
/// that are not shown are ignored; a row with too few cells is filled up with empty ones.
[[nodiscard]] std::unique_ptr<RowWriter> open_rows(Output& out, const OutputOptions& options,
                                                   RowsSpec spec);

/// A person gets what is worth reading, rounded; a program gets everything, in full.
enum class Reader { program, person };

/// One format of --output; a file in cli/render/ defines one by a static object.
struct Format {
  using Open = std::unique_ptr<RowWriter> (*)(Output&, const OutputOptions&, RowsSpec);
  Format(int order, std::string_view format_name, std::string_view format_summary, Open open_format,
         Reader format_reader = Reader::program)
      : help_order(order),
        name(format_name),
        summary(format_summary),
        open(open_format),
        reader(format_reader),
        next(Registry<Format>::add(*this)) {}
  int help_order;  // from the lowest
  std::string_view name;
  std::string_view summary;
  Open open;
  Reader reader;
  const Format* next;
};

/// All format names, in the order of the help: table, tsv, json, ndjson, csv, md, latex, id.
[[nodiscard]] std::vector<std::string> format_names();

/// The format is one that people read: table, md, latex.
[[nodiscard]] bool is_for_people(const OutputOptions& options);

/// What may have been meant by a field that is no column: `auc` for `metrics.auc`, or a slip.
[[nodiscard]] std::optional<std::string> meant_column(std::string_view field,
                                                      const std::vector<std::string>& names);

/// A cell as text. `people` rounds doubles to 5 significant digits and shows times as dates.
enum class CellStyle { people, machine };
[[nodiscard]] std::string cell_text(const Cell& cell, CellStyle style);
void append_cell(std::string& out, const Cell& cell, CellStyle style);

/// A double or an integer: what tables align to the right.
[[nodiscard]] bool is_number(const Cell& cell);

/// A double for people: 5 significant digits, no trailing zeros (`0.02`, `1234.5`, `1.2346e+09`).
/// Whole numbers below 1e9 are written out (`123456`, not `1.2346e+05`): that is no longer.
[[nodiscard]] std::string short_number(double value);

/// JSON as a whole answer, indented by 2, with a final newline.
void print_json(Output& out, const JsonOf& json);
void print_json(Output& out, const wire::Json& json);

}  // namespace mltrack::cli
