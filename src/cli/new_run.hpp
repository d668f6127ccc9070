#pragma once
// What a new run is made of: the options that describe it, and where it belongs.

#include "context.hpp"
#include "flags.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mltrack::cli {

/// A run that is to be created, and the params it starts with.
struct PreparedRun {
  NewRun run;
  Batch batch;
};

class NewRunOptions {
 public:
  void declare(Flags& flags);

  /// The run as the options describe it, started now, with the tags that MLflow's client sets; the
  /// store is not touched. Throws Error::invalid for a bad param or tag. `source` is the program
  /// that trains.
  [[nodiscard]] PreparedRun read(Context& context, const std::optional<std::string>& source) const;

  /// Decides the experiment, which is made if it is a new name, and the parent.
  void place(Context& context, NewRun& run) const;

 private:
  std::optional<std::string> name_;
  std::vector<std::string> params_;
  std::vector<std::string> tags_;
  std::optional<std::string> parent_;
  std::optional<std::string> description_;
};

}  // namespace mltrack::cli
