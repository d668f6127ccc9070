#pragma once
// The fields of a request to MLflow's REST API, read as MLflow reads them: a JSON object, or the
// parameters of a query. null is absent; what no one asks for is ignored.
//
// All functions throw Error::invalid in MLflow's wording, for a required field that is missing or an
// empty text, and for a value of another type. Numbers may come as text ("5", "NaN"), an integer as a
// float without a fraction, as protobuf's JSON allows it.

#include "mltrack/yaml/value.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mltrack::wire {

class Message {
 public:
  /// MLflow: no body is `{}`; a JSON text that holds JSON (old clients) is read a second time. Throws
  /// for anything but an object, and for more than 64 brackets inside each other.
  static Message from_json(std::string_view body);
  /// A name that comes several times is a list.
  static Message from_query(const std::vector<std::pair<std::string, std::string>>& parameters);

  [[nodiscard]] bool has(std::string_view name) const;

  [[nodiscard]] std::string required_text(std::string_view name) const;
  [[nodiscard]] std::int64_t required_integer(std::string_view name) const;
  [[nodiscard]] double required_number(std::string_view name) const;
  /// MLflow: `run_id`, or `run_uuid`, its old name, which 2.x clients send alone in places.
  [[nodiscard]] std::string run_id() const;

  /// "" if it is absent.
  [[nodiscard]] std::string text(std::string_view name) const;
  [[nodiscard]] std::optional<std::string> find_text(std::string_view name) const;
  [[nodiscard]] std::optional<std::int64_t> find_integer(std::string_view name) const;
  [[nodiscard]] bool flag(std::string_view name, bool otherwise) const;
  [[nodiscard]] std::vector<std::string> texts(std::string_view name) const;
  /// The objects of a list. Errors about their fields name the place: `metrics[3].key`.
  [[nodiscard]] std::vector<Message> messages(std::string_view name) const;
  /// The object in a field, an empty one if it is absent.
  [[nodiscard]] Message message(std::string_view name) const;
  /// The name or, by protobuf's numbers, the index of an enum's value in `names`; nothing if it is
  /// absent. MLflow: an unknown name counts as absent.
  [[nodiscard]] std::optional<std::size_t> find_choice(
      std::string_view name, const std::vector<std::string_view>& names) const;

 private:
  enum class Origin { json, query };

  Message(yaml::Map fields, Origin origin, std::string path)
      : fields_(std::move(fields)), origin_(origin), path_(std::move(path)) {}

  [[nodiscard]] const yaml::Value* find(std::string_view name) const;
  [[nodiscard]] const yaml::Value& required(std::string_view name) const;
  [[nodiscard]] std::int64_t to_integer(std::string_view name, const yaml::Value& value) const;
  [[nodiscard]] std::string to_text(std::string_view name, const yaml::Value& value) const;
  [[noreturn]] void wrong_type(std::string_view name, const yaml::Value& value) const;

  yaml::Map fields_;
  Origin origin_ = Origin::json;
  std::string path_;  // "" or "metrics[3]."
};

/// Error::invalid for a value that is not allowed, in the words of MLflow's request checks: those end
/// with a pointer to the API docs.
[[nodiscard]] std::string with_api_docs(std::string_view sentence);

}  // namespace mltrack::wire
