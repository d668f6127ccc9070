#pragma once
// Which runs are meant: the experiments, --since and a filter.

#include "context.hpp"
#include "experiment_selection.hpp"
#include "flags.hpp"

#include "mltrack/entities/queries.hpp"

#include <optional>
#include <string>

namespace mltrack::cli {

class RunSelection {
 public:
  void declare(Flags& flags);
  /// The search for these runs among those of `view`; order and number of results are the caller's.
  [[nodiscard]] RunQuery query(Context& context, std::string filter, ViewType view) const;

 private:
  [[nodiscard]] std::string with_since(Context& context, std::string filter) const;

  std::optional<std::string> since_;
  ExperimentSelection experiments_;
};

}  // namespace mltrack::cli
