#include "copy_json.hpp"

#include <nlohmann/json.hpp>

namespace mltrack::cli {

JsonOf json_of(const CopyEvent& event) {
  return [&event] {
    return wire::Json{{"action", copy_action_name(event.action)},
                      {"kind", event.kind},
                      {"id", wire::text_to_json(event.id)},
                      {"detail", wire::text_to_json(event.detail)}};
  };
}

}  // namespace mltrack::cli
