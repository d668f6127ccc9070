#pragma once
// A tree on disk, as all that keeps things in it needs it: the root and how it comes to be, meta.yaml
// files, folders of texts, and what is told of damage. FileStore and FileRegistry are built on it.
//
// Holds no state but the open root, so that other processes cannot make it wrong; safe to call from
// several threads.

#include "mltrack/entities/experiment.hpp"
#include "mltrack/store/open_store.hpp"
#include "mltrack/yaml/document.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mltrack {

class FileTree {
 protected:
  enum class Retry { no, yes };

  /// `root` is an absolute path; nothing is touched yet.
  FileTree(Host& host, std::string root, StoreOptions options)
      : host_(host), root_path_(std::move(root)), options_(std::move(options)) {}
  ~FileTree() = default;

  // The root (root.cpp).
  /// Null if there is no tree.
  [[nodiscard]] Directory* root();
  /// Throws if there is no tree.
  [[nodiscard]] Directory& existing_root();
  /// Makes the tree as MLflow does if there is none: root, .trash, the Default experiment.
  [[nodiscard]] Directory& made_root();
  /// The Default experiment, if the tree has nothing in it yet.
  void complete_root(Directory& root);
  void make_experiment(Directory& root, const Experiment& experiment);
  /// MLflow: the last 18 decimal digits of a UUID4, made 18 digits long again if it begins with zeros.
  [[nodiscard]] std::string drawn_experiment_id();
  /// The folders in `root` that may be those of experiments, in no order; deleted ones are in .trash.
  [[nodiscard]] static std::vector<std::string> experiment_folders(const Directory& root,
                                                                   ViewType view);
  /// What was warned of once is not warned of again.
  void warn(const std::string& text);
  /// Warns, or throws with --strict.
  void damaged(const std::string& path, const std::string& reason);

  // meta.yaml (root.cpp).
  /// Nothing if the file is not there. MLflow rewrites in place: what is empty or broken is read
  /// again after a moment, as often as MLflow does.
  template <class Read>
  auto read_meta(const Directory& directory, const Read& interpret, Retry retry = Retry::yes)
      -> std::optional<decltype(interpret(std::declval<const yaml::Document&>()))>;
  /// The same of a directory below: `file` is the path of its meta.yaml.
  template <class Read>
  auto read_meta(const Directory& directory, std::string_view file, const Read& interpret,
                 Retry retry)
      -> std::optional<decltype(interpret(std::declval<const yaml::Document&>()))>;
  [[nodiscard]] static std::optional<yaml::Document> load_meta(const Directory& directory,
                                                               std::string_view file);
  void save_meta(Directory& directory, const yaml::Document& document);

  // Texts, one a file (texts.cpp).
  /// Every file below `folder`, as key, sorted; names that MLflow would not take are reported.
  [[nodiscard]] std::vector<std::string> keys_in(const Directory& directory,
                                                 std::string_view folder);
  [[nodiscard]] std::vector<std::string> keys_of(const Directory& folder);
  /// Null if there is no such file, be it that `name` is a folder of other keys.
  [[nodiscard]] static std::unique_ptr<FileReader> open_value(const Directory& directory,
                                                              const std::string& name);
  [[nodiscard]] std::optional<std::string> read_text(const Directory& directory,
                                                     const std::string& name) const;
  /// The same, with a report if it is not UTF-8.
  [[nodiscard]] std::optional<std::string> read_value(const Directory& directory,
                                                      const std::string& name);
  /// The texts below `folder` by key; what cannot be read is reported and left out.
  void each_text(const Directory& directory, std::string_view folder,
                 const std::function<void(const std::string& key, std::string value)>& visit);
  /// Calls `read`; reports instead of throwing, unless damage is to fail.
  void read_or_report(const std::function<void()>& read);

  Host& host_;
  std::string root_path_;
  StoreOptions options_;
  std::mutex mutex_;  // guards the two below and the calls of options_.warn
  std::unique_ptr<Directory> root_;
  std::vector<std::string> warned_;
};

/// The absolute path that the tracking URI names; Error::invalid if it names no local directory.
[[nodiscard]] std::string tree_path(Host& host, const std::string& uri);

/// Removes a file or directory with all in it, as far as that works; links themselves, not what they
/// lead to.
void remove_all(Directory& parent, const std::string& name) noexcept;

}  // namespace mltrack
