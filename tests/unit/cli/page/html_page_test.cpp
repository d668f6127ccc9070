#include "cli/page/html_page.hpp"

#include "mltrack/base/base64.hpp"
#include "mltrack/base/digest.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace mltrack;       // NOLINT(google-build-using-namespace)
using namespace mltrack::cli;  // NOLINT(google-build-using-namespace)

namespace {

std::string between(const std::string& text, const std::string& begin, const std::string& end) {
  const std::size_t from = text.find(begin);
  REQUIRE(from != std::string::npos);
  const std::size_t at = from + begin.size();
  return text.substr(at, text.find(end, at) - at);
}

std::string policy_of(const std::string& page) {
  return between(page, "Content-Security-Policy\" content=\"", "\"");
}

}  // namespace

TEST_CASE("html page: the policy allows its own styles and script, by what they are, and nothing") {
  const std::string page =
      html_page({.title = "t", .styles = "p{}", .script = "run()", .body = "<p>x</p>\n"});
  const std::string styles = between(page, "<style>", "</style>");
  CHECK(styles.ends_with("p{}"));
  CHECK(policy_of(page) == "default-src 'none'; script-src 'sha256-" +
                               encode_base64(sha256("run()")) + "'; style-src 'sha256-" +
                               encode_base64(sha256(styles)) +
                               "'; base-uri 'none'; form-action 'none'");
  CHECK(between(page, "<script>", "</script>") == "run()");
}

TEST_CASE("html page: without a script none is allowed") {
  const std::string page = html_page({.title = "t", .styles = "", .script = "", .body = ""});
  CHECK(policy_of(page).starts_with("default-src 'none'; script-src 'none'; style-src 'sha256-"));
  CHECK(page.find("<script") == std::string::npos);
}

TEST_CASE("html page: the title is text") {
  CHECK(between(html_page({.title = "</title><b>", .styles = "", .script = "", .body = ""}),
                "<title>", "\n") == "&lt;/title&gt;&lt;b&gt;</title>");
}
