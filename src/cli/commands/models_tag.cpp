#include "command.hpp"
#include "model_handle.hpp"
#include "store_options.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/unicode.hpp"
#include "mltrack/entities/run.hpp"

namespace mltrack::cli {
namespace {

class ModelsTag final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positional("MODEL", handle_, "A model, or a version: NAME/3, NAME@ALIAS",
                     Completes::model);
    flags.positional("KEY", key_, "Name of the tag");
    flags.optional_positional("VALUE", value_, "Its value, any text");
    flags.add({.long_name = "--delete", .help = "Take the tag away", .target = &delete_});
  }

  void run(Context& context) override {
    const auto registry = registry_of(context);
    if (value_.has_value() == delete_) {
      throw Error::invalid("{}", delete_ ? "--delete takes no VALUE" : "VALUE is missing")
          .with_hint("Give a VALUE, or --delete.");
    }
    const ModelTarget target = resolve_model(*registry, handle_);
    if (target.version) {
      if (delete_) {
        require_tag(registry->get_model_version(target.name, *target.version).tags);
        registry->delete_model_version_tag(target.name, *target.version, key_);
      } else {
        registry->set_model_version_tag(target.name, *target.version, {key_, *value_});
      }
    } else if (delete_) {
      require_tag(registry->get_registered_model(target.name).tags);
      registry->delete_registered_model_tag(target.name, key_);
    } else {
      registry->set_registered_model_tag(target.name, {key_, *value_});
    }
  }

 private:
  /// MLflow says nothing; whoever types a key wants to know of a slip.
  void require_tag(const std::vector<Tag>& tags) const {
    if (find_by_key(tags, key_) != nullptr) {
      return;
    }
    std::vector<std::string_view> keys;
    for (const Tag& tag : tags) {
      keys.push_back(tag.key);
    }
    auto error = Error::not_found("No tag with name: {} in {}", key_, handle_);
    const auto near = nearest(key_, keys);
    throw near ? std::move(error).with_hint("Did you mean '{}'?", *near) : std::move(error);
  }

  std::string handle_;
  std::string key_;
  std::optional<std::string> value_;
  bool delete_ = false;
};

const Registration<ModelsTag> registration{{
    .name = "models tag",
    .summary = "Set or delete a tag of a registered model or of a version",
    .group = Group::models,
    .needs = needs_store,
    .description = "",
    .examples = {"mltrack models tag churn team growth", "mltrack models tag churn/3 checked yes",
                 "mltrack models tag churn/3 checked --delete"},
}};

}  // namespace
}  // namespace mltrack::cli
