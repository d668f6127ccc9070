// Answers questions about filters for tests/interop/test_search_grammar.py and test_search_trees.py,
// which compare the answers with the real MLflow's. One question a line, words separated by blanks, all texts in hex:
//   filter SUBJECT TEXT          the comparisons, or the error
//   order SUBJECT TEXT...        the keys, or the error
//   token TEXT                            the offset, or the error
//   record ID TIME [KIND:KEY:TYPE:VALUE | d:NAME:DIGEST[:CONTEXT]]...
//   clear                                 forgets the records
//   search SUBJECT FILTER TEXT...  the ids of the records that match, in order
//   tree DIRECTORY                        opens the tree there
//   find runs|experiments mlflow|extended active|deleted|all LIMIT TOKEN ID[,ID]... FILTER TEXT...
//                                         a page of it: the next token, then the ids, in order
// A SUBJECT is runs, experiments, registered_models, model_versions or logged_models.
// One answer a line, in hex: `ok` or `error`, then the parts, each behind a byte 0x1E.
#include "search/parser.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/number.hpp"
#include "mltrack/search/filter.hpp"
#include "mltrack/search/ordering.hpp"
#include "mltrack/search/page_token.hpp"
#include "mltrack/store/open_store.hpp"

#include <algorithm>
#include <cstdio>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace {

using namespace mltrack;
using namespace mltrack::search;

struct MemoryRecord final : Record {
  std::string id;
  std::int64_t time = 0;
  std::map<std::pair<FieldKind, std::string>, Value> values;
  std::vector<DatasetFields> inputs;

  [[nodiscard]] Value value(const Field& field) const override {
    const auto found = values.find({field.kind, field.key});
    return found == values.end() ? Value{} : found->second;
  }
  [[nodiscard]] std::vector<DatasetFields> datasets() const override { return inputs; }
};

std::vector<std::string> split(const std::string& line, char separator) {
  std::vector<std::string> words;
  std::size_t start = 0;
  while (start <= line.size()) {
    const std::size_t end = std::min(line.find(separator, start), line.size());
    words.push_back(line.substr(start, end - start));
    start = end + 1;
  }
  return words;
}

std::string from_hex(const std::string& hex) {
  std::string out;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    out += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  }
  return out;
}

std::string to_hex(const std::string& text) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    out += digits[byte >> 4U];
    out += digits[byte & 15U];
  }
  return out;
}

std::string kind_letter(FieldKind kind) {
  constexpr std::string_view letters = "amptd";
  return std::string(1, letters[static_cast<std::size_t>(kind)]);
}

std::string show(const Literal& literal) {
  if (const auto* number = std::get_if<double>(&literal)) {
    return "n" + format_double(*number);
  }
  if (const auto* text = std::get_if<std::string>(&literal)) {
    return "s" + *text;
  }
  std::string out = std::holds_alternative<std::monostate>(literal) ? "-" : "l";
  if (const auto* list = std::get_if<std::vector<std::string>>(&literal)) {
    for (const std::string& item : *list) {
      out += item + "\x1f";
    }
  }
  return out;
}

/// A tree on the disk.
class Tree {
 public:
  void open(const std::string& directory) {
    store_ = open_store(host_, {.uri = directory, .warn = [](const std::string& text) {
                                  std::fprintf(stderr, "%s\n", text.c_str());
                                }});
  }

  /// The next page's token and the ids of this page.
  std::vector<std::string> find(const std::vector<std::string>& words) {
    const Dialect dialect = words.at(2) == "mlflow" ? Dialect::mlflow : Dialect::extended;
    const ViewType view = words.at(3) == "active"    ? ViewType::active_only
                          : words.at(3) == "deleted" ? ViewType::deleted_only
                                                     : ViewType::all;
    const auto limit = static_cast<std::size_t>(std::stoll(words.at(4)));
    const std::string token = from_hex(words.at(5));
    std::vector<std::string> ids = split(words.at(6), ',');
    const std::string filter = from_hex(words.at(7));
    std::vector<std::string> clauses;
    for (std::size_t i = 8; i < words.size(); ++i) {
      clauses.push_back(from_hex(words[i]));
    }
    return words.at(1) == "runs"
               ? answer_of(store_->search_runs({.experiment_ids = std::move(ids),
                                                .filter = filter,
                                                .order_by = clauses,
                                                .view = view,
                                                .max_results = limit,
                                                .page_token = token,
                                                .dialect = dialect}),
                           [](const Run& run) { return run.info.run_id; })
               : answer_of(store_->search_experiments({.filter = filter,
                                                       .order_by = clauses,
                                                       .view = view,
                                                       .max_results = limit,
                                                       .page_token = token,
                                                       .dialect = dialect}),
                           [](const Experiment& experiment) { return experiment.experiment_id; });
  }

 private:
  template <class Item, class Id>
  static std::vector<std::string> answer_of(const Page<Item>& page, const Id& id) {
    std::vector<std::string> answer{page.next_page_token};
    for (const Item& item : page.items) {
      answer.push_back(id(item));
    }
    return answer;
  }

