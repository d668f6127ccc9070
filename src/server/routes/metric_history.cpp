#include "route.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/search/page_token.hpp"
#include "mltrack/wire/from_message.hpp"

#include <array>

namespace mltrack::server {
namespace {

/// One page of a history, in the order of the file, duplicates kept. Without max_results all of it.
Response get_history(const Call& call) {
  const wire::Message message = call.message();
  const std::string run_id = message.run_id();
  const std::string key = message.required_text("metric_key");
  const auto max_results = message.find_integer("max_results");
  if (max_results && *max_results <= 0) {
    throw Error::invalid(
        "Invalid value {} for parameter 'max_results' supplied. It must be a positive integer.",
        *max_results);
  }
  const std::size_t begin = search::parse_page_token(message.text("page_token"));
  const std::size_t end =
      max_results ? begin + static_cast<std::size_t>(*max_results) : std::size_t(-1);
  std::size_t at = 0;
  wire::Answer answer;
  call.service.store.metric_history(run_id, key, [&](const Metric& metric) {
    if (at >= begin && at < end) {
      answer.item("metrics", wire::RunMetric{metric, run_id});
    }
    return at++ < end;
  });
  answer.end_list();
  if (at > end) {
    answer.add("next_page_token", search::format_page_token(end));
  }
  return json(std::move(answer));
}

constexpr std::array routes{
    Route{Method::get, "/mlflow/metrics/get-history", get_history},
};
const RouteTable table{Below::api, routes};

}  // namespace
}  // namespace mltrack::server
