// libyaml, the emitter behind PyYAML's CSafeDumper.

#include "mltrack/base/error.hpp"
#include "mltrack/base/number.hpp"
#include "mltrack/base/unicode.hpp"
#include "mltrack/yaml/document.hpp"
#include "mltrack/yaml/scalar.hpp"

#include <yaml.h>

#include <algorithm>
#include <string>
#include <type_traits>

namespace mltrack::yaml {
namespace {

enum class Implicit { plain, quoted, both };

class Emitter {
 public:
  enum class Unicode { escaped, kept };

  Emitter(std::string& out, Unicode unicode) {
    if (yaml_emitter_initialize(&emitter_) == 0) {
      throw Error::internal("YAML: out of memory");
    }
    yaml_emitter_set_output(&emitter_, &append, &out);
    yaml_emitter_set_unicode(&emitter_, unicode == Unicode::kept ? 1 : 0);
  }
  Emitter(const Emitter&) = delete;
  Emitter& operator=(const Emitter&) = delete;
  ~Emitter() { yaml_emitter_delete(&emitter_); }

  template <class Root>
  void document(const Root& root) {
    yaml_event_t event;
    send(event, yaml_stream_start_event_initialize(&event, YAML_UTF8_ENCODING));
    send(event, yaml_document_start_event_initialize(&event, nullptr, nullptr, nullptr, 1));
    node_of(root);
    send(event, yaml_document_end_event_initialize(&event, 1));
    send(event, yaml_stream_end_event_initialize(&event));
  }

 private:
  static int append(void* out, unsigned char* bytes, std::size_t size) {
    static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(bytes), size);
    return 1;
  }

  /// `made` is what the event's initializer returned; the emitter takes the event over.
  void send(yaml_event_t& event, int made) {
    if (made == 0) {
      throw Error::internal("YAML: out of memory");
    }
    if (yaml_emitter_emit(&emitter_, &event) == 0) {
      throw Error::internal("YAML: {}", emitter_.problem == nullptr ? "?" : emitter_.problem);
    }
  }

  void scalar(std::string_view text, Implicit implicit) {
    yaml_event_t event;
    const auto* bytes = reinterpret_cast<const yaml_char_t*>(text.data());
    send(event, yaml_scalar_event_initialize(
                    &event, nullptr, nullptr, bytes, static_cast<int>(text.size()),
                    implicit == Implicit::quoted ? 0 : 1, implicit == Implicit::plain ? 0 : 1,
                    YAML_ANY_SCALAR_STYLE));
  }

  void string(std::string_view text) {
    if (!is_valid_utf8(text)) {
      throw Error::invalid("Text is not valid UTF-8 and cannot be stored: '{}'",
                           escape_controls(text));
    }
    scalar(text, resolve(text) == ScalarType::string ? Implicit::both : Implicit::quoted);
  }

  void mapping(const Map& map) {
    yaml_event_t event;
    send(event, yaml_mapping_start_event_initialize(&event, nullptr, nullptr, 1,
                                                    YAML_BLOCK_MAPPING_STYLE));
    std::vector<const Map::value_type*> sorted;
    sorted.reserve(map.size());
    for (const auto& entry : map) {
      sorted.push_back(&entry);
    }
    // UTF-8 bytes sort as code points do.
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto* a, const auto* b) { return a->first < b->first; });
    for (const auto* entry : sorted) {
      string(entry->first);
      node(entry->second);
    }
    send(event, yaml_mapping_end_event_initialize(&event));
  }

  void sequence(const List& list) {
    yaml_event_t event;
    send(event, yaml_sequence_start_event_initialize(&event, nullptr, nullptr, 1,
                                                     YAML_BLOCK_SEQUENCE_STYLE));
    for (const Value& item : list) {
      node(item);
    }
    send(event, yaml_sequence_end_event_initialize(&event));
  }

  /// PyYAML: repr(), but `1e+16` becomes `1.0e+16`, which YAML 1.1 reads as a float.
  void number(double value) {
    std::string text = format_double(value);
    if (text == "nan" || text == "inf" || text == "-inf") {
      text.insert(text.size() - 3, ".");
    } else if (const auto e = text.find('e');
               e != std::string::npos && text.find('.') == std::string::npos) {
      text.insert(e, ".0");
    }
    scalar(text, Implicit::plain);
  }

  void node_of(const Map& map) { mapping(map); }
  void node_of(const Value& value) { node(value); }

  void node(const Value& value) {
    std::visit(
        [this](const auto& data) {
          using T = std::decay_t<decltype(data)>;
          if constexpr (std::is_same_v<T, std::monostate>) {
            scalar("null", Implicit::plain);
          } else if constexpr (std::is_same_v<T, bool>) {
            scalar(data ? "true" : "false", Implicit::plain);
          } else if constexpr (std::is_same_v<T, std::int64_t>) {
            scalar(std::to_string(data), Implicit::plain);
          } else if constexpr (std::is_same_v<T, double>) {
            number(data);
          } else if constexpr (std::is_same_v<T, std::string>) {
            string(data);
          } else if constexpr (std::is_same_v<T, List>) {
            sequence(data);
          } else {
            mapping(data);
          }
        },
        value.data);
  }

  yaml_emitter_t emitter_{};
};

}  // namespace

std::string emit(const Map& map) {
  std::string out;
  Emitter(out, Emitter::Unicode::kept).document(map);
  return out;
}

std::string emit_ascii(const Value& value) {
  std::string out;
  Emitter(out, Emitter::Unicode::escaped).document(value);
  return out;
}

}  // namespace mltrack::yaml
