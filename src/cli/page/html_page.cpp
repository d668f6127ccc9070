#include "html_page.hpp"

#include "markup.hpp"

#include "mltrack/base/base64.hpp"
#include "mltrack/base/digest.hpp"
#include "mltrack/base/version.hpp"

#include <fmt/format.h>

namespace mltrack::cli {
namespace {

constexpr std::string_view common_styles = R"css(
:root { color-scheme: light dark; --paper: #ffffff; --ink: #1c1e21; --faint: #5d636b; --line: #d9dce1;
  --shade: #f4f5f7; --accent: #0551d3; }
@media screen and (prefers-color-scheme: dark) {
  :root { --paper: #16181d; --ink: #e8eaed; --faint: #a3a9b3; --line: #363b44; --shade: #1f232a;
    --accent: #8ab4ff; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 15px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
main { max-width: 80rem; margin: 0 auto; padding: 1.25rem 1rem 2rem; }
h1 { font-size: 1.35rem; margin: 0 0 .25rem; overflow-wrap: anywhere; }
h2 { font-size: 1.05rem; margin: 1.75rem 0 .5rem; overflow-wrap: anywhere; }
p, footer { color: var(--faint); margin: .25rem 0; overflow-wrap: anywhere; }
footer { margin-top: 2rem; font-size: .85rem; }
h3 { font-size: .95rem; margin: .75rem 0 0; overflow-wrap: anywhere; }
figure { margin: .5rem 0 1rem; }
figure svg { display: block; width: 100%; min-width: 34rem; height: auto; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .3rem .7rem; text-align: left; vertical-align: top; white-space: nowrap;
  border-bottom: 1px solid var(--line); }
th { font-weight: 600; color: var(--faint); }
th[scope=row] { font-weight: 500; color: var(--ink); white-space: normal; overflow-wrap: anywhere;
  min-width: 10rem; max-width: 28rem; }
td.number, th.number { text-align: right; }
tbody tr:hover { background: var(--shade); }
svg.sample { width: 28px; height: 10px; margin-right: .5rem; vertical-align: middle; }
@media print { main { max-width: none; padding: 0; } .scroll { overflow: visible; } }
)css";

std::string allowed(std::string_view directive, std::string_view source) {
  return source.empty() ? fmt::format("{} 'none'; ", directive)
                        : fmt::format("{} 'sha256-{}'; ", directive, encode_base64(sha256(source)));
}

}  // namespace

std::string html_page(const HtmlPage& page) {
  const std::string styles = fmt::format("{}{}", common_styles, page.styles);
  const std::string policy = "default-src 'none'; " + allowed("script-src", page.script) +
                             allowed("style-src", styles) + "base-uri 'none'; form-action 'none'";
  std::string out = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n"
      "<meta name=\"referrer\" content=\"no-referrer\">\n"
      "<meta name=\"generator\" content=\"mltrack {}\">\n"
      "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<main>\n{}"
      "<footer>Made by mltrack {}.</footer>\n</main>\n",
      policy, version(), markup_text(page.title), styles, page.body, version());
  if (!page.script.empty()) {
    out += fmt::format("<script>{}</script>\n", page.script);
  }
  return out + "</body>\n</html>\n";
}

}  // namespace mltrack::cli
