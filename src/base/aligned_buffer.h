// Memory aligned for vector loads.
#pragma once

#include <cstddef>
#include <memory>
#include <new>

namespace quoth {

// n values of a trivial type at a 64-byte aligned address, uninitialised. Movable.
template <typename T>
class AlignedBuffer {
 public:
  AlignedBuffer() = default;
  explicit AlignedBuffer(size_t n)
      : data_(static_cast<T*>(::operator new(n * sizeof(T), std::align_val_t(64)))), size_(n) {}

  T* data() { return data_.get(); }
  const T* data() const { return data_.get(); }
  size_t size() const { return size_; }

  // Grows to at least n values; the contents are lost when it does.
  void reserve(size_t n) {
    if (n > size_) *this = AlignedBuffer(n);
  }

 private:
  struct Free {
    void operator()(T* p) const { ::operator delete(p, std::align_val_t(64)); }
  };
  std::unique_ptr<T, Free> data_;
  size_t size_ = 0;
};

}  // namespace quoth
