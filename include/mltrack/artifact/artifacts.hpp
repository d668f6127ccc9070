#pragma once
// The files of a run: models, plots, texts. One interface for the disk and, later, object stores.
// Everything streams; nothing holds a whole file.

#include "mltrack/base/registry.hpp"
#include "mltrack/host/host.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mltrack {

/// MLflow: FileInfo.
struct ArtifactInfo {
  std::string path;  // relative to the artifact root, parts separated by "/"
  bool is_directory = false;
  std::uint64_t size = 0;  // bytes; 0 for a directory
  bool operator==(const ArtifactInfo&) const = default;
};

class Artifacts {
 public:
  virtual ~Artifacts() = default;
  /// What lies directly in the folder `path` ("" is the root), by path. Empty for a file and for
  /// what is not there, as in MLflow.
  [[nodiscard]] virtual std::vector<ArtifactInfo> list(std::string_view path) = 0;
  /// What `path` is; nothing if it is not there.
  [[nodiscard]] virtual std::optional<ArtifactInfo> find(std::string_view path) = 0;
  /// Null if there is nothing of that path; a folder is an error.
  [[nodiscard]] virtual std::unique_ptr<FileReader> open(std::string_view path) = 0;
  /// Stores the rest of `source` under `path`, over what was there; it appears as a whole. Folders
  /// are made as needed.
  virtual void upload(std::string_view path, FileReader& source) = 0;

  /// Every file below `path` (or the file itself), by path.
  [[nodiscard]] std::vector<ArtifactInfo> list_all(std::string_view path);
};

/// Throws Error::invalid for a scheme that is not supported, naming those which are.
[[nodiscard]] std::unique_ptr<Artifacts> open_artifacts(Host& host, const std::string& uri);

struct ArtifactKind {
  using Open = std::unique_ptr<Artifacts> (*)(Host&, const std::string&);
  ArtifactKind(std::string_view scheme, Open open_kind)
      : name(scheme), open(open_kind), next(Registry<ArtifactKind>::add(*this)) {}
  std::string_view name;  // the scheme; "" is a plain path
  Open open;
  const ArtifactKind* next;
};

/// A text as a source for upload.
[[nodiscard]] std::unique_ptr<FileReader> text_reader(std::string text);

}  // namespace mltrack
