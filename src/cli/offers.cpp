#include "offers.hpp"

#include "model_handle.hpp"
#include "run_columns.hpp"
#include "store_options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <vector>

namespace mltrack::cli {
namespace {

/// The newest runs stand for all: a prompt does not wait for ten thousand.
std::vector<Run> newest_runs(Context& line) {
  constexpr std::size_t most = 200;
  return line.store()
      .search_runs({.experiment_ids = line.all_experiment_ids(ViewType::all),
                    .view = ViewType::all,
                    .max_results = most})
      .items;
}

void offer_words(std::string_view words, const Offers& offers) {
  while (!words.empty()) {
    const auto blank = std::min(words.find(' '), words.size());
    offers.add(words.substr(0, blank));
    words.remove_prefix(std::min(blank + 1, words.size()));
  }
}

void offer_experiments(Context& line, const Offers& offers) {
  for (const Experiment& experiment :
       line.store().search_experiments({.view = ViewType::all}).items) {
    offers.add(experiment.name, experiment.experiment_id);
  }
}

void offer_runs(Context& line, const Offers& offers) {
  const std::vector<Run> runs = newest_runs(line);  // where there is no tree nothing is offered
  offers.add("@last", "the newest run");
  offers.add("@best:", "KEY:max or KEY:min: the best run by a metric");
  for (const Run& run : runs) {
    offers.add(run.info.run_id, run.info.run_name);
    offers.add(run.info.run_name, run.info.run_id);
  }
}

void offer_keys(Context& line, Completes kind, const Offers& offers) {
  std::set<std::string> keys;
  const auto gather = [&](const auto& list) {
    for (const auto& item : list) {
      keys.insert(item.key);
    }
  };
  for (const Run& run : newest_runs(line)) {
    if (kind == Completes::metric_key) {
      gather(run.data.metrics);
    } else if (kind == Completes::param_key) {
      gather(run.data.params);
    } else {
      gather(run.data.tags);
    }
  }
  for (const std::string& key : keys) {
    offers.add(key);
  }
}

void offer_columns(Context& line, const Offers& offers) {
  for (const Column& column : machine_columns(newest_runs(line), {})) {
    offers.add(column.name);
  }
  offers.add("duration");
}

/// Once a model is named its versions, too: behind '/' by number, behind '@' by alias.
void offer_models(Context& line, const Offers& offers) {
  const auto models = registry_of(line)->search_registered_models(
      {.max_results = limits::registered_model_results});
  for (const RegisteredModel& model : models.items) {
    offers.add(model.name, model.description.value_or(""));
    if (!offers.current().starts_with(model.name)) {
      continue;
    }
    for (const ModelVersion& version : model.latest_versions) {
      offers.add(handle_of(version), model_stage_name(version.current_stage));
    }
    for (const ModelAlias& alias : model.aliases) {
      offers.add(model.name + "@" + alias.alias, fmt::format("version {}", alias.version));
    }
  }
}

/// One folder at a time, as shells offer files.
void offer_artifacts(Context& line, const std::string& run, const Offers& offers) {
  const auto artifacts = line.artifacts(line.store().get_run_info(line.resolve_run(run)));
  const auto slash = offers.current().rfind('/');
  const std::string folder = slash == std::string::npos ? "" : offers.current().substr(0, slash);
  for (const ArtifactInfo& artifact : artifacts->list(folder)) {
    offers.add(artifact.path + (artifact.is_directory ? "/" : ""));
  }
}

}  // namespace

void Offers::add(std::string_view word, std::string_view meaning) const {
  if (word.starts_with(current_)) {
    out_->write(meaning.empty() ? fmt::format("{}{}\n", before_, word)
                                : fmt::format("{}{}\t{}\n", before_, word, meaning));
  }
}

void Offers::add_files() const {
  out_->write(":files\n");
}

Offers Offers::of_last_element() const {
  const auto comma = current_.rfind(',');
  if (comma == std::string::npos) {
    return *this;
  }
  return {*out_, current_.substr(comma + 1), before_ + current_.substr(0, comma + 1)};
}

void offer_values(Context& line, const FlagSpec& spec, const std::vector<std::string>& positionals,
                  const Offers& offers) {
  switch (spec.completes) {
    case Completes::nothing:
      return;
    case Completes::file:
      return offers.add_files();
    case Completes::words:
      return offer_words(spec.words, offers);
    case Completes::experiment:
      return offer_experiments(line, offers);
    case Completes::run:
      return offer_runs(line, offers);
    case Completes::column:
      return offer_columns(line, offers);
    case Completes::columns:
      return offer_columns(line, offers.of_last_element());
    case Completes::artifact:
      return positionals.empty() ? void() : offer_artifacts(line, positionals.front(), offers);
    case Completes::model:
      return offer_models(line, offers);
    case Completes::metric_key:
    case Completes::param_key:
    case Completes::tag_key:
      return offer_keys(line, spec.completes, offers);
  }
}

}  // namespace mltrack::cli
