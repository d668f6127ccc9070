#include "command.hpp"
#include "render/objects.hpp"
#include "run_card.hpp"
#include "run_rows.hpp"

namespace mltrack::cli {
namespace {

class Show final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.optional_positional("RUN", handle_, "The run (default: the current one)", Completes::run);
  }

  void run(Context& context) override {
    const Run run = context.store().get_run(context.run_or_current(handle_));
    const bool fields_chosen = context.options.fields.has_value();
    if (context.wants_json()) {
      print_object(context.world.out, "run", run);
    } else if (!fields_chosen &&
               (!context.format_is_chosen() || context.output().format == "table")) {
      // A card is for reading even through a pipe; whoever wants columns says so.
      print_run_card(context, run);
    } else {
      print_runs(context, {run}, "");
    }
  }

 private:
  std::optional<std::string> handle_;
};

const Registration<Show> registration{{
    .name = "show",
    .summary = "Show a run: metrics with their curves, params, tags, artifacts",
    .group = Group::reading,
    .needs = needs_store | needs_experiment | needs_run | needs_output | needs_pager | reads_trees,
    .description = "",
    .examples = {"mltrack show @last", "mltrack show \"$RUN\" -o json | jq .run.data.params"},
}};

}  // namespace
}  // namespace mltrack::cli
