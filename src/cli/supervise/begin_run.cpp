#include "begin_run.hpp"

#include "process_tags.hpp"
#include "shell_quote.hpp"

#include "mltrack/base/digest.hpp"
#include "mltrack/base/error.hpp"
#include "mltrack/base/number.hpp"
#include "mltrack/entities/process_tags.hpp"

namespace mltrack::cli {
namespace {

/// The run of that key, as it was left; its tags but for the name are those of this attempt.
BegunRun begin_again(Context& context, const NewRun& wanted, const Batch& params) {
  Store& store = context.store();
  const Run before = store.get_run(wanted.run_id, RunKeys{.tags = {tag_keys::attempt}});
  const Tag* attempts = find_by_key(before.data.tags, tag_keys::attempt);
  const std::int64_t attempt = (attempts ? parse_python_int(attempts->value).value_or(1) : 1) + 1;
  Batch batch = params;  // first, for they may be refused
  for (const Tag& tag : wanted.tags) {
    if (tag.key != tag_keys::run_name) {
      batch.tags.push_back(tag.key == tag_keys::attempt ? Tag{tag.key, std::to_string(attempt)}
                                                        : tag);
    }
  }
  store.log_batch(wanted.run_id, batch);
  return {store.update_run(wanted.run_id, {.status = RunStatus::running}), Begun::again, attempt};
}

}  // namespace

BegunRun begin_run(Context& context, const NewRunOptions& options,
                   const std::vector<std::string>& command, const std::optional<std::string>& key) {
  auto [run, batch] = options.read(context, shell_quoted(command));
  for (Tag& tag : process_tags(context.world)) {
    if (find_by_key(run.tags, tag.key) == nullptr) {  // --tag goes before
      run.tags.push_back(std::move(tag));
    }
  }
  options.place(context, run);
  if (key) {
    run.run_id = md5_hex(run.experiment_id + std::string(1, '\0') + *key);
    run.tags.push_back({tag_keys::resume_key, *key});
    run.tags.push_back({tag_keys::attempt, "1"});
  }
  RunInfo info;
  try {
    info = context.store().create_run(run);
  } catch (const Error& error) {
    if (!key || error.code() != ErrorCode::resource_already_exists) {
      throw;
    }
    return begin_again(context, run, batch);
  }
  if (!batch.params.empty()) {
    context.store().log_batch(info.run_id, batch);
  }
  return {.info = std::move(info)};
}

}  // namespace mltrack::cli
