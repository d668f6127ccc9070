#pragma once
// Lists inside messages.

#include "mltrack/wire/json.hpp"

#include <nlohmann/json.hpp>

#include <utility>
#include <vector>

namespace mltrack::wire {

/// Adds `items` as a list under `name`; nothing if there are none, as protobuf prints no empty
/// list.
template <class T, class ToJson>
void add_list(Json& object, const char* name, const std::vector<T>& items, ToJson item_to_json) {
  if (items.empty()) {
    return;
  }
  Json list = Json::array();
  for (const T& item : items) {
    list.push_back(item_to_json(item));
  }
  object[name] = std::move(list);
}

template <class T>
void add_list(Json& object, const char* name, const std::vector<T>& items) {
  add_list(object, name, items, [](const T& item) { return to_json(item); });
}

}  // namespace mltrack::wire
