#pragma once
// A run directory as a search sees it: a question is answered by reading at most one file, once, and
// meta.yaml only if something in it is asked for. Files are opened from the directory of the
// experiment, for opening the run's own costs more than it saves where one or two are read. (Names of
// parents, numbers of children and artifacts need more: RunFamily, ArtifactPattern.)

#include "file_store.hpp"
#include "layout.hpp"
#include "run_family.hpp"

#include "mltrack/search/record.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mltrack {

/// A run that has not been opened.
struct RunCandidate {
  const Directory& experiment;
  const std::string& folder;  // of the experiment, below the root
  const std::string& name;    // of the run's directory
};

class FileRunRecord final : public search::Record {
 public:
  FileRunRecord(FileStore& store, RunFamily& family, const RunCandidate& run,
                FileStore::Unfinished unfinished)
      : store_(store), family_(family), run_(run), unfinished_(unfinished) {}

  [[nodiscard]] search::Value value(const search::Field& field) const override;
  [[nodiscard]] std::vector<search::DatasetFields> datasets() const override;
  [[nodiscard]] std::vector<Param> params() const override;

  /// meta.yaml, read at the first question that needs it. Not read again if it is broken: that is the
  /// business of the search, which has others to look at meanwhile.
  [[nodiscard]] const RunInfo& info() const;

  /// The directory has no meta.yaml.
  struct NotARun {};

 private:
  [[nodiscard]] search::Value read(const search::Field& field) const;
  [[nodiscard]] search::Value attribute(const std::string& key) const;
  [[nodiscard]] search::Value of_meta(const std::string& key) const;
  [[nodiscard]] search::Value metric(const search::Field& field) const;
  [[nodiscard]] search::Value tag(std::string_view key) const;
  [[nodiscard]] search::Value parent_name() const;
  [[nodiscard]] search::Value has_artifact(const std::string& pattern) const;
  /// From the experiment's directory: "<run>/params/lr".
  [[nodiscard]] std::string path(std::string_view file) const {
    return layout::run(run_.name, file);
  }

  FileStore& store_;
  RunFamily& family_;
  RunCandidate run_;
  FileStore::Unfinished unfinished_;
  mutable std::optional<RunInfo> info_;
  // What the filter asked for is often asked again for the order.
  mutable std::vector<std::pair<search::Field, search::Value>> known_;
};

}  // namespace mltrack
