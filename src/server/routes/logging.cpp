#include "route.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/entities/limits.hpp"
#include "mltrack/wire/from_message.hpp"

#include <array>

namespace mltrack::server {
namespace {

Response log_metric(const Call& call) {
  const wire::Message message = call.message();
  const std::string run_id = message.run_id();
  call.service.store.log_metric(run_id, wire::metric_from(message));
  return done();
}

Response log_param(const Call& call) {
  const wire::Message message = call.message();
  const std::string run_id = message.run_id();
  call.service.store.log_param(run_id, wire::param_from(message));
  return done();
}

Response set_tag(const Call& call) {
  const wire::Message message = call.message();
  const std::string run_id = message.run_id();
  call.service.store.set_tag(run_id, wire::tag_from(message));
  return done();
}

Response delete_tag(const Call& call) {
  const wire::Message message = call.message();
  const std::string run_id = message.run_id();
  call.service.store.delete_tag(run_id, message.required_text("key"));
  return done();
}

/// MLflow's limits of one request.
void check_size(std::size_t count, std::size_t limit, const char* what) {
  if (count > limit) {
    throw Error::invalid(
        "A batch logging request can contain at most {} {}. Got {} {}. Please split up {} across "
        "multiple requests and try again.",
        limit, what, count, what, what);
  }
}

/// MLflow: the same value twice is refused, too.
void check_params_differ(const std::vector<Param>& params) {
  for (auto param = params.begin(); param != params.end(); ++param) {
    for (auto other = params.begin(); other != param; ++other) {
      if (other->key == param->key) {
        throw Error::invalid(
            "Duplicate parameter keys have been submitted: ['{}']. Please ensure the request "
            "contains only one param value per param key.",
            param->key);
      }
    }
  }
}

Response log_batch(const Call& call) {
  const wire::Message message = call.message();
  const std::string run_id = message.run_id();
  const Batch batch{.metrics = wire::metrics_from(message, "metrics"),
                    .params = wire::params_from(message, "params"),
                    .tags = wire::tags_from(message, "tags")};
  check_size(batch.metrics.size(), limits::batch_metrics, "metrics");
  check_size(batch.params.size(), limits::batch_params, "params");
  check_size(batch.tags.size(), limits::batch_tags, "tags");
  check_size(batch.metrics.size() + batch.params.size() + batch.tags.size(), limits::batch_metrics,
             "metrics, params, and tags");
  check_params_differ(batch.params);
  call.service.store.log_batch(run_id, batch);
  return done();
}

Response log_inputs(const Call& call) {
  const wire::Message message = call.message();
  const std::string run_id = message.run_id();
  call.service.store.log_inputs(run_id, wire::inputs_from(message));
  return done();
}

Response log_outputs(const Call& call) {
  const wire::Message message = call.message();
  const std::string run_id = message.run_id();
  call.service.store.log_outputs(run_id, wire::outputs_from(message));
  return done();
}

/// The profile of a dataset alone may have 16 MiB.
constexpr std::uint64_t inputs_limit = std::uint64_t{32} << 20U;

constexpr std::array routes{
    Route{Method::post, "/mlflow/runs/log-metric", log_metric, Access::write},
    Route{Method::post, "/mlflow/runs/log-parameter", log_param, Access::write},
    Route{Method::post, "/mlflow/runs/set-tag", set_tag, Access::write},
    Route{Method::post, "/mlflow/runs/delete-tag", delete_tag, Access::write},
    Route{Method::post, "/mlflow/runs/log-batch", log_batch, Access::write},
    Route{.method = Method::post,
          .path = "/mlflow/runs/log-inputs",
          .handle = log_inputs,
          .access = Access::write,
          .body_limit = inputs_limit},
    Route{Method::post, "/mlflow/runs/outputs", log_outputs, Access::write},
};
const RouteTable table{Below::api, routes};

}  // namespace
}  // namespace mltrack::server
