#pragma once
// A page in one file that asks for nothing outside: to be mailed, kept among the artifacts of a CI job
// or put on a web server as it is.

#include <string>
#include <string_view>

namespace mltrack::cli {

struct HtmlPage {
  std::string_view title;   // any text
  std::string_view styles;  // beside those that every page has
  std::string_view script;  // may be empty
  std::string_view body;    // markup, made by us
};

/// The whole document. Its policy lets the browser run this script and these styles alone, by their
/// digests, and load nothing: even markup that slipped in could do nothing.
[[nodiscard]] std::string html_page(const HtmlPage& page);

}  // namespace mltrack::cli
