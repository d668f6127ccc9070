#include "mltrack/wire/status.hpp"

namespace mltrack::wire {
namespace {

constexpr unsigned bad_request = 400;
constexpr unsigned forbidden = 403;
constexpr unsigned not_found = 404;
constexpr unsigned internal_error = 500;
constexpr unsigned unavailable = 503;

}  // namespace

unsigned http_status(const Error& error) {
  switch (error.code()) {
    case ErrorCode::resource_does_not_exist:
      return not_found;
    case ErrorCode::permission_denied:
      return forbidden;
    case ErrorCode::temporarily_unavailable:
      return unavailable;
    case ErrorCode::internal_error:
      return error.failure() == Failure::failed ? internal_error : bad_request;
    case ErrorCode::invalid_parameter_value:
    case ErrorCode::invalid_state:
    case ErrorCode::resource_already_exists:
      break;
  }
  return bad_request;
}

}  // namespace mltrack::wire
