#pragma once
// Files that appear or change as a whole. A reader, and a process that dies here, sees the old state
// or the new one.

#include "mltrack/host/file_system.hpp"
#include "mltrack/host/random.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace mltrack {

/// A new file under a temporary name directly in `directory`, which goes away with this object
/// unless it was moved into place.
class TemporaryFile {
 public:
  TemporaryFile(Directory& directory, Random& random);
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile();

  [[nodiscard]] FileWriter& writer() { return *writer_; }
  /// Over whatever `name` names, whose rights it takes on.
  void move_to(std::string_view name);
  /// Unless `name` is there: then false.
  [[nodiscard]] bool move_to_new(std::string_view name);

 private:
  Directory& directory_;
  std::string name_;
  std::unique_ptr<FileWriter> writer_;
  bool present_ = true;
};

/// Replaces or makes `name`. The temporary file lies directly in `directory` (never in the folder of
/// a name such as "tags/a": MLflow takes every file there for a tag), so that must be the run's or
/// experiment's own directory. On failure the old file stands untouched.
void atomic_write(Directory& directory, std::string_view name, std::string_view contents,
                  Random& random);

/// Makes `name` with its contents, unless it is there: then false, and nothing is changed.
[[nodiscard]] bool atomic_create(Directory& directory, std::string_view name,
                                 std::string_view contents, Random& random);

/// Makes the folders of a name with slashes ("tags/a/b" -> "tags", "tags/a").
void make_parents(Directory& directory, std::string_view name);

/// A name for something temporary, ".mltrack-<random>.tmp".
[[nodiscard]] std::string temporary_name(Random& random);
/// Whether it may be such a name: of something that a process is making, or was when it died.
[[nodiscard]] bool is_temporary_name(std::string_view name);

}  // namespace mltrack
