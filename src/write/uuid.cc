#include "write/uuid.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.h"

namespace quoth {
namespace {

bool is_web_iri(std::string_view url) {
  const size_t host = url.starts_with("https://") ? 8 : url.starts_with("http://") ? 7 : 0;
  if (host == 0 || host == url.size() || find_invalid_utf8(url)) return false;
  return std::none_of(url.begin(), url.end(), [](char c) {
    const auto b = static_cast<unsigned char>(c);
    return b <= 0x20 || b == 0x7F || std::string_view("<>\"{}|\\^`").find(c) != std::string::npos;
  });
}

}  // namespace

std::string uuid_urn(const Sha256::Digest& digest) {
  std::string hex;
  for (size_t i = 0; i < 16; ++i) {
    unsigned b = digest[i];
    if (i == 6) b = (b & 0x0F) | 0x80;  // version 8
    if (i == 8) b = (b & 0x3F) | 0x80;  // variant
    if (i == 4 || i == 6 || i == 8 || i == 10) hex += '-';
    hex += fmt::format("{:02x}", b);
  }
  return "urn:uuid:" + hex;
}

std::string base64(const Sha256::Digest& digest) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (size_t i = 0; i < digest.size(); i += 3) {
    const size_t n = std::min<size_t>(3, digest.size() - i);
    uint32_t bits = 0;
    for (size_t k = 0; k < 3; ++k) bits = bits << 8 | (k < n ? digest[i + k] : 0u);
    for (size_t k = 0; k <= n; ++k) out += kDigits[bits >> (18 - 6 * k) & 63];
    out.append(3 - n, '=');
  }
  return out;
}

DocumentNames::DocumentNames(const Article& article) {
  const Sha256::Digest text = sha256(article.text);
  key_ = article.id + '\0' + base64(text) + '\0';
  if (is_web_iri(article.url)) {
    document_ = article.url;
    return;
  }
  document_ = "ni:///sha-256;";
  for (const char c : base64(text)) {
    if (c != '=') document_ += c == '+' ? '-' : c == '/' ? '_' : c;
  }
}

std::string DocumentNames::part(std::string_view part) const {
  return uuid_urn(sha256(key_ + std::string(part)));
}

}  // namespace quoth
