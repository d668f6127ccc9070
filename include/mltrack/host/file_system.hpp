#pragma once
// The disk, as primitives relative to open directories. Everything above (atomic replace, the
// store) is written once against these and works on the real disk, in memory, and on the faulty
// and recording doubles of the tests.
//
// Names are relative paths of one or more parts ("metrics/auc"). Reading follows symbolic links, as
// MLflow does; writing never goes through one. A file that is not there is no error where the
// function says so; every other failure throws Error with the path in its message: denied
// (PERMISSION_DENIED) for missing rights, failed (INTERNAL_ERROR) for the rest.

#include "mltrack/host/workers.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace mltrack {

enum class FileKind { file, directory, other };

struct FileStatus {
  FileKind kind = FileKind::other;
  std::uint64_t size = 0;  // bytes
  std::int64_t mtime_ms = 0;
};

struct DirectoryEntry {
  std::string_view name;
  FileKind kind = FileKind::other;  // of what a symbolic link points to
  bool is_link = false;
};

/// A file open for reading from its beginning.
class FileReader {
 public:
  virtual ~FileReader() = default;
  /// Fills `buffer` as far as it can; fewer bytes than asked for means the end.
  virtual std::size_t read(std::span<char> buffer) = 0;
  [[nodiscard]] virtual std::uint64_t size() const = 0;
};

/// A new file open for writing.
class FileWriter {
 public:
  virtual ~FileWriter() = default;
  /// All of `data`, or an Error.
  virtual void write(std::string_view data) = 0;
};

/// An existing file open for appending.
class AppendFile {
 public:
  virtual ~AppendFile() = default;
  /// All of `data` by one write at the end of the file, whole or not at all: what a full disk cut
  /// short is taken back before Error is thrown.
  virtual void append(std::string_view data) = 0;
  [[nodiscard]] virtual std::uint64_t size() const = 0;
  /// The last bytes, at most `count`.
  [[nodiscard]] virtual std::string tail(std::size_t count) const = 0;
  /// Cuts the file to `size` bytes.
  virtual void truncate(std::uint64_t size) = 0;
};

/// Held as long as the object lives; the system takes it back from a process that dies.
class DirectoryLock {
 public:
  virtual ~DirectoryLock() = default;
};

class Directory {
 public:
  virtual ~Directory() = default;

  /// Where it is, for messages.
  [[nodiscard]] virtual const std::string& path() const = 0;
  [[nodiscard]] std::string path_of(std::string_view name) const;

  /// Null if there is no directory of that name.
  [[nodiscard]] virtual std::unique_ptr<Directory> open_directory(std::string_view name) const = 0;
  /// Null if there is nothing of that name. Only plain files are opened; anything else throws.
  [[nodiscard]] virtual std::unique_ptr<FileReader> open_reader(std::string_view name) const = 0;
  /// Null if there is nothing of that name. Only plain files are opened; anything else throws.
  [[nodiscard]] virtual std::unique_ptr<AppendFile> open_append(std::string_view name) = 0;
  /// Null if something of that name is there.
  [[nodiscard]] virtual std::unique_ptr<FileWriter> create(std::string_view name) = 0;

  /// False if something of that name was there. The parent must exist.
  virtual bool make_directory(std::string_view name) = 0;
  /// Moves a file or directory of this directory over whatever `to` names.
  virtual void rename(std::string_view from, std::string_view to) = 0;
  /// The same, unless `to` is there: then false, and `from` is left.
  virtual bool rename_new(std::string_view from, std::string_view to) = 0;
  /// False if there is no such file; a directory is none. A symbolic link itself is removed, not its
  /// target.
  virtual bool remove(std::string_view name) = 0;
  /// False if there is none; throws if it is not empty.
  virtual bool remove_directory(std::string_view name) = 0;
  /// Sets the permission bits to those of a plain new file, or to those of `like` if that exists.
  virtual void copy_mode(std::string_view like, std::string_view name) = 0;

  /// Calls `visit` for each entry but `.` and `..`, in no order. What vanishes meanwhile is left out.
  virtual void list(const std::function<void(const DirectoryEntry&)>& visit) const = 0;
  [[nodiscard]] virtual std::optional<FileStatus> status(std::string_view name) const = 0;

  /// Locks this directory against other mltrack processes, waiting at most `wait_ms`; Error::busy
  /// after that. Leaves no file behind. Null where the file system has no locks.
  [[nodiscard]] virtual std::unique_ptr<DirectoryLock> lock(std::int64_t wait_ms) = 0;

  /// The whole file; nothing if it is not there. Throws for a file above `limit` bytes.
  [[nodiscard]] std::optional<std::string> read(std::string_view name, std::size_t limit) const;
};

class FileSystem {
 public:
  virtual ~FileSystem() = default;
  /// Null if there is nothing at `path`; throws if it is not a directory. Relative paths begin at
  /// the working directory.
  [[nodiscard]] virtual std::unique_ptr<Directory> open(const std::string& path) = 0;
  /// Makes the directory and its parents as far as missing, and opens it.
  [[nodiscard]] virtual std::unique_ptr<Directory> make_directories(const std::string& path) = 0;
  [[nodiscard]] virtual std::string working_directory() const = 0;
  /// How many threads that read many small files get the most out of it.
  [[nodiscard]] virtual Workers useful_readers() const = 0;
};

/// The real disk.
[[nodiscard]] std::unique_ptr<FileSystem> posix_file_system();
/// A disk in memory, working directory `/`, shared by all handles made from it; for tests.
[[nodiscard]] std::unique_ptr<FileSystem> memory_file_system();

}  // namespace mltrack
