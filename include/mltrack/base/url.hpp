#pragma once
// The URIs in which MLflow stores locations: `file:///data/my%20runs/0`, `s3://bucket/x`, and plain
// paths.

#include <optional>
#include <string>
#include <string_view>

namespace mltrack {

/// The scheme in lower case, or "" for a plain path. One letter before the colon is no scheme
/// (a Windows drive).
[[nodiscard]] std::string uri_scheme(std::string_view uri);

/// An absolute path as file URI, percent-encoded as Python's `Path.as_uri()` does it:
/// `/data/sp é` -> `file:///data/sp%20%C3%A9`.
[[nodiscard]] std::string file_uri(std::string_view absolute_path);

/// The path of a `file:` URI or of a plain path; nothing for other schemes or a foreign host.
/// A query or fragment is part of neither.
[[nodiscard]] std::optional<std::string> local_path(std::string_view uri);

/// `%20` -> ` `; a `%` that no two hex digits follow stays.
[[nodiscard]] std::string percent_decode(std::string_view text);

/// `suffix` appended to the path of the URI, before any `?query` or `#fragment`, with one slash
/// between: MLflow's `append_to_uri_path`.
[[nodiscard]] std::string append_to_uri_path(std::string_view uri, std::string_view suffix);

/// POSIX `os.path.normpath`: `a//b/../c/.` -> `a/c`.
[[nodiscard]] std::string normalize_path(std::string_view path);

}  // namespace mltrack
