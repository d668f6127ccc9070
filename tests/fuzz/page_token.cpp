// Page tokens: an offset or a refusal, and an offset comes back from its own token.
#include "mltrack/search/page_token.hpp"

#include "promise.hpp"

#include "mltrack/base/error.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace mltrack;
  using mltrack::fuzz::promise;
  const std::string_view token = fuzz::text_of(data, size);
  try {
    const std::size_t offset = search::parse_page_token(token);
    promise(offset == 0 || search::parse_page_token(search::format_page_token(offset)) == offset,
            "an offset comes back from its token");
  } catch (const Error& error) {
    promise(error.failure() == Failure::usage, "a refusal is an error of usage");
    promise(error.hint().size() < 2000, "a hint is short");
  }
  return 0;
}
