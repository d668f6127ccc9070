#include "run_selection.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/time.hpp"
#include "mltrack/base/unicode.hpp"

#include <utility>

namespace mltrack::cli {

void RunSelection::declare(Flags& flags) {
  experiments_.declare(flags);
  flags.add({.long_name = "--since",
             .value_name = "TIME",
             .help = "Started since: 2h, 3d, 2026-11-01, or ms",
             .target = &since_});
}

std::optional<std::int64_t> RunSelection::started_since(Context& context) const {
  if (!since_) {
    return std::nullopt;
  }
  const auto span = parse_duration(*since_);
  const auto moment =
      span ? context.world.host.clock->now_ms() - *span : parse_time(*since_).value_or(-1);
  if (!span && moment < 0) {
    throw Error::invalid("Invalid value '{}' for --since", escape_controls(*since_))
        .with_hint("Give a span such as 2h or 3d, or a moment such as 2026-11-01T10:00.");
  }
  return moment;
}

RunQuery RunSelection::query(Context& context, std::string filter, ViewType view) const {
  return {.experiment_ids = experiments_.ids(context, view),
          .filter = std::move(filter),
          .order_by = {},
          .view = view,
          .page_token = "",
          .dialect = context.dialect(),
          .started_since = started_since(context)};
}

}  // namespace mltrack::cli
