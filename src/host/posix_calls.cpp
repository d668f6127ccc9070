#include "posix_calls.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <unistd.h>

namespace mltrack {

void throw_errno(int error, std::string_view what, const std::string& path) {
  const auto message = [&] { return fmt::format("{}: {}", what, path); };
  switch (error) {
    case EACCES:
    case EPERM:
      throw Error::denied("{}: permission denied", message())
          .with_hint("Check the owner and the rights of it and of the directories above.");
    case EROFS:
      throw Error::denied("{}: the file system is read-only", message());
    case ENOSPC:
    case EDQUOT:
      throw Error::internal("{}: {}; nothing was changed", message(),
                            error == ENOSPC ? "no space left on the disk" : "the quota is used up")
          .with_hint("Free some space and run the command again.");
    case ENOTDIR:
    case EISDIR:
      throw Error::conflict("{}: a file and a directory would have the same name", message())
          .with_hint("'a' and 'a/b' cannot both be there: 'a' would be a file and a directory.");
    case ESPIPE:
      throw Error::internal("{}: it is not a plain file", message());
    default:
      throw Error::internal("{}: {}", message(), std::strerror(error));
  }
}

bool is_absent(int error) {
  return error == ENOENT || error == ENOTDIR;
}

void write_all(int fd, std::string_view data, const std::string& path) {
  while (!data.empty()) {
    const ssize_t written = write(fd, data.data(), data.size());
    if (written < 0 && errno == EINTR) {
      continue;
    }
    if (written <= 0) {
      throw_errno(written < 0 ? errno : EIO, "cannot write", path);
    }
    data.remove_prefix(static_cast<std::size_t>(written));
  }
}

std::size_t read_some(int fd, std::span<char> buffer, const std::string& path) {
  std::size_t filled = 0;
  while (filled < buffer.size()) {
    const ssize_t got = read(fd, buffer.data() + filled, buffer.size() - filled);
    if (got < 0 && errno == EINTR) {
      continue;
    }
    if (got < 0) {
      throw_errno(errno, "cannot read", path);
    }
    // A plain file gives less than asked for only at its end.
    filled += static_cast<std::size_t>(got);
    break;
  }
  return filled;
}

}  // namespace mltrack
