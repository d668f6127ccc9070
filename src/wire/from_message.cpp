#include "mltrack/wire/from_message.hpp"

#include "mltrack/base/error.hpp"

namespace mltrack::wire {
namespace {

/// A value that MLflow's check of the request refuses.
Error refused(std::int64_t value, const char* type, std::string_view name) {
  return Error::invalid(
      "{}", with_api_docs(fmt::format(
                "Invalid value {} for parameter '{}' supplied:  Hint: Value was of type '{}'.",
                value, name, type)));
}

ViewType view_from(const Message& message, std::string_view field) {
  const auto choice = message.find_choice(field, {"ACTIVE_ONLY", "DELETED_ONLY", "ALL"});
  return choice ? static_cast<ViewType>(*choice) : ViewType::active_only;
}

template <class Entity>
std::vector<Entity> all_from(const Message& message, std::string_view field,
                             Entity (*one_from)(const Message&)) {
  std::vector<Entity> result;
  for (const Message& item : message.messages(field)) {
    result.push_back(one_from(item));
  }
  return result;
}

}  // namespace

Metric metric_from(const Message& message) {
  return {.key = message.required_text("key"),
          .value = message.required_number("value"),
          .timestamp = message.required_integer("timestamp"),
          .step = message.find_integer("step").value_or(0),
          .dataset_name = message.text("dataset_name"),
          .dataset_digest = message.text("dataset_digest"),
          .model_id = message.text("model_id")};
}

Param param_from(const Message& message) {
  return {message.required_text("key"), message.text("value")};
}

Tag tag_from(const Message& message) {
  return {message.required_text("key"), message.text("value")};
}

std::vector<Metric> metrics_from(const Message& message, std::string_view field) {
  return all_from<Metric>(message, field, metric_from);
}

std::vector<Param> params_from(const Message& message, std::string_view field) {
  return all_from<Param>(message, field, param_from);
}

std::vector<Tag> tags_from(const Message& message, std::string_view field) {
  return all_from<Tag>(message, field, tag_from);
}

RunInputs inputs_from(const Message& message) {
  RunInputs inputs;
  for (const Message& item : message.messages("datasets")) {
    const Message dataset = item.message("dataset");
    inputs.datasets.push_back({.dataset = {.name = dataset.required_text("name"),
                                           .digest = dataset.required_text("digest"),
                                           .source_type = dataset.required_text("source_type"),
                                           .source = dataset.required_text("source"),
                                           .schema = dataset.find_text("schema"),
                                           .profile = dataset.find_text("profile")},
                               .tags = tags_from(item, "tags")});
  }
  for (const Message& item : message.messages("models")) {
    inputs.models.push_back({item.required_text("model_id")});
  }
  return inputs;
}

RunOutputs outputs_from(const Message& message) {
  RunOutputs outputs;
  for (const Message& item : message.messages("models")) {
    outputs.models.push_back(
        {item.required_text("model_id"), item.find_integer("step").value_or(0)});
  }
  return outputs;
}

std::optional<RunStatus> status_from(const Message& message, std::string_view field) {
  const auto choice =
      message.find_choice(field, {"RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED"});
  return choice ? std::optional(all_run_statuses.at(*choice)) : std::nullopt;
}

ExperimentQuery experiment_query_from(const Message& message) {
  const std::int64_t max_results = message.find_integer("max_results").value_or(0);
  if (max_results < 1) {
    throw Error::invalid(
        "Invalid value {} for parameter 'max_results' supplied. It must be a positive integer",
        max_results);
  }
  if (max_results > static_cast<std::int64_t>(limits::search_results)) {
    throw Error::invalid(
        "Invalid value {} for parameter 'max_results' supplied. It must be at most {}", max_results,
        limits::search_results);
  }
  return {.filter = message.text("filter"),
          .order_by = message.texts("order_by"),
          .view = view_from(message, "view_type"),
          .max_results = static_cast<std::size_t>(max_results),
          .page_token = message.text("page_token")};
}

RunQuery run_query_from(const Message& message) {
  const std::int64_t max_results =
      message.find_integer("max_results").value_or(limits::default_search_results);
  // MLflow takes 0 and less, and answers with an empty page whose token leads nowhere.
  if (max_results < 1 || max_results > static_cast<std::int64_t>(limits::search_results)) {
    throw refused(max_results, "int", "max_results");
  }
  return {.experiment_ids = message.texts("experiment_ids"),
          .filter = message.text("filter"),
          .order_by = message.texts("order_by"),
          .view = view_from(message, "run_view_type"),
          .max_results = static_cast<std::size_t>(max_results),
          .page_token = message.text("page_token")};
}

}  // namespace mltrack::wire
