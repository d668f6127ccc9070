// Following the metric files of a run by how far they were read.

#include "file_store.hpp"
#include "layout.hpp"
#include "metric_file.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/host/skip.hpp"

#include <algorithm>
#include <map>
#include <span>

namespace mltrack {
namespace {

constexpr std::size_t piece = 65536;

}  // namespace

class FileRunFollower final : public RunFollower {
 public:
  FileRunFollower(FileStore& store, std::string place) : store_(store), place_(std::move(place)) {}

  void new_points(const std::function<void(const Metric&)>& visit) override {
    // No directory stays open between two looks: a thousand runs may be followed.
    const auto run = store_.existing_root().open_directory(place_);
    if (!run) {
      return;
    }
    directories_ = {run->path()};
    list_metrics(*run);
    for (const std::string& key : keys_) {
      store_.read_or_report([&] { read_new(*run, key, visit); });
    }
  }

  [[nodiscard]] const std::vector<std::string>& directories() const override {
    return directories_;
  }

 private:
  void list_metrics(const Directory& run) {
    keys_.clear();
    std::vector<std::string> folders{std::string(layout::metrics)};
    for (std::size_t i = 0; i < folders.size(); ++i) {
      const std::string folder = folders[i];
      const auto opened = run.open_directory(folder);
      if (!opened) {
        continue;
      }
      directories_.push_back(opened->path());
      opened->list([&](const DirectoryEntry& entry) {
        const std::string path = layout::join(folder, entry.name);
        if (entry.kind == FileKind::directory && !entry.is_link) {
          folders.push_back(path);
        } else if (entry.kind == FileKind::file) {
          keys_.push_back(path.substr(layout::metrics.size() + 1));
        }
      });
    }
    std::sort(keys_.begin(), keys_.end());
  }

  void read_new(const Directory& run, const std::string& key,
                const std::function<void(const Metric&)>& visit) {
    const std::string name = layout::metric(key);
    std::uint64_t& read_so_far = read_so_far_[key];
    const auto status = run.status(name);
    if (!status || status->size == read_so_far) {
      return;
    }
    const auto file = run.open_reader(name);
    if (!file) {
      return;
    }
    if (file->size() < read_so_far) {
      read_so_far = 0;
    }
    skip(*file, read_so_far);
    Metric point;
    point.key = key;
    std::string text;
    for (std::size_t got = piece; got == piece;) {
      const std::size_t begin = text.size();
      text.resize(begin + piece);
      got = file->read({text.data() + begin, piece});
      text.resize(begin + got);
      const std::size_t taken = take_lines(run, text, point, visit);
      read_so_far += taken;
      text.erase(0, taken);
      if (text.size() >= piece) {  // no point of a metric: what is left of it is a bad line, too
        read_so_far += text.size();
        text.clear();
      }
    }
  }

  /// How many bytes the whole lines have.
  std::size_t take_lines(const Directory& run, std::string_view text, Metric& point,
                         const std::function<void(const Metric&)>& visit) {
    std::size_t taken = 0;
    for (auto end = text.find('\n'); end != std::string_view::npos; end = text.find('\n', taken)) {
      const std::string_view line = text.substr(taken, end - taken);
      if (const char* reason = metric_file::parse_line(line, metric_file::Kind::run, point)) {
        store_.warn(fmt::format("{}: a line is no point of a metric: {} (line skipped)",
                                run.path_of(layout::metric(point.key)), reason));
      } else {
        visit(point);
      }
      taken = end + 1;
    }
    return taken;
  }

  FileStore& store_;
  std::string place_;
  std::vector<std::string> directories_;
  std::vector<std::string> keys_;
  std::map<std::string, std::uint64_t> read_so_far_;  // bytes, by key
};

std::unique_ptr<RunFollower> FileStore::follow_run(const RunInfo& run) {
  const auto folder = find_experiment_folder(run.experiment_id);
  if (!folder) {
    throw Error::not_found("Run '{}' not found", run.run_id);
  }
  return std::make_unique<FileRunFollower>(*this, layout::run(*folder, run.run_id));
}

std::vector<std::string> FileStore::directories_of_runs(
    const std::vector<std::string>& experiment_ids) {
  std::vector<std::string> directories;
  for (const std::string& id : experiment_ids) {
    if (const auto folder = find_experiment_folder(id)) {
      directories.push_back(existing_root().path_of(*folder));
    }
  }
  directories.push_back(existing_root().path());
  return directories;
}

}  // namespace mltrack
