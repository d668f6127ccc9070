#pragma once
// In which language a filter or an order is written.

namespace mltrack {

enum class Dialect {
  mlflow,    // MLflow's and nothing else, refusals included
  extended,  // also our own where MLflow's refuses: OR, NOT, max(metrics.auc), start_time > -2d
};

}  // namespace mltrack
