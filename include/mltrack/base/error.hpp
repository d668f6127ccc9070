#pragma once
// The one exception of mltrack. Code and wording are MLflow's where MLflow has them, so that a
// message means the same in the shell, over REST and in Python.

#include <fmt/format.h>

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace mltrack {

/// MLflow's error codes, as `error_code` in the JSON of its REST API.
enum class ErrorCode {
  internal_error,
  invalid_parameter_value,
  invalid_state,
  resource_does_not_exist,
  resource_already_exists,
  permission_denied,
  temporarily_unavailable,
};

/// How the caller failed, from which the exit code follows (cli/exit_code.hpp). MLflow's codes are
/// too coarse for that: changing a param and a bad filter are both INVALID_PARAMETER_VALUE.
enum class Failure { failed, usage, not_found, ambiguous, conflict, busy, denied };

/// `RESOURCE_DOES_NOT_EXIST` and so on.
[[nodiscard]] std::string_view error_code_name(ErrorCode code);

class Error : public std::runtime_error {
 public:
  Error(ErrorCode code, Failure failure, const std::string& message)
      : std::runtime_error(message), code_(code), failure_(failure) {}

  [[nodiscard]] ErrorCode code() const { return code_; }
  [[nodiscard]] Failure failure() const { return failure_; }
  /// What to do about it: a sentence, or a few lines that show the place; empty if the message says
  /// all.
  [[nodiscard]] const std::string& hint() const { return hint_; }

  /// The same error with a hint: `throw Error::invalid("...").with_hint("...")`.
  template <class... Args>
  [[nodiscard]] Error with_hint(fmt::format_string<Args...> text, Args&&... args) && {
    hint_ = fmt::format(text, std::forward<Args>(args)...);
    return std::move(*this);
  }
  /// The same error, counted as another kind of failure (the code stays MLflow's).
  [[nodiscard]] Error as(Failure failure) && {
    failure_ = failure;
    return std::move(*this);
  }

  /// A value which is not allowed: INVALID_PARAMETER_VALUE, usage.
  template <class... Args>
  static Error invalid(fmt::format_string<Args...> text, Args&&... args) {
    return make(ErrorCode::invalid_parameter_value, Failure::usage, text,
                std::forward<Args>(args)...);
  }
  /// RESOURCE_DOES_NOT_EXIST.
  template <class... Args>
  static Error not_found(fmt::format_string<Args...> text, Args&&... args) {
    return make(ErrorCode::resource_does_not_exist, Failure::not_found, text,
                std::forward<Args>(args)...);
  }
  /// A short name that could mean several things.
  template <class... Args>
  static Error ambiguous(fmt::format_string<Args...> text, Args&&... args) {
    return make(ErrorCode::invalid_parameter_value, Failure::ambiguous, text,
                std::forward<Args>(args)...);
  }
  /// RESOURCE_ALREADY_EXISTS.
  template <class... Args>
  static Error exists(fmt::format_string<Args...> text, Args&&... args) {
    return make(ErrorCode::resource_already_exists, Failure::conflict, text,
                std::forward<Args>(args)...);
  }
  /// Against what is stored already, where MLflow says INVALID_PARAMETER_VALUE: a param changed,
  /// a write to a deleted run.
  template <class... Args>
  static Error conflict(fmt::format_string<Args...> text, Args&&... args) {
    return make(ErrorCode::invalid_parameter_value, Failure::conflict, text,
                std::forward<Args>(args)...);
  }
  /// INVALID_STATE: what is stored contradicts itself or forbids the call.
  template <class... Args>
  static Error invalid_state(fmt::format_string<Args...> text, Args&&... args) {
    return make(ErrorCode::invalid_state, Failure::conflict, text, std::forward<Args>(args)...);
  }
  /// A lock that was not to be had in time.
  template <class... Args>
  static Error busy(fmt::format_string<Args...> text, Args&&... args) {
    return make(ErrorCode::temporarily_unavailable, Failure::busy, text,
                std::forward<Args>(args)...);
  }
  /// The operating system refused.
  template <class... Args>
  static Error denied(fmt::format_string<Args...> text, Args&&... args) {
    return make(ErrorCode::permission_denied, Failure::denied, text, std::forward<Args>(args)...);
  }
  /// Everything else: I/O errors, corrupt files.
  template <class... Args>
  static Error internal(fmt::format_string<Args...> text, Args&&... args) {
    return make(ErrorCode::internal_error, Failure::failed, text, std::forward<Args>(args)...);
  }

 private:
  template <class... Args>
  static Error make(ErrorCode code, Failure failure, fmt::format_string<Args...> text,
                    Args&&... args) {
    return {code, failure, fmt::format(text, std::forward<Args>(args)...)};
  }

  ErrorCode code_;
  Failure failure_;
  std::string hint_;
};

}  // namespace mltrack
