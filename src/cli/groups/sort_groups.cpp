// The order of groups.

#include "group_rows.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/unicode.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace mltrack::cli {
namespace {

constexpr std::string_view blanks = " \t\n";

/// A column: below the number of keys it is a key, then come the runs, then the aggregates.
struct OrderClause {
  std::size_t column = 0;
  bool ascending = true;
};

std::vector<std::string> column_names(const RunGroups& groups, const GroupQuestion& question) {
  std::vector<std::string> names = groups.keys;
  names.emplace_back("runs");
  for (const AggregateColumn& column : question.columns) {
    names.push_back(column_name(question, column));
  }
  return names;
}

/// `mean of metrics.auc` is `mean(metrics.auc)`.
std::string in_parentheses(const std::string& text) {
  constexpr std::string_view between = " of ";
  const auto of = text.find(between);
  return of == std::string::npos
             ? text
             : fmt::format("{}({})", text.substr(0, of), text.substr(of + between.size()));
}

std::string_view last_word(std::string_view text) {
  const auto end = text.find_last_not_of(blanks);
  text = text.substr(0, end == std::string_view::npos ? 0 : end + 1);
  return text.substr(text.find_last_of(blanks) + 1);
}

OrderClause parse_clause(const std::string& clause, const std::vector<std::string>& names) {
  std::string_view rest = clause;
  const std::string_view direction = last_word(rest);
  const bool descending = to_lower_ascii(direction) == "desc";
  if (descending || to_lower_ascii(direction) == "asc") {
    rest = rest.substr(0, static_cast<std::size_t>(direction.data() - rest.data()));
  }
  const auto begin = std::min(rest.find_first_not_of(blanks), rest.size());
  rest = rest.substr(begin, rest.find_last_not_of(blanks) + 1 - begin);
  const std::string wanted = in_parentheses(std::string(rest));
  const auto found = std::find(names.begin(), names.end(), wanted);
  if (found != names.end()) {
    return {static_cast<std::size_t>(found - names.begin()), !descending};
  }
  auto error = Error::invalid("Groups are not ordered by '{}': it is no column of theirs",
                              escape_controls(rest));
  const auto near = nearest(wanted, names);
  throw near
      ? std::move(error).with_hint("Did you mean '{}'?", escape_controls(*near))
      : std::move(error).with_hint("The columns are {}.",
                                   escape_controls(fmt::format("{}", fmt::join(names, ", "))));
}

class GroupOrder {
 public:
  GroupOrder(const RunGroups& groups, const GroupQuestion& question,
             const std::vector<std::string>& clauses)
      : keys_(groups.keys.size()), question_(question) {
    const auto names = column_names(groups, question);
    for (const std::string& clause : clauses) {
      clauses_.push_back(parse_clause(clause, names));
    }
  }

  /// What the clauses ask of a group, computed once: aggregates are no cheap thing to compare by.
  [[nodiscard]] std::vector<GroupValue> row_of(const RunGroup& group) const {
    std::vector<GroupValue> row;
    for (const OrderClause& clause : clauses_) {
      row.push_back(value_of(group, clause.column));
    }
    return row;
  }

  [[nodiscard]] bool before(const std::vector<GroupValue>& a,
                            const std::vector<GroupValue>& b) const {
    for (std::size_t i = 0; i < clauses_.size(); ++i) {
      if (a[i].text().has_value() != b[i].text().has_value()) {
        return a[i].text().has_value();
      }
      if (a[i] < b[i] || b[i] < a[i]) {
        return (a[i] < b[i]) == clauses_[i].ascending;
      }
    }
    return false;
  }

 private:
  [[nodiscard]] GroupValue value_of(const RunGroup& group, std::size_t column) const {
    if (column < keys_) {
      return group.key[column];
    }
    if (column == keys_) {
      return GroupValue(static_cast<double>(group.runs));
    }
    const AggregateColumn& asked = question_.columns[column - keys_ - 1];
    const auto value = compute_aggregate(asked.aggregate, group.values[asked.measure]);
    return value && !std::isnan(*value) ? GroupValue(*value) : GroupValue();
  }

  std::size_t keys_;
  const GroupQuestion& question_;
  std::vector<OrderClause> clauses_;
};

}  // namespace

void sort_groups(RunGroups& groups, const GroupQuestion& question,
                 const std::vector<std::string>& order_by) {
  const GroupOrder order(groups, question, order_by);
  std::vector<std::pair<std::vector<GroupValue>, RunGroup>> rows;
  for (RunGroup& group : groups.groups) {
    auto row = order.row_of(group);
    rows.emplace_back(std::move(row), std::move(group));
  }
  // Stable: where the clauses do not decide, the keys do, by which the groups are in order.
  std::stable_sort(rows.begin(), rows.end(),
                   [&](const auto& a, const auto& b) { return order.before(a.first, b.first); });
  groups.groups.clear();
  for (auto& row : rows) {
    groups.groups.push_back(std::move(row.second));
  }
}

}  // namespace mltrack::cli
