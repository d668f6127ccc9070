#include "mltrack/yaml/document.hpp"

#include "block_reader.hpp"
#include "general_reader.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/yaml/scalar.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace mltrack::yaml {
namespace {

constexpr std::size_t usual_entries = 16;
constexpr std::size_t largest_text = std::numeric_limits<std::uint32_t>::max() / 4;

std::optional<std::string> as_text(Value value) {
  if (value.is_null() || std::holds_alternative<List>(value.data) ||
      std::holds_alternative<Map>(value.data)) {
    return std::nullopt;
  }
  return python_str(value);
}

}  // namespace

Value parse(std::string_view text) {
  Value value;
  if (BlockReader(text).whole(value)) {
    return value;
  }
  GeneralDocument document = read_generally(text);
  if (document.problem) {
    throw Error::invalid("Not valid YAML: {}", *document.problem);
  }
  return std::move(document.value);
}

Document Document::parse(std::string text) {
  if (text.size() > largest_text) {
    throw Error::internal("too large for YAML ({} bytes)", text.size());
  }
  Document document;
  document.text_ = std::move(text);
  document.parsed_size_ = static_cast<std::uint32_t>(document.text_.size());
  document.tail_begin_ = document.parsed_size_;
  document.edited_ = false;
  if (!document.scan()) {
    document.entries_.clear();
    document.read_generally();
  }
  return document;
}

/// The entries by the block reader; false if it is not sure.
bool Document::scan() {
  BlockReader reader(text_);
  if (!reader.has_certain_characters() || reader.at_end()) {
    return false;
  }
  entries_.reserve(usual_entries);
  while (!reader.at_end()) {
    Entry entry;
    entry.begin = entry.line = static_cast<std::uint32_t>(reader.position());
    if (!reader.entry(0, entry.key, entry.value, nullptr)) {
      return false;
    }
    entry.end = static_cast<std::uint32_t>(reader.position());
    entries_.push_back(entry);
  }
  for (Entry& entry : entries_) {
    unquote_key(entry);
  }
  return true;
}

void Document::unquote_key(Entry& entry) {
  if (entry.key.form != Form::plain) {
    const std::string key = scalar_text(text_, entry.key);
    entry.key.begin = static_cast<std::uint32_t>(text_.size());
    text_ += key;
    entry.key.end = static_cast<std::uint32_t>(text_.size());
    entry.key.form = Form::plain;
  }
}

std::string_view Document::view(std::uint32_t begin, std::uint32_t end) const {
  return std::string_view(text_).substr(begin, end - begin);
}

std::string_view Document::key_of(const Entry& entry) const {
  return view(entry.key.begin, entry.key.end);
}

/// The last entry of that key: PyYAML lets it win.
const Document::Entry* Document::find(std::string_view key) const {
  for (auto entry = entries_.rbegin(); entry != entries_.rend(); ++entry) {
    if (key_of(*entry) == key) {
      return &*entry;
    }
  }
  return nullptr;
}

bool Document::has(std::string_view key) const {
  return find(key) != nullptr;
}

Value Document::value(std::string_view key) const {
  const Entry* entry = find(key);
  if (entry == nullptr) {
    return {};
  }
  if (entry->value.form == Form::held) {
    return held_[entry->value.begin];
  }
  if (entry->value.form != Form::block) {
    return scalar_value(text_, entry->value);
  }
  Value value;
  Piece ignored_key;
  Piece ignored_value;
  BlockReader reader(view(entry->line, entry->end));
  return reader.entry(0, ignored_key, ignored_value, &value) ? value : Value();
}

std::optional<std::string> Document::text(std::string_view key) const {
  const Entry* entry = find(key);
  if (entry == nullptr) {
    return std::nullopt;
  }
  switch (entry->value.form) {
    case Form::nothing:
    case Form::empty_list:
    case Form::empty_map:
    case Form::block:
      return std::nullopt;
    case Form::plain: {
      const auto plain = view(entry->value.begin, entry->value.end);
      return resolve(plain) == ScalarType::string ? std::string(plain)
                                                  : as_text(plain_value(plain));
    }
    case Form::held:
      return as_text(held_[entry->value.begin]);
    case Form::folded:
    case Form::quoted:
      break;
  }
  return as_text(scalar_value(text_, entry->value));
}

std::optional<std::int64_t> Document::integer(std::string_view key) const {
  const Value found = value(key);
  if (const auto* integer = std::get_if<std::int64_t>(&found.data)) {
    return *integer;
  }
  constexpr double limit = 9223372036854775808.0;  // 2^63
  if (const auto* number = std::get_if<double>(&found.data);
      number != nullptr && *number == std::trunc(*number) && *number >= -limit && *number < limit) {
    return static_cast<std::int64_t>(*number);
  }
  return std::nullopt;
}

/// The lines of a new entry, at the end of the text.
Document::Entry Document::append_entry(std::string_view comments, std::string_view key,
                                       const Value& value) {
  const std::string lines = emit({{std::string(key), value}});
  const std::string kept(comments);
  Entry entry;
  entry.begin = static_cast<std::uint32_t>(text_.size());
  text_ += kept;
  entry.line = static_cast<std::uint32_t>(text_.size());
  text_ += lines;
  entry.end = static_cast<std::uint32_t>(text_.size());
  BlockReader reader(text_, entry.line);
  if (!reader.has_certain_characters() || !reader.entry(0, entry.key, entry.value, nullptr)) {
    hold(key, value, entry);
  }
  unquote_key(entry);
  return entry;
}

void Document::hold(std::string_view key, Value value, Entry& entry) {
  entry.key.begin = static_cast<std::uint32_t>(text_.size());
  text_ += key;
  entry.key.end = static_cast<std::uint32_t>(text_.size());
  entry.key.form = Form::plain;
  entry.value = {static_cast<std::uint32_t>(held_.size()), 0, Form::held};
  held_.push_back(std::move(value));
}

void Document::set(std::string_view key, const Value& value) {
  if (const Entry* old = find(key)) {
    const auto index = static_cast<std::size_t>(old - entries_.data());
    entries_[index] = append_entry(view(old->begin, old->line), key, value);
  } else {
    const Entry entry = append_entry("", key, value);
    const auto place = std::find_if(entries_.begin(), entries_.end(),
                                    [&](const Entry& other) { return key_of(other) > key; });
    entries_.insert(place, entry);
  }
  edited_ = true;
}

void Document::erase(std::string_view key) {
  const auto removed =
      std::erase_if(entries_, [&](const Entry& entry) { return key_of(entry) == key; });
  edited_ = edited_ || removed > 0;
}

std::string Document::str() const {
  if (!edited_) {
    return text_.substr(0, parsed_size_);
  }
  std::string out;
  const auto append = [&out](std::string_view lines) {
    if (!out.empty() && !lines.empty() && out.back() != '\n' && out.back() != '\r') {
      out += '\n';
    }
    out += lines;
  };
  for (const Entry& entry : entries_) {
    append(view(entry.begin, entry.end));
  }
  if (entries_.empty()) {
    append("{}\n");
  }
  append(view(tail_begin_, parsed_size_));
  return std::string(view(0, head_end_)) + out;
}

}  // namespace mltrack::yaml
