#include "store_options.hpp"

namespace mltrack::cli {

StoreOptions store_options(Context& context, std::string uri) {
  const World& world = context.world;
  return {.uri = std::move(uri),
          .damage = context.options.strict ? Damage::fail : Damage::warn_and_skip,
          .warn = [&context](const std::string& text) { context.warn(text); },
          .lock_wait_ms = context.lock_wait_ms(),
          .hint_experiment_id = world.variable("MLFLOW_EXPERIMENT_ID").value_or(""),
          .truncate_long_values =
              world.variable("MLFLOW_TRUNCATE_LONG_VALUES").value_or("true") != "false"};
}

std::unique_ptr<ModelRegistry> registry_of(Context& context) {
  const auto own = context.options.tracking_uris.empty()
                       ? context.world.variable("MLFLOW_REGISTRY_URI")
                       : std::nullopt;
  return open_registry(context.world.host,
                       store_options(context, own ? *own : context.tracking_uri()));
}

}  // namespace mltrack::cli
