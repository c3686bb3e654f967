// What a client may ask of the server.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace quoth {

// Times are for the whole of what they name, not between two bytes: a client that sends a byte now
// and then gains nothing.
struct ServeLimits {
  uint32_t max_header_bytes = 16u << 10;  // request line and headers
  uint64_t max_body_bytes = 8u << 20;
  uint64_t max_text_bytes = 1u << 20;  // of a text to extract from or to check
  size_t max_connections = 4096;       // the oldest that waits for a request gives way to a new one
  uint64_t max_bodies_bytes = 256u << 20;  // of all bodies held at a time
  size_t max_queued = 1024;     // requests that wait for a worker; more are answered by 503
  size_t max_queued_slow = 32;  // of those that take seconds
  std::chrono::milliseconds header_time{10'000};  // to send a request line and headers
  std::chrono::milliseconds body_time{30'000};    // to send a body
  std::chrono::milliseconds write_time{30'000};   // to take a response, or a piece of a long one
  std::chrono::milliseconds idle_time{60'000};    // between two requests of a connection
  std::chrono::milliseconds drain_time{2'000};    // to see why it is closed, after a bad request
  std::chrono::milliseconds stop_time{5'000};     // to finish what is under way when stopped
};

}  // namespace quoth
