#include "posix_calls.hpp"
#include "posix_listing.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/host/file_system.hpp"
#include "mltrack/host/skip.hpp"

#include <climits>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <thread>
#include <time.h>
#include <unistd.h>
#include <utility>

namespace mltrack {
namespace {

constexpr mode_t file_mode = 0666;
constexpr mode_t directory_mode = 0777;
constexpr std::int64_t ms_per_second = 1000;
constexpr std::int64_t ns_per_ms = 1'000'000;

class PosixReader final : public SkippingReader {
 public:
  PosixReader(Descriptor fd, std::uint64_t size, std::string path)
      : fd_(std::move(fd)), size_(size), path_(std::move(path)) {}
  std::size_t read(std::span<char> buffer) override { return read_some(fd_.get(), buffer, path_); }
  void skip(std::uint64_t count) override {
    if (lseek(fd_.get(), static_cast<off_t>(count), SEEK_CUR) < 0) {
      throw_errno(errno, "cannot read", path_);
    }
  }
  [[nodiscard]] std::uint64_t size() const override { return size_; }

 private:
  Descriptor fd_;
  std::uint64_t size_;
  std::string path_;
};

class PosixWriter final : public FileWriter {
 public:
  PosixWriter(Descriptor fd, std::string path) : fd_(std::move(fd)), path_(std::move(path)) {}
  void write(std::string_view data) override { write_all(fd_.get(), data, path_); }

 private:
  Descriptor fd_;
  std::string path_;
};

class PosixAppendFile final : public AppendFile {
 public:
  PosixAppendFile(Descriptor fd, std::string path) : fd_(std::move(fd)), path_(std::move(path)) {}

  void append(std::string_view data) override {
    ssize_t written = -1;
    do {
      written = ::write(fd_.get(), data.data(), data.size());
    } while (written < 0 && errno == EINTR);
    if (written < 0) {
      throw_errno(errno, "cannot append to", path_);
    }
    if (static_cast<std::size_t>(written) != data.size()) {
      take_back(static_cast<std::uint64_t>(written));
      throw_errno(ENOSPC, "cannot append to", path_);
    }
  }

  [[nodiscard]] std::uint64_t size() const override {
    struct stat status {};
    if (fstat(fd_.get(), &status) != 0) {
      throw_errno(errno, "cannot read", path_);
    }
    return static_cast<std::uint64_t>(status.st_size);
  }

  [[nodiscard]] std::string tail(std::size_t count) const override {
    const std::uint64_t end = size();
    const auto length = static_cast<std::size_t>(std::min<std::uint64_t>(count, end));
    std::string text(length, '\0');
    const ssize_t got = pread(fd_.get(), text.data(), length, static_cast<off_t>(end - length));
    if (got < 0) {
      throw_errno(errno, "cannot read", path_);
    }
    text.resize(static_cast<std::size_t>(got));
    return text;
  }

  void truncate(std::uint64_t size) override {
    if (ftruncate(fd_.get(), static_cast<off_t>(size)) != 0) {
      throw_errno(errno, "cannot shorten", path_);
    }
  }

 private:
  /// Removes our own partial line, if it is still the end of the file.
  void take_back(std::uint64_t length) {
    const off_t end = lseek(fd_.get(), 0, SEEK_CUR);  // O_APPEND left the position behind our bytes
    if (end > 0 && static_cast<std::uint64_t>(end) == size()) {
      truncate(static_cast<std::uint64_t>(end) - length);
    }
  }

  Descriptor fd_;
  std::string path_;
};

class PosixLock final : public DirectoryLock {
 public:
  explicit PosixLock(Descriptor fd) : fd_(std::move(fd)) {}

 private:
  Descriptor fd_;  // closing it unlocks
};

class PosixDirectory final : public Directory {
 public:
  PosixDirectory(Descriptor fd, std::string path) : fd_(std::move(fd)), path_(std::move(path)) {}

  [[nodiscard]] const std::string& path() const override { return path_; }

