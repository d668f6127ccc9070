#include "mltrack/base/version.hpp"

#include "command.hpp"

namespace mltrack::cli {
namespace {

class Version final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.add({.long_name = "--json", .help = "As a JSON object", .target = &json_});
  }

  void run(Context& context) override {
    context.world.out.write(json_ ? fmt::format("{{\"version\": \"{}\"}}\n", version())
                                  : fmt::format("mltrack {}\n", version()));
  }

 private:
  bool json_ = false;
};

const Registration<Version> registration{{
    .name = "version",
    .summary = "Print the version",
    .group = Group::program,
    .needs = needs_nothing,
    .description = "",
    .examples = {},
}};

}  // namespace
}  // namespace mltrack::cli
