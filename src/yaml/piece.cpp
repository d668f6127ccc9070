#include "piece.hpp"

#include "scalar_text.hpp"

#include "mltrack/yaml/scalar.hpp"

#include <unordered_map>
#include <utility>
#include <vector>

namespace mltrack::yaml {

std::string scalar_text(std::string_view text, Piece piece) {
  const auto raw = text.substr(piece.begin, piece.end - piece.begin);
  switch (piece.form) {
    case Form::quoted:
      return unquote(raw).value_or("");
    case Form::folded:
      return unfold(raw);
    default:
      return std::string(raw);
  }
}

Value scalar_value(std::string_view text, Piece piece) {
  switch (piece.form) {
    case Form::plain:
      return plain_value(text.substr(piece.begin, piece.end - piece.begin));
    case Form::folded:
      return plain_value(scalar_text(text, piece));
    case Form::quoted:
      return scalar_text(text, piece);
    case Form::empty_list:
      return List{};
    case Form::empty_map:
      return Map{};
    default:
      return {};
  }
}

void keep_last_of_each_key(Map& map) {
  std::unordered_map<std::string_view, std::size_t> places;
  std::size_t kept = 0;
  std::vector<bool> dropped(map.size());
  for (std::size_t i = 0; i < map.size(); ++i) {
    const auto [place, is_new] = places.try_emplace(map[i].first, i);
    if (!is_new) {
      map[place->second].second = std::move(map[i].second);
      dropped[i] = true;
    }
  }
  for (std::size_t i = 0; i < map.size(); ++i) {
    if (!dropped[i]) {
      if (kept != i) {
        map[kept] = std::move(map[i]);
      }
      ++kept;
    }
  }
  map.resize(kept);
}

}  // namespace mltrack::yaml
