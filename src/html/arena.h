// Memory that is given back all at once.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <vector>

namespace quoth {

// Hands out memory from growing chunks, aligned for any type.
class Arena {
 public:
  void* allocate(size_t size) {
    size = (size + alignof(std::max_align_t) - 1) / alignof(std::max_align_t) *
           alignof(std::max_align_t);
    if (size > left_) add_chunk(size);
    char* out = next_;
    next_ += size;
    left_ -= size;
    return out;
  }

 private:
  void add_chunk(size_t size) {
    chunk_bytes_ = std::min<size_t>(chunk_bytes_ * 2, 4 << 20);
    left_ = std::max(size, chunk_bytes_);
    chunks_.emplace_back(new char[left_]);
    next_ = chunks_.back().get();
  }

  std::vector<std::unique_ptr<char[]>> chunks_;
  size_t chunk_bytes_ = 64 << 10;
  char* next_ = nullptr;
  size_t left_ = 0;
};

}  // namespace quoth
