#include "sample_runs.hpp"

namespace mltrack::test {

SampleRuns make_sample_runs(Store& store) {
  SampleRuns sample;
  sample.experiment = store.create_experiment({.name = "iris", .tags = {{"team", "blue"}}});
  sample.other_experiment = store.create_experiment({.name = "digits"});
  sample.first = new_run(store, sample.experiment, "first", 1000);
  sample.second = new_run(store, sample.experiment, "second", 2000);
  sample.third = new_run(store, sample.other_experiment, "third", 3000);
  store.log_batch(sample.first,
                  {.metrics = {{.key = "auc", .value = 0.5, .timestamp = 1, .step = 0},
                               {.key = "auc", .value = 0.9, .timestamp = 2, .step = 1},
                               {.key = "val/loss", .value = 0.25, .timestamp = 3}},
                   .params = {{"lr", "0.01"}, {"depth", "3"}},
                   .tags = {{"owner", "ann"}}});
  store.log_batch(sample.second, {.metrics = {{.key = "auc", .value = 0.7, .timestamp = 4}},
                                  .params = {{"lr", "0.1"}}});
  store.log_inputs(sample.first, {.datasets = {{.dataset = {.name = "flowers",
                                                            .digest = "d1",
                                                            .source_type = "local",
                                                            .source = R"({"uri": "flowers.csv"})"},
                                                .tags = {{tag_keys::dataset_context, "train"}}}}});
  store.update_run(sample.second, {.status = RunStatus::finished, .end_time = 2500});
  return sample;
}

}  // namespace mltrack::test
