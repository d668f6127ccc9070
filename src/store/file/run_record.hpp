#pragma once
// A run directory as a search sees it: every question is answered by reading at most one file, and
// meta.yaml only if something in it is asked for.

#include "file_store.hpp"

#include "mltrack/search/record.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mltrack {

class FileRunRecord final : public search::Record {
 public:
  FileRunRecord(FileStore& store, FileStore::Opened& run, FileStore::Retry retry)
      : store_(store), run_(run), retry_(retry) {}

  [[nodiscard]] search::Value value(const search::Field& field) const override;
  [[nodiscard]] std::vector<search::DatasetFields> datasets() const override;

  /// meta.yaml, read at the first question that needs it.
  [[nodiscard]] const RunInfo& info() const;

  /// The directory has no meta.yaml.
  struct NotARun {};

 private:
  [[nodiscard]] search::Value attribute(const std::string& key) const;

  FileStore& store_;
  FileStore::Opened& run_;
  FileStore::Retry retry_;
  mutable std::optional<RunInfo> info_;
};

}  // namespace mltrack
