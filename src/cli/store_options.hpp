#pragma once
// How a store and a registry are opened for a command.

#include "context.hpp"

#include "mltrack/store/open_registry.hpp"
#include "mltrack/store/open_store.hpp"

#include <memory>
#include <string>

namespace mltrack::cli {

/// Of --strict, --wait and the environment, for what is at `uri`. `context` must outlive it.
[[nodiscard]] StoreOptions store_options(Context& context, std::string uri);

/// The model registry of --tracking-uri, else of MLFLOW_REGISTRY_URI, else that of the store.
[[nodiscard]] std::unique_ptr<ModelRegistry> registry_of(Context& context);

}  // namespace mltrack::cli
