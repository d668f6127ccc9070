#pragma once
// --view: which lifecycle stages a listing shows.

#include "flags.hpp"

#include "mltrack/entities/lifecycle.hpp"

#include <optional>
#include <string>

namespace mltrack::cli {

class ViewOption {
 public:
  void declare(Flags& flags);
  /// Throws Error::invalid for a word that is no view.
  [[nodiscard]] ViewType value() const;

 private:
  std::optional<std::string> word_;
};

}  // namespace mltrack::cli
