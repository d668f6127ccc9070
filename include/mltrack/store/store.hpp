#pragma once
// Where experiments and runs live: MLflow's tracking store. One interface for trees on disk, in
// memory and behind a server; tests/contract holds every implementation to it.
//
// Ids are whole ids; short names are the command line's business. All functions throw Error with
// MLflow's code and wording. What a listing cannot read it leaves out and reports (Warnings); what
// is asked for by id and cannot be read is an error.

#include "mltrack/entities/experiment.hpp"
#include "mltrack/entities/logged_model.hpp"
#include "mltrack/entities/page.hpp"
#include "mltrack/entities/queries.hpp"
#include "mltrack/entities/run.hpp"
#include "mltrack/search/record.hpp"
#include "mltrack/store/requests.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mltrack {

/// Takes a run; false to stop.
using RunVisitor = std::function<bool(Run&& run)>;

/// Takes a run as a search sees it: what the record is asked for is read then.
using RecordVisitor = std::function<void(const RunInfo& info, const search::Record& record)>;

/// What was cut, skipped or healed: one sentence with the path in it.
using Warn = std::function<void(const std::string&)>;

class Store {
 public:
  virtual ~Store() = default;

  // Experiments.
  /// The new id. RESOURCE_ALREADY_EXISTS if the name is in use, by a deleted experiment too. Of any
  /// number of mltrack processes that create one name at once exactly one succeeds.
  virtual std::string create_experiment(const NewExperiment& experiment) = 0;
  /// Active or deleted.
  [[nodiscard]] virtual std::optional<Experiment> find_experiment(const std::string& id) = 0;
  /// Active or deleted; of several of one name the newest (MLflow leaves such after a race).
  [[nodiscard]] virtual std::optional<Experiment> find_experiment_by_name(
      const std::string& name) = 0;
  [[nodiscard]] virtual Page<Experiment> search_experiments(const ExperimentQuery& query) = 0;
  virtual void rename_experiment(const std::string& id, const std::string& new_name) = 0;
  /// The experiment and its active runs become deleted.
  virtual void delete_experiment(const std::string& id) = 0;
  /// The experiment and all its deleted runs become active (MLflow revives runs that were deleted
  /// one by one as well).
  virtual void restore_experiment(const std::string& id) = 0;
  virtual void set_experiment_tag(const std::string& id, const Tag& tag) = 0;
  virtual void delete_experiment_tag(const std::string& id, const std::string& key) = 0;

  // Runs.
  /// RESOURCE_ALREADY_EXISTS for an id that is in use in the experiment: of any number of mltrack
  /// processes that create one id at once exactly one succeeds, on disks without locks, too.
  virtual RunInfo create_run(const NewRun& run) = 0;
  /// Active or deleted, everything in it.
  [[nodiscard]] virtual std::optional<Run> find_run(const std::string& id) = 0;
  [[nodiscard]] virtual std::optional<RunInfo> find_run_info(const std::string& id) = 0;
  /// Active or deleted, of its data these keys alone, without inputs and outputs; reads nothing else.
  /// What MLflow does not allow for a key no run has.
  [[nodiscard]] virtual std::optional<Run> find_run(const std::string& id, const RunKeys& keys) = 0;
  virtual RunInfo update_run(const std::string& id, const RunUpdate& update) = 0;
  virtual void delete_run(const std::string& id) = 0;
  virtual void restore_run(const std::string& id) = 0;
  /// Every run whose id begins with `prefix`, deleted ones too, in no order; no file is read.
  [[nodiscard]] virtual std::vector<RunLocation> list_run_ids(std::string_view prefix) = 0;

  // Logging, to active runs only.
  virtual void log_metric(const std::string& run_id, const Metric& metric) = 0;
  /// The value of a param never changes: INVALID_PARAMETER_VALUE (conflict) for another one.
  virtual void log_param(const std::string& run_id, const Param& param) = 0;
  virtual void set_tag(const std::string& run_id, const Tag& tag) = 0;
  virtual void delete_tag(const std::string& run_id, const std::string& key) = 0;
  /// Everything is validated before the first byte is written; then params, metrics, tags. Has no
  /// limit on the number of items; MLflow's limits are those of one request over the network.
  virtual void log_batch(const std::string& run_id, const Batch& batch) = 0;
  /// What is linked already stays as it was.
  virtual void log_inputs(const std::string& run_id, const RunInputs& inputs) = 0;
  virtual void log_outputs(const std::string& run_id, const RunOutputs& outputs) = 0;

  // Reading.
  /// Hands the runs of the page that `query` names to `visit`, in order, each as soon as it is read:
  /// nobody holds them all. Return false from `visit` to stop. Returns the token of the next page, ""
  /// if nothing is left. Any number of results may be asked for.
  virtual std::string search_runs(const RunQuery& query, const RunVisitor& visit) = 0;
  /// The same page in memory. MLflow: 50,000 results at most.
  [[nodiscard]] Page<Run> search_runs(const RunQuery& query);
  /// How many runs a search would find on all pages; reads no more than the filter asks for.
  [[nodiscard]] virtual std::size_t count_runs(const RunQuery& query) = 0;
  /// Hands every run that a search would find on all its pages to `visit`, in no order, from several
  /// threads at once; no more is read than the filter and `visit` ask for. Where a file cannot be
  /// read the record throws: `visit` lets that pass and has kept nothing of the run by then, for the
  /// run comes once more, or is left out with a warning.
  virtual void scan_runs(const RunQuery& query, const RecordVisitor& visit) = 0;
  /// All points of one key in the order they were logged; none for an unknown key. Return false
  /// from `visit` to stop.
  virtual void metric_history(const std::string& run_id, const std::string& key,
                              const std::function<bool(const Metric&)>& visit) = 0;
  /// The URI where the run's artifacts really are. A tree that was copied or moved keeps its old
  /// absolute URIs: where the stored local one does not exist and the run's own folder does, that
  /// is used.
  [[nodiscard]] virtual std::string artifact_root(const RunInfo& run) = 0;
  [[nodiscard]] virtual std::optional<LoggedModel> find_logged_model(const std::string& id) = 0;

  // Get: as find, but absence is RESOURCE_DOES_NOT_EXIST.
  [[nodiscard]] Experiment get_experiment(const std::string& id);
  [[nodiscard]] Run get_run(const std::string& id);
  [[nodiscard]] Run get_run(const std::string& id, const RunKeys& keys);
  [[nodiscard]] RunInfo get_run_info(const std::string& id);
};

}  // namespace mltrack
