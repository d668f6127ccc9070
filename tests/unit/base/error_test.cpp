#include "mltrack/base/error.hpp"

#include <doctest/doctest.h>

using namespace mltrack;

TEST_CASE("error: each constructor stands for a code of MLflow and a kind of failure") {
  const auto check = [](const Error& error, std::string_view code, Failure failure) {
    CHECK(error_code_name(error.code()) == code);
    CHECK(error.failure() == failure);
    CHECK(std::string(error.what()) == "a 1");
    CHECK(error.hint().empty());
  };
  check(Error::invalid("a {}", 1), "INVALID_PARAMETER_VALUE", Failure::usage);
  check(Error::not_found("a {}", 1), "RESOURCE_DOES_NOT_EXIST", Failure::not_found);
  check(Error::ambiguous("a {}", 1), "INVALID_PARAMETER_VALUE", Failure::ambiguous);
  check(Error::exists("a {}", 1), "RESOURCE_ALREADY_EXISTS", Failure::conflict);
  check(Error::conflict("a {}", 1), "INVALID_PARAMETER_VALUE", Failure::conflict);
  check(Error::invalid_state("a {}", 1), "INVALID_STATE", Failure::conflict);
  check(Error::busy("a {}", 1), "TEMPORARILY_UNAVAILABLE", Failure::busy);
  check(Error::denied("a {}", 1), "PERMISSION_DENIED", Failure::denied);
  check(Error::internal("a {}", 1), "INTERNAL_ERROR", Failure::failed);
}

TEST_CASE("error: a hint and another failure leave code and message as they were") {
  const Error error = Error::internal("message").with_hint("do {}", "this").as(Failure::usage);
  CHECK(error.hint() == "do this");
  CHECK(error.failure() == Failure::usage);
  CHECK(error.code() == ErrorCode::internal_error);
  CHECK(std::string(error.what()) == "message");
}
