#pragma once
// From a tracking URI to the model registry there. A kind of registry registers its schemes by a
// static object in its own folder.

#include "mltrack/store/model_registry.hpp"
#include "mltrack/store/open_store.hpp"

#include <memory>
#include <string_view>

namespace mltrack {

/// Throws Error::invalid for a scheme that no registry takes. Touches nothing: the tree is opened on
/// first use and made by the first write.
[[nodiscard]] std::unique_ptr<ModelRegistry> open_registry(Host& host, const StoreOptions& options);

struct RegistryKind {
  using Open = std::unique_ptr<ModelRegistry> (*)(Host&, const StoreOptions&);
  RegistryKind(std::string_view scheme, Open open_kind)
      : name(scheme), open(open_kind), next(Registry<RegistryKind>::add(*this)) {}
  std::string_view name;  // the scheme; "" is a plain path
  Open open;
  const RegistryKind* next;
};

}  // namespace mltrack
