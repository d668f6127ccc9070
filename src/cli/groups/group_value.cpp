#include "group_value.hpp"

#include "mltrack/base/number.hpp"

#include <cmath>
#include <tuple>
#include <utility>

namespace mltrack::cli {

GroupValue::GroupValue(std::string text) : text_(std::move(text)), rank_(Rank::text) {
  const auto number = parse_python_float(*text_);
  if (number && !std::isnan(*number)) {
    rank_ = Rank::number;
    number_ = *number;
  }
}

GroupValue::GroupValue(double number)
    : text_(format_double(number)),
      rank_(std::isnan(number) ? Rank::text : Rank::number),
      number_(std::isnan(number) ? 0 : number),
      is_number_(true) {}

bool GroupValue::operator<(const GroupValue& other) const {
  return std::tie(rank_, number_, text_) < std::tie(other.rank_, other.number_, other.text_);
}

}  // namespace mltrack::cli
