#include "command.hpp"
#include "listing_options.hpp"
#include "model_rows.hpp"
#include "store_options.hpp"

#include <iterator>

namespace mltrack::cli {
namespace {

class ModelsSearch final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positional("FILTER", filter_, "Which versions; \"\" is every one");
    flags.add({.long_name = "--order-by",
               .value_name = "CLAUSE",
               .help =
                   "name, version_number, creation_timestamp, last_updated_timestamp, with ASC or "
                   "DESC; may be repeated (default: last updated first)",
               .target = &order_by_});
    paging_.declare_paging(flags);
  }

  void run(Context& context) override {
    const auto registry = registry_of(context);
    std::vector<ModelVersion> versions;  // a bad filter prints nothing, not even a header
    const std::string token = paging_.each_page(
        context,
        [&](std::size_t limit, const std::string& from) {
          auto page = registry->search_model_versions(
              {.filter = filter_, .order_by = order_by_, .max_results = limit, .page_token = from});
          std::move(page.items.begin(), page.items.end(), std::back_inserter(versions));
          return PageEnd{page.items.size(), page.next_page_token};
        },
        limits::model_version_results);
    print_model_versions(context, versions, token);
  }

 private:
  std::string filter_;
  std::vector<std::string> order_by_;
  ListingOptions paging_;
};

const Registration<ModelsSearch> registration{{
    .name = "models search",
    .summary = "Find versions of registered models",
    .group = Group::models,
    .needs = needs_store | needs_output,
    .description =
        "A filter compares name, version_number, run_id, source_path and tags.KEY; comparisons are "
        "joined by AND.",
    .examples = {"mltrack models search \"run_id = '$RUN'\"",
                 "mltrack models search \"name = 'churn' and tags.checked = 'yes'\" -o id"},
}};

}  // namespace
}  // namespace mltrack::cli
