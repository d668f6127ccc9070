// Metrics, params and tags: the parts of which everything else is made.

#include "mltrack/base/unicode.hpp"
#include "mltrack/wire/json.hpp"

#include <nlohmann/json.hpp>

#include <cmath>

namespace mltrack::wire {

Json number_to_json(double value) {
  if (std::isnan(value)) {
    return "NaN";
  }
  if (std::isinf(value)) {
    return value < 0 ? "-Infinity" : "Infinity";
  }
  return value;
}

Json text_to_json(const std::string& text) {
  return is_valid_utf8(text) ? Json(text) : Json(to_valid_utf8(text));
}

Json to_json(const Tag& tag) {
  Json json = Json::object();
  json["key"] = text_to_json(tag.key);
  json["value"] = text_to_json(tag.value);
  return json;
}

Json to_json(const Param& param) {
  Json json = Json::object();
  json["key"] = text_to_json(param.key);
  json["value"] = text_to_json(param.value);
  return json;
}

Json to_json(const Metric& metric) {
  Json json = Json::object();
  json["key"] = text_to_json(metric.key);
  json["value"] = number_to_json(metric.value);
  json["timestamp"] = metric.timestamp;
  json["step"] = metric.step;
  if (!metric.dataset_name.empty()) {
    json["dataset_name"] = text_to_json(metric.dataset_name);
  }
  if (!metric.dataset_digest.empty()) {
    json["dataset_digest"] = text_to_json(metric.dataset_digest);
  }
  if (!metric.model_id.empty()) {
    json["model_id"] = text_to_json(metric.model_id);
  }
  return json;
}

Json to_json(const Metric& metric, const std::string& run_id) {
  Json json = to_json(metric);
  if (!run_id.empty()) {
    json["run_id"] = text_to_json(run_id);
  }
  return json;
}

}  // namespace mltrack::wire
