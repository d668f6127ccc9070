#include "command.hpp"

namespace mltrack::cli {
namespace {

class DeleteTag final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positional("KEY", key_, "Name of the tag", Completes::tag_key);
  }

  void run(Context& context) override { context.store().delete_tag(context.current_run(), key_); }

 private:
  std::string key_;
};

const Registration<DeleteTag> registration{{
    .name = "delete-tag",
    .summary = "Remove a tag of a run",
    .group = Group::logging,
    .needs = needs_store | needs_run,
    .description = "",
    .examples = {"mltrack delete-tag --run \"$RUN\" stage"},
}};

}  // namespace
}  // namespace mltrack::cli
