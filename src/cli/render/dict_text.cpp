#include "dict_text.hpp"

#include "mltrack/base/number.hpp"
#include "mltrack/base/unicode.hpp"

namespace mltrack::cli {
namespace {

void append(std::string& out, const yaml::Value& value, std::size_t depth) {
  struct Append {
    std::string& out;
    std::size_t depth;

    void line(std::size_t level) const { out.append(1, '\n').append(2 * level, ' '); }
    void operator()(std::monostate /*null*/) const { out += "null"; }
    void operator()(bool value) const { out += value ? "true" : "false"; }
    void operator()(std::int64_t value) const { append_int(out, value); }
    void operator()(double value) const {
      const std::string text = format_double(value);
      // Python's json writes these words, which strict readers refuse.
      out += text == "nan"    ? "NaN"
             : text == "inf"  ? "Infinity"
             : text == "-inf" ? "-Infinity"
                              : text;
    }
    void operator()(const std::string& value) const { out += json_quote_ascii(value); }
    void operator()(const yaml::List& list) const {
      if (list.empty()) {
        out += "[]";
        return;
      }
      out += '[';
      for (std::size_t i = 0; i < list.size(); ++i) {
        out += i == 0 ? "" : ",";
        line(depth + 1);
        append(out, list[i], depth + 1);
      }
      line(depth);
      out += ']';
    }
    void operator()(const yaml::Map& map) const {
      if (map.empty()) {
        out += "{}";
        return;
      }
      out += '{';
      for (std::size_t i = 0; i < map.size(); ++i) {
        out += i == 0 ? "" : ",";
        line(depth + 1);
        out += json_quote_ascii(map[i].first) + ": ";
        append(out, map[i].second, depth + 1);
      }
      line(depth);
      out += '}';
    }
  };
  std::visit(Append{out, depth}, value.data);
}

}  // namespace

std::string json_text(const yaml::Value& value) {
  std::string out;
  append(out, value, 0);
  return out;
}

}  // namespace mltrack::cli
