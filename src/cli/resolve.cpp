// Short names: which run and which experiment is meant.

#include "best_run.hpp"
#include "context.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/unicode.hpp"
#include "mltrack/entities/validate.hpp"
#include "mltrack/store/whole_id.hpp"

#include <algorithm>

namespace mltrack::cli {
namespace {

constexpr std::size_t run_id_length = 32;
constexpr std::size_t shortest_prefix = 4;
constexpr std::size_t most_candidates = 5;

bool is_hex(std::string_view text) {
  return text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool is_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string list_candidates(const std::vector<std::string>& candidates) {
  std::string text;
  for (std::size_t i = 0; i < std::min(candidates.size(), most_candidates); ++i) {
    text += (i == 0 ? "" : ", ") + candidates[i];
  }
  return candidates.size() > most_candidates ? text + ", ..." : text;
}

std::optional<Experiment> find_experiment_called(Store& store, const std::string& handle) {
  const auto is_id = [&] {
    try {
      validate_experiment_id(handle);
      return true;
    } catch (const Error&) {
      return false;  // a name with blanks, say
    }
  }();
  if (is_id) {
    if (auto experiment = store.find_experiment(handle)) {
      return experiment;
    }
  }
  return store.find_experiment_by_name(handle);
}

std::vector<std::string> whole_ids(const std::vector<Experiment>& experiments) {
  std::vector<std::string> ids;
  for (const Experiment& experiment : experiments) {
    ids.push_back(whole_id(experiment));
  }
  return ids;
}

/// By name, or by TREE/NAME.
bool is_called(const RunInfo& run, const std::string& name) {
  return run.run_name == name || (!run.tree.empty() && run.tree + "/" + run.run_name == name);
}

}  // namespace

std::optional<std::string> Context::experiment_handle() const {
  if (options.experiment) {
    return options.experiment;
  }
  // MLflow: the name is looked at first; an id beside it must agree.
  if (auto name = world.variable("MLFLOW_EXPERIMENT_NAME")) {
    return name;
  }
  return world.variable("MLFLOW_EXPERIMENT_ID");
}

std::vector<Experiment> Context::resolve_experiments(const std::string& handle) {
  std::vector<Experiment> found;
  Store& all = store();
  if (merged_ == nullptr) {
    if (auto experiment = find_experiment_called(all, handle)) {
      found.push_back(std::move(*experiment));
    }
  } else {
    for (const NamedStore& tree : merged_->trees()) {
      if (auto experiment = find_experiment_called(*tree.store, handle)) {
        experiment->tree = tree.name;
        found.push_back(std::move(*experiment));
      }
    }
  }
  if (found.empty()) {
    throw unknown_experiment(handle);
  }
  return found;
}

Error Context::unknown_experiment(const std::string& handle) {
  std::vector<std::string> names;
  for (const Experiment& experiment : store().search_experiments({.view = ViewType::all}).items) {
    names.push_back(experiment.name);
  }
  auto error = is_digits(handle) ? Error::not_found("Could not find experiment with ID {}", handle)
                                 : Error::not_found("Could not find experiment with name '{}'",
                                                    escape_controls(handle));
  const auto near = nearest(handle, names);
  return near ? std::move(error).with_hint("Did you mean '{}'?", *near)
              : std::move(error).with_hint("mltrack list-experiments shows those there are.");
}

Experiment Context::resolve_experiment(const std::string& handle) {
  return std::move(resolve_experiments(handle).front());
}

std::vector<std::string> Context::resolve_experiment_ids(const std::string& handle) {
  return whole_ids(resolve_experiments(handle));
}

std::vector<Experiment> Context::chosen_experiments() {
  const auto handle = experiment_handle();
  if (!handle) {
    return {};
  }
  std::vector<Experiment> found = resolve_experiments(*handle);
  const auto id = world.variable("MLFLOW_EXPERIMENT_ID");
  const bool agrees = std::any_of(found.begin(), found.end(), [&](const Experiment& experiment) {
    return id == experiment.experiment_id;
  });
  if (!options.experiment && id && !agrees) {
    throw Error::invalid(
        "The provided MLFLOW_EXPERIMENT_ID environment variable value `{}` does not match the "
        "experiment id `{}` for experiment name `{}`",
        *id, found[0].experiment_id, found[0].name);
  }
  return found;
}

std::optional<Experiment> Context::chosen_experiment() {
  auto found = chosen_experiments();
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::optional<std::vector<std::string>> Context::chosen_experiment_ids() {
  const auto found = chosen_experiments();
  return found.empty() ? std::nullopt : std::optional(whole_ids(found));
}

std::string Context::experiment_for_new_run() {
  const auto handle = experiment_handle();
  if (!handle) {
    return default_experiment_id;
  }
  try {
    return chosen_experiment()->experiment_id;
  } catch (const Error& error) {
    const bool from_id_variable = !options.experiment && !world.variable("MLFLOW_EXPERIMENT_NAME");
    if (error.failure() != Failure::not_found || is_digits(*handle) || from_id_variable) {
      throw;
    }
  }
  try {
    const std::string id = store().create_experiment({.name = *handle});
    note(fmt::format("mltrack: experiment '{}' is new, its ID is {}", *handle, id));
    return id;
  } catch (const Error& error) {
    if (error.code() != ErrorCode::resource_already_exists) {
      throw;
    }
    return resolve_experiment(*handle).experiment_id;  // another array job was first
  }
}

std::string Context::current_run() {
  if (options.run) {
    return resolve_run(*options.run);
  }
  if (const auto run = world.variable("MLFLOW_RUN_ID")) {
    return resolve_run(*run);
  }
  throw Error::invalid("Which run? Neither --run nor MLFLOW_RUN_ID is set")
      .with_hint("Give --run with an id, a name or @last; RUN=$(mltrack start-run) starts one.");
}

std::string Context::run_or_current(const std::optional<std::string>& handle) {
  return handle ? resolve_run(*handle) : current_run();
}

std::string Context::resolve_run(const std::string& handle, ViewType named) {
  if (handle.empty()) {
    throw Error::invalid("The name of the run is empty")
        .with_hint("Did the command that should have set it fail?");
  }
  if (handle.size() == run_id_length && is_hex(handle)) {
    return handle;
  }
  if (handle == "@last") {
    return last_run();
  }
  if (handle == "@best" || handle.starts_with("@best:")) {
    return resolve_best(*this, handle, experiment_ids_to_search());
  }
  std::vector<std::string> candidates;
  if (handle.size() >= shortest_prefix) {
    for (const RunLocation& run : store().list_run_ids(handle)) {
      if (run.run_id == handle) {
        return handle;  // a whole id, of a form of its own
      }
      candidates.push_back(run.run_id);
    }
  }
  if (candidates.size() == 1) {
    return candidates[0];
  }
  if (candidates.size() > 1) {
    std::sort(candidates.begin(), candidates.end());
    throw Error::ambiguous("'{}' is the beginning of {} run ids", escape_controls(handle),
                           candidates.size())
        .with_hint("Give more of it: {}.", list_candidates(candidates));
  }
  return run_by_name(handle, named);
}

std::vector<std::string> Context::experiment_ids_to_search() {
  if (auto chosen = chosen_experiment_ids()) {
    return std::move(*chosen);
  }
  return all_experiment_ids(ViewType::active_only);
}

std::vector<std::string> Context::all_experiment_ids(ViewType view) {
  std::vector<std::string> ids;
  std::string token;
  do {
    auto page = store().search_experiments(
        {.view = view, .max_results = limits::search_results, .page_token = token});
    for (const Experiment& experiment : page.items) {
      ids.push_back(whole_id(experiment));
    }
    token = page.next_page_token;
  } while (!token.empty());
  return ids;
}

std::string Context::last_run() {
  const auto page =
      store().search_runs({.experiment_ids = experiment_ids_to_search(), .max_results = 1});
  if (page.items.empty()) {
    throw Error::not_found("There is no run yet, so there is no @last")
        .with_hint("mltrack start-run starts one.");
  }
  return whole_id(page.items[0].info);
}

std::string Context::run_by_name(const std::string& name, ViewType view) {
  std::vector<std::string> names;
  std::vector<std::string> candidates;
  std::vector<std::string> others;  // of that name, but deleted, or active where deleted is wanted
  std::string token;
  const auto ids = experiment_ids_to_search();
  const auto wanted =
      view == ViewType::active_only ? LifecycleStage::active : LifecycleStage::deleted;
  do {
    const auto page = store().search_runs({.experiment_ids = ids,
                                           .view = ViewType::all,
                                           .max_results = limits::search_results,
                                           .page_token = token});
    for (const Run& run : page.items) {
      const bool fits = run.info.lifecycle_stage == wanted;
      if (fits) {
        names.push_back(run.info.run_name);
      }
      if (is_called(run.info, name)) {
        (fits ? candidates : others).push_back(whole_id(run.info));
      }
    }
    token = page.next_page_token;
  } while (!token.empty());
  if (candidates.size() == 1) {
    return candidates[0];
  }
  if (candidates.size() > 1) {
    throw Error::ambiguous("{} runs have the name '{}'", candidates.size(), escape_controls(name))
        .with_hint("Give an id: {}.", list_candidates(candidates));
  }
  auto error = Error::not_found("Run '{}' not found", escape_controls(name));
  if (!others.empty()) {
    throw std::move(error).with_hint(
        "{} of that name: {}.",
        wanted == LifecycleStage::active ? "There is a deleted run" : "There is an active run",
        list_candidates(others));
  }
  const auto near = nearest(name, names);
  throw near ? std::move(error).with_hint("Did you mean '{}'?", *near)
             : std::move(error).with_hint("mltrack list{} shows the runs there are.",
                                          view == ViewType::active_only ? "" : " --view deleted");
}

}  // namespace mltrack::cli
