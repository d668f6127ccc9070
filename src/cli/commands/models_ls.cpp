#include "command.hpp"
#include "listing_options.hpp"
#include "model_handle.hpp"
#include "model_rows.hpp"
#include "store_options.hpp"

#include "mltrack/base/error.hpp"

#include <iterator>

namespace mltrack::cli {
namespace {

class ModelsLs final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.optional_positional("MODEL", handle_, "The versions of this model instead",
                              Completes::model);
    flags.add({.long_name = "--filter",
               .value_name = "FILTER",
               .help = "Only models like these, for example \"name LIKE 'churn%'\"",
               .target = &filter_});
    flags.add({.long_name = "--order-by",
               .value_name = "CLAUSE",
               .help = "name, creation_timestamp, last_updated_timestamp, with ASC or DESC; may be "
                       "repeated",
               .target = &order_by_});
    paging_.declare_paging(flags);
  }

  void run(Context& context) override {
    if (handle_) {
      list_versions(context);
    } else {
      list_models(context);
    }
  }

 private:
  void list_models(Context& context) const {
    const auto registry = registry_of(context);
    std::vector<RegisteredModel> models;  // a bad filter prints nothing, not even a header
    const std::string token = paging_.each_page(
        context,
        [&](std::size_t limit, const std::string& from) {
          auto page = registry->search_registered_models({.filter = filter_.value_or(""),
                                                          .order_by = order_by_,
                                                          .max_results = limit,
                                                          .page_token = from});
          std::move(page.items.begin(), page.items.end(), std::back_inserter(models));
          return PageEnd{page.items.size(), page.next_page_token};
        },
        limits::registered_model_results);
    print_models(context, models, token);
  }

  void list_versions(Context& context) const {
    const auto registry = registry_of(context);
    if (filter_ || !order_by_.empty()) {
      throw Error::invalid("--filter and --order-by choose among models, not among versions")
          .with_hint("mltrack models search FILTER chooses among versions.");
    }
    const std::string name = resolve_model_name(*registry, *handle_);
    const char* quote = name.find('\'') == std::string::npos ? "'" : "\"";
    std::vector<ModelVersion> versions;
    const std::string token = paging_.each_page(
        context,
        [&](std::size_t limit, const std::string& from) {
          auto page = registry->search_model_versions(
              {.filter = fmt::format("name = {0}{1}{0}", quote, name),
               .order_by = {"version_number DESC"},
               .max_results = limit,
               .page_token = from});
          std::move(page.items.begin(), page.items.end(), std::back_inserter(versions));
          return PageEnd{page.items.size(), page.next_page_token};
        },
        limits::model_version_results);
    print_model_versions(context, versions, token);
  }

  std::optional<std::string> handle_;
  std::optional<std::string> filter_;
  std::vector<std::string> order_by_;
  ListingOptions paging_;
};

const Registration<ModelsLs> registration{{
    .name = "models ls",
    .summary = "List registered models, or the versions of one",
    .group = Group::models,
    .needs = needs_store | needs_output,
    .description = "Models come by name, versions from the newest to the oldest.",
    .examples = {"mltrack models ls", "mltrack models ls churn",
                 "mltrack models ls --filter \"tags.team = 'growth'\" -o id"},
}};

}  // namespace
}  // namespace mltrack::cli
