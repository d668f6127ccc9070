#pragma once
// Regular expressions, for =~ and !~, in time proportional to the text whatever the expression.

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace re2 {
class RE2;
}

namespace mltrack::search {

/// Why the text is no regular expression (or one that needs too much memory); nothing if it is one.
[[nodiscard]] std::optional<std::string> regex_error(std::string_view text);

/// RE2's syntax: that of Perl without what cannot be linear (back references, look-around). Safe to
/// share between threads.
class RegexPattern {
 public:
  /// `text` has no regex_error.
  explicit RegexPattern(std::string_view text);
  RegexPattern(RegexPattern&&) noexcept;
  RegexPattern& operator=(RegexPattern&&) noexcept;
  ~RegexPattern();

  /// Whether the expression fits anywhere in the text, as with grep.
  [[nodiscard]] bool matches(std::string_view text) const;

 private:
  std::unique_ptr<const re2::RE2> expression_;
};

}  // namespace mltrack::search
