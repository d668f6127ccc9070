#include "aggregate.hpp"

#include "mltrack/base/statistics.hpp"

#include <array>
#include <cmath>
#include <utility>

namespace mltrack::cli {
namespace {

constexpr std::array<std::pair<std::string_view, Aggregate>, 8> names{{
    {"n", Aggregate::n},
    {"mean", Aggregate::mean},
    {"std", Aggregate::std},
    {"ci95", Aggregate::ci95},
    {"min", Aggregate::min},
    {"max", Aggregate::max},
    {"median", Aggregate::median},
    {"sum", Aggregate::sum},
}};

Moments moments_of(const std::vector<double>& values) {
  Moments moments;
  for (const double value : values) {
    moments.add(value);
  }
  return moments;
}

double half_width_of_95_percent(const std::vector<double>& values) {
  constexpr double upper_end = 0.975;
  const auto n = static_cast<double>(values.size());
  return student_t_quantile(upper_end, n - 1) * moments_of(values).deviation() / std::sqrt(n);
}

double sum_of(const std::vector<double>& values) {
  long double sum = 0;
  for (const double value : values) {
    sum += value;
  }
  return static_cast<double>(sum);
}

}  // namespace

std::optional<Aggregate> find_aggregate(std::string_view word) {
  for (const auto& [name, aggregate] : names) {
    if (name == word) {
      return aggregate;
    }
  }
  return std::nullopt;
}

std::string_view aggregate_name(Aggregate aggregate) {
  for (const auto& [name, candidate] : names) {
    if (candidate == aggregate) {
      return name;
    }
  }
  return {};
}

std::vector<std::string_view> aggregate_names() {
  std::vector<std::string_view> result;
  for (const auto& [name, aggregate] : names) {
    result.push_back(name);
  }
  return result;
}

std::optional<double> compute_aggregate(Aggregate aggregate, const std::vector<double>& values) {
  if (aggregate == Aggregate::n) {
    return static_cast<double>(values.size());
  }
  const bool needs_two = aggregate == Aggregate::std || aggregate == Aggregate::ci95;
  if (values.size() < (needs_two ? 2 : 1)) {
    return std::nullopt;
  }
  switch (aggregate) {
    case Aggregate::mean:
      return moments_of(values).mean();
    case Aggregate::std:
      return moments_of(values).deviation();
    case Aggregate::ci95:
      return half_width_of_95_percent(values);
    case Aggregate::sum:
      return sum_of(values);
    case Aggregate::min:
      return values.front();
    case Aggregate::max:
      return values.back();
    default:
      return median(values);
  }
}

}  // namespace mltrack::cli
