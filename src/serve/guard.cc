#include "serve/guard.h"

#include <sys/random.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace quoth {
namespace {

constexpr std::array<std::string_view, 3> kLocalNames = {"localhost", "127.0.0.1", "[::1]"};

bool is_port(std::string_view text) {
  return !text.empty() && text.size() <= 5 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

// Time does not depend on where they differ.
bool same_secret(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  unsigned difference = 0;
  for (size_t i = 0; i < a.size(); ++i) {
    difference |= static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]);
  }
  return difference == 0;
}

}  // namespace

bool is_local_host(std::string_view host) {
  const std::string given = lower(host);
  for (const std::string_view local : kLocalNames) {
    if (given == local) return true;
    if (given.starts_with(local) && given[local.size()] == ':' &&
        is_port(std::string_view(given).substr(local.size() + 1))) {
      return true;
    }
  }
  return false;
}

Result<void> Guard::check(Method method, const Fields& headers) const {
  const auto n_hosts = std::count_if(headers.begin(), headers.end(),
                                     [](const Field& f) { return f.first == "host"; });
  if (n_hosts != 1) return fail(ErrorCode::kUsage, "there must be one Host header", "host");
  const std::string_view host = find_field(headers, "host").value_or("");
  if (!is_local_host(host)) {
    return fail(ErrorCode::kPermission,
                "the Host header must be localhost or 127.0.0.1 (with any port)", "host");
  }
  if (method == Method::kGet || method == Method::kHead || method == Method::kOptions) return {};
  if (const auto origin = find_field(headers, "origin")) {
    if (lower(*origin) != "http://" + lower(host)) {
      return fail(ErrorCode::kPermission, "requests of other origins are refused", "origin");
    }
  } else if (const auto site = find_field(headers, "sec-fetch-site")) {
    if (*site != "same-origin" && *site != "none") {
      return fail(ErrorCode::kPermission, "requests of other origins are refused",
                  "sec-fetch-site");
    }
  }
  return {};
}

Result<void> Guard::check_write(const Fields& headers) const {
  if (token_.empty()) {
    return fail(ErrorCode::kPermission, "read-only: start 'quoth serve' with --write to change it");
  }
  if (!same_secret(find_field(headers, "x-quoth-token").value_or(""), token_)) {
    return fail(ErrorCode::kPermission, "needs the token that 'quoth serve --write' has printed",
                "x-quoth-token");
  }
  return {};
}

const Fields& security_headers() {
  static const Fields headers = {
      {"content-security-policy",
       "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
       "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
       "require-trusted-types-for 'script'; trusted-types 'none'"},
      {"x-content-type-options", "nosniff"},
      {"referrer-policy", "no-referrer"},
      {"cross-origin-resource-policy", "same-origin"},
      {"cross-origin-opener-policy", "same-origin"},
      {"x-frame-options", "DENY"},
      {"permissions-policy", "camera=(), geolocation=(), microphone=()"},
  };
  return headers;
}

Result<std::string> make_token() {
  std::array<uint8_t, 16> bytes{};
  if (getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
    return fail(ErrorCode::kIo, "no random numbers from the system");
  }
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string token;
  for (const uint8_t byte : bytes) {
    token += kDigits[byte >> 4];
    token += kDigits[byte & 15];
  }
  return token;
}

}  // namespace quoth
