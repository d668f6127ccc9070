#include "route.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/unicode.hpp"
#include "mltrack/wire/status.hpp"

namespace mltrack::server {
namespace {

/// MLflow's words.
void check_content_type(const Request& request) {
  const auto type = request.header("Content-Type");
  if (!type) {
    throw Error::invalid("Bad Request. Content-Type header is missing.");
  }
  std::string_view plain = type->substr(0, type->find(';'));
  while (plain.ends_with(' ')) {
    plain.remove_suffix(1);
  }
  if (to_lower_ascii(plain) != "application/json") {
    throw Error::invalid("Bad Request. Content-Type must be one of ['application/json'].");
  }
}

}  // namespace

wire::Message Call::message() const {
  if (request.method == Method::get || request.method == Method::head) {
    auto parameters = request.query();
    return parameters.empty() ? wire::Message::from_json(request.body)
                              : wire::Message::from_query(parameters);
  }
  if (request.method == Method::post || request.method == Method::put) {
    check_content_type(request);
  }
  return wire::Message::from_json(request.body);
}

Response json(wire::Answer&& answer) {
  return {.body = std::move(answer).str()};
}

Response done() {
  return {.body = "{}"};
}

Response error_response(const Error& error) {
  constexpr unsigned unavailable = 503;
  Response response{.status = wire::http_status(error),
                    .body = std::move(wire::Answer()
                                          .add("error_code", error_code_name(error.code()))
                                          .add("message", std::string_view(error.what())))
                                .str()};
  if (response.status == unavailable) {
    response.headers.push_back({"Retry-After", "1"});
  }
  return response;
}

}  // namespace mltrack::server
