#pragma once
// A FileSystem that tells an observer of every primitive before it happens. What the faulty and the
// recording disk have in common.

#include "mltrack/host/file_system.hpp"

#include <cstddef>
#include <memory>
#include <string>

namespace mltrack::test {

enum class Primitive {
  open,
  make_directories,
  open_directory,
  open_reader,
  read,
  open_append,
  size,
  tail,
  append,
  truncate,
  create,
  write,
  make_directory,
  rename,
  rename_new,
  remove,
  remove_directory,
  copy_mode,
  list,
  status,
  lock,
};

/// "rename_new"
[[nodiscard]] const char* primitive_name(Primitive primitive);
/// One of those that can change what is on the disk.
[[nodiscard]] bool changes_the_disk(Primitive primitive);

class PrimitiveObserver {
 public:
  virtual ~PrimitiveObserver() = default;
  /// `path` is absolute; `bytes` is what a read or tail asks for and what a write or append brings.
  /// If it throws, the primitive does not happen; but half of a write() does, as on a full disk.
  virtual void before(Primitive primitive, const std::string& path, std::size_t bytes) = 0;
};

/// `inner` and `observer` must outlive it and all its handles.
[[nodiscard]] std::unique_ptr<FileSystem> observed_file_system(FileSystem& inner,
                                                               PrimitiveObserver& observer);

}  // namespace mltrack::test
