#include "run_groups.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/unicode.hpp"
#include "mltrack/store/whole_id.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>
#include <set>

namespace mltrack::cli {
namespace {

/// A key with its value, where the keys differ from run to run (--ignore).
using NamedValues = std::vector<std::pair<std::string, GroupValue>>;

class Gathering {
 public:
  Gathering(Context& context, const GroupQuestion& question, const RunQuery& query)
      : question_(question), has_value_(question.keys.size() + question.measures.size(), false) {
    for (const NamedField& key : question.keys) {
      if (key.name == "experiment_name") {
        for (const std::string& id : query.experiment_ids) {
          const auto experiment = context.store().find_experiment(id);
          experiment_names_[id] = experiment ? experiment->name : id;
        }
      }
    }
  }

  /// From several threads at once.
  void take(const RunInfo& info, const search::Record& record) {
    NamedValues key = question_.by_other_params ? other_params(record) : asked_keys(info, record);
    std::vector<std::optional<double>> values;
    values.reserve(question_.measures.size());
    for (const NamedField& measure : question_.measures) {
      values.push_back(number_of(measure, search::value_of(record, measure.field)));
    }
    const std::lock_guard guard(mutex_);
    note_what_is_there(key, values);
    RunGroup& group = groups_[std::move(key)];
    group.values.resize(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (values[i] && !std::isnan(*values[i])) {
        group.values[i].push_back(*values[i]);
      }
    }
    ++group.runs;
  }

  RunGroups result() {
    RunGroups result{.keys = key_names()};
    for (auto& [key, group] : groups_) {
      for (auto& values : group.values) {
        std::sort(values.begin(), values.end());  // threads find them in any order
      }
      for (const std::string& name : result.keys) {
        const auto found = std::find_if(key.begin(), key.end(),
                                        [&](const auto& item) { return item.first == name; });
        group.key.push_back(found == key.end() ? GroupValue() : found->second);
      }
      result.runs += group.runs;
      result.groups.push_back(std::move(group));
    }
    if (question_.by_other_params && result.groups.size() > 1) {
      drop_constants(result);
    }
    std::sort(result.groups.begin(), result.groups.end(),
              [](const RunGroup& a, const RunGroup& b) { return a.key < b.key; });
    name_unknown(result);
    return result;
  }

 private:
  [[nodiscard]] NamedValues asked_keys(const RunInfo& info, const search::Record& record) const {
    NamedValues key;
    for (const NamedField& field : question_.keys) {
      if (field.name == "experiment_id") {
        key.emplace_back(field.name, GroupValue(info.experiment_id));
      } else if (field.name == "tree") {
        key.emplace_back(field.name, GroupValue(info.tree));
      } else if (field.name == "experiment_name") {
        const auto name = experiment_names_.find(whole_experiment_id(info));
        key.emplace_back(field.name, GroupValue(name == experiment_names_.end() ? info.experiment_id
                                                                                : name->second));
      } else {
        key.emplace_back(field.name, group_value(search::value_of(record, field.field)));
      }
    }
    return key;
  }

  [[nodiscard]] NamedValues other_params(const search::Record& record) {
    NamedValues key;
    std::vector<std::string> ignored;
    for (Param& param : record.params()) {
      const bool other = std::find(question_.ignored.begin(), question_.ignored.end(), param.key) ==
                         question_.ignored.end();
      if (other) {
        key.emplace_back("params." + param.key, GroupValue(std::move(param.value)));
      } else {
        ignored.push_back(std::move(param.key));
      }
    }
    const std::lock_guard guard(mutex_);
    ignored_there_.insert(ignored.begin(), ignored.end());
    return key;
  }

  static GroupValue group_value(search::Value value) {
    if (auto* text = std::get_if<std::string>(&value)) {
      return GroupValue(std::move(*text));
    }
    const double* number = std::get_if<double>(&value);
    return number == nullptr ? GroupValue() : GroupValue(*number);
  }

  static std::optional<double> number_of(const NamedField& measure, const search::Value& value) {
    if (std::holds_alternative<std::string>(value)) {
      throw Error::invalid("{} is text; only numbers can be aggregated",
                           escape_controls(measure.name));
    }
    const double* number = std::get_if<double>(&value);
    return number == nullptr ? std::nullopt : std::optional(*number);
  }

  void note_what_is_there(const NamedValues& key,
                          const std::vector<std::optional<double>>& values) {
    const std::size_t keys = question_.keys.size();
    for (std::size_t i = 0; i < keys; ++i) {
      has_value_[i] = has_value_[i] || key[i].second.text().has_value();
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
      has_value_[keys + i] = has_value_[keys + i] || values[i].has_value();
    }
  }

  [[nodiscard]] std::vector<std::string> key_names() const {
    std::vector<std::string> names;
    for (const NamedField& key : question_.keys) {
      names.push_back(key.name);
    }
    if (question_.by_other_params) {
      std::set<std::string> all;
      for (const auto& [key, group] : groups_) {
        for (const auto& [name, value] : key) {
          all.insert(name);
        }
      }
      names.assign(all.begin(), all.end());
    }
    return names;
  }

  static void drop_constants(RunGroups& result) {
    for (std::size_t i = result.keys.size(); i-- > 0;) {
      const GroupValue& first = result.groups.front().key[i];
      const bool varies =
          std::any_of(result.groups.begin(), result.groups.end(),
                      [&](const RunGroup& group) { return !(group.key[i] == first); });
      if (varies) {
        continue;
      }
      const std::string_view name = std::string_view(result.keys[i]).substr(sizeof "params." - 1);
      result.constants.insert(result.constants.begin(),
                              fmt::format("{}={}", name, first.text().value_or("")));
      for (RunGroup& group : result.groups) {
        group.key.erase(group.key.begin() + static_cast<std::ptrdiff_t>(i));
      }
      result.keys.erase(result.keys.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }

  void name_unknown(RunGroups& result) const {
    if (result.runs == 0) {
      return;
    }
    for (std::size_t i = 0; i < has_value_.size(); ++i) {
      if (!has_value_[i]) {
        const std::size_t keys = question_.keys.size();
        result.unknown.push_back(i < keys ? question_.keys[i].name
                                          : question_.measures[i - keys].name);
      }
    }
    for (const std::string& key : question_.ignored) {
      if (!ignored_there_.contains(key)) {
        result.unknown.push_back("params." + key);
      }
    }
  }

  const GroupQuestion& question_;
  std::map<std::string, std::string> experiment_names_;  // by whole_experiment_id
  std::mutex mutex_;                                     // guards all below
  std::map<NamedValues, RunGroup> groups_;
  std::vector<bool> has_value_;  // keys, then measures
  std::set<std::string> ignored_there_;
};

}  // namespace

RunGroups gather_groups(Context& context, const GroupQuestion& question, const RunQuery& query) {
  Gathering gathering(context, question, query);
  context.store().scan_runs(query, [&](const RunInfo& info, const search::Record& record) {
    gathering.take(info, record);
  });
  return gathering.result();
}

}  // namespace mltrack::cli
