#include "mltrack/base/version.hpp"

namespace mltrack {

std::string_view version() {
  return MLTRACK_VERSION;
}

}  // namespace mltrack
