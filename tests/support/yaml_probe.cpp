// Lets a test in Python ask the yaml module questions. A request is a length (32 bits, little
// endian) and that many bytes: a letter and values; so is the answer: one value, or `e` and why
// not. A value is a letter and its data, see read_value.

#include "mltrack/yaml/document.hpp"
#include "mltrack/yaml/scalar.hpp"

#include <cstring>
#include <iostream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <type_traits>

namespace {

using namespace mltrack::yaml;

class Request {
 public:
  explicit Request(std::string_view bytes) : rest_(bytes) {}

  template <class T>
  T number() {
    T value;
    const auto bytes = take(sizeof value);
    std::memcpy(&value, bytes.data(), sizeof value);
    return value;
  }
  std::string_view take(std::size_t size) {
    if (size > rest_.size()) {
      throw std::runtime_error("request too short");
    }
    const auto bytes = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return bytes;
  }
  std::string text() {
    if (take(1) != "s") {
      throw std::runtime_error("text expected");
    }
    return std::string(take(number<std::uint32_t>()));
  }
  Value value() {
    const auto size = [this] { return number<std::uint32_t>(); };
    switch (take(1)[0]) {
      case 'n':
        return {};
      case 't':
        return true;
      case 'f':
        return false;
      case 'i':
        return number<std::int64_t>();
      case 'd':
        return number<double>();
      case 's':
        return std::string(take(size()));
      case 'l': {
        List list(size());
        for (Value& item : list) {
          item = value();
        }
        return list;
      }
      case 'm': {
        Map map(size());
        for (auto& [key, entry] : map) {
          key = text();
          entry = value();
        }
        return map;
      }
      default:
        throw std::runtime_error("unknown letter");
    }
  }

 private:
  std::string_view rest_;
};

template <class T>
void put_number(std::string& out, T value) {
  char bytes[sizeof value];
  std::memcpy(bytes, &value, sizeof value);
  out.append(bytes, sizeof value);
}

void put_text(std::string& out, std::string_view text) {
  out += 's';
  put_number(out, static_cast<std::uint32_t>(text.size()));
  out += text;
}

void put_value(std::string& out, const Value& value) {
  std::visit(
      [&](const auto& data) {
        using T = std::decay_t<decltype(data)>;
        if constexpr (std::is_same_v<T, std::monostate>) {
          out += 'n';
        } else if constexpr (std::is_same_v<T, bool>) {
          out += data ? 't' : 'f';
        } else if constexpr (std::is_same_v<T, std::int64_t>) {
          out += 'i';
          put_number(out, data);
        } else if constexpr (std::is_same_v<T, double>) {
          out += 'd';
          put_number(out, data);
        } else if constexpr (std::is_same_v<T, std::string>) {
          put_text(out, data);
        } else if constexpr (std::is_same_v<T, List>) {
          out += 'l';
          put_number(out, static_cast<std::uint32_t>(data.size()));
          for (const Value& item : data) {
            put_value(out, item);
          }
        } else {
          out += 'm';
          put_number(out, static_cast<std::uint32_t>(data.size()));
          for (const auto& [key, entry] : data) {
            put_text(out, key);
            put_value(out, entry);
          }
        }
      },
      value.data);
}

const char* type_name(ScalarType type) {
  constexpr const char* names[] = {"str",   "null",      "bool",  "int",
                                   "float", "timestamp", "merge", "value"};
  return names[static_cast<int>(type)];
}

/// [has, text, integer, value] of a key.
Value look_up(const Document& document, const std::string& key) {
  const auto text = document.text(key);
  const auto integer = document.integer(key);
  return List{document.has(key), text ? Value(*text) : Value(), integer ? Value(*integer) : Value(),
              document.value(key)};
}

Value answer(Request& request) {
  switch (request.take(1)[0]) {
    case 'E':  // emit a mapping
      return emit(std::get<Map>(request.value().data));
    case 'P':  // parse a text
      return parse(request.text());
    case 'D': {  // parse as Document, look up keys; the text again
      const auto document = Document::parse(request.text());
      List found{document.str()};
      const Value keys = request.value();
      for (const Value& key : std::get<List>(keys.data)) {
        found.push_back(look_up(document, std::get<std::string>(key.data)));
      }
      return found;
    }
    case 'C': {  // change a Document: pairs set, lists of one erased; the text and the last look-up
      auto document = Document::parse(request.text());
      const Value changes = request.value();
      List found{Value(), Value()};
      for (const Value& change : std::get<List>(changes.data)) {
        const auto& parts = std::get<List>(change.data);
        const auto& key = std::get<std::string>(parts[0].data);
        if (parts.size() == 2) {
          document.set(key, parts[1]);
        } else {
          document.erase(key);
        }
        found[1] = look_up(document, key);
      }
      found[0] = document.str();
      return found;
    }
    case 'R': {  // resolve a plain scalar
      const std::string plain = request.text();
      return List{type_name(resolve(plain)), plain_value(plain)};
    }
    case 'K':  // Python's str()
      return python_str(request.value());
    default:
      throw std::runtime_error("unknown question");
  }
}

}  // namespace

int main() {
  std::ios::sync_with_stdio(false);
  const std::string input{std::istreambuf_iterator<char>(std::cin), {}};
  Request requests(input);
  std::string out;
  for (std::size_t at = 0; at < input.size();) {
    const auto size = requests.number<std::uint32_t>();
    Request request(requests.take(size));
    at += sizeof size + size;
    std::string bytes;
    try {
      put_value(bytes, answer(request));
    } catch (const std::exception& error) {
      bytes = "e";
      put_text(bytes, error.what());
    }
    put_number(out, static_cast<std::uint32_t>(bytes.size()));
    out += bytes;
  }
  std::cout << out;
}
