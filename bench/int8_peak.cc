// The machine's int8 peak, and how near the kernels come to it: GOPS (2 * m * n * k / time) of one
// core for the encoder's products, by quoth's kernels and by oneDNN.
//
//   int8_peak [SECONDS]      one JSON line: {"shape", "quoth_gops", "onednn_gops"} a product
//
// oneDNN computes the bare product (int8 x int8 -> int32); quoth's figure includes scales and bias.
#include <dnnl.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <vector>

#include "base/aligned_buffer.h"
#include "nn/isa.h"
#include "nn/kernels.h"

namespace {

struct Shape {
  size_t m, n, k;
};

double gops(const Shape& s, double seconds, const std::function<void()>& run) {
  using Clock = std::chrono::steady_clock;
  for (int i = 0; i < 3; ++i) run();
  double best = 0;
  const auto end = Clock::now() + std::chrono::duration<double>(seconds);
  while (Clock::now() < end) {
    constexpr int kRuns = 8;
    const auto begin = Clock::now();
    for (int i = 0; i < kRuns; ++i) run();
    const double t = std::chrono::duration<double>(Clock::now() - begin).count() / kRuns;
    const double rate = 2e-9 * static_cast<double>(s.m * s.n * s.k) / t;
    if (rate > best) best = rate;
  }
  return best;
}

double quoth_gops(const Shape& s, double seconds) {
  quoth::AlignedBuffer<int8_t> weights(s.n * s.k), packed(s.n * s.k);
  quoth::AlignedBuffer<int32_t> sum(s.n);
  quoth::AlignedBuffer<uint8_t> rows(s.m * s.k);
  quoth::AlignedBuffer<float> scales(s.m), scale(s.n), bias(s.n), out(s.m * s.n);
  for (size_t i = 0; i < s.n * s.k; ++i) weights.data()[i] = static_cast<int8_t>(i % 251);
  for (size_t i = 0; i < s.m * s.k; ++i) rows.data()[i] = static_cast<uint8_t>(i % 239);
  for (size_t i = 0; i < s.m; ++i) scales.data()[i] = 1;
  for (size_t i = 0; i < s.n; ++i) scale.data()[i] = bias.data()[i] = 1;
  quoth::pack_linear(weights.data(), s.n, s.k, packed.data(), sum.data());
  const quoth::PackedLinear linear{packed.data(), scale.data(), bias.data(), sum.data(), s.k, s.n};
  const quoth::Kernels& k = quoth::kernels(quoth::best_isa());
  return gops(s, seconds, [&] { k.linear({rows.data(), scales.data()}, s.m, linear, out.data()); });
}

double onednn_gops(const Shape& s, double seconds) {
  std::vector<uint8_t> a(s.m * s.k, 3);
  std::vector<int8_t> b(s.k * s.n, 5);
  std::vector<int32_t> c(s.m * s.n);
  const int32_t zero = 0;
  const auto dim = [](size_t x) { return static_cast<dnnl_dim_t>(x); };
  return gops(s, seconds, [&] {
    dnnl_gemm_u8s8s32('N', 'N', 'F', dim(s.m), dim(s.n), dim(s.k), 1.0f, a.data(), dim(s.k), 0,
                      b.data(), dim(s.n), 0, 0.0f, c.data(), dim(s.n), &zero);
  });
}

}  // namespace

int main(int argc, char** argv) {
  const double seconds = argc > 1 ? std::atof(argv[1]) : 1.0;
  const Shape shapes[] = {{384, 1152, 384}, {384, 384, 384}, {384, 1536, 384}, {384, 384, 1536}};
  for (const Shape& s : shapes) {
    std::printf("{\"shape\": [%zu, %zu, %zu], \"quoth_gops\": %.1f, \"onednn_gops\": %.1f}\n", s.m,
                s.n, s.k, quoth_gops(s, seconds), onednn_gops(s, seconds));
    std::fflush(stdout);
  }
}
