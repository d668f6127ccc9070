#pragma once
// How a server is to run: options, the variables that MLflow has for them, and what is refused.

#include "context.hpp"
#include "flags.hpp"

#include "mltrack/server/serve.hpp"
#include "mltrack/store/open_store.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace mltrack::cli {

class ServerChoice {
 public:
  void declare(Flags& flags);

  /// Throws Error::invalid for what does not fit together, and for a public address without
  /// --insecure.
  [[nodiscard]] server::ServerOptions options(Context& context) const;
  [[nodiscard]] StoreOptions store_options(Context& context, Warn warn) const;
  /// The address on stdout; on stderr what is served, and how to reach it from the other end of ssh.
  void announce(Context& context, const server::ServerOptions& options, std::uint16_t port) const;

 private:
  void declare_address(Flags& flags);
  void declare_artifacts(Flags& flags);
  void declare_access(Flags& flags);
  [[nodiscard]] std::string backend(Context& context) const;

  std::optional<std::string> backend_, host_, static_prefix_, allowed_hosts_, allowed_origins_,
      access_log_, artifacts_destination_;
  std::optional<std::int64_t> port_, workers_;
  bool read_only_ = false;
  bool insecure_ = false;
  bool serve_artifacts_ = false;
  bool no_serve_artifacts_ = false;
};

}  // namespace mltrack::cli
