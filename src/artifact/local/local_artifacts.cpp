// Artifacts in a directory, MLflow's default: <run>/artifacts.

#include "mltrack/artifact/appendable.hpp"
#include "mltrack/artifact/artifacts.hpp"
#include "mltrack/base/error.hpp"
#include "mltrack/base/url.hpp"
#include "mltrack/entities/validate.hpp"
#include "mltrack/host/atomic_write.hpp"

#include <algorithm>
#include <array>

namespace mltrack {
namespace {

class LocalArtifacts final : public Artifacts, public AppendableArtifacts {
 public:
  LocalArtifacts(Host& host, std::string root) : host_(host), root_(std::move(root)) {}

  [[nodiscard]] std::vector<ArtifactInfo> list(std::string_view path) override {
    std::vector<ArtifactInfo> entries;
    const auto directory = open_folder(path);
    if (!directory) {
      return entries;
    }
    directory->list([&](const DirectoryEntry& entry) {
      const std::string name(entry.name);
      if (entry.is_link && entry.kind == FileKind::other && !directory->status(name)) {
        return;  // it leads nowhere
      }
      entries.push_back({.path = path.empty() ? name : std::string(path) + "/" + name,
                         .is_directory = entry.kind == FileKind::directory});
    });
    for (ArtifactInfo& entry : entries) {
      if (!entry.is_directory) {
        const auto status = directory->status(entry.path.substr(entry.path.rfind('/') + 1));
        entry.size = status ? status->size : 0;
      }
    }
    std::sort(entries.begin(), entries.end(),
              [](const auto& a, const auto& b) { return a.path < b.path; });
    return entries;
  }

  [[nodiscard]] std::optional<ArtifactInfo> find(std::string_view path) override {
    validate_artifact_path(path);
    const auto directory = host_.files->open(root_);
    const auto status = directory ? directory->status(path) : std::nullopt;
    if (!status) {
      return std::nullopt;
    }
    const bool is_directory = status->kind == FileKind::directory;
    return ArtifactInfo{std::string(path), is_directory, is_directory ? 0 : status->size};
  }

  [[nodiscard]] std::unique_ptr<FileReader> open(std::string_view path) override {
    validate_artifact_path(path);
    const auto directory = host_.files->open(root_);
    return directory ? directory->open_reader(path) : nullptr;
  }

  void upload(std::string_view path, FileReader& source) override {
    validate_artifact_path(path);
    (void)host_.files->make_directories(root_);
    // A temporary file in <run>/artifacts would be listed as an artifact; the directory above is the
    // run's. Any other directory is a person's, and the one above it is none of our business.
    const auto slash = root_.rfind('/');
    const bool is_run = root_.substr(slash + 1) == "artifacts" && slash > 0;
    const auto parent = host_.files->open(is_run ? root_.substr(0, slash) : root_);
    const std::string target = (is_run ? "artifacts/" : "") + std::string(path);
    TemporaryFile temporary(*parent, *host_.random);
    copy(source, temporary.writer());
    make_parents(*parent, target);
    temporary.move_to(target);
  }

  [[nodiscard]] std::unique_ptr<AppendFile> open_append(std::string_view path) override {
    validate_artifact_path(path);
    const auto directory = host_.files->make_directories(root_);
    auto file = directory->open_append(path);
    if (!file) {
      make_parents(*directory, path);
      (void)directory->create(path);  // or another one has, meanwhile
      file = directory->open_append(path);
    }
    return file;
  }

 private:
  [[nodiscard]] std::unique_ptr<Directory> open_folder(std::string_view path) const {
    if (!path.empty()) {
      validate_artifact_path(path);
    }
    auto root = host_.files->open(root_);
    return path.empty() || !root ? std::move(root) : root->open_directory(path);
  }

  static void copy(FileReader& source, FileWriter& target) {
    constexpr std::size_t piece = 1U << 18U;
    std::vector<char> buffer(piece);
    for (;;) {
      const std::size_t count = source.read(buffer);
      if (count == 0) {
        return;
      }
      target.write({buffer.data(), count});
    }
  }

  Host& host_;
  std::string root_;  // absolute
};

std::unique_ptr<Artifacts> open_local(Host& host, const std::string& uri) {
  const auto path = local_path(uri);
  if (!path || path->empty()) {
    throw Error::invalid("Invalid artifact URI '{}': it names no local directory", uri);
  }
  const std::string absolute =
      (*path)[0] == '/' ? *path : host.files->working_directory() + "/" + *path;
  return std::make_unique<LocalArtifacts>(host, normalize_path(absolute));
}

const ArtifactKind plain_path{"", open_local};
const ArtifactKind file_scheme{"file", open_local};

}  // namespace
}  // namespace mltrack
