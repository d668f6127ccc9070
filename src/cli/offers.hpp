#pragma once
// What a completion offers for a word that is being typed, and where the words come from. The lines
// are read by the scripts of completion.cpp: a word, a tab, what it means; or ":files".

#include "context.hpp"
#include "flags.hpp"

#include <string>
#include <string_view>

namespace mltrack::cli {

class Offers {
 public:
  /// `current` is the word as far as it is typed. What begins it and is no part of the value, such as
  /// "--status=", is `before`.
  Offers(Output& out, std::string current, std::string before = "")
      : out_(&out), current_(std::move(current)), before_(std::move(before)) {}

  [[nodiscard]] const std::string& current() const { return current_; }
  /// Offers `word` if it continues what is typed. One that ends in '/' or ':' is typed on.
  void add(std::string_view word, std::string_view meaning = "") const;
  /// Leaves it to the shell to offer files.
  void add_files() const;
  /// The same for the last element of a list with commas.
  [[nodiscard]] Offers of_last_element() const;

 private:
  Output* out_;
  std::string current_;
  std::string before_;
};

/// The values that `spec` may take. `line` knows the tree, the experiment and the run which the line
/// names so far; `positionals` are the plain words of the line before this one.
void offer_values(Context& line, const FlagSpec& spec, const std::vector<std::string>& positionals,
                  const Offers& offers);

}  // namespace mltrack::cli
