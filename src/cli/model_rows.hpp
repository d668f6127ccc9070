#pragma once
// Registered models and their versions as rows.

#include "context.hpp"

#include "mltrack/entities/registered_model.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mltrack::cli {

void print_models(Context& context, const std::vector<RegisteredModel>& models,
                  std::string_view next_page_token);
void print_model_versions(Context& context, const std::vector<ModelVersion>& versions,
                          std::string_view next_page_token);

/// `a b`, `k=v`, `champion=3`: a list in one line.
[[nodiscard]] std::string in_one_line(const std::vector<std::string>& words);
[[nodiscard]] std::string in_one_line(const std::vector<Tag>& tags);
[[nodiscard]] std::string in_one_line(const std::vector<ModelAlias>& aliases);

}  // namespace mltrack::cli
