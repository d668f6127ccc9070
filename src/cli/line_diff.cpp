#include "line_diff.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace mltrack::cli {
namespace {

/// Lines as numbers, equal ones with equal numbers: they are compared many times.
class Numbering {
 public:
  std::vector<int> of(const std::vector<std::string_view>& lines) {
    std::vector<int> numbers;
    numbers.reserve(lines.size());
    for (const std::string_view line : lines) {
      numbers.push_back(known_.try_emplace(line, static_cast<int>(known_.size())).first->second);
    }
    return numbers;
  }

 private:
  std::unordered_map<std::string_view, int> known_;
};

/// E. Myers, "An O(ND) difference algorithm": with each number of edits, the furthest place that is
/// reached on every diagonal (place in `a` minus place in `b`).
class ShortestEdit {
 public:
  ShortestEdit(const std::vector<int>& a, const std::vector<int>& b) : a_(a), b_(b) {}

  /// The changes between [begin, a_end) and [begin, b_end), which neither begin nor end alike.
  std::vector<LineChange> between(std::size_t begin, std::size_t a_end, std::size_t b_end) {
    begin_ = begin;
    a_count_ = static_cast<std::ptrdiff_t>(a_end - begin);
    b_count_ = static_cast<std::ptrdiff_t>(b_end - begin);
    constexpr std::ptrdiff_t most_edits = 1000;  // 8 MB of what was reached
    const std::ptrdiff_t most = std::min(a_count_ + b_count_, most_edits);
    std::vector<std::ptrdiff_t> reached(static_cast<std::size_t>(2 * most + 3), 0);
    for (std::ptrdiff_t edits = 0; edits <= most; ++edits) {
      for (std::ptrdiff_t diagonal = -edits; diagonal <= edits; diagonal += 2) {
        const auto at = static_cast<std::size_t>(diagonal + most + 1);
        const bool down =
            diagonal == -edits || (diagonal != edits && reached[at - 1] < reached[at + 1]);
        std::ptrdiff_t x = edits == 0 ? 0 : down ? reached[at + 1] : reached[at - 1] + 1;
        while (x < a_count_ && x - diagonal < b_count_ && equal(x, x - diagonal)) {
          ++x;
        }
        reached[at] = x;
        if (x >= a_count_ && x - diagonal >= b_count_) {
          return walk_back(edits);
        }
      }
      const auto first = reached.begin() + (most + 1 - edits);
      history_.emplace_back(first, first + (2 * edits + 1));
    }
    return {{begin, a_end, begin, b_end}};
  }

 private:
  [[nodiscard]] bool equal(std::ptrdiff_t x, std::ptrdiff_t y) const {
    return a_[begin_ + static_cast<std::size_t>(x)] == b_[begin_ + static_cast<std::size_t>(y)];
  }

  /// From the end to the beginning, edit by edit.
  [[nodiscard]] std::vector<LineChange> walk_back(std::ptrdiff_t edits) const {
    std::vector<LineChange> changes;
    std::ptrdiff_t x = a_count_;
    std::ptrdiff_t y = b_count_;
    for (; edits > 0; --edits) {
      const auto& before = history_[static_cast<std::size_t>(edits - 1)];
      const auto reached = [&](std::ptrdiff_t diagonal) {
        return before[static_cast<std::size_t>(diagonal + edits - 1)];
      };
      const std::ptrdiff_t diagonal = x - y;
      const bool down = diagonal == -edits ||
                        (diagonal != edits && reached(diagonal - 1) < reached(diagonal + 1));
      const std::ptrdiff_t from = down ? diagonal + 1 : diagonal - 1;
      x = reached(from);
      y = x - from;
      add(changes, x, y, down);
    }
    std::reverse(changes.begin(), changes.end());
    return changes;
  }

  /// One line added or removed at (x, y), before those in `changes`.
  void add(std::vector<LineChange>& changes, std::ptrdiff_t x, std::ptrdiff_t y, bool added) const {
    const std::size_t in_a = begin_ + static_cast<std::size_t>(x);
    const std::size_t in_b = begin_ + static_cast<std::size_t>(y);
    const LineChange step{in_a, in_a + (added ? 0 : 1), in_b, in_b + (added ? 1 : 0)};
    if (!changes.empty() && changes.back().a_begin == step.a_end &&
        changes.back().b_begin == step.b_end) {
      changes.back().a_begin = step.a_begin;
      changes.back().b_begin = step.b_begin;
    } else {
      changes.push_back(step);
    }
  }

