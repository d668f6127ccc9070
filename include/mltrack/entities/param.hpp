#pragma once
// MLflow: Param, a key with a text that never changes once it is logged.

#include <string>

namespace mltrack {

struct Param {
  std::string key;
  std::string value;
  bool operator==(const Param&) const = default;
};

}  // namespace mltrack
