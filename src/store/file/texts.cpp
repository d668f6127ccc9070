// Folders of texts: the params and tags of all that has some.

#include "file_tree.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/unicode.hpp"
#include "mltrack/entities/validate.hpp"

#include <algorithm>

namespace mltrack {
namespace {

/// Far above every limit of MLflow; a larger one is no param or tag but somebody's stray file.
constexpr std::size_t largest_value = 64U << 20U;

/// Where only "a/b" was logged, "a" is a directory and no key.
bool is_directory(const Directory& directory, const std::string& name) {
  const auto status = directory.status(name);
  return status && status->kind == FileKind::directory;
}

}  // namespace

void FileTree::each_text(
    const Directory& directory, std::string_view folder,
    const std::function<void(const std::string& key, std::string value)>& visit) {
  read_or_report([&] {
    const auto opened = directory.open_directory(folder);
    for (const std::string& key : opened ? keys_of(*opened) : std::vector<std::string>{}) {
      read_or_report([&] {
        if (auto value = read_value(*opened, key)) {
          visit(key, std::move(*value));
        }
      });
    }
  });
}

void FileTree::read_or_report(const std::function<void()>& read) {
  try {
    read();
  } catch (const Error& error) {
    if (options_.damage == Damage::fail) {
      throw;
    }
    warn(fmt::format("{} (skipped)", error.what()));
  }
}

std::vector<std::string> FileTree::keys_in(const Directory& directory, std::string_view folder) {
  const auto opened = directory.open_directory(folder);
  return opened ? keys_of(*opened) : std::vector<std::string>{};
}

std::vector<std::string> FileTree::keys_of(const Directory& folder) {
  std::vector<std::string> keys;
  std::vector<std::string> folders;
  const auto list = [&](const Directory& directory, const std::string& prefix) {
    directory.list([&](const DirectoryEntry& entry) {
      std::string key = prefix + std::string(entry.name);
      const bool leads_nowhere =
          entry.is_link && entry.kind == FileKind::other && !directory.status(entry.name);
      if (leads_nowhere) {
        damaged(folder.path_of(key), "a link that leads nowhere; MLflow cannot read this run");
      } else if (entry.kind != FileKind::directory) {
        keys.push_back(std::move(key));
      } else if (!entry.is_link) {  // MLflow: does not follow links here either; they may be a ring
        folders.push_back(std::move(key));
      }
    });
  };
  list(folder, "");
  while (!folders.empty()) {
    const std::string below = std::move(folders.back());
    folders.pop_back();
    if (const auto opened = folder.open_directory(below)) {
      list(*opened, below + '/');
    }
  }
  std::erase_if(keys, [&](const std::string& key) {
    try {
      validate_key(key, "name");
      return false;
    } catch (const Error&) {
      // MLflow: such a file, an editor's backup for example, makes the whole run unreadable.
      damaged(folder.path_of(key),
              "no name that MLflow allows; it cannot read this run until the file is moved away");
      return true;
    }
  });
  std::sort(keys.begin(), keys.end());
  return keys;
}

std::optional<std::string> FileTree::read_text(const Directory& directory,
                                               const std::string& name) const {
  try {
    return directory.read(name, largest_value);
  } catch (const Error&) {
    if (is_directory(directory, name)) {
      return std::nullopt;
    }
    throw;
  }
}

std::optional<std::string> FileTree::read_value(const Directory& directory,
                                                const std::string& name) {
  auto text = read_text(directory, name);
  if (text && !is_valid_utf8(*text)) {
    damaged(directory.path_of(name), "not valid UTF-8; MLflow cannot read this run");
  }
  return text;
}

std::unique_ptr<FileReader> FileTree::open_value(const Directory& directory,
                                                 const std::string& name) {
  try {
    return directory.open_reader(name);
  } catch (const Error&) {
    if (is_directory(directory, name)) {
      return nullptr;
    }
    throw;
  }
}

}  // namespace mltrack
