#pragma once
// How the texts of a search are to be read.

#include "mltrack/entities/dialect.hpp"

#include <cstdint>

namespace mltrack::search {

struct Language {
  Dialect dialect = Dialect::mlflow;
  std::int64_t now_ms = 0;  // extended: what `age` and `-2d` count from
};

}  // namespace mltrack::search
