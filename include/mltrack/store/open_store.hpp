#pragma once
// From a tracking URI to a store. A kind of store registers its schemes by a static object in its
// own folder.

#include "mltrack/base/registry.hpp"
#include "mltrack/host/host.hpp"
#include "mltrack/store/store.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace mltrack {

/// What of a damaged tree is reported where.
enum class Damage { warn_and_skip, fail };

struct StoreOptions {
  std::string uri;  // as the user gave it: a path, file:..., another scheme
  Damage damage = Damage::warn_and_skip;
  Warn warn;  // never empty
  std::int64_t lock_wait_ms = 20'000;
  std::string hint_experiment_id;    // where to look first for a run; "" if unknown
  bool truncate_long_values = true;  // MLflow: MLFLOW_TRUNCATE_LONG_VALUES
};

/// Throws Error::invalid for a scheme that no store takes, naming those there are. Touches nothing:
/// the tree is opened on first use and made by the first write.
[[nodiscard]] std::unique_ptr<Store> open_store(Host& host, const StoreOptions& options);

struct StoreKind {
  using Open = std::unique_ptr<Store> (*)(Host&, const StoreOptions&);
  StoreKind(std::string_view scheme, Open open_kind)
      : name(scheme), open(open_kind), next(Registry<StoreKind>::add(*this)) {}
  std::string_view name;  // the scheme; "" is a plain path
  Open open;
  const StoreKind* next;
};

}  // namespace mltrack
