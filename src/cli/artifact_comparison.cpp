#include "artifact_comparison.hpp"

#include "artifact_rows.hpp"
#include "line_diff.hpp"
#include "render/objects.hpp"
#include "run_choice.hpp"

#include "mltrack/base/digest.hpp"
#include "mltrack/base/error.hpp"
#include "mltrack/base/unicode.hpp"

#include <algorithm>
#include <set>

namespace mltrack::cli {
namespace {

constexpr std::size_t longest_text = std::size_t{4} << 20U;  // bytes that are read as lines

/// One file as it is in one run; a run that lacks it has none.
struct Version {
  bool present = false;
  bool is_text = false;
  std::uint64_t size = 0;
  std::string md5;
  std::string text;  // if it is text

  /// No run has only half of a file: both lack it, or the bytes are the same.
  [[nodiscard]] bool equals(const Version& other) const {
    return present == other.present && size == other.size && md5 == other.md5 && text == other.text;
  }
};

Version read_version(Artifacts& artifacts, const std::string& path) {
  Version version;
  const auto file = artifacts.open(path);
  if (!file) {
    return version;
  }
  version.present = version.is_text = true;
  Md5 md5;
  constexpr std::size_t piece = 65536;
  std::vector<char> buffer(piece);
  while (const std::size_t count = file->read(buffer)) {
    const std::string_view bytes(buffer.data(), count);
    md5.add(bytes);
    version.size += count;
    if (version.size > longest_text || bytes.find('\0') != std::string_view::npos) {
      version.is_text = false;
      version.text.clear();
    }
    if (version.is_text) {
      version.text += bytes;
    }
  }
  version.md5 = md5.hex();
  return version;
}

std::string describe(const Version& version) {
  return version.present ? fmt::format("{}, md5 {}", format_size(version.size), version.md5)
                         : "not there";
}

class ArtifactComparer {
 public:
  ArtifactComparer(Context& context, const std::vector<Run>& runs, std::size_t baseline)
      : context_(context),
        runs_(runs),
        baseline_(baseline),
        labels_(run_labels(runs)),
        color_(context.output().color) {
    for (const Run& run : runs) {
      artifacts_.push_back(context.artifacts(run.info));
    }
  }

  Sameness compare(const std::string& path) {
    const std::set<std::string> files = files_of(path);
    if (files.empty()) {
      require_artifact(*artifacts_[baseline_], path);  // with what the baseline has instead
    }
    const bool as_rows = context_.format_is_chosen() && context_.output().format != "table";
    if (as_rows) {
      open_rows_of_files();
    }
    for (const std::string& file : files) {
      const Version base = read_version(*artifacts_[baseline_], file);
      for (std::size_t i = 0; i < runs_.size(); ++i) {
        if (as_rows || i != baseline_) {
          const Version version = read_version(*artifacts_[i], file);
          const bool equal = base.equals(version);
          ++(equal ? same_ : different_);
          as_rows ? add_row(file, i, version, equal)
                  : print_difference(file, i, base, version, equal);
        }
      }
    }
    if (rows_) {
      rows_->finish("");
    } else if (same_ > 0) {
      context_.world.out.flush();
      context_.note(fmt::format("{} {} the same", same_, same_ == 1 ? "file is" : "files are"));
    }
    return different_ == 0 ? Sameness::same : Sameness::differs;
  }

 private:
  /// The path itself, or every file below it, in any of the runs.
  std::set<std::string> files_of(const std::string& path) {
    std::set<std::string> files;
    for (const auto& artifacts : artifacts_) {
      for (const ArtifactInfo& file : artifacts->list_all(path)) {
        files.insert(file.path);
      }
    }
    return files;
  }

  void open_rows_of_files() {
    rows_ = open_rows(context_.world.out, context_.output(),
                      {.list_name = "files",
                       .columns = {{.name = "path", .title = "PATH"},
                                   {.name = "run_id", .title = "RUN"},
                                   {.name = "file_size", .title = "SIZE"},
                                   {.name = "md5", .title = "MD5"},
                                   {.name = "equal", .title = "EQUAL"}},
                       .id_column = 0});
  }

  void add_row(const std::string& path, std::size_t i, const Version& version, bool equal) {
    const ComparedFile file{.path = path,
                            .run_id = runs_[i].info.run_id,
                            .present = version.present,
                            .size = version.size,
                            .md5 = version.md5,
                            .equal = equal};
    rows_->row(
        {path, file.run_id,
         version.present ? Cell(static_cast<std::int64_t>(version.size)) : Cell(),
         version.present ? Cell(version.md5) : Cell(), std::string(equal ? "true" : "false")},
        json_of(file));
  }

  void print_difference(const std::string& path, std::size_t i, const Version& base,
                        const Version& version, bool equal) {
    if (equal) {
      return;
    }
    const std::string before = labels_[baseline_] + "/" + path;
    const std::string after = labels_[i] + "/" + path;
    const auto is_readable = [](const Version& one) { return !one.present || one.is_text; };
    if (!is_readable(base) || !is_readable(version)) {
      print_line(DiffLine::Kind::place, fmt::format("{} ({}) and {} ({}) differ", before,
                                                    describe(base), after, describe(version)));
      return;
    }
    print_line(DiffLine::Kind::removed, "--- " + (base.present ? before : "/dev/null"));
    print_line(DiffLine::Kind::added, "+++ " + (version.present ? after : "/dev/null"));
    for (const DiffLine& line : unified_diff(base.text, version.text)) {
      print_line(line.kind, line.text);
    }
  }

  void print_line(DiffLine::Kind kind, const std::string& text) {
    Output& out = context_.world.out;
    // A person looks: no line may play with the terminal. A pipe may lead to patch.
    const std::string shown = out.is_terminal() ? escape_but_tabs(text) : text;
    const char* color = !color_                           ? nullptr
                        : kind == DiffLine::Kind::place   ? "\x1b[36m"
                        : kind == DiffLine::Kind::removed ? "\x1b[31m"
                        : kind == DiffLine::Kind::added   ? "\x1b[32m"
                                                          : nullptr;
    out.write(color == nullptr ? shown + '\n' : color + shown + "\x1b[0m\n");
  }

  static std::string escape_but_tabs(std::string_view text) {
    std::string out;
    while (true) {
      const auto tab = text.find('\t');
      out += escape_controls(text.substr(0, tab));
      if (tab == std::string_view::npos) {
        return out;
      }
      out += '\t';
      text.remove_prefix(tab + 1);
    }
  }

  Context& context_;
  const std::vector<Run>& runs_;
  std::size_t baseline_;
  std::vector<std::string> labels_;
  bool color_;
  std::vector<std::unique_ptr<Artifacts>> artifacts_;
  std::unique_ptr<RowWriter> rows_;
  std::size_t same_ = 0, different_ = 0;
};

}  // namespace

Sameness print_artifact_comparison(Context& context, const std::vector<Run>& runs,
                                   std::size_t baseline, const std::string& path) {
  return ArtifactComparer(context, runs, baseline).compare(path);
}

}  // namespace mltrack::cli
