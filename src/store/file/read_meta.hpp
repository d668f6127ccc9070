#pragma once
// FileStore::read_meta, a template because what a meta.yaml must contain differs by entity.

#include <array>
#include <utility>

#include "file_store.hpp"
#include "layout.hpp"
#include "mltrack/base/error.hpp"

namespace mltrack {

template <class Read>
auto FileStore::read_meta(Directory& directory, const Read& interpret)
    -> std::optional<decltype(interpret(std::declval<const yaml::Document&>()))> {
  // MLflow: reads an empty meta.yaml again after 0.1 s and 0.2 s, because its own rewrite truncates
  // first. The window is a fraction of a millisecond, so shorter pauses do as well.
  constexpr std::array<std::int64_t, 3> pauses_ms{10, 20, 40};
  for (std::size_t attempt = 0;; ++attempt) {
    try {
      const auto document = load_meta(directory);
      if (!document) {
        return std::nullopt;
      }
      return interpret(*document);
    } catch (const Error& error) {
      if (error.failure() == Failure::denied || error.failure() == Failure::conflict ||
          attempt == pauses_ms.size()) {
        throw Error(error.code(), error.failure(),
                    fmt::format("{}: {}", directory.path_of(layout::meta_file), error.what()))
            .with_hint("{}", error.hint());
      }
      host_.clock->sleep_ms(pauses_ms[attempt]);
    }
  }
}

}  // namespace mltrack
