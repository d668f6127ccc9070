#include "serving/server_choice.hpp"

#include "groups/split_list.hpp"
#include "store_options.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/number.hpp"
#include "mltrack/base/unicode.hpp"
#include "mltrack/base/url.hpp"
#include "mltrack/host/process_identity.hpp"

namespace mltrack::cli {
namespace {

/// What an option says, else its variable.
std::optional<std::string> chosen(const Context& context, const std::optional<std::string>& option,
                                  const char* variable) {
  return option ? option : context.world.variable(variable);
}

std::int64_t chosen_number(const Context& context, const std::optional<std::int64_t>& option,
                           const char* variable, std::int64_t otherwise) {
  if (option) {
    return *option;
  }
  const auto text = context.world.variable(variable);
  if (!text) {
    return otherwise;
  }
  const auto number = parse_typed_int(*text);
  if (!number) {
    throw Error::invalid("Invalid value '{}' for {}: it must be a whole number",
                         escape_controls(*text), variable);
  }
  return *number;
}

void check_range(std::int64_t value, std::int64_t least, std::int64_t most, const char* option) {
  if (value < least || value > most) {
    throw Error::invalid("Invalid value '{}' for {}: it must be {} to {}", value, option, least,
                         most);
  }
}

bool is_loopback(const std::string& address) {
  return address.starts_with("127.") || address == "::1";
}

std::vector<std::string> words_of(const std::optional<std::string>& list) {
  return list ? split_list(*list) : std::vector<std::string>{};
}

server::AccessLog access_log_from(const std::string& word) {
  if (word == "common") {
    return server::AccessLog::common;
  }
  if (word == "json") {
    return server::AccessLog::json;
  }
  if (word != "none") {
    throw Error::invalid("Invalid value '{}' for --access-log: choose common, json or none",
                         escape_controls(word));
  }
  return server::AccessLog::none;
}

void check_prefix(const std::string& prefix) {
  if (prefix.empty()) {
    return;
  }
  if (!prefix.starts_with('/')) {
    throw Error::invalid("--static-prefix must begin with a '/'.");
  }
  if (prefix.ends_with('/')) {
    throw Error::invalid("--static-prefix should not end with a '/'.");
  }
}

std::string absolute(const Context& context, const std::string& path) {
  return normalize_path(
      path.starts_with('/') ? path : context.world.host.files->working_directory() + "/" + path);
}

}  // namespace

void ServerChoice::declare(Flags& flags) {
  declare_address(flags);
  declare_artifacts(flags);
  declare_access(flags);
}

void ServerChoice::declare_address(Flags& flags) {
  flags.add({.long_name = "--host",
             .value_name = "ADDRESS",
             .help = "The address to listen on (default 127.0.0.1: this machine alone)",
             .target = &host_,
             .environment = "MLFLOW_HOST"});
  flags.add({.long_name = "--port",
             .short_name = 'p',
             .value_name = "N",
             .help = "The port (default 5000); 0 takes one that is free",
             .target = &port_,
             .environment = "MLFLOW_PORT"});
  flags.add({.long_name = "--backend-store-uri",
             .value_name = "URI",
             .help = "The tree; the same as --tracking-uri",
             .target = &backend_,
             .completes = Completes::file,
             .environment = "MLFLOW_BACKEND_STORE_URI"});
}

void ServerChoice::declare_artifacts(Flags& flags) {
  flags.add({.long_name = "--serve-artifacts",
             .help = "Clients reach artifacts through the server (default)",
             .target = &serve_artifacts_,
             .environment = "MLFLOW_SERVE_ARTIFACTS"});
  flags.add({.long_name = "--no-serve-artifacts",
             .help = "Clients reach artifacts by themselves, where they see the same disk",
             .target = &no_serve_artifacts_});
  flags.add({.long_name = "--artifacts-destination",
             .value_name = "DIR",
             .help = "Where artifacts of `mlflow-artifacts:` lie that are not in the tree (default "
                     "./mlartifacts)",
             .target = &artifacts_destination_,
             .completes = Completes::file,
             .environment = "MLFLOW_ARTIFACTS_DESTINATION"});
}

void ServerChoice::declare_access(Flags& flags) {
  flags.add({.long_name = "--static-prefix",
             .value_name = "/PATH",
             .help = "Serve everything below this path, as behind a proxy",
             .target = &static_prefix_,
             .environment = "MLFLOW_STATIC_PREFIX"});
  flags.add({.long_name = "--allowed-hosts",
             .value_name = "A,B",
             .help = "Names by which the server may be called, besides addresses, localhost and "
                     "the machine's own",
             .target = &allowed_hosts_,
             .environment = "MLFLOW_SERVER_ALLOWED_HOSTS"});
  flags.add({.long_name = "--cors-allowed-origins",
             .value_name = "A,B",
             .help = "Pages of other servers that may use this one: https://lab.example",
             .target = &allowed_origins_,
             .environment = "MLFLOW_SERVER_CORS_ALLOWED_ORIGINS"});
  flags.add({.long_name = "--workers",
             .short_name = 'w',
             .value_name = "N",
             .help = "How many requests are worked on at once (default 4)",
             .target = &workers_,
             .environment = "MLFLOW_WORKERS"});
  flags.add({.long_name = "--read-only",
             .help = "Refuse every request that would change something",
             .target = &read_only_});
  flags.add({.long_name = "--insecure",
             .help = "Listen on an address that others reach: whoever does may do everything",
             .target = &insecure_});
  flags.add({.long_name = "--access-log",
             .value_name = "FORMAT",
             .help = "A line on stderr for each request: common (default), json or none",
             .target = &access_log_,
             .completes = Completes::words,
             .words = "common json none"});
}

std::string ServerChoice::backend(Context& context) const {
  if (backend_) {
    return *backend_;
  }
  if (!context.options.tracking_uris.empty()) {
    return context.options.tracking_uris.front();
  }
  if (auto variable = context.world.variable("MLFLOW_BACKEND_STORE_URI")) {
    return *variable;
  }
  // Where clients look may be this very server.
  const auto tracking = context.world.variable("MLFLOW_TRACKING_URI");
  return tracking && local_path(*tracking) ? *tracking : "./mlruns";
}

server::ServerOptions ServerChoice::options(Context& context) const {
  constexpr std::int64_t default_port = 5000;
  constexpr std::int64_t highest_port = 65'535;
  constexpr std::int64_t default_workers = 4;
  constexpr std::int64_t most_workers = 256;
  server::ServerOptions options;
  options.address = chosen(context, host_, "MLFLOW_HOST").value_or("127.0.0.1");
  if (options.address == "localhost") {
    options.address = "127.0.0.1";
  }
  if (!is_loopback(options.address) && !insecure_) {
    throw Error::invalid(
        "'{}' is an address that others may reach, and whoever reaches the server "
        "may do everything",
        escape_controls(options.address))
        .with_hint(
            "Reach it by ssh -L instead, put a proxy that asks for passwords before it, or "
            "say that you mean it: --insecure.");
  }
  const std::int64_t port = chosen_number(context, port_, "MLFLOW_PORT", default_port);
  check_range(port, 0, highest_port, "--port");
  options.port = static_cast<std::uint16_t>(port);
  const std::int64_t workers = chosen_number(context, workers_, "MLFLOW_WORKERS", default_workers);
  check_range(workers, 1, most_workers, "--workers");
  options.workers = static_cast<std::size_t>(workers);
  options.static_prefix = chosen(context, static_prefix_, "MLFLOW_STATIC_PREFIX").value_or("");
  check_prefix(options.static_prefix);
  options.allowed_hosts = words_of(chosen(context, allowed_hosts_, "MLFLOW_SERVER_ALLOWED_HOSTS"));
  if (auto name = host_name(); !name.empty()) {
    options.allowed_hosts.push_back(std::move(name));
  }
  options.allowed_origins =
      words_of(chosen(context, allowed_origins_, "MLFLOW_SERVER_CORS_ALLOWED_ORIGINS"));
  options.writes = read_only_ ? server::Writes::refused : server::Writes::allowed;
  options.access_log = access_log_from(access_log_.value_or("common"));
  const std::string serve = context.world.variable("MLFLOW_SERVE_ARTIFACTS").value_or("true");
  const bool is_switched_off =
      no_serve_artifacts_ || (!serve_artifacts_ && to_lower_ascii(serve) == "false");
  options.serve_artifacts =
      is_switched_off ? server::ServeArtifacts::no : server::ServeArtifacts::yes;
  if (const auto path = local_path(backend(context))) {
    options.tree = absolute(context, *path);
  }
  options.artifacts_destination =
      absolute(context, chosen(context, artifacts_destination_, "MLFLOW_ARTIFACTS_DESTINATION")
                            .value_or("./mlartifacts"));
  return options;
}

StoreOptions ServerChoice::store_options(Context& context, Warn warn) const {
  StoreOptions options = cli::store_options(context, backend(context));
  options.warn = std::move(warn);
  options.hint_experiment_id.clear();  // clients have experiments of their own
  return options;
}

void ServerChoice::announce(Context& context, const server::ServerOptions& options,
                            std::uint16_t port) const {
  const bool is_ipv6 = options.address.find(':') != std::string::npos;
  const std::string host = is_ipv6 ? "[" + options.address + "]" : options.address;
  context.note(fmt::format("Serving {}; Ctrl-C ends it.", options.tree));
  if (is_loopback(options.address) && context.world.variable("SSH_CONNECTION")) {
    const std::string name = host_name();
    context.note(fmt::format("From your own machine: ssh -L {}:{}:{} {}@{}", port, host, port,
                             context.world.environment.user_name(),
                             name.empty() ? "THIS-MACHINE" : name));
  }
  context.world.err.flush();
  context.world.out.write(fmt::format("http://{}:{}{}\n", host, port, options.static_prefix));
  context.world.out.flush();
}

}  // namespace mltrack::cli
