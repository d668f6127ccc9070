#include "mltrack/store/open_store.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/url.hpp"
#include "mltrack/store/open_registry.hpp"

namespace mltrack {
namespace {

/// Without the name and the password that an address may hold: messages end up in logs.
std::string without_credentials(const std::string& uri) {
  const auto begin = uri.find("://");
  const auto end = begin == std::string::npos ? begin : uri.find_first_of("/?#", begin + 3);
  const auto at = end == std::string::npos ? uri.rfind('@') : uri.rfind('@', end);
  return begin == std::string::npos || at == std::string::npos || at < begin
             ? uri
             : uri.substr(0, begin + 3) + "***" + uri.substr(at);
}

template <class Kind>
auto open_by_scheme(Host& host, const StoreOptions& options) {
  const std::string scheme = uri_scheme(options.uri);
  if (const Kind* kind = Registry<Kind>::find(scheme)) {
    return kind->open(host, options);
  }
  throw Error::invalid("Unsupported tracking URI '{}': no store for the scheme '{}'",
                       without_credentials(options.uri), scheme)
      .with_hint("Use a directory such as ./mlruns or file:///data/mlruns.");
}

}  // namespace

std::unique_ptr<Store> open_store(Host& host, const StoreOptions& options) {
  return open_by_scheme<StoreKind>(host, options);
}

std::unique_ptr<ModelRegistry> open_registry(Host& host, const StoreOptions& options) {
  return open_by_scheme<RegistryKind>(host, options);
}

}  // namespace mltrack
