#pragma once
// --status, as end-run and update-run have it.

#include "flags.hpp"

#include "mltrack/entities/run.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace mltrack::cli {

class RunStatusOption {
 public:
  enum class Allowed { all, ended };
  void declare(Flags& flags, std::string_view help, Allowed allowed);
  /// Nothing if not given. Throws Error::invalid for a word that is no status.
  [[nodiscard]] std::optional<RunStatus> get() const;

 private:
  Allowed allowed_ = Allowed::all;
  std::optional<std::string> word_;
};

/// --end-time. Throws Error::invalid for a time that MLflow would drop without a word.
[[nodiscard]] std::optional<std::int64_t> checked_end_time(std::optional<std::int64_t> end_time);

}  // namespace mltrack::cli
