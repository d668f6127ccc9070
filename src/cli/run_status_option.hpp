#pragma once
// --status, as end-run and update-run have it.

#include <optional>
#include <string>

#include "flags.hpp"
#include "mltrack/entities/run.hpp"

namespace mltrack::cli {

class RunStatusOption {
 public:
  void declare(Flags& flags, std::string_view help);
  /// Nothing if not given. Throws Error::invalid for a word that is no status.
  [[nodiscard]] std::optional<RunStatus> get() const;

 private:
  std::optional<std::string> word_;
};

}  // namespace mltrack::cli
