#include "response_head.hpp"

#include "mltrack/base/number.hpp"

#include <array>
#include <utility>

namespace mltrack::server {
namespace {

constexpr std::array<std::pair<unsigned, std::string_view>, 24> reasons{{
    {200, "OK"},
    {204, "No Content"},
    {206, "Partial Content"},
    {304, "Not Modified"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {411, "Length Required"},
    {412, "Precondition Failed"},
    {413, "Payload Too Large"},
    {414, "URI Too Long"},
    {416, "Range Not Satisfiable"},
    {417, "Expectation Failed"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {503, "Service Unavailable"},
    {505, "HTTP Version Not Supported"},
}};

std::string_view reason_of(unsigned status) {
  for (const auto& [known, reason] : reasons) {
    if (known == status) {
      return reason;
    }
  }
  return "Unknown";
}

void append_header(std::string& out, std::string_view name, std::string_view value) {
  out += name;
  out += ": ";
  for (const char c : value) {
    if (static_cast<unsigned char>(c) >= ' ' && c != '\x7f') {
      out += c;
    }
  }
  out += "\r\n";
}

}  // namespace

std::string response_head(const Response& response, KeepAlive keep_alive) {
  constexpr std::size_t usual_size = 512;
  constexpr unsigned not_modified = 304;
  std::string out;
  out.reserve(usual_size);
  out += "HTTP/1.1 ";
  append_int(out, response.status);
  out += ' ';
  out += reason_of(response.status);
  out += "\r\n";
  if (!response.content_type.empty()) {
    append_header(out, "Content-Type", response.content_type);
  }
  for (const Header& header : response.headers) {
    append_header(out, header.name, header.value);
  }
  if (response.status != not_modified) {
    out += "Content-Length: ";
    append_int(out, static_cast<std::int64_t>(response.length()));
    out += "\r\n";
  }
  out +=
      keep_alive == KeepAlive::yes ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";
  return out;
}

}  // namespace mltrack::server
