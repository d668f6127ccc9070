#pragma once
// Several trees read as one. Nothing is written through it: which tree would be meant?
//
// What it hands out says in its member `tree` where it is. A search merges the answers of all trees in
// the order that is asked for, with one count of pages over all of them. Wherever an id is taken,
// `TREE/ID` (whole_id) names one tree. Without it the id of an experiment means that experiment in every
// tree that has it, and the id of a run must be in one tree alone: Error::ambiguous otherwise.

#include "mltrack/store/store.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace mltrack {

struct NamedStore {
  std::string name;  // as the user gave it
  std::unique_ptr<Store> store;
};

class MergedStore final : public Store {
 public:
  /// `now_ms` is the moment from which the ages in an order count. No two names are equal.
  MergedStore(std::vector<NamedStore> trees, std::int64_t now_ms)
      : trees_(std::move(trees)), now_ms_(now_ms) {}

  [[nodiscard]] const std::vector<NamedStore>& trees() const { return trees_; }

  std::string create_experiment(const NewExperiment& experiment) override;
  /// Of the first tree that has it; so is the next.
  [[nodiscard]] std::optional<Experiment> find_experiment(const std::string& id) override;
  [[nodiscard]] std::optional<Experiment> find_experiment_by_name(const std::string& name) override;
  [[nodiscard]] Page<Experiment> search_experiments(const ExperimentQuery& query) override;
  void rename_experiment(const std::string& id, const std::string& new_name) override;
  void delete_experiment(const std::string& id) override;
  void restore_experiment(const std::string& id) override;
  void set_experiment_tag(const std::string& id, const Tag& tag) override;
  void delete_experiment_tag(const std::string& id, const std::string& key) override;

  RunInfo create_run(const NewRun& run) override;
  [[nodiscard]] std::optional<Run> find_run(const std::string& id) override;
  [[nodiscard]] std::optional<Run> find_run(const std::string& id, const RunKeys& keys) override;
  [[nodiscard]] std::optional<RunInfo> find_run_info(const std::string& id) override;
  RunInfo update_run(const std::string& id, const RunUpdate& update) override;
  void delete_run(const std::string& id) override;
  void restore_run(const std::string& id) override;
  /// A run that is in several trees once, unless `prefix` names a tree: then all are `TREE/ID`.
  [[nodiscard]] std::vector<RunLocation> list_run_ids(std::string_view prefix) override;

  void log_metric(const std::string& run_id, const Metric& metric) override;
  void log_param(const std::string& run_id, const Param& param) override;
  void set_tag(const std::string& run_id, const Tag& tag) override;
  void delete_tag(const std::string& run_id, const std::string& key) override;
  void log_batch(const std::string& run_id, const Batch& batch) override;
  void log_inputs(const std::string& run_id, const RunInputs& inputs) override;
  void log_outputs(const std::string& run_id, const RunOutputs& outputs) override;

  using Store::search_runs;
  std::string search_runs(const RunQuery& query, const RunVisitor& visit) override;
  [[nodiscard]] std::size_t count_runs(const RunQuery& query) override;
  void scan_runs(const RunQuery& query, const RecordVisitor& visit) override;
  void metric_history(const std::string& run_id, const std::string& key,
                      const std::function<bool(const Metric&)>& visit) override;
  [[nodiscard]] std::string artifact_root(const RunInfo& run) override;
  [[nodiscard]] std::optional<LoggedModel> find_logged_model(const std::string& id) override;

 private:
  /// An id without its tree, and the trees in which it is looked for.
  struct Asked {
    std::string id;
    std::vector<const NamedStore*> trees;
  };
  [[nodiscard]] Asked asked(std::string_view id) const;
  /// The tree that has the run; none if no tree has it. Throws Error::ambiguous if several do.
  [[nodiscard]] Asked place_of_run(const std::string& id) const;
  /// The query with the ids of that tree; `tree` is one of trees_.
  [[nodiscard]] RunQuery query_of(const NamedStore& tree, const RunQuery& query) const;

  std::vector<NamedStore> trees_;
  std::int64_t now_ms_;
};

}  // namespace mltrack
