#include "mltrack/entities/validate.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/number.hpp"
#include "mltrack/base/space.hpp"
#include "mltrack/base/unicode.hpp"
#include "mltrack/base/url.hpp"
#include "mltrack/entities/limits.hpp"

#include <algorithm>

namespace mltrack {
namespace {

constexpr const char* allowed_in_names =
    "Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), "
    "colon(:) and slashes (/).";

bool is_key_character(char32_t c) {
  return is_word(c) || c == '/' || c == '.' || c == '-' || c == ' ' || c == ':';
}

template <class Allowed>
bool consists_of(std::string_view text, Allowed allowed) {
  while (!text.empty()) {
    const auto code_point = take_code_point(text);
    if (!code_point || !allowed(*code_point)) {
      return false;
    }
  }
  return true;
}

bool is_id(std::string_view id, std::size_t longest) {
  const bool starts_well = !id.empty() && static_cast<unsigned char>(id[0]) < 0x80 &&
                           is_word(static_cast<unsigned char>(id[0])) && id[0] != '_';
  return starts_well && consists_of(id, [](char32_t c) { return is_word(c) || c == '-'; }) &&
         count_code_points(id) <= longest;
}

void check_length(std::string_view text, std::size_t limit, std::string_view what) {
  if (text.size() > limit && count_code_points(text) > limit) {
    throw Error::invalid("'{}' exceeds the maximum length of {} characters", what, limit)
        .with_hint("It has {} characters; shorten it.", count_code_points(text));
  }
}

void check_utf8(std::string_view text, std::string_view path) {
  if (!is_valid_utf8(text)) {
    throw Error::invalid("Invalid value {} for parameter '{}' supplied: It is not valid UTF-8.",
                         json_quote_ascii(text), path)
        .with_hint("Recode it, for example with: iconv -f latin1 -t utf-8");
  }
}

/// A name that is used as a path must lead to itself.
void check_leads_to_itself(std::string_view key, std::string_view path) {
  const std::string normal = normalize_path(key);
  if (normal != key || key == "." || key.substr(0, 2) == ".." || key.substr(0, 1) == "/") {
    throw Error::invalid(
        "Invalid value {} for parameter '{}' supplied: Names may be treated as files in certain "
        "cases, and must not resolve to other names when treated as such. This name would resolve "
        "to '{}'",
        json_quote_ascii(key), path, normal);
  }
}

void check_key_rule(std::string_view key, std::string_view path) {
  check_utf8(key, path);
  if (!consists_of(key, is_key_character)) {
    throw Error::invalid("Invalid value {} for parameter '{}' supplied: {}", json_quote_ascii(key),
                         path, allowed_in_names)
        .with_hint("Replace the other characters, for example by '_'.");
  }
  check_leads_to_itself(key, path);
}

void check_parts(std::string_view key, std::string_view path) {
  for (std::string_view rest = key; !rest.empty();) {
    const auto slash = std::min(rest.find('/'), rest.size());
    if (slash > limits::file_name_bytes) {
      throw Error::invalid(
          "Invalid value {} for parameter '{}' supplied: A part of the name is longer than {} "
          "bytes, more than a file name can hold.",
          json_quote_ascii(key), path, limits::file_name_bytes);
    }
    rest.remove_prefix(std::min(slash + 1, rest.size()));
  }
}

/// MLflow tells the length before the system can tell that no file has such a name.
void check_key(std::string_view key, std::string_view path, std::string_view what) {
  check_key_rule(key, path);
  check_length(key, limits::key, what);
  check_parts(key, path);
}

}  // namespace

void validate_key(std::string_view key, std::string_view path) {
  check_key_rule(key, path);
  check_parts(key, path);
}

void validate_metric(const Metric& metric, std::string_view metric_path) {
  check_key(metric.key, fmt::format("{}name", metric_path), "Metric name");
  if (metric.timestamp < 0) {
    throw Error::invalid(
        "Invalid value {} for parameter '{}timestamp' supplied: metric '{}' (value={}). Timestamp "
        "must be a nonnegative long (64-bit integer) ",
        metric.timestamp, metric_path, metric.key, format_double(metric.value));
  }
  if (metric.dataset_name.empty() != metric.dataset_digest.empty()) {
    throw Error::invalid(
        "Both dataset_name and dataset_digest must be provided if one is provided");
  }
  // MLflow writes both into the space-separated line unescaped; a blank or a line break of any kind
  // in them makes the run unreadable for good.
  const auto tears_the_line = [](char32_t c) {
    return c <= ' ' || c == 0x85 || c == 0x2028 || c == 0x2029;
  };
  for (const std::string& field : {metric.dataset_name, metric.dataset_digest}) {
    check_utf8(field, fmt::format("{}dataset_name", metric_path));
    if (!consists_of(field, [&](char32_t c) { return !tears_the_line(c); })) {
      throw Error::invalid(
          "Invalid value {} for parameter '{}dataset_name' supplied: A metric's dataset name and "
          "digest cannot contain blanks.",
          json_quote_ascii(field), metric_path);
    }
  }
}

void validate_param(const Param& param, std::string_view param_path) {
  check_key(param.key, fmt::format("{}key", param_path), "Param key");
  check_utf8(param.value, fmt::format("{}value", param_path));
}

void validate_tag(const Tag& tag, std::string_view tag_path) {
  const std::string path = fmt::format("{}key", tag_path);
  if (tag_path.empty()) {  // MLflow: set_tag itself has no limit, only a batch has
    validate_key(tag.key, path);
  } else {
    check_key(tag.key, path, path);
  }
  check_utf8(tag.value, fmt::format("{}value", tag_path));
}

void validate_experiment_tag(const Tag& tag) {
  check_key(tag.key, "key", "key");
  check_length(tag.value, limits::experiment_tag_value, "value");
  check_utf8(tag.value, "value");
}

void validate_dataset(const Dataset& dataset) {
  const auto check = [](std::string_view text, std::string_view what, std::size_t limit) {
    check_utf8(text, what);
    check_length(text, limit, what);
  };
  if (dataset.name.empty()) {
    throw Error::invalid("Dataset name cannot be None or empty");
  }
  if (dataset.digest.empty()) {
    throw Error::invalid("Dataset digest cannot be None or empty");
  }
  if (dataset.source_type.empty() || dataset.source.empty()) {
    throw Error::invalid("Dataset source_type and source cannot be None or empty");
  }
  constexpr std::size_t name_limit = 500;
  constexpr std::size_t digest_limit = 36;
  constexpr std::size_t source_limit = 65535;
  constexpr std::size_t schema_limit = 1048575;
  constexpr std::size_t profile_limit = 16777215;
  check(dataset.name, "name", name_limit);
  check(dataset.digest, "digest", digest_limit);
  check(dataset.source_type, "source_type", name_limit);
  check(dataset.source, "source", source_limit);
  check(dataset.schema.value_or(""), "schema", schema_limit);
  check(dataset.profile.value_or(""), "profile", profile_limit);
}

void validate_experiment_name(std::string_view name) {
  if (name.empty()) {
    throw Error::invalid("Invalid experiment name: ''").with_hint("Give the experiment a name.");
  }
  check_utf8(name, "name");
  check_length(name, limits::experiment_name, "name");
  if (name.find('\0') != std::string_view::npos) {
    throw Error::invalid("Invalid experiment name: {}", json_quote_ascii(name))
        .with_hint("A name cannot contain a NUL character.");
  }
}

void validate_experiment_id(std::string_view id) {
  constexpr std::size_t longest = 64;
  if (!is_id(id, longest)) {
    throw Error::invalid("Invalid experiment ID: '{}'", escape_controls(id));
  }
}

void validate_run_id(std::string_view id) {
  constexpr std::size_t longest = 256;
  if (!is_id(id, longest)) {
    throw Error::invalid("Invalid value {} for parameter 'run_id' supplied.", json_quote_ascii(id));
  }
}

void validate_artifact_location(std::string_view location) {
  check_utf8(location, "artifact_location");
  if (count_code_points(location) > limits::artifact_location) {
    throw Error::invalid(
        "Invalid artifact path length. The length of the artifact path cannot be greater than {} "
        "characters.",
        limits::artifact_location);
  }
}

void validate_model_name(std::string_view name) {
  check_utf8(name, "name");
  if (consists_of(name, is_space)) {
    throw Error::invalid("Missing value for required parameter 'name'.");
  }
  if (name.find_first_of("/:") != std::string_view::npos) {
    throw Error::invalid("Invalid model name '{}'. Names cannot contain '/' or ':'.",
                         escape_controls(name));
  }
  check_leads_to_itself(name, "name");
  check_parts(name, "name");
  if (name.find('%') != std::string_view::npos) {
    throw Error::invalid("Invalid name: '{}'. Registered model name cannot contain '%' character",
                         escape_controls(name));
  }
  if (name.find('\0') != std::string_view::npos) {
    throw Error::invalid("Invalid model name {}. Names cannot contain a NUL character.",
                         json_quote_ascii(name));
  }
}

void validate_model_tag(const Tag& tag) {
  constexpr std::size_t value_limit = 100'000;
  validate_key(tag.key, "key");
  check_length(tag.key, limits::key, "key");
  check_length(tag.value, value_limit, "value");
  check_utf8(tag.value, "value");
}

void validate_model_alias(std::string_view alias) {
  constexpr std::size_t longest = 255;
  if (alias.empty()) {
    throw Error::invalid("Registered model alias name cannot be empty.");
  }
  if (!consists_of(alias, [](char32_t c) { return is_word(c) || c == '-'; })) {
    throw Error::invalid(
        "Invalid alias name: '{}'. Names may only contain alphanumerics, underscores (_), and "
        "dashes (-).",
        escape_controls(alias));
  }
  check_length(alias, longest, "Registered model alias name");
  check_parts(alias, "alias");
}

void validate_new_model_alias(std::string_view alias) {
  validate_model_alias(alias);
  if (is_latest_alias(alias)) {
    throw Error::invalid("'latest' alias name (case insensitive) is reserved.");
  }
  if ((alias[0] == 'v' || alias[0] == 'V') && alias.size() > 1 &&
      consists_of(alias.substr(1), [](char32_t c) { return decimal_digit(c).has_value(); })) {
    throw Error::invalid("Version alias name '{}' is reserved.", alias);
  }
}

bool is_latest_alias(std::string_view alias) {
  return to_lower_ascii(alias) == "latest";
}

std::int64_t parse_model_version(std::string_view text) {
  const auto number = parse_python_int(text);
  if (!number) {
    throw Error::invalid("Parameter 'version' must be an integer, got '{}'.",
                         escape_controls(text));
  }
  return *number;
}

void validate_artifact_path(std::string_view path) {
  check_utf8(path, "path");
  bool good = !path.empty() && path[0] != '/' && path.find('\\') == std::string_view::npos;
  good = good && consists_of(path, [](char32_t c) { return c >= 0x20 && c != 0x7F; });
  bool too_long = false;
  for (std::string_view rest = path; good;) {
    const auto slash = std::min(rest.find('/'), rest.size());
    const std::string_view part = rest.substr(0, slash);
    too_long = part.size() > limits::file_name_bytes;
    good = !part.empty() && part != "." && part != ".." && !too_long;
    if (slash == rest.size()) {
      break;
    }
    rest.remove_prefix(slash + 1);
  }
  if (!good) {
    throw Error::invalid("Invalid artifact path: '{}'", escape_controls(path))
        .with_hint("{}",
                   too_long
                       ? "A part of it is longer than 255 bytes, more than a file name can hold."
                       : "Give a relative path such as plots/roc.png, without '..'.");
  }
}

}  // namespace mltrack
