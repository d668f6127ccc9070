#pragma once
// Looking at and preparing the files behind a store, on any FileSystem.

#include "mltrack/host/file_system.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace mltrack::test {

/// Writes a file as MLflow would, over what was there, with the folders above it.
void put_file(FileSystem& files, const std::string& path, std::string_view contents);
/// Nothing if it is not there.
[[nodiscard]] std::optional<std::string> get_file(FileSystem& files, const std::string& path);
void remove_file(FileSystem& files, const std::string& path);
/// Every file below `root` with its contents, and every directory (a path with a slash at the end)
/// with "".
[[nodiscard]] std::map<std::string, std::string> all_files(FileSystem& files,
                                                           const std::string& root);

}  // namespace mltrack::test