  Host host_ = real_host();
  std::unique_ptr<Store> store_;
};

const Schema& schema_of(const std::string& subject) {
  return subject == "runs"                ? run_schema()
         : subject == "experiments"       ? experiment_schema()
         : subject == "registered_models" ? registered_model_schema()
         : subject == "model_versions"    ? model_version_schema()
                                          : logged_model_schema();
}

class Probe {
 public:
  std::string answer(const std::vector<std::string>& words) {
    const std::string& question = words[0];
    if (question == "clear") {
      records_.clear();
      return "ok";
    }
    if (question == "record") {
      add_record(words);
      return "ok";
    }
    if (question == "tree") {
      tree_.open(from_hex(words.at(1)));
      return "ok";
    }
    if (question == "find") {
      std::string out = "ok";
      for (const std::string& part : tree_.find(words)) {
        out += "\x1e" + part;
      }
      return out;
    }
    if (question == "token") {
      return "ok\x1e" + std::to_string(parse_page_token(from_hex(words.at(1))));
    }
    const Schema& schema = schema_of(words.at(1));
    if (question == "filter") {
      return parse(from_hex(words.at(2)), schema);
    }
    std::vector<std::string> clauses;
    for (std::size_t i = question == "order" ? 2 : 3; i < words.size(); ++i) {
      clauses.push_back(from_hex(words[i]));
    }
    const auto ordered = [&] { return Ordering::parse(clauses, schema); };
    if (question == "order") {
      std::string out = "ok";
      const Ordering ordering = ordered();
      for (const OrderKey& key : ordering.keys()) {
        out += "\x1e" + kind_letter(key.field.kind) + "|" + key.field.key + "|" +
               (key.ascending ? "asc" : "desc");
      }
      return out;
    }
    return search(Filter::parse(from_hex(words.at(2)), schema), ordered);
  }

 private:
  static std::string parse(const std::string& text, const Schema& schema) {
    std::string out = "ok";
    for (const Comparison& comparison : parse_filter(text, schema)) {
      out += "\x1e" + kind_letter(comparison.field.kind) + "|" + comparison.field.key + "|" +
             comparison.comparator_text + "|" + show(comparison.literal);
    }
    return out;
  }

  void add_record(const std::vector<std::string>& words) {
    MemoryRecord& record = records_.emplace_back();
    record.id = from_hex(words.at(1));
    record.time = std::stoll(words.at(2));
    for (std::size_t i = 3; i < words.size(); ++i) {
      const std::vector<std::string> parts = split(words[i], ':');
      if (parts[0] == "d") {
        record.inputs.push_back(
            {from_hex(parts.at(1)), from_hex(parts.at(2)),
             parts.size() > 3 ? std::optional(from_hex(parts[3])) : std::nullopt});
        continue;
      }
      const auto kind = static_cast<FieldKind>(std::string_view("amptd").find(parts[0]));
      const Value value = parts.at(2) == "n"
                              ? Value(parse_python_float(from_hex(parts.at(3))).value())
                              : Value(from_hex(parts.at(3)));
      record.values[{kind, from_hex(parts.at(1))}] = value;
    }
  }

  template <class ParseOrdering>
  std::string search(const Filter& filter, const ParseOrdering& parse_ordering) {
    std::vector<const MemoryRecord*> hits;
    for (const MemoryRecord& record : records_) {
      if (filter.matches(record)) {
        hits.push_back(&record);
      }
    }
    const Ordering ordering = parse_ordering();
    std::vector<SortRow> rows;
    for (const MemoryRecord* record : hits) {
      SortRow row{.keys = {}, .time = record->time, .id = record->id};
      for (const OrderKey& key : ordering.keys()) {
        row.keys.push_back(record->value(key.field));
      }
      rows.push_back(std::move(row));
    }
    std::stable_sort(rows.begin(), rows.end(),
                     [&](const SortRow& a, const SortRow& b) { return ordering.before(a, b); });
    std::string out = "ok";
    for (const SortRow& row : rows) {
      out += "\x1e" + row.id;
    }
    return out;
  }

  std::vector<MemoryRecord> records_;
  Tree tree_;
};

std::optional<std::string> read_line() {
  std::string line;
  for (int c = std::getchar(); c != EOF; c = std::getchar()) {
    if (c == '\n') {
      return line;
    }
    line += static_cast<char>(c);
  }
  return std::nullopt;
}

}  // namespace

int main() {
  Probe probe;
  while (const auto line = read_line()) {
    std::string answer;
    try {
      answer = probe.answer(split(*line, ' '));
    } catch (const Error& error) {
      answer = std::string("error\x1e") + error.what() + "\x1e" + error.hint();
    }
    std::fputs((to_hex(answer) + "\n").c_str(), stdout);
    std::fflush(stdout);
  }
  return 0;
}
