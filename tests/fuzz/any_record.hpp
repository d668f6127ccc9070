#pragma once
// A run that has an answer to every question: missing, NaN and infinities among them.

#include "mltrack/search/record.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

namespace mltrack::fuzz {

class AnyRecord final : public search::Record {
 public:
  /// Different numbers give different answers.
  explicit AnyRecord(std::size_t number) : number_(number) {}

  [[nodiscard]] search::Value value(const search::Field& field) const override {
    std::size_t chance = number_;
    for (const char c : field.key) {
      chance = chance * 31 + static_cast<unsigned char>(c);
    }
    if (chance % 4 == 0) {
      return {};
    }
    return is_number(field) ? search::Value(numbers[chance % numbers.size()])
                            : search::Value(std::string(texts[chance % texts.size()]));
  }
  [[nodiscard]] std::vector<search::DatasetFields> datasets() const override {
    return number_ % 2 == 0 ? std::vector<search::DatasetFields>{}
                            : std::vector<search::DatasetFields>{{"iris", "1", "train"},
                                                                 {"", "2", std::nullopt}};
  }

 private:
  static bool is_number(const search::Field& field) {
    return field.kind == search::FieldKind::metric || field.kind == search::FieldKind::artifact ||
           (field.kind == search::FieldKind::attribute &&
            (field.key.ends_with("_time") || field.key == "children"));
  }

  static constexpr std::array<double, 7> numbers{0,
                                                 0.5,
                                                 -1,
                                                 1e300,
                                                 std::numeric_limits<double>::quiet_NaN(),
                                                 std::numeric_limits<double>::infinity(),
                                                 -std::numeric_limits<double>::infinity()};
  static constexpr std::array<const char*, 6> texts{"adam", "Adam",    "0.1",
                                                    "",     "RUNNING", "a\nb\xC3\xA9"};

  std::size_t number_;
};

}  // namespace mltrack::fuzz
