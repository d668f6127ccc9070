#pragma once
// FileTree::read_meta, a template because what a meta.yaml must contain differs by entity.

#include "file_tree.hpp"
#include "layout.hpp"

#include "mltrack/base/error.hpp"

#include <array>
#include <utility>

namespace mltrack {

// MLflow: reads an empty meta.yaml again after 0.1 s and 0.2 s, because its own rewrite truncates
// first. A process that rewrites in a loop leaves the file empty most of the time but never for long:
// many short looks find it whole sooner and more surely than few long ones.
inline constexpr auto retry_pauses_ms = [] {
  std::array<std::int64_t, 48> pauses{};
  for (std::size_t i = 0; i < pauses.size(); ++i) {
    pauses[i] = i < 32 ? 1 : 5;  // about 0.1 s in all
  }
  return pauses;
}();

template <class Read>
auto FileTree::read_meta(const Directory& directory, const Read& interpret, Retry retry)
    -> std::optional<decltype(interpret(std::declval<const yaml::Document&>()))> {
  return read_meta(directory, layout::meta_file, interpret, retry);
}

template <class Read>
auto FileTree::read_meta(const Directory& directory, std::string_view file, const Read& interpret,
                         Retry retry)
    -> std::optional<decltype(interpret(std::declval<const yaml::Document&>()))> {
  const std::size_t attempts = retry == Retry::yes ? retry_pauses_ms.size() : 0;
  for (std::size_t attempt = 0;; ++attempt) {
    try {
      const auto document = load_meta(directory, file);
      if (!document) {
        return std::nullopt;
      }
      return interpret(*document);
    } catch (const Error& error) {
      if (error.failure() == Failure::denied) {
        throw;  // the system's message names the file
      }
      if (error.failure() == Failure::conflict || attempt == attempts) {
        throw Error(error.code(), error.failure(),
                    fmt::format("{}: {}", directory.path_of(file), error.what()))
            .with_hint("{}", error.hint());
      }
      host_.clock->sleep_ms(retry_pauses_ms[attempt]);
    }
  }
}

}  // namespace mltrack
