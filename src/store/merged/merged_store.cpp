// One answer from several trees; merged_search.cpp merges those of searches.

#include "mltrack/store/merged_store.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/unicode.hpp"

#include <algorithm>

namespace mltrack {
namespace {

[[noreturn]] void refuse_to_write() {
  throw Error::invalid("Several trees at once are read, not written")
      .with_hint("Name one with --tracking-uri.");
}

}  // namespace

MergedStore::Asked MergedStore::asked(std::string_view id) const {
  Asked result{std::string(id), {}};
  const auto slash = id.rfind('/');
  for (const NamedStore& tree : trees_) {
    if (slash == std::string_view::npos || id.substr(0, slash) == tree.name) {
      result.trees.push_back(&tree);
    }
  }
  if (slash != std::string_view::npos && !result.trees.empty()) {
    result.id.erase(0, slash + 1);
  }
  return result;
}

MergedStore::Asked MergedStore::place_of_run(const std::string& id) const {
  Asked place = asked(id);
  std::erase_if(place.trees,
                [&](const NamedStore* tree) { return !tree->store->find_run_info(place.id); });
  if (place.trees.size() > 1) {
    std::string names;
    for (const NamedStore* tree : place.trees) {
      names += (names.empty() ? "" : " or ") + tree->name + "/" + place.id;
    }
    throw Error::ambiguous("Run '{}' is in {} of the trees", place.id, place.trees.size())
        .with_hint("Give {}.", escape_controls(names));
  }
  return place;
}

RunQuery MergedStore::query_of(const NamedStore& tree, const RunQuery& query) const {
  RunQuery own = query;
  own.experiment_ids.clear();
  for (const std::string& id : query.experiment_ids) {
    Asked one = asked(id);
    if (std::find(one.trees.begin(), one.trees.end(), &tree) != one.trees.end()) {
      own.experiment_ids.push_back(std::move(one.id));
    }
  }
  return own;
}

std::optional<Experiment> MergedStore::find_experiment(const std::string& id) {
  const Asked place = asked(id);
  for (const NamedStore* tree : place.trees) {
    if (auto experiment = tree->store->find_experiment(place.id)) {
      experiment->tree = tree->name;
      return experiment;
    }
  }
  return std::nullopt;
}

std::optional<Experiment> MergedStore::find_experiment_by_name(const std::string& name) {
  for (const NamedStore& tree : trees_) {
    if (auto experiment = tree.store->find_experiment_by_name(name)) {
      experiment->tree = tree.name;
      return experiment;
    }
  }
  return std::nullopt;
}

std::optional<Run> MergedStore::find_run(const std::string& id) {
  const Asked place = place_of_run(id);
  auto run = place.trees.empty() ? std::nullopt : place.trees[0]->store->find_run(place.id);
  if (run) {
    run->info.tree = place.trees[0]->name;
  }
  return run;
}

std::optional<Run> MergedStore::find_run(const std::string& id, const RunKeys& keys) {
  const Asked place = place_of_run(id);
  auto run = place.trees.empty() ? std::nullopt : place.trees[0]->store->find_run(place.id, keys);
  if (run) {
    run->info.tree = place.trees[0]->name;
  }
  return run;
}

std::optional<RunInfo> MergedStore::find_run_info(const std::string& id) {
  const Asked place = place_of_run(id);
  auto info = place.trees.empty() ? std::nullopt : place.trees[0]->store->find_run_info(place.id);
  if (info) {
    info->tree = place.trees[0]->name;
  }
  return info;
}

std::vector<RunLocation> MergedStore::list_run_ids(std::string_view prefix) {
  const Asked place = asked(prefix);
  const bool names_tree = place.id.size() < prefix.size();
  std::vector<RunLocation> found;
  for (const NamedStore* tree : place.trees) {
    for (RunLocation& run : tree->store->list_run_ids(place.id)) {
      if (names_tree) {
        run.run_id = tree->name + "/" + run.run_id;
      }
      found.push_back(std::move(run));
    }
  }
  std::sort(found.begin(), found.end(),
            [](const RunLocation& a, const RunLocation& b) { return a.run_id < b.run_id; });
  found.erase(
      std::unique(found.begin(), found.end(),
                  [](const RunLocation& a, const RunLocation& b) { return a.run_id == b.run_id; }),
      found.end());
  return found;
}

void MergedStore::metric_history(const std::string& run_id, const std::string& key,
                                 const std::function<bool(const Metric&)>& visit) {
  const Asked place = place_of_run(run_id);
  if (place.trees.empty()) {
    throw Error::not_found("Run '{}' not found", place.id);
  }
  place.trees[0]->store->metric_history(place.id, key, visit);
}

std::string MergedStore::artifact_root(const RunInfo& run) {
  for (const NamedStore& tree : trees_) {
    if (tree.name == run.tree) {
      return tree.store->artifact_root(run);
    }
  }
  throw Error::internal("'{}' is none of the trees", run.tree);
}

std::optional<LoggedModel> MergedStore::find_logged_model(const std::string& id) {
  const Asked place = asked(id);
  for (const NamedStore* tree : place.trees) {
    if (auto model = tree->store->find_logged_model(place.id)) {
      return model;
    }
  }
  return std::nullopt;
}

// Writing.

std::string MergedStore::create_experiment(const NewExperiment& /*experiment*/) {
  refuse_to_write();
}

void MergedStore::rename_experiment(const std::string& /*id*/, const std::string& /*new_name*/) {
  refuse_to_write();
}

void MergedStore::delete_experiment(const std::string& /*id*/) {
  refuse_to_write();
}

void MergedStore::restore_experiment(const std::string& /*id*/) {
  refuse_to_write();
}

void MergedStore::set_experiment_tag(const std::string& /*id*/, const Tag& /*tag*/) {
  refuse_to_write();
}

void MergedStore::delete_experiment_tag(const std::string& /*id*/, const std::string& /*key*/) {
  refuse_to_write();
}

RunInfo MergedStore::create_run(const NewRun& /*run*/) {
  refuse_to_write();
}

RunInfo MergedStore::update_run(const std::string& /*id*/, const RunUpdate& /*update*/) {
  refuse_to_write();
}

void MergedStore::delete_run(const std::string& /*id*/) {
  refuse_to_write();
}

void MergedStore::restore_run(const std::string& /*id*/) {
  refuse_to_write();
}

void MergedStore::log_metric(const std::string& /*run_id*/, const Metric& /*metric*/) {
  refuse_to_write();
}

void MergedStore::log_param(const std::string& /*run_id*/, const Param& /*param*/) {
  refuse_to_write();
}

void MergedStore::set_tag(const std::string& /*run_id*/, const Tag& /*tag*/) {
  refuse_to_write();
}

void MergedStore::delete_tag(const std::string& /*run_id*/, const std::string& /*key*/) {
  refuse_to_write();
}

void MergedStore::log_batch(const std::string& /*run_id*/, const Batch& /*batch*/) {
  refuse_to_write();
}

void MergedStore::log_inputs(const std::string& /*run_id*/, const RunInputs& /*inputs*/) {
  refuse_to_write();
}

void MergedStore::log_outputs(const std::string& /*run_id*/, const RunOutputs& /*outputs*/) {
  refuse_to_write();
}

}  // namespace mltrack
