#include "command.hpp"
#include "serving/server_choice.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/unicode.hpp"
#include "mltrack/server/serve.hpp"
#include "mltrack/store/open_registry.hpp"

#include <mutex>

namespace mltrack::cli {
namespace {

class Server final : public Command {
 public:
  void declare(Flags& flags) override { choice_.declare(flags); }

  void run(Context& context) override {
    const server::ServerOptions options = choice_.options(context);
    std::mutex mutex;  // of stderr, to which many threads write
    const auto say = [&](std::string_view text) {
      const std::lock_guard guard(mutex);
      context.world.err.write(text);
      context.world.err.flush();
    };
    const StoreOptions store_options = choice_.store_options(context, [&](const std::string& text) {
      say(fmt::format("mltrack: warning: {}\n", escape_controls(text)));
    });
    const auto store = open_store(context.world.host, store_options);
    if (options.writes == server::Writes::allowed) {
      make_tree(context.world.host, options.tree, *store);
    }
    const auto registry = open_registry(context.world.host, store_options);
    server::serve(context.world.host, *store, *registry, options,
                  {.ready = [&](std::uint16_t port) { choice_.announce(context, options, port); },
                   .request = say});
  }

 private:
  /// MLflow: a server makes the tree with its Default experiment. A tree that is there is not read.
  static void make_tree(Host& host, const std::string& path, Store& store) {
    if (path.empty() || host.files->open(path)) {
      return;
    }
    try {
      (void)store.create_experiment({.name = default_experiment_name});
    } catch (const Error& error) {
      if (error.code() != ErrorCode::resource_already_exists) {  // it came with the tree
        throw;
      }
    }
  }

  ServerChoice choice_;
};

constexpr std::string_view description =
    "Offers the tree by MLflow's REST API: the Python client, its autologging and every other\n"
    "client of MLflow use it as http://HOST:PORT, while scripts go on writing the same tree\n"
    "directly. The address is printed on stdout as soon as it answers. Only programs of this\n"
    "machine reach it, unless --host says otherwise. SIGTERM and Ctrl-C let running requests\n"
    "finish. The options are those of `mlflow server`.";

const Registration<Server> server_registration{{
    .name = "server",
    .summary = "Serve the tree by MLflow's REST API",
    .group = Group::program,
    .needs = needs_store,
    .description = description,
    .examples = {"mltrack server", "mltrack server --port 8080 --read-only",
                 "mltrack server --backend-store-uri /data/mlruns --access-log json"},
}};

const Registration<Server> ui_registration{{
    .name = "ui",
    .summary = "The same as server, MLflow's other name for it",
    .group = Group::program,
    .needs = needs_store,
    .description = description,
    .examples = {"mltrack ui"},
}};

}  // namespace
}  // namespace mltrack::cli
