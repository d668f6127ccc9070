#include "copy_files.hpp"

#include "file/file_tree.hpp"
#include "file/layout.hpp"
#include "stream_compare.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/unicode.hpp"
#include "mltrack/host/atomic_write.hpp"
#include "mltrack/host/skip.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace mltrack {
namespace {

constexpr std::size_t block_size = 256U << 10U;
/// Texts that are rewritten on their way: a dataset's profile in its meta.yaml can be 16 MiB.
constexpr std::size_t largest_text = 16U << 20U;
/// Below this, contents are compared whatever the times say.
constexpr std::uint64_t small_file = 1U << 20U;

/// What a reader takes for the sign that the folder is there: it comes last.
bool is_last(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return name == layout::meta_file || name == "trace_info.yaml";
}

/// Behind `offset`.
bool has_whole_line(const Directory& directory, const std::string& path, std::uint64_t offset) {
  const auto reader = directory.open_reader(path);
  if (!reader) {
    return false;
  }
  skip(*reader, offset);
  return has_line_feed(*reader);
}

/// Goes away with all in it, unless it was moved into its place.
struct HiddenFolder {
  HiddenFolder(Directory& in, const std::string& called) : parent(in), name(called) {
    parent.make_directory(name);
    directory = parent.open_directory(name);
  }
  HiddenFolder(const HiddenFolder&) = delete;
  HiddenFolder& operator=(const HiddenFolder&) = delete;
  ~HiddenFolder() { remove_all(parent, name); }

  Directory& parent;
  const std::string& name;
  std::unique_ptr<Directory> directory;
};

std::string shortened(const std::string& text) {
  constexpr std::size_t longest = 60;
  return fit_width(escape_controls(text), longest);
}

}  // namespace

bool FileCopier::take_changed() {
  return std::exchange(changed_, false);
}

FileCopier::Listed FileCopier::list(const CopyPair& pair, const std::string& folder) {
  const auto directory = folder.empty() ? nullptr : pair.source.open_directory(folder);
  Listed listed;
  if (!directory && !folder.empty()) {
    return listed;  // it went away
  }
  const Directory& source = directory ? *directory : pair.source;
  source.list([&](const DirectoryEntry& entry) {
    const std::string path =
        folder.empty() ? std::string(entry.name) : layout::join(folder, entry.name);
    if (is_temporary_name(entry.name)) {
      return;  // what somebody was about to write
    }
    if (entry.is_link) {
      tell_(CopyAction::left_out, path + " is a symbolic link");
    } else if (entry.kind == FileKind::other) {
      tell_(CopyAction::left_out, path + " is neither a file nor a folder");
    } else {
      (entry.kind == FileKind::file ? listed.files : listed.folders).push_back(path);
    }
  });
  std::sort(listed.folders.begin(), listed.folders.end());
  std::sort(listed.files.begin(), listed.files.end(),
            [](const std::string& a, const std::string& b) {
              return std::make_pair(is_last(a), a) < std::make_pair(is_last(b), b);
            });
  return listed;
}

void FileCopier::copy_folder(const CopyPair& pair, const std::string& folder, Rule rule,
                             const std::function<bool(std::string_view path)>& skip) {
  if (!folder.empty() && pair.target != nullptr && !options_.dry_run) {
    const auto there = pair.target->status(folder);
    if (there && there->kind != FileKind::directory) {
      tell_(CopyAction::conflict, folder + " is a folder here and a file there");
      return;
    }
    if (!there && pair.target->make_directory(folder)) {
      changed_ = true;
    }
  }
  const Listed listed = list(pair, folder);
  const auto is_wanted = [&](const std::string& path) { return !skip || !skip(path); };
  for (const std::string& path : listed.folders) {
    if (is_wanted(path)) {
      copy_folder(pair, path, rule, skip);
    }
  }
  for (const std::string& path : listed.files) {
    if (is_wanted(path)) {
      copy_file(pair, path, rule);
    }
  }
}

void FileCopier::copy_file(const CopyPair& pair, const std::string& path, Rule rule) {
  const auto there = pair.target == nullptr ? std::nullopt : pair.target->status(path);
  if (!there) {
    put(pair, path, Over::nothing);
  } else if (there->kind != FileKind::file) {
    tell_(CopyAction::conflict, path + " is a file here and a folder there");
  } else {
    settle(pair, path, rule);
  }
}

std::optional<std::string> FileCopier::rewritten(const CopyPair& pair, const std::string& path) {
  const bool may_be = is_last(path) || path.ends_with("mlflow.artifactLocation");
  if (!may_be || !rewrite_) {
    return std::nullopt;
  }
  const auto text = pair.source.read(path, largest_text);
  return text ? rewrite_(path, *text) : std::nullopt;
}

