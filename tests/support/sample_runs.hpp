#pragma once
// Stores with something in them, and short forms for what tests of a store say often.

#include "mltrack/base/error.hpp"
#include "mltrack/store/open_store.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mltrack::test {

/// The error that `action` throws; nothing if it throws none.
template <class Action>
[[nodiscard]] std::optional<Error> error_of(const Action& action) {
  try {
    action();
    return std::nullopt;
  } catch (const Error& error) {
    return error;
  }
}

/// Checks that `action` throws an Error of that code whose message contains `text`.
template <class Action>
void check_error(ErrorCode code, std::string_view text, const Action& action) {
  const auto error = error_of(action);
  CHECK_MESSAGE(error.has_value(), "no error, expected: ", text);
  if (!error) {
    return;
  }
  const std::string message = error->what();
  CHECK_MESSAGE(message.find(text) != std::string::npos, "'", message, "' does not say: ", text);
  CHECK(error_code_name(error->code()) == error_code_name(code));
}

/// Checks that `action` throws an Error of that kind of failure.
template <class Action>
void check_failure(Failure failure, const Action& action) {
  const auto error = error_of(action);
  CHECK_MESSAGE((error.has_value() && error->failure() == failure),
                (error ? error->what() : "no error"));
}

/// A run in `experiment`, started at `start_time`.
inline std::string new_run(Store& store, const std::string& experiment,
                           const std::string& name = "", std::int64_t start_time = 1000) {
  return store
      .create_run({.experiment_id = experiment,
                   .run_name = name,
                   .user_id = "ann",
                   .start_time = start_time})
      .run_id;
}

/// Two experiments, three runs with metrics, params, tags and a dataset; ids are returned.
struct SampleRuns {
  std::string experiment;
  std::string other_experiment;
  std::string first;
  std::string second;
  std::string third;  // in the other experiment
};
SampleRuns make_sample_runs(Store& store);

[[nodiscard]] inline std::vector<std::string> ids_of(const Page<Run>& page) {
  std::vector<std::string> ids;
  for (const Run& run : page.items) {
    ids.push_back(run.info.run_id);
  }
  return ids;
}

[[nodiscard]] inline std::vector<std::string> names_of(const Page<Experiment>& page) {
  std::vector<std::string> names;
  for (const Experiment& experiment : page.items) {
    names.push_back(experiment.name);
  }
  return names;
}

[[nodiscard]] inline std::vector<Metric> history_of(Store& store, const std::string& run,
                                                    const std::string& key) {
  std::vector<Metric> points;
  store.metric_history(run, key, [&](const Metric& point) {
    points.push_back(point);
    return true;
  });
  return points;
}

}  // namespace mltrack::test
