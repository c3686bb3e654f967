// Compressed files and records of web archives, made for tests.
#pragma once

#include <zlib.h>
#include <zstd.h>

#include <cstdlib>
#include <string>
#include <string_view>

namespace quoth::testing_support {

inline std::string deflated(std::string_view bytes, int window_bits, int level = 6) {
  z_stream stream{};
  if (deflateInit2(&stream, level, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY) != Z_OK) abort();
  std::string out(deflateBound(&stream, bytes.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  if (deflate(&stream, Z_FINISH) != Z_STREAM_END) abort();
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

// One member of gzip.
inline std::string gzipped(std::string_view bytes, int level = 6) {
  return deflated(bytes, MAX_WBITS + 16, level);
}

// One frame of zstd.
inline std::string zstd_frame(std::string_view bytes) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  const size_t n = ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), 3);
  if (ZSTD_isError(n)) abort();
  out.resize(n);
  return out;
}

// `fields` are lines that end in CRLF. Content-Length is that of the block.
inline std::string warc_record(std::string_view type, std::string_view uri, std::string_view fields,
                               std::string_view block) {
  std::string out = "WARC/1.0\r\nWARC-Type: " + std::string(type) + "\r\n";
  if (!uri.empty()) out += "WARC-Target-URI: " + std::string(uri) + "\r\n";
  out += std::string(fields) + "Content-Length: " + std::to_string(block.size()) + "\r\n\r\n";
  return out + std::string(block) + "\r\n\r\n";
}

inline std::string http_ok(std::string_view fields, std::string_view body) {
  return "HTTP/1.1 200 OK\r\n" + std::string(fields) + "\r\n" + std::string(body);
}

// A response record with a page.
inline std::string page_record(std::string_view uri, std::string_view body) {
  return warc_record("response", uri, "Content-Type: application/http; msgtype=response\r\n",
                     http_ok("Content-Type: text/html; charset=UTF-8\r\n", body));
}

}  // namespace quoth::testing_support
