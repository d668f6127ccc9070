#include "mltrack/wire/json.hpp"

#include <nlohmann/json.hpp>

namespace mltrack::wire {

// MLflow: 3.17 adds "sqlstate" and "error_class". Clients read neither, and a test of MLflow 3.6
// compares the object with these two fields.
Json to_json(const Error& error) {
  Json json = Json::object();
  json["error_code"] = error_code_name(error.code());
  json["message"] = text_to_json(error.what());
  return json;
}

}  // namespace mltrack::wire
