#pragma once
// The run that a command gets: a new one, or the one of its key.

#include "context.hpp"
#include "new_run.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mltrack::cli {

enum class Begun { anew, again };

struct BegunRun {
  RunInfo info;
  Begun how = Begun::anew;
  std::int64_t attempt = 1;
};

/// Makes the run that `options` describe, for `command`. With a key every call with this key in this
/// experiment means one and the same run: of any number of processes one makes it, all others find it.
/// A run that is found becomes RUNNING again, with the tags of this attempt; a param of it that would
/// change is an error.
[[nodiscard]] BegunRun begin_run(Context& context, const NewRunOptions& options,
                                 const std::vector<std::string>& command,
                                 const std::optional<std::string>& key);

}  // namespace mltrack::cli
