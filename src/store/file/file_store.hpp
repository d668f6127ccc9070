#pragma once
// MLflow's file store (mlruns/), one class, its methods in one file a noun: experiments.cpp, runs.cpp,
// run_reader.cpp, run_follower.cpp, logging.cpp, inputs.cpp, search_runs.cpp, search_experiments.cpp.
//
// Holds no state but the open root, so that other processes cannot make it wrong; safe to call from
// several threads.

#include "file_tree.hpp"
#include "metric_file.hpp"

#include "mltrack/store/open_store.hpp"
#include "mltrack/store/run_follower.hpp"
#include "mltrack/yaml/document.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mltrack {

class FileRunSearch;

/// A run's directory: "583.../acf..." or ".trash/583.../acf..." below the root.
struct RunPlace {
  std::string folder;  // of the experiment
  std::string name;    // the run's id
};

class FileStore final : public Store, public RunFollowing, private FileTree {
 public:
  /// `root` is an absolute path; nothing is touched yet.
  FileStore(Host& host, std::string root, StoreOptions options)
      : FileTree(host, std::move(root), std::move(options)) {}

  std::string create_experiment(const NewExperiment& experiment) override;
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
  [[nodiscard]] std::unique_ptr<RunFollower> follow_run(const RunInfo& run) override;
  [[nodiscard]] std::vector<std::string> directories_of_runs(
      const std::vector<std::string>& experiment_ids) override;
  [[nodiscard]] std::string artifact_root(const RunInfo& run) override;
  [[nodiscard]] std::optional<LoggedModel> find_logged_model(const std::string& id) override;

 private:
  /// MLflow: a new metric file is empty until its first line is written. One that is empty and fresh
  /// is looked at again, here or, after an Error, by a caller who has others to look at meanwhile; or
  /// it is reported.
  enum class Unfinished { wait, fail, report };
  /// Where a new run's id comes from. One that was asked for may be asked for by two at once.
  enum class IdOrigin { drawn, chosen };

  /// A directory with its meta.yaml, read.
  struct Opened {
    std::unique_ptr<Directory> directory;
    yaml::Document meta;
    std::string folder;  // of the experiment, relative to the root: "583..." or ".trash/583..."
    std::string name;    // of the directory itself: the experiment's or run's id
  };

  // Experiments (experiments.cpp).
  /// Every directory that may be an experiment: folder relative to the root.
  [[nodiscard]] std::vector<std::string> experiment_folders(ViewType view);
  /// Nothing, with a warning, if it cannot be read.
  [[nodiscard]] std::optional<Experiment> read_experiment(const std::string& folder);
  [[nodiscard]] std::vector<Experiment> all_experiments(ViewType view);
  [[nodiscard]] std::optional<std::string> find_experiment_folder(const std::string& id);
  [[nodiscard]] Opened open_active_experiment(const std::string& id);
  [[nodiscard]] Opened open_experiment(const std::string& id, const std::string& folder);
  /// Throws if it is not there (any more).
  [[nodiscard]] std::unique_ptr<Directory> experiment_directory(const std::string& folder);
  void check_name_is_free(const std::string& name);
  void save_experiment(Opened& opened, const Experiment& changed);
  /// Of every run in it, then its own. What cannot be written is an error; what cannot be read is
  /// reported and left.
  void change_lifecycle_of_all(Opened& experiment, LifecycleStage stage);
  /// Reads the run's meta.yaml; false, with a report, if that is not possible.
  [[nodiscard]] bool read_for_change(Opened& run);

  // Runs (runs.cpp).
  /// One look an experiment, whatever the number of runs.
  [[nodiscard]] std::optional<Opened> find_run_directory(const std::string& id);
  [[nodiscard]] Opened open_run(const std::string& id);
  [[nodiscard]] Opened open_active_run(const std::string& id);
  /// Locks the run against other mltrack processes and reads its meta.yaml again: what is read,
  /// changed and written back must not undo somebody else's change.
  [[nodiscard]] std::unique_ptr<DirectoryLock> lock_for_change(Opened& run);
  /// With the key `run_id`, if it has `run_uuid` alone.
  void save_run(Opened& run);
  void change_lifecycle(Opened& opened, LifecycleStage stage, std::int64_t now);
  [[nodiscard]] std::vector<std::string> run_directories(const std::string& folder);
  void write_new_run(Directory& experiment, const RunInfo& info, const std::vector<Tag>& tags,
                     IdOrigin origin);

  // Reading runs (run_reader.cpp).
  [[nodiscard]] RunInfo info_of(const Opened& opened);
  /// Of the run `name` in the experiment's `folder`; `name_tag` is asked if the file has no name.
  [[nodiscard]] static RunInfo info_from(
      const yaml::Document& meta, std::string_view folder, const std::string& name,
      const std::function<std::optional<std::string>()>& name_tag);
  [[nodiscard]] Run read_run(const Opened& opened);
  [[nodiscard]] RunData read_data(const Directory& run);
  [[nodiscard]] RunData read_data(const Directory& run, const RunKeys& keys);
  /// `file` is the path of the metric file below `directory`.
  [[nodiscard]] std::optional<Metric> latest_point(const Directory& directory,
                                                   const std::string& file, const std::string& key,
                                                   Unfinished unfinished = Unfinished::wait);
  /// Changed within the last second.
  [[nodiscard]] bool is_fresh(const Directory& directory, const std::string& name) const;
  [[nodiscard]] RunInputs read_inputs(const Opened& opened);
  [[nodiscard]] RunOutputs read_outputs(const Opened& opened);
  void report_bad_line(const std::string& path,
                       const std::optional<metric_file::BadLine>& bad_line);
  [[nodiscard]] std::vector<Metric> latest_of_model(Directory& model);

  // Logging (logging.cpp).
  void append_metric_lines(Directory& directory, const std::string& name, std::string_view lines);
  void heal_tail(AppendFile& file, const std::string& path);
  void write_param(Opened& run, const Param& param);
  /// Throws what write_param would throw for one of them, before the first is written.
  void check_params(const Opened& run, const std::vector<Param>& params) const;
  void write_tag(Opened& run, const Tag& tag);
  [[nodiscard]] std::string cut(std::string_view value, std::size_t limit, std::string_view what);
  /// A directory with a meta.yaml that appears as a whole at `target`, relative to `parent`; the
  /// run's own directory is where it is prepared.
  void publish_directory(Directory& parent, const std::string& run_folder,
                         const std::string& target, const yaml::Map& meta);

  // Searching runs (search_runs.cpp).
  [[nodiscard]] Opened open_place(const RunPlace& place);

  friend class FileRunFollower;
  friend class FileRunRecord;
  friend class FileRunSearch;
  friend class RunFamily;
};

}  // namespace mltrack
