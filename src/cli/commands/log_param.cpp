#include "command.hpp"

namespace mltrack::cli {
namespace {

class LogParam final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positional("KEY", param_.key, "Name of the param", Completes::param_key);
    flags.positional("VALUE", param_.value, "Its value, any text");
  }

  void run(Context& context) override { context.store().log_param(context.current_run(), param_); }

 private:
  Param param_;
};

const Registration<LogParam> registration{{
    .name = "log-param",
    .summary = "Log a param",
    .group = Group::logging,
    .needs = needs_store | needs_run,
    .description = "A param never changes: logging it again with the same value is fine, another\n"
                   "value is a conflict (exit code 5).",
    .examples = {"mltrack log-param --run \"$RUN\" lr 0.01"},
}};

}  // namespace
}  // namespace mltrack::cli
