#include "new_run.hpp"

#include "key_value.hpp"
#include "source_tags.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/unicode.hpp"
#include "mltrack/entities/validate.hpp"

namespace mltrack::cli {

void NewRunOptions::declare(Flags& flags) {
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
}

PreparedRun NewRunOptions::read(Context& context, const std::optional<std::string>& source) const {
  NewRun run{.run_name = name_.value_or("")};
  run.tags = source_tags(context.world, source);
  run.user_id = context.world.environment.user_name();
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
  run.start_time = context.world.host.clock->now_ms();
  return {std::move(run), std::move(batch)};
}

void NewRunOptions::place(Context& context, NewRun& run) const {
  if (parent_) {
    const std::string parent = context.resolve_run(*parent_);
    // A nested run belongs beside its parent, as MLflow's fluent API puts it.
    run.experiment_id = context.store().get_run_info(parent).experiment_id;
    if (find_by_key(run.tags, tag_keys::parent_run_id) == nullptr) {
      run.tags.push_back({tag_keys::parent_run_id, parent});
    }
  }
  if (run.experiment_id.empty() || context.options.experiment) {
    run.experiment_id = context.experiment_for_new_run();
  }
}

}  // namespace mltrack::cli
