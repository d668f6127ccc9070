#pragma once
// Files that appear or change as a whole. A reader, and a process that dies here, sees the old state
// or the new one.

#include <string_view>

#include "mltrack/host/file_system.hpp"
#include "mltrack/host/random.hpp"

namespace mltrack {

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

}  // namespace mltrack
