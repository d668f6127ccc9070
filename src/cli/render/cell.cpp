// Cells as text.

#include "render/rows.hpp"

#include "mltrack/base/number.hpp"
#include "mltrack/base/time.hpp"

#include <fmt/format.h>

#include <cmath>

namespace mltrack::cli {
namespace {

template <class... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

}  // namespace

std::string short_number(double value) {
  if (!std::isfinite(value)) {
    return format_double(value);  // nan, inf, -inf
  }
  constexpr double first_shorter_in_scientific = 1e9;
  if (value == std::trunc(value) && std::abs(value) < first_shorter_in_scientific) {
    return fmt::format("{}", static_cast<std::int64_t>(value));  // -0.0 is 0 for people
  }
  return fmt::format("{:.5g}", value);
}

void append_cell(std::string& out, const Cell& cell, CellStyle style) {
  const bool people = style == CellStyle::people;
  std::visit(
      Overloaded{
          [](std::monostate) {},
          [&](const std::string& text) { out += text; },
          [&](double value) {
            people ? void(out += short_number(value)) : append_double(out, value);
          },
          [&](std::int64_t value) { append_int(out, value); },
          [&](Time time) { people ? void(out += format_time(time.ms)) : append_int(out, time.ms); },
          [&](Duration duration) {
            people ? void(out += format_duration(duration.ms)) : append_int(out, duration.ms);
          },
          [&](Age age) { people ? void(out += format_age(age.ms)) : append_int(out, age.ms); },
      },
      cell);
}

std::string cell_text(const Cell& cell, CellStyle style) {
  std::string out;
  append_cell(out, cell, style);
  return out;
}

bool is_number(const Cell& cell) {
  return std::holds_alternative<double>(cell) || std::holds_alternative<std::int64_t>(cell);
}

}  // namespace mltrack::cli