  const std::vector<int>& a_;
  const std::vector<int>& b_;
  std::size_t begin_ = 0;
  std::ptrdiff_t a_count_ = 0, b_count_ = 0;
  std::vector<std::vector<std::ptrdiff_t>> history_;
};

/// Of unchanged lines around a change, as diff -u has them.
constexpr std::size_t context_lines = 3;

class UnifiedDiff {
 public:
  UnifiedDiff(std::string_view a, std::string_view b) : a_(split_lines(a)), b_(split_lines(b)) {}

  std::vector<DiffLine> lines() {
    const auto changes = changed_lines(a_, b_);
    for (std::size_t first = 0; first < changes.size();) {
      std::size_t end = first + 1;
      while (end < changes.size() &&
             changes[end].a_begin - changes[end - 1].a_end <= 2 * context_lines) {
        ++end;
      }
      add_hunk(&changes[first], &changes[first] + (end - first));
      first = end;
    }
    return std::move(lines_);
  }

 private:
  void add_hunk(const LineChange* first, const LineChange* end) {
    const LineChange* last = end - 1;
    const std::size_t before = std::min(context_lines, first->a_begin);
    const std::size_t after = std::min(context_lines, a_.size() - last->a_end);
    const std::size_t a_from = first->a_begin - before;
    lines_.push_back(
        {DiffLine::Kind::place, fmt::format("@@ -{} +{} @@", range(a_from, last->a_end + after),
                                            range(first->b_begin - before, last->b_end + after))});
    std::size_t at = a_from;
    for (const LineChange* change = first; change != end; ++change) {
      add(DiffLine::Kind::common, a_, at, change->a_begin);
      add(DiffLine::Kind::removed, a_, change->a_begin, change->a_end);
      add(DiffLine::Kind::added, b_, change->b_begin, change->b_end);
      at = change->a_end;
    }
    add(DiffLine::Kind::common, a_, at, last->a_end + after);
  }

  /// `4,2`; the count is left out if it is 1, and an empty range names the line before it.
  static std::string range(std::size_t begin, std::size_t end) {
    const std::size_t count = end - begin;
    return count == 1 ? fmt::format("{}", begin + 1)
                      : fmt::format("{},{}", count == 0 ? begin : begin + 1, count);
  }

  void add(DiffLine::Kind kind, const std::vector<std::string_view>& lines, std::size_t begin,
           std::size_t end) {
    const char sign = kind == DiffLine::Kind::removed ? '-'
                      : kind == DiffLine::Kind::added ? '+'
                                                      : ' ';
    for (std::size_t i = begin; i < end; ++i) {
      std::string_view line = lines[i];
      const bool ended = line.ends_with('\n');
      line.remove_suffix(ended ? 1 : 0);
      lines_.push_back({kind, sign + std::string(line)});
      if (!ended) {
        lines_.push_back({DiffLine::Kind::remark, "\\ No newline at end of file"});
      }
    }
  }

  std::vector<std::string_view> a_, b_;
  std::vector<DiffLine> lines_;
};

}  // namespace

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    const std::size_t size = end == std::string_view::npos ? text.size() : end + 1;
    lines.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return lines;
}

std::vector<LineChange> changed_lines(const std::vector<std::string_view>& a,
                                      const std::vector<std::string_view>& b) {
  const auto [in_a, in_b] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  const auto begin = static_cast<std::size_t>(in_a - a.begin());
  std::size_t a_end = a.size();
  std::size_t b_end = b.size();
  while (a_end > begin && b_end > begin && a[a_end - 1] == b[b_end - 1]) {
    --a_end;
    --b_end;
  }
  if (a_end == begin && b_end == begin) {
    return {};
  }
  if (a_end == begin || b_end == begin) {
    return {{begin, a_end, begin, b_end}};
  }
  Numbering numbering;
  const std::vector<int> a_numbers = numbering.of(a);
  const std::vector<int> b_numbers = numbering.of(b);
  return ShortestEdit(a_numbers, b_numbers).between(begin, a_end, b_end);
}

std::vector<DiffLine> unified_diff(std::string_view a, std::string_view b) {
  return UnifiedDiff(a, b).lines();
}

}  // namespace mltrack::cli
