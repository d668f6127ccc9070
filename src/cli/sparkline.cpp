#include "sparkline.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace mltrack::cli {

std::string sparkline(const std::vector<double>& values, std::size_t columns) {
  std::vector<double> finite;
  std::copy_if(values.begin(), values.end(), std::back_inserter(finite),
               [](double value) { return std::isfinite(value); });
  if (finite.empty() || columns == 0) {
    return {};
  }
  const std::size_t count = std::min(columns, finite.size());
  std::vector<double> means(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t begin = i * finite.size() / count;
    const std::size_t end = (i + 1) * finite.size() / count;
    double sum = 0;
    for (std::size_t j = begin; j < end; ++j) {
      sum += finite[j] / static_cast<double>(end - begin);  // divided first: sums may overflow
    }
    means[i] = sum;
  }
  constexpr std::array<const char*, 8> blocks{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  const auto [low, high] = std::minmax_element(means.begin(), means.end());
  // Halved, because the span of two large doubles may overflow.
  const double span = *high / 2 - *low / 2;
  std::string line;
  for (const double mean : means) {
    const double height = span > 0 ? (mean / 2 - *low / 2) / span : 0;
    line += blocks[std::min<std::size_t>(static_cast<std::size_t>(height * blocks.size()),
                                         blocks.size() - 1)];
  }
  return line;
}

}  // namespace mltrack::cli
