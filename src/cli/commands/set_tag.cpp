#include "command.hpp"

namespace mltrack::cli {
namespace {

class SetTag final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positional("KEY", tag_.key, "Name of the tag", Completes::tag_key);
    flags.positional("VALUE", tag_.value, "Its value, any text");
  }

  void run(Context& context) override { context.store().set_tag(context.current_run(), tag_); }

 private:
  Tag tag_;
};

const Registration<SetTag> registration{{
    .name = "set-tag",
    .summary = "Set a tag of a run",
    .group = Group::logging,
    .needs = needs_store | needs_run,
    .description = "",
    .examples = {"mltrack set-tag --run \"$RUN\" stage candidate"},
}};

}  // namespace
}  // namespace mltrack::cli
