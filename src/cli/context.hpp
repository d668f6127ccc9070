#pragma once
// What a command works with: the World, the shared options as the user set them, and from both the
// store, the run and the experiment that are meant.

#include "render/rows.hpp"

#include "mltrack/artifact/artifacts.hpp"
#include "mltrack/base/error.hpp"
#include "mltrack/cli/world.hpp"
#include "mltrack/store/merged_store.hpp"
#include "mltrack/store/open_store.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mltrack::cli {

/// The values of the shared options; all absent if the command does not have them.
struct SharedOptions {
  std::vector<std::string> tracking_uris;
  std::optional<std::string> experiment;
  std::optional<std::string> run;
  std::optional<std::string> output;
  std::optional<std::string> fields;
  std::optional<std::string> color;
  std::optional<std::int64_t> wait;
  bool json = false;
  bool no_header = false;
  bool no_pager = false;
  bool strict = false;
  bool strict_mlflow = false;
  bool quiet = false;
  bool verbose = false;
};

class Context {
 public:
  Context(World& the_world, SharedOptions shared) : world(the_world), options(std::move(shared)) {}

  World& world;
  const SharedOptions options;
  /// What the command ends with if it does not throw: `compare --exit-code` and the like.
  int exit_code = 0;

  /// The store of --tracking-uri, MLFLOW_TRACKING_URI or ./mlruns.
  [[nodiscard]] Store& store();
  [[nodiscard]] std::string tracking_uri() const;
  /// Whether --tracking-uri names several trees, which are then read as one (MergedStore).
  [[nodiscard]] bool has_several_trees() const { return options.tracking_uris.size() > 1; }
  [[nodiscard]] std::unique_ptr<Artifacts> artifacts(const RunInfo& run);
  /// What --wait says.
  [[nodiscard]] std::int64_t lock_wait_ms() const;

  /// The format of --output, MLTRACK_OUTPUT, else a table on a terminal and tsv on a pipe.
  [[nodiscard]] OutputOptions output() const;
  [[nodiscard]] bool wants_json() const;
  /// --output, --json or MLTRACK_OUTPUT says which format.
  [[nodiscard]] bool format_is_chosen() const;
  /// What --color (`chosen`), NO_COLOR, CLICOLOR_FORCE and the terminal say.
  [[nodiscard]] bool use_color(const std::optional<std::string>& chosen) const;

  /// The language of filters and orders: MLflow's alone with --strict-mlflow or
  /// MLTRACK_STRICT_MLFLOW=1.
  [[nodiscard]] Dialect dialect() const;

  /// Lets the answer, if it is longer than a terminal, go through a pager: MLTRACK_PAGER, PAGER, or
  /// less. Not with --no-pager, nor if that variable is empty or `cat`.
  void use_pager();

  /// A line on stderr, not with --quiet.
  void note(std::string_view text);
  /// A line on stderr that begins with "mltrack: warning:".
  void warn(std::string_view text);

  // What is meant (resolve.cpp).
  /// The id of a run given as full id, unique prefix of at least 4 characters, name that is unique
  /// among the runs of `named`, or @last. A full id is taken as it is, unread. Where there are several
  /// trees, TREE/ before an id, its beginning or a name is the run in that tree, and what comes back
  /// may be a whole_id.
  [[nodiscard]] std::string resolve_run(const std::string& handle,
                                        ViewType named = ViewType::active_only);
  /// --run or MLFLOW_RUN_ID.
  [[nodiscard]] std::string current_run();
  /// `handle` if there is one, else current_run().
  [[nodiscard]] std::string run_or_current(const std::optional<std::string>& handle);
  /// The experiment of that id or name.
  [[nodiscard]] Experiment resolve_experiment(const std::string& handle);
  /// The same in each tree that has it, as whole_id.
  [[nodiscard]] std::vector<std::string> resolve_experiment_ids(const std::string& handle);
  /// --experiment, MLFLOW_EXPERIMENT_NAME or MLFLOW_EXPERIMENT_ID; nothing if none is set.
  [[nodiscard]] std::optional<Experiment> chosen_experiment();
  /// The same in each tree that has it, as whole_id.
  [[nodiscard]] std::optional<std::vector<std::string>> chosen_experiment_ids();
  /// The same for a new run: a name that does not exist yet is made, as MLflow's set_experiment
  /// does; without any choice the default experiment.
  [[nodiscard]] std::string experiment_for_new_run();

  [[nodiscard]] std::vector<std::string> all_experiment_ids(ViewType view);
  /// The chosen experiment, else all active ones.
  [[nodiscard]] std::vector<std::string> experiment_ids_to_search();

 private:
  [[nodiscard]] std::optional<std::string> experiment_handle() const;
  /// One at least.
  [[nodiscard]] std::vector<Experiment> resolve_experiments(const std::string& handle);
  [[nodiscard]] std::vector<Experiment> chosen_experiments();
  [[nodiscard]] Error unknown_experiment(const std::string& handle);
  [[nodiscard]] std::string last_run();
  [[nodiscard]] std::string run_by_name(const std::string& name, ViewType view);

  [[nodiscard]] std::unique_ptr<Store> open(const std::string& uri);
  [[nodiscard]] std::unique_ptr<MergedStore> open_several();

  std::unique_ptr<Store> store_;
  MergedStore* merged_ = nullptr;  // store_, if it is of several trees
};

}  // namespace mltrack::cli
