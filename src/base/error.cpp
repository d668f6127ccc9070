#include "mltrack/base/error.hpp"

namespace mltrack {

std::string_view error_code_name(ErrorCode code) {
  switch (code) {
    case ErrorCode::internal_error:
      return "INTERNAL_ERROR";
    case ErrorCode::invalid_parameter_value:
      return "INVALID_PARAMETER_VALUE";
    case ErrorCode::invalid_state:
      return "INVALID_STATE";
    case ErrorCode::resource_does_not_exist:
      return "RESOURCE_DOES_NOT_EXIST";
    case ErrorCode::resource_already_exists:
      return "RESOURCE_ALREADY_EXISTS";
    case ErrorCode::permission_denied:
      return "PERMISSION_DENIED";
    case ErrorCode::temporarily_unavailable:
      return "TEMPORARILY_UNAVAILABLE";
  }
  return "INTERNAL_ERROR";
}

}  // namespace mltrack
