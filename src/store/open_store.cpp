#include "mltrack/store/open_store.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/url.hpp"

namespace mltrack {

std::unique_ptr<Store> open_store(Host& host, const StoreOptions& options) {
  const std::string scheme = uri_scheme(options.uri);
  if (const StoreKind* kind = Registry<StoreKind>::find(scheme)) {
    return kind->open(host, options);
  }
  throw Error::invalid("Unsupported tracking URI '{}': no store for the scheme '{}'", options.uri,
                       scheme)
      .with_hint("Use a directory such as ./mlruns or file:///data/mlruns.");
}

}  // namespace mltrack
