#include "tree.hpp"

#include <limits>
#include <utility>
#include <vector>

namespace mltrack::test {
namespace {

std::pair<std::string, std::string> split(const std::string& path) {
  const auto slash = path.rfind('/');
  return {slash == 0 ? "/" : path.substr(0, slash), path.substr(slash + 1)};
}

void collect(const Directory& directory, std::map<std::string, std::string>& out) {
  std::vector<std::pair<std::string, FileKind>> entries;
  directory.list(
      [&](const DirectoryEntry& entry) { entries.emplace_back(entry.name, entry.kind); });
  for (const auto& [name, kind] : entries) {
    if (kind == FileKind::directory) {
      out[directory.path_of(name) + "/"] = "";
      collect(*directory.open_directory(name), out);
    } else {
      out[directory.path_of(name)] =
          directory.read(name, std::numeric_limits<std::size_t>::max() / 2).value_or("");
    }
  }
}

}  // namespace

void put_file(FileSystem& files, const std::string& path, std::string_view contents) {
  const auto [folder, name] = split(path);
  const auto directory = files.make_directories(folder);
  directory->remove(name);
  directory->create(name)->write(contents);
}

std::optional<std::string> get_file(FileSystem& files, const std::string& path) {
  const auto [folder, name] = split(path);
  const auto directory = files.open(folder);
  return directory ? directory->read(name, std::numeric_limits<std::size_t>::max() / 2)
                   : std::nullopt;
}

void remove_file(FileSystem& files, const std::string& path) {
  const auto [folder, name] = split(path);
  if (const auto directory = files.open(folder)) {
    directory->remove(name);
  }
}

std::map<std::string, std::string> all_files(FileSystem& files, const std::string& root) {
  std::map<std::string, std::string> out;
  if (const auto directory = files.open(root)) {
    collect(*directory, out);
  }
  return out;
}

}  // namespace mltrack::test
