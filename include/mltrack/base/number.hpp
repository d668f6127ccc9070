#pragma once
// Numbers as Python writes and reads them: MLflow stores `str(value)` and reads with `float()` and
// `int()`, so these two rules decide every byte of a metric file.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mltrack {

/// Appends `value` as Python's `repr(float)`: shortest digits that read back the same, fixed
/// notation for 1e-4 <= |v| < 1e16, always a `.0` or an exponent; `nan`, `inf`, `-inf`.
void append_double(std::string& out, double value);
[[nodiscard]] std::string format_double(double value);

/// Appends a decimal integer.
void append_int(std::string& out, std::int64_t value);

/// Reads as Python's `float()`: surrounding blanks, a sign, single underscores between digits,
/// decimal digits of any script, `inf`, `infinity`, `nan` in any case; `1e400` is infinity.
/// Nothing for any other text.
[[nodiscard]] std::optional<double> parse_python_float(std::string_view text);

/// Reads as Python's `int()`, base 10. Nothing for other text or beyond 64 bits.
[[nodiscard]] std::optional<std::int64_t> parse_python_int(std::string_view text);

/// Reads a number that a person typed: as `parse_python_float`, but no blanks and no underscores,
/// and nothing for a number too large for a double (`1e999`), which is rather a slip than a wish
/// for infinity.
[[nodiscard]] std::optional<double> parse_typed_double(std::string_view text);

/// A typed decimal integer: an optional minus, digits, nothing else.
[[nodiscard]] std::optional<std::int64_t> parse_typed_int(std::string_view text);

}  // namespace mltrack
