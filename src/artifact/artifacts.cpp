#include "mltrack/artifact/artifacts.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/url.hpp"

#include <algorithm>

namespace mltrack {
namespace {

class TextReader final : public FileReader {
 public:
  explicit TextReader(std::string text) : text_(std::move(text)) {}
  std::size_t read(std::span<char> buffer) override {
    const std::size_t count = text_.copy(buffer.data(), buffer.size(), at_);
    at_ += count;
    return count;
  }
  [[nodiscard]] std::uint64_t size() const override { return text_.size(); }

 private:
  std::string text_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<ArtifactInfo> Artifacts::list_all(std::string_view path) {
  std::vector<ArtifactInfo> files;
  if (!path.empty()) {
    const auto self = find(path);
    if (self && !self->is_directory) {
      return {*self};
    }
  }
  std::vector<std::string> folders{std::string(path)};
  while (!folders.empty()) {
    const std::string folder = std::move(folders.back());
    folders.pop_back();
    for (ArtifactInfo& entry : list(folder)) {
      if (entry.is_directory) {
        folders.push_back(std::move(entry.path));
      } else {
        files.push_back(std::move(entry));
      }
    }
  }
  std::sort(files.begin(), files.end(),
            [](const auto& a, const auto& b) { return a.path < b.path; });
  return files;
}

std::unique_ptr<Artifacts> open_artifacts(Host& host, const std::string& uri) {
  const std::string scheme = uri_scheme(uri);
  if (const ArtifactKind* kind = Registry<ArtifactKind>::find(scheme)) {
    return kind->open(host, uri);
  }
  throw Error::invalid("Unsupported artifact URI '{}': no artifact store for the scheme '{}'", uri,
                       scheme)
      .with_hint("mltrack reads and writes artifacts in local directories (file: or a path).");
}

std::unique_ptr<FileReader> text_reader(std::string text) {
  return std::make_unique<TextReader>(std::move(text));
}

}  // namespace mltrack
