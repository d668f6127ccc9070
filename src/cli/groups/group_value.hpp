#pragma once
// What the runs of a group have in common under one key.

#include <optional>
#include <string>

namespace mltrack::cli {

/// A text, ordered as a person would: numbers by their size, then other
/// texts, then nothing.
class GroupValue {
 public:
  GroupValue() = default;  // the runs lack the key
  explicit GroupValue(std::string text);
  explicit GroupValue(double number);

  [[nodiscard]] const std::optional<std::string>& text() const { return text_; }
  /// The number, if it was one and not the text of a param.
  [[nodiscard]] bool is_number() const { return is_number_; }
  [[nodiscard]] double number() const { return number_; }
  bool operator<(const GroupValue& other) const;
  bool operator==(const GroupValue& other) const { return text_ == other.text_; }

 private:
  enum class Rank { number, text, missing };

  std::optional<std::string> text_;
  Rank rank_ = Rank::missing;
  double number_ = 0;
  bool is_number_ = false;
};

}  // namespace mltrack::cli
