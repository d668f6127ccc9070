#pragma once
// Experiments as rows of an answer.

#include "context.hpp"

#include "mltrack/entities/experiment.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace mltrack::cli {

class ExperimentRows {
 public:
  explicit ExperimentRows(Context& context);
  void row(const Experiment& experiment);
  void finish(std::string_view next_page_token);

 private:
  std::unique_ptr<RowWriter> writer_;
  std::vector<std::string> tag_keys_;  // that have a column of their own
  bool with_tree_ = false;
};

/// `{"experiment": {...}}`
void print_experiment_json(Output& out, const Experiment& experiment);

}  // namespace mltrack::cli
