#include "mltrack/entities/logged_model.hpp"

namespace mltrack {

std::string_view model_status_name(ModelStatus status) {
  switch (status) {
    case ModelStatus::unspecified:
      return "UNSPECIFIED";
    case ModelStatus::pending:
      return "PENDING";
    case ModelStatus::ready:
      return "READY";
    case ModelStatus::failed:
      return "FAILED";
  }
  return "UNSPECIFIED";
}

}  // namespace mltrack
