#include "serve/http_head.h"

#include <fmt/format.h>

#include <iterator>

namespace quoth {
namespace {

std::string_view reason(int status) {
  switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 204: return "No Content";
    case 304: return "Not Modified";
    case 400: return "Bad Request";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 409: return "Conflict";
    case 413: return "Content Too Large";
    case 415: return "Unsupported Media Type";
    case 422: return "Unprocessable Content";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 503: return "Service Unavailable";
    default: return "";
  }
}

void append_header(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ");
  for (const char c : value) out += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
  out += "\r\n";
}

}  // namespace

std::string http_date(std::time_t time) {
  constexpr std::string_view kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::string_view kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::tm t{};
  gmtime_r(&time, &t);
  return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} GMT", kDays[t.tm_wday], t.tm_mday,
                     kMonths[t.tm_mon], t.tm_year + 1900, t.tm_hour, t.tm_min, t.tm_sec);
}

std::string make_head(const Response& response, const Framing& framing, std::time_t now) {
  std::string out = fmt::format("HTTP/1.1 {} {}\r\n", response.status, reason(response.status));
  for (const Field& header : response.headers) append_header(out, header.first, header.second);
  append_header(out, "date", http_date(now));
  if (framing.is_chunked) append_header(out, "transfer-encoding", "chunked");
  if (framing.length) append_header(out, "content-length", std::to_string(*framing.length));
  if (!framing.keep_alive) append_header(out, "connection", "close");
  out += "\r\n";
  return out;
}

std::string make_chunk(std::string_view piece) {
  std::string out = fmt::format("{:x}\r\n", piece.size());
  out.append(piece).append("\r\n");
  return out;
}

}  // namespace quoth
