#pragma once
// Regular expressions that take values out of lines.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mltrack::search {

class CapturePattern {
 public:
  /// What the groups of the expression took, in their order; nothing for one that took no part.
  using Groups = std::vector<std::optional<std::string_view>>;

  /// RE2's syntax, in which a group with a name may also be written `(?<name>...)`. Throws
  /// Error::invalid that says what is wrong with it.
  explicit CapturePattern(std::string_view text);
  CapturePattern(CapturePattern&&) noexcept;
  CapturePattern& operator=(CapturePattern&&) noexcept;
  ~CapturePattern();

  /// The names of the groups in their order, "" for one without a name.
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

  /// Every place in `line` where the expression fits, from left to right, none within another.
  void each_match(std::string_view line, const std::function<void(const Groups&)>& visit) const;

 private:
  struct Compiled;
  std::unique_ptr<const Compiled> compiled_;
  std::vector<std::string> names_;
};

}  // namespace mltrack::search
