#pragma once
// Pages of help that belong to no single command: exit codes, environment, filter, names of runs.

#include "mltrack/base/registry.hpp"

#include <string_view>

namespace mltrack::cli {

struct Topic {
  Topic(std::string_view topic_name, std::string_view topic_summary, std::string_view topic_text)
      : name(topic_name),
        summary(topic_summary),
        text(topic_text),
        next(Registry<Topic>::add(*this)) {}
  std::string_view name;
  std::string_view summary;
  std::string_view text;
  const Topic* next;
};

}  // namespace mltrack::cli
