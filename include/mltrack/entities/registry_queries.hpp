#pragma once
// What is asked of a listing of the model registry: MLflow's search arguments.

#include <cstddef>
#include <string>
#include <vector>

namespace mltrack {

namespace limits {
inline constexpr std::size_t registered_model_results = 1000;  // most rows of one page
inline constexpr std::size_t model_version_results = 200'000;
}  // namespace limits

struct RegisteredModelQuery {
  std::string filter;
  std::vector<std::string> order_by;  // default: name ASC
  std::size_t max_results = 100;
  std::string page_token;
};

struct ModelVersionQuery {
  std::string filter;
  std::vector<std::string> order_by;  // default: last_updated_timestamp DESC, name, version DESC
  std::size_t max_results = 10'000;
  std::string page_token;
};

}  // namespace mltrack
