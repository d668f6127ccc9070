#pragma once
// Which experiments list and search look at.

#include "context.hpp"
#include "flags.hpp"

#include <string>
#include <vector>

namespace mltrack::cli {

class ExperimentSelection {
 public:
  void declare(Flags& flags);

  /// The ids: those of --experiment, else the one of MLFLOW_EXPERIMENT_NAME or _ID, else all. With
  /// a view that shows deleted runs, all includes deleted experiments.
  [[nodiscard]] std::vector<std::string> ids(Context& context, ViewType view) const;

  /// Whether an option says anything.
  [[nodiscard]] bool is_given() const { return all_ || !handles_.empty(); }

 private:
  std::vector<std::string> handles_;
  bool all_ = false;
};

}  // namespace mltrack::cli
