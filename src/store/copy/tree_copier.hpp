#pragma once
// TreeCopy between two trees on disk; experiments in tree_copier.cpp, what is in them in
// copy_experiment.cpp, the model registry in copy_registry.cpp.

#include "copy_files.hpp"
#include "file/file_tree.hpp"
#include "moved_uri.hpp"

#include "mltrack/store/tree_copy.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mltrack {

class TreeCopier final : public TreeCopy, private FileTree {
 public:
  TreeCopier(Host& host, std::string source_path, std::string target_path, CopyOptions options,
             std::function<void(const CopyEvent&)> tell);

  void copy_all() override;
  void copy_run(const std::string& run_id) override;
  [[nodiscard]] const CopyTotals& totals() const override { return totals_; }

 private:
  /// An experiment of one of the trees.
  struct Side {
    std::string folder;  // below the root
    std::unique_ptr<Directory> directory;
    Experiment experiment;
    yaml::Document meta;
  };
  struct Known {
    std::string folder;
    Experiment experiment;
  };
  /// One experiment on both sides; the target's directory is null in a dry run that would make it.
  struct Pairing {
    Side source, target;
  };

  // Experiments (tree_copier.cpp).
  [[nodiscard]] static std::vector<std::string> sorted_folders(const Directory& root);
  [[nodiscard]] std::optional<Side> read_side(const Directory& root, const std::string& folder);
  /// The source with its place in the target, which is made if there is none; nothing, with a word, if
  /// it cannot have one.
  [[nodiscard]] std::optional<Pairing> pair_up(Side source);
  [[nodiscard]] std::optional<Side> find_twin(const Experiment& wanted);
  [[nodiscard]] Side make_twin(const Side& source);
  [[nodiscard]] std::string free_id(const std::string& wanted);
  [[nodiscard]] Directory* target_root();
  void look_at_target();

  // What is in an experiment (copy_experiment.cpp).
  void copy_experiment(Pairing& pair);
  /// The datasets and logged models that the run refers to.
  void copy_what_it_uses(Pairing& pair, const std::string& run_id);
  /// Every folder in `models`, `datasets` or `traces`.
  void copy_things(Pairing& pair, const std::string& kind);
  void copy_thing(Pairing& pair, const std::string& kind, const std::string& id);
  void copy_run_into(Pairing& pair, const std::string& run_id);
  void copy_run_files(const CopyPair& run);
  /// Last of all: it is what makes the directory a run.
  void settle_run_meta(const Pairing& pair, const std::string& run_id, const CopyPair& run,
                       const RunInfo& info, yaml::Document meta);
  /// The folder of the target's experiment that has the run already, be it another one; else that of
  /// the pair.
  [[nodiscard]] std::string folder_of_run(const Pairing& pair, const std::string& run_id);

  // The registry (copy_registry.cpp).
  void copy_registry();
  void copy_registered_model(const Directory& source, const std::string& name);
  void copy_version(const CopyPair& model, const std::string& name, const std::string& version);

  [[nodiscard]] Move move_of(const Pairing& pair) const;
  /// What is said of files from now on is about this thing.
  void begin(const std::string& kind, const std::string& id);
  void tell(CopyAction action, const std::string& kind, const std::string& id,
            const std::string& detail);

  std::string source_path_;
  CopyOptions copy_options_;
  std::function<void(const CopyEvent&)> tell_;
  CopyTotals totals_;
  FileCopier files_;
  std::unique_ptr<Directory> source_root_;
  std::vector<Known> target_experiments_;
  std::vector<std::string> added_;  // the ids of those that were made
};

/// What meta.yaml files and stored URIs become on their way.
[[nodiscard]] FileCopier::Rewrite text_mover(Move move);

}  // namespace mltrack
