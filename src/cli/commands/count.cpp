#include "command.hpp"
#include "render/objects.hpp"
#include "run_selection.hpp"
#include "unknown_keys.hpp"
#include "view_option.hpp"

namespace mltrack::cli {
namespace {

class Count final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.optional_positional("FILTER", filter_, "For example \"metrics.auc > 0.8\"");
    selection_.declare(flags);
    view_.declare(flags);
  }

  void run(Context& context) override {
    const RunQuery query = selection_.query(context, filter_.value_or(""), view_.value());
    const std::size_t count = context.store().count_runs(query);
    print_count(context, count);
    if (count == 0) {
      hint_at_unknown_keys(context, query);
    }
  }

 private:
  /// A bare number for `$(...)`; a row for who chose a format of rows.
  static void print_count(Context& context, std::size_t count) {
    const OutputOptions output = context.output();
    if (output.format == "json") {
      print_count_object(context.world.out, count);
    } else if (output.fields.empty() && (output.format == "table" || output.format == "tsv")) {
      context.world.out.write(fmt::format("{}\n", count));
    } else {
      const auto writer = open_rows(
          context.world.out, output,
          {.list_name = "", .columns = {{.name = "count", .title = "COUNT"}}, .id_column = 0});
      writer->row({static_cast<std::int64_t>(count)}, {});
      writer->finish("");
    }
  }

  std::optional<std::string> filter_;
  RunSelection selection_;
  ViewOption view_;
};

const Registration<Count> registration{{
    .name = "count",
    .summary = "Count the runs that a filter finds",
    .group = Group::reading,
    .needs = needs_store | needs_output | needs_filter | reads_trees,
    .description = "Prints the number alone. Reads no more of a run than the filter asks for.",
    .examples = {"mltrack count", "mltrack count \"metrics.auc > 0.8\" -e churn",
                 "mltrack count \"status = 'RUNNING'\" --since 2d"},
}};

}  // namespace
}  // namespace mltrack::cli
