#include "command.hpp"
#include "key_value.hpp"
#include "source_tags.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/unicode.hpp"
#include "mltrack/entities/validate.hpp"

namespace mltrack::cli {
namespace {

class StartRun final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.add({.long_name = "--name",
               .value_name = "NAME",
               .help = "Name of the run (default: one such as amber-otter-42)",
               .target = &name_});
    flags.add({.long_name = "--param",
               .short_name = 'p',
               .value_name = "KEY=VALUE",
               .help = "A param; may be repeated",
               .target = &params_});
    flags.add({.long_name = "--tag",
               .short_name = 't',
               .value_name = "KEY=VALUE",
               .help = "A tag; may be repeated",
               .target = &tags_});
    flags.add({.long_name = "--parent",
               .value_name = "RUN",
               .help = "The run that this one is nested in",
               .target = &parent_,
               .completes = Completes::run});
    flags.add({.long_name = "--description",
               .value_name = "TEXT",
               .help = "A note on the run",
               .target = &description_});
    flags.add({.long_name = "--source-name",
               .value_name = "NAME",
               .help = "The program that trains (default: the script that called mltrack)",
               .target = &source_name_});
    flags.add({.long_name = "--shell", .help = "Print export lines for eval", .target = &shell_});
  }

  void run(Context& context) override {
    NewRun run{.run_name = name_.value_or("")};
    run.tags = source_tags(context.world, source_name_);
    run.user_id = context.world.environment.user_name();
    if (parent_) {
      run.tags.push_back({tag_keys::parent_run_id, context.resolve_run(*parent_)});
      // A nested run belongs beside its parent, as MLflow's fluent API puts it.
      run.experiment_id = context.store().get_run_info(run.tags.back().value).experiment_id;
    }
    if (description_) {
      run.tags.push_back({tag_keys::note, *description_});
    }
    for (const std::string& tag : tags_) {
      auto [key, value] = split_key_value(tag, "--tag");
      validate_tag({key, value});  // all is looked at before an experiment or a run is made
      if (key == tag_keys::run_name && name_.value_or(value) != value) {
        throw Error::invalid("--name '{}' and --tag '{}' are two names", escape_controls(*name_),
                             escape_controls(tag));
      }
      std::erase_if(run.tags, [&, &wanted = key](const Tag& other) { return other.key == wanted; });
      run.tags.push_back({std::move(key), std::move(value)});
    }
    Batch batch;
    for (const std::string& param : params_) {
      const auto [key, value] = split_key_value(param, "--param");
      if (const Param* other = find_by_key(batch.params, key)) {
        throw Error::invalid("Param '{}' is given twice: '{}' and '{}'", escape_controls(key),
                             escape_controls(other->value), escape_controls(value));
      }
      batch.params.push_back({key, value});
      validate_param(batch.params.back());
    }
    if (run.experiment_id.empty() || context.options.experiment) {
      run.experiment_id = context.experiment_for_new_run();
    }
    run.start_time = context.world.host.clock->now_ms();
    const RunInfo info = context.store().create_run(run);
    if (!batch.params.empty()) {
      context.store().log_batch(info.run_id, batch);
    }
    context.world.out.write(shell_ ? fmt::format("export MLFLOW_RUN_ID={}\n", info.run_id)
                                   : info.run_id + "\n");
    if (context.options.verbose) {
      context.note(
          fmt::format("mltrack: run '{}' in experiment {}", info.run_name, info.experiment_id));
    }
  }

 private:
  std::optional<std::string> name_;
  std::vector<std::string> params_;
  std::vector<std::string> tags_;
  std::optional<std::string> parent_;
  std::optional<std::string> description_;
  std::optional<std::string> source_name_;
  bool shell_ = false;
};

const Registration<StartRun> registration{{
    .name = "start-run",
    .summary = "Start a run and print its id",
    .group = Group::runs,
    .needs = needs_store | needs_experiment,
    .description =
        "The run goes to the experiment of --experiment, MLFLOW_EXPERIMENT_NAME or\n"
        "MLFLOW_EXPERIMENT_ID, else to Default. A name that does not exist yet is made.\n"
        "Sets the tags that MLflow's client sets: mlflow.user, mlflow.source.name,\n"
        "mlflow.source.type, mlflow.source.git.commit, mlflow.runName.",
    .examples = {"RUN=$(mltrack start-run -e churn -p lr=0.01 -p opt=adam)",
                 "eval \"$(mltrack start-run -e churn --shell)\"   # sets MLFLOW_RUN_ID",
                 "mltrack start-run --parent \"$RUN\" --name fold-1"},
}};

}  // namespace
}  // namespace mltrack::cli
