#include "command.hpp"
#include "run_rows.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/unicode.hpp"

namespace mltrack::cli {
namespace {

/// The run with what the column needs.
Run run_with(Store& store, const std::string& id, std::string_view column) {
  const auto dot = column.find('.');
  const std::string_view kind = column.substr(0, dot);
  const auto keys = [&](std::string_view of_kind) {
    return dot == std::string_view::npos || kind != of_kind
               ? std::vector<std::string>{}
               : std::vector{std::string(column.substr(dot + 1))};
  };
  return store.get_run(
      id, {.metrics = keys("metrics"), .params = keys("params"), .tags = keys("tags")});
}

class Get final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positional("RUN", handle_, "The run", Completes::run);
    flags.positional(
        "FIELD", field_,
        "metrics.KEY, params.KEY, tags.KEY, status, run_name, start_time, duration, ...",
        Completes::column);
    flags.add({.long_name = "--default",
               .value_name = "VALUE",
               .help = "Print this if the run has no such field",
               .target = &default_});
  }

  void run(Context& context) override {
    const std::string id = context.resolve_run(handle_);
    // Scripts ask for one field at a time, of runs with thousands of values.
    const Run asked = run_with(context.store(), id, field_);
    const Cell cell = run_cell(asked, field_, surroundings_of(context, {asked}));
    if (!std::holds_alternative<std::monostate>(cell)) {
      context.world.out.write(cell_text(cell, CellStyle::machine) + "\n");
      return;
    }
    if (default_) {
      context.world.out.write(*default_ + "\n");
      return;
    }
    const Run run = context.store().get_run(id);
    std::vector<std::string> names;
    for (const Column& column : machine_columns({run}, {})) {
      names.push_back(column.name);
    }
    auto error = Error::not_found("Run '{}' has no {}", run.info.run_id, escape_controls(field_));
    const auto near = meant_column(field_, names);
    throw near ? std::move(error).with_hint("Did you mean '{}'?", *near)
               : std::move(error).with_hint("--default VALUE prints a value in its place.");
  }

 private:
  std::string handle_;
  std::string field_;
  std::optional<std::string> default_;
};

const Registration<Get> registration{{
    .name = "get",
    .summary = "Print one field of a run, bare",
    .group = Group::reading,
    .needs = needs_store | needs_experiment | reads_trees,
    .description = "",
    .examples = {"AUC=$(mltrack get \"$RUN\" metrics.auc)",
                 "mltrack get @last params.lr --default 0.01"},
}};

}  // namespace
}  // namespace mltrack::cli