  [[nodiscard]] std::unique_ptr<Directory> open_directory(std::string_view name) const override {
    Descriptor fd(openat(fd_.get(), CName(name).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (fd.get() < 0) {
      if (is_absent(errno)) {
        return nullptr;
      }
      throw_errno(errno, "cannot open", path_of(name));
    }
    return std::make_unique<PosixDirectory>(std::move(fd), path_of(name));
  }

  [[nodiscard]] std::unique_ptr<FileReader> open_reader(std::string_view name) const override {
    // O_NONBLOCK: a FIFO in somebody's tree must not hang us; it is refused below.
    Descriptor fd(
        openat(fd_.get(), CName(name).c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    if (fd.get() < 0) {
      if (is_absent(errno)) {
        return nullptr;
      }
      throw_errno(errno, "cannot read", path_of(name));
    }
    struct stat status {};
    if (fstat(fd.get(), &status) != 0) {
      throw_errno(errno, "cannot read", path_of(name));
    }
    if (!S_ISREG(status.st_mode)) {
      throw Error::internal("cannot read: {}: it is {}", path_of(name),
                            S_ISDIR(status.st_mode) ? "a directory" : "not a plain file");
    }
    return std::make_unique<PosixReader>(std::move(fd), static_cast<std::uint64_t>(status.st_size),
                                         path_of(name));
  }

  [[nodiscard]] std::unique_ptr<AppendFile> open_append(std::string_view name) override {
    Descriptor fd(openat(fd_.get(), CName(name).c_str(),
                         O_RDWR | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    if (fd.get() < 0) {
      if (errno == ENOENT) {
        return nullptr;
      }
      throw_errno(errno, "cannot append to", path_of(name));
    }
    struct stat status {};
    if (fstat(fd.get(), &status) != 0) {
      throw_errno(errno, "cannot append to", path_of(name));
    }
    if (!S_ISREG(status.st_mode)) {
      throw Error::internal("cannot append to: {}: it is not a plain file", path_of(name));
    }
    return std::make_unique<PosixAppendFile>(std::move(fd), path_of(name));
  }

  [[nodiscard]] std::unique_ptr<FileWriter> create(std::string_view name) override {
    Descriptor fd(
        openat(fd_.get(), CName(name).c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, file_mode));
    if (fd.get() < 0) {
      if (errno == EEXIST) {
        return nullptr;
      }
      throw_errno(errno, "cannot create", path_of(name));
    }
    return std::make_unique<PosixWriter>(std::move(fd), path_of(name));
  }

  bool make_directory(std::string_view name) override {
    if (mkdirat(fd_.get(), CName(name).c_str(), directory_mode) == 0) {
      return true;
    }
    if (errno != EEXIST) {
      throw_errno(errno, "cannot create the directory", path_of(name));
    }
    return false;
  }

  void rename(std::string_view from, std::string_view to) override {
    if (renameat(fd_.get(), CName(from).c_str(), fd_.get(), CName(to).c_str()) != 0) {
      throw_errno(errno, "cannot replace", path_of(to));
    }
  }

  bool rename_new(std::string_view from, std::string_view to) override {
    const CName source(from);
    const CName target(to);
    if (renameat2(fd_.get(), source.c_str(), fd_.get(), target.c_str(), RENAME_NOREPLACE) == 0) {
      return true;
    }
    if (errno == EEXIST) {
      return false;
    }
    if (errno == EINVAL || errno == ENOSYS) {
      return rename_new_without_flag(source, target, path_of(to));
    }
    throw_errno(errno, "cannot create", path_of(to));
  }

  bool remove(std::string_view name) override { return remove_as(name, 0); }
  bool remove_directory(std::string_view name) override { return remove_as(name, AT_REMOVEDIR); }

  void copy_mode(std::string_view like, std::string_view name) override {
    struct stat status {};
    if (fstatat(fd_.get(), CName(like).c_str(), &status, 0) != 0) {
      return;  // a new file keeps the mode it was made with
    }
    constexpr mode_t permission_bits = 07777;
    if (fchmodat(fd_.get(), CName(name).c_str(), status.st_mode & permission_bits, 0) != 0) {
      throw_errno(errno, "cannot set the rights of", path_of(name));
    }
  }

  void list(const std::function<void(const DirectoryEntry&)>& visit) const override {
    if (!listed_.test_and_set()) {
      list_entries(fd_.get(), path_, visit);
      return;
    }
    // The descriptor stands at the end, or at somebody else's place.
    const Descriptor fd(openat(fd_.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (fd.get() < 0) {
      throw_errno(errno, "cannot list", path_);
    }
    list_entries(fd.get(), path_, visit);
  }

  [[nodiscard]] std::optional<FileStatus> status(std::string_view name) const override {
    struct stat status {};
    if (fstatat(fd_.get(), CName(name).c_str(), &status, 0) != 0) {
      if (is_absent(errno) || errno == ELOOP) {
        return std::nullopt;
      }
      throw_errno(errno, "cannot read", path_of(name));
    }
    return FileStatus{kind_of(status.st_mode), static_cast<std::uint64_t>(status.st_size),
                      status.st_mtim.tv_sec * ms_per_second + status.st_mtim.tv_nsec / ns_per_ms};
  }

  [[nodiscard]] std::unique_ptr<DirectoryLock> lock(std::int64_t wait_ms) override {
    Descriptor fd(openat(fd_.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (fd.get() < 0) {
      throw_errno(errno, "cannot lock", path_);
    }
    constexpr std::int64_t pause_ms = 5;
    for (std::int64_t waited = 0;; waited += pause_ms) {
      if (flock(fd.get(), LOCK_EX | LOCK_NB) == 0) {
        return std::make_unique<PosixLock>(std::move(fd));
      }
      if (errno == EINTR) {
        continue;
      }
      if (errno != EWOULDBLOCK) {
        return nullptr;  // this file system has no locks
      }
      if (waited >= wait_ms) {
        throw Error::busy("{} is locked by another mltrack since more than {} s", path_,
                          wait_ms / ms_per_second)
            .with_hint("Wait for it, or find it with: fuser -v {}", path_);
      }
      const timespec pause{0, pause_ms * ns_per_ms};
      nanosleep(&pause, nullptr);
    }
  }

 private:
  /// NFS and some others know no RENAME_NOREPLACE. For a file a hard link is as exclusive; a
  /// directory is never moved over one that has something in it, and ours all have.
  bool rename_new_without_flag(const CName& from, const CName& to, const std::string& path) {
    struct stat status {};
    const bool is_directory = fstatat(fd_.get(), from.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 &&
                              S_ISDIR(status.st_mode);
    if (is_directory) {
      if (renameat(fd_.get(), from.c_str(), fd_.get(), to.c_str()) == 0) {
        return true;
      }
    } else if (linkat(fd_.get(), from.c_str(), fd_.get(), to.c_str(), 0) == 0) {
      unlinkat(fd_.get(), from.c_str(), 0);
      return true;
    }
    if (errno == EEXIST || errno == ENOTEMPTY || (is_directory && errno == ENOTDIR)) {
      return false;
    }
    throw_errno(errno, "cannot create", path);
  }

  bool remove_as(std::string_view name, int flags) {
    if (unlinkat(fd_.get(), CName(name).c_str(), flags) == 0) {
      return true;
    }
    if (!is_absent(errno) && errno != EISDIR) {
      throw_errno(errno, "cannot remove", path_of(name));
    }
    return false;
  }

  Descriptor fd_;
  std::string path_;
  mutable std::atomic_flag listed_;
};

class PosixFileSystem final : public FileSystem {
 public:
  [[nodiscard]] std::unique_ptr<Directory> open(const std::string& path) override {
    Descriptor fd(::open(CName(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (fd.get() >= 0) {
      return std::make_unique<PosixDirectory>(std::move(fd), path);
    }
    if (errno == ENOENT) {
      return nullptr;
    }
    if (errno == ENOTDIR) {
      throw Error::internal("{}: it is not a directory", path);
    }
    throw_errno(errno, "cannot open", path);
  }

  [[nodiscard]] std::unique_ptr<Directory> make_directories(const std::string& path) override {
    for (std::size_t slash = path.find('/', 1); slash != std::string::npos;
         slash = path.find('/', slash + 1)) {
      make(path.substr(0, slash));
    }
    make(path);
    return open(path);
  }

  [[nodiscard]] std::string working_directory() const override {
    std::array<char, PATH_MAX> buffer;
    if (getcwd(buffer.data(), buffer.size()) == nullptr) {
      throw_errno(errno, "cannot tell the working directory", ".");
    }
    return buffer.data();
  }

  [[nodiscard]] Workers useful_readers() const override {
    constexpr std::size_t in_flight = 32;  // docs/decisions/0012: where more gain little
    const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
    return {.computing = cores, .waiting = std::max(cores, in_flight)};
  }

 private:
  static void make(const std::string& path) {
    if (mkdir(CName(path).c_str(), directory_mode) != 0 && errno != EEXIST) {
      throw_errno(errno, "cannot create the directory", path);
    }
  }
};

}  // namespace

std::unique_ptr<FileSystem> posix_file_system() {
  return std::make_unique<PosixFileSystem>();
}

}  // namespace mltrack
