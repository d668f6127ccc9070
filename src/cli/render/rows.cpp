// Which writer, and which columns it sees.

#include "render/rows.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/unicode.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

namespace mltrack::cli {
namespace {

std::vector<std::string> column_names(const RowsSpec& spec) {
  std::vector<std::string> names;
  for (const Column& column : spec.columns) {
    names.push_back(column.name);
  }
  return names;
}

}  // namespace

std::optional<std::string> meant_column(std::string_view field,
                                        const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    if (name.size() > field.size() && name.ends_with(field) &&
        name[name.size() - field.size() - 1] == '.') {
      return name;
    }
  }
  if (auto near = nearest(field, names)) {
    return near;
  }
  std::vector<std::string> keys;  // what stands behind `metrics.`
  for (const std::string& name : names) {
    keys.push_back(name.substr(name.find('.') + 1));
  }
  const auto near = nearest(field, keys);
  const auto found = std::find(keys.begin(), keys.end(), near.value_or(""));
  return found == keys.end() ? std::nullopt
                             : std::optional(names[static_cast<std::size_t>(found - keys.begin())]);
}

namespace {

[[noreturn]] void refuse_field(const std::string& field, const RowsSpec& spec) {
  const auto names = column_names(spec);
  if (const auto meant = meant_column(field, names)) {
    throw Error::invalid("There is no field '{}'", field).with_hint("Did you mean '{}'?", *meant);
  }
  throw Error::invalid("There is no field '{}'", field)
      .with_hint("The fields are {}.", fmt::join(names, ", "));
}

/// The position in `spec` of each field that the user asked for.
std::vector<std::size_t> find_fields(const std::vector<std::string>& fields, const RowsSpec& spec) {
  std::vector<std::size_t> found;
  for (const std::string& field : fields) {
    const auto column = std::find_if(spec.columns.begin(), spec.columns.end(),
                                     [&](const Column& item) { return item.name == field; });
    if (column == spec.columns.end()) {
      refuse_field(field, spec);
    }
    const auto index = static_cast<std::size_t>(column - spec.columns.begin());
    if (std::find(found.begin(), found.end(), index) != found.end()) {
      throw Error::invalid("Field '{}' is named twice", field);
    }
    found.push_back(index);
  }
  return found;
}

/// Passes on the chosen cells in the order in which they were asked for.
class ChosenColumns final : public RowWriter {
 public:
  ChosenColumns(std::vector<std::size_t> chosen, std::unique_ptr<RowWriter> writer)
      : chosen_(std::move(chosen)), writer_(std::move(writer)) {}

  void row(const RowCells& cells, const JsonOf& json) override {
    writer_->row(cells.only(chosen_), json);
  }

  void finish(std::string_view next_page_token) override { writer_->finish(next_page_token); }
  [[nodiscard]] std::size_t columns_left_out() const override {
    return writer_->columns_left_out();
  }

 private:
  std::vector<std::size_t> chosen_;
  std::unique_ptr<RowWriter> writer_;
};

}  // namespace

std::unique_ptr<RowWriter> open_rows(Output& out, const OutputOptions& options, RowsSpec spec) {
  const Format* format = Registry<Format>::find(options.format);
  if (format == nullptr) {
    const auto names = format_names();
    const auto meant = nearest(options.format, names);
    throw Error::invalid("There is no output format '{}'", options.format)
        .with_hint("{}The formats are {}", meant ? "Did you mean '" + *meant + "'? " : "",
                   fmt::join(names, ", "));
  }
  if (options.fields.empty()) {
    return format->open(out, options, std::move(spec));
  }
  auto chosen = find_fields(options.fields, spec);
  RowsSpec shown{.list_name = std::move(spec.list_name), .columns = {}, .id_column = 0};
  for (const std::size_t index : chosen) {
    shown.columns.push_back(spec.columns[index]);
  }
  return std::make_unique<ChosenColumns>(std::move(chosen),
                                         format->open(out, options, std::move(shown)));
}

bool is_for_people(const OutputOptions& options) {
  const Format* format = Registry<Format>::find(options.format);
  return format != nullptr && format->reader == Reader::person;
}

std::vector<std::string> format_names() {
  std::vector<const Format*> formats;
  for (const Format* format = Registry<Format>::first(); format != nullptr; format = format->next) {
    formats.push_back(format);
  }
  std::sort(formats.begin(), formats.end(),
            [](const Format* a, const Format* b) { return a->help_order < b->help_order; });
  std::vector<std::string> names;
  for (const Format* format : formats) {
    names.emplace_back(format->name);
  }
  return names;
}

}  // namespace mltrack::cli
