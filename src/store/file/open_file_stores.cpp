// The schemes under which a tree on disk is opened, as store and as model registry.

#include "file_store.hpp"
#include "registry/file_registry.hpp"

#include "mltrack/store/open_registry.hpp"

namespace mltrack {
namespace {

std::unique_ptr<Store> open_file_store(Host& host, const StoreOptions& options) {
  return std::make_unique<FileStore>(host, tree_path(host, options.uri), options);
}

std::unique_ptr<ModelRegistry> open_file_registry(Host& host, const StoreOptions& options) {
  return std::make_unique<FileRegistry>(host, tree_path(host, options.uri), options);
}

const StoreKind store_at_plain_path{"", open_file_store};
const StoreKind store_at_file_uri{"file", open_file_store};
const RegistryKind registry_at_plain_path{"", open_file_registry};
const RegistryKind registry_at_file_uri{"file", open_file_registry};

}  // namespace
}  // namespace mltrack
