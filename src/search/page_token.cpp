#include "mltrack/search/page_token.hpp"

#include "python_json.hpp"
#include "python_text.hpp"
#include "refusal.hpp"

#include "mltrack/base/base64.hpp"

#include <fmt/format.h>

#include <limits>
#include <optional>

namespace mltrack::search {
namespace {

constexpr std::string_view advice =
    "Pass the token of the previous page unchanged, or none for the first page.";

}  // namespace

std::string format_page_token(std::size_t offset) {
  return encode_base64(fmt::format("{{\"offset\": {}}}", offset));
}

std::size_t parse_page_token(std::string_view token) {
  if (token.empty()) {
    return 0;
  }
  const auto decoded = decode_base64(token);
  if (!decoded) {
    throw refusal("Invalid page token, could not base64-decode").with_hint("{}", advice);
  }
  const auto parsed = parse_python_json(*decoded);
  if (!parsed) {
    throw refusal("Invalid page token, decoded value={}", python_bytes_repr(*decoded))
        .with_hint("{}", advice);
  }
  const JsonValue* offset = parsed->member("offset");
  if (offset == nullptr || !offset->is_true()) {
    throw refusal("Invalid page token, parsed value={}", parsed->repr()).with_hint("{}", advice);
  }
  const auto number = offset->to_integer();
  if (!number) {
    throw refusal("Invalid page token, not stringable {}", offset->str()).with_hint("{}", advice);
  }
  if (*number < 0) {
    // MLflow: would count from the end, as Python's slices do; no token of its own does that.
    throw refusal("Invalid page token, parsed value={}", parsed->repr()).with_hint("{}", advice);
  }
  return static_cast<std::size_t>(*number);
}

}  // namespace mltrack::search