void FileCopier::write(TemporaryFile& file, FileReader& reader) {
  std::vector<char> block(block_size);
  for (;;) {
    const std::size_t got = reader.read(block);
    file.writer().write({block.data(), got});
    totals_.bytes += got;
    if (got < block.size()) {
      return;
    }
  }
}

void FileCopier::put(const CopyPair& pair, const std::string& path, Over over) {
  const auto reader = pair.source.open_reader(path);
  if (!reader) {
    return;  // it went away
  }
  changed_ = true;
  if (options_.dry_run) {
    totals_.bytes += reader->size();
    return;
  }
  TemporaryFile file(*pair.target, *host_.random);
  if (const auto text = rewritten(pair, path)) {
    file.writer().write(*text);
    totals_.bytes += text->size();
  } else {
    write(file, *reader);
  }
  if (over == Over::what_is_there) {
    file.move_to(path);
  } else {
    (void)file.move_to_new(path);  // else somebody else has made it: the next copy settles it
  }
}

bool FileCopier::same(const CopyPair& pair, const std::string& path, const FileStatus& source,
                      const FileStatus& target) const {
  if (source.size != target.size) {
    return false;
  }
  if (source.size > small_file && target.mtime_ms >= source.mtime_ms && !options_.compare_all) {
    return true;  // it was copied since
  }
  const auto a = pair.source.open_reader(path);
  const auto b = pair.target->open_reader(path);
  if (!a || !b) {
    return !a;
  }
  const Agreement found = compare(*a, *b);
  return found.a_ended && found.b_ended;
}

void FileCopier::settle(const CopyPair& pair, const std::string& path, Rule rule) {
  const auto source = pair.source.status(path);
  const auto target = pair.target->status(path);
  if (!source || !target) {
    return;
  }
  if (rule == Rule::grows) {
    carry_on(pair, path);
    return;
  }
  if (const auto text = rewritten(pair, path)) {
    if (pair.target->read(path, largest_text) == text) {
      return;
    }
  } else if (same(pair, path, *source, *target)) {
    return;
  }
  if (rule == Rule::newest) {
    if (source->mtime_ms > target->mtime_ms) {
      put(pair, path, Over::what_is_there);
    }
    return;
  }
  if (target->size == 0) {
    put(pair, path, Over::what_is_there);  // MLflow: a write that failed leaves an empty param
  } else if (source->size != 0) {
    const auto value_of = [&](const Directory& directory) {
      return shortened(directory.read(path, largest_text).value_or(""));
    };
    tell_(CopyAction::conflict, fmt::format("{} is '{}' here and '{}' there", path,
                                            value_of(pair.source), value_of(*pair.target)));
  }
}

void FileCopier::append_from(FileReader& reader, AppendFile& file) {
  std::string pending;
  std::vector<char> block(block_size);
  for (bool more = true; more;) {
    const std::size_t got = reader.read(block);
    more = got == block.size();
    pending.append(block.data(), got);
    const auto end = more ? pending.rfind('\n') + 1 : pending.size();
    if (end > 0) {
      file.append(std::string_view(pending).substr(0, end));  // whole lines at once
      totals_.bytes += end;
      pending.erase(0, end);
    }
  }
}

void FileCopier::carry_on(const CopyPair& pair, const std::string& path) {
  auto reader = pair.source.open_reader(path);
  const auto there = pair.target->open_reader(path);
  if (!reader || !there) {
    return;
  }
  const Agreement found = compare(*reader, *there);
  if (found.a_ended) {
    return;  // equal, or the target is ahead
  }
  std::uint64_t have = found.common;
  if (!found.b_ended) {
    // What differs may be the half of a line that a full disk has left in one of them.
    if (!has_whole_line(pair.source, path, found.common_lines)) {
      return;
    }
    if (has_whole_line(*pair.target, path, found.common_lines)) {
      tell_(CopyAction::conflict, path + " went on in both, each in its own way");
      return;
    }
    have = found.common_lines;
  }
  changed_ = true;
  if (options_.dry_run) {
    return;
  }
  const auto file = pair.target->open_append(path);
  reader = pair.source.open_reader(path);
  if (!reader || !file) {
    return;
  }
  if (file->size() > have) {
    file->truncate(have);
  }
  skip(*reader, have);
  append_from(*reader, *file);
}

void FileCopier::copy_whole(const Directory& source, Directory* target, const std::string& path,
                            const std::string& hidden) {
  if (target != nullptr && target->status(path)) {
    return;
  }
  changed_ = true;
  if (options_.dry_run) {
    copy_folder({source, nullptr}, "", Rule::newest);
    return;
  }
  const HiddenFolder prepared(*target, hidden);
  copy_folder({source, prepared.directory.get()}, "", Rule::newest);
  make_parents(*target, path);
  (void)target->rename_new(hidden, path);  // else somebody else has made it meanwhile
}

}  // namespace mltrack
