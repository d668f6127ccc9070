#include "posix_listing.hpp"

#include "posix_calls.hpp"

#include <array>
#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <optional>
#include <string_view>

namespace mltrack {
namespace {

/// Nothing for what vanished. What leads nowhere is neither file nor directory.
std::optional<FileKind> entry_kind(int fd, const dirent64& entry) {
  if (entry.d_type == DT_REG) {
    return FileKind::file;
  }
  if (entry.d_type == DT_DIR) {
    return FileKind::directory;
  }
  struct stat status {};
  if (fstatat(fd, entry.d_name, &status, 0) == 0) {
    return kind_of(status.st_mode);
  }
  return fstatat(fd, entry.d_name, &status, AT_SYMLINK_NOFOLLOW) == 0
             ? std::optional(FileKind::other)
             : std::nullopt;
}

bool is_link(int fd, const dirent64& entry) {
  struct stat status {};
  return entry.d_type == DT_LNK ||
         (entry.d_type == DT_UNKNOWN &&
          fstatat(fd, entry.d_name, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(status.st_mode));
}

}  // namespace

FileKind kind_of(mode_t mode) {
  return S_ISREG(mode) ? FileKind::file : S_ISDIR(mode) ? FileKind::directory : FileKind::other;
}

void list_entries(int fd, const std::string& path,
                  const std::function<void(const DirectoryEntry&)>& visit) {
  constexpr std::size_t piece = 32768;
  alignas(dirent64) std::array<char, piece> buffer;
  for (;;) {
    const ssize_t got = getdents64(fd, buffer.data(), buffer.size());
    if (got == 0 || (got < 0 && errno == ENOENT)) {  // the end, or removed meanwhile
      return;
    }
    if (got < 0) {
      throw_errno(errno, "cannot list", path);
    }
    for (std::size_t at = 0; at < static_cast<std::size_t>(got);) {
      // The kernel lays these structures one behind the other.
      const auto& entry = *reinterpret_cast<const dirent64*>(buffer.data() + at);
      at += entry.d_reclen;
      const std::string_view name = entry.d_name;
      if (name == "." || name == "..") {
        continue;
      }
      if (const auto kind = entry_kind(fd, entry)) {
        visit({name, *kind, is_link(fd, entry)});
      }
    }
  }
}

}  // namespace mltrack
