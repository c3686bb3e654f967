#include "nn/kernels.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <cstring>
#include <random>
#include <vector>

#include "base/aligned_buffer.h"
#include "nn/isa.h"

namespace quoth {
namespace {

std::vector<Isa> isas() {
  std::vector<Isa> found;
  for (const Isa isa : {Isa::kPortable, Isa::kAvx2, Isa::kAvx512Vnni}) {
    if (is_supported(isa)) found.push_back(isa);
  }
  return found;
}

std::vector<float> random_floats(size_t n, uint32_t seed, float spread = 1.0f) {
  std::mt19937 random(seed);
  std::normal_distribution<float> normal(0.0f, spread);
  std::vector<float> out(n);
  for (float& x : out) x = normal(random);
  return out;
}

// A linear layer with its weights, quantised as the model file holds them.
struct TestLinear {
  TestLinear(size_t n_out, size_t n_in)
      : weights(n_out * n_in), packed(n_out * n_in), sum(n_out), scale(n_out), bias(n_out) {
    std::mt19937 random(11);
    for (int8_t& w : weights) w = static_cast<int8_t>(static_cast<int>(random() % 255) - 127);
    for (size_t o = 0; o < n_out; ++o) {
      scale.data()[o] = 0.001f + 0.0001f * static_cast<float>(o % 7);
      bias.data()[o] = 0.5f - static_cast<float>(o % 3);
    }
    pack_linear(weights.data(), n_out, n_in, packed.data(), sum.data());
    view = {packed.data(), scale.data(), bias.data(), sum.data(), n_in, n_out};
  }
  std::vector<int8_t> weights;
  AlignedBuffer<int8_t> packed;
  AlignedBuffer<int32_t> sum;
  AlignedBuffer<float> scale, bias;
  PackedLinear view;
};

struct Rows {
  Rows(size_t n_rows, size_t n)
      : data(n_rows * n), scale(n_rows), view{data.data(), scale.data()} {}
  AlignedBuffer<uint8_t> data;
  AlignedBuffer<float> scale;
  QuantizedRows view;
};

TEST(Kernels, EachTableIsOfItsOwnInstructionSet) {
  for (const Isa isa : isas()) EXPECT_EQ(kernels(isa).isa, isa);
}

TEST(Kernels, LinearIsExactWithinQuantisation) {
  constexpr size_t kRows = 13, kIn = 384, kOut = 128;
  const std::vector<float> x = random_floats(kRows * kIn, 1);
  const TestLinear l(kOut, kIn);
  for (const Isa isa : isas()) {
    Rows q(kRows, kIn);
    kernels(isa).quantize(x.data(), kRows, kIn, q.view);
    std::vector<float> out(kRows * kOut);
    kernels(isa).linear(q.view, kRows, l.view, out.data());
    for (size_t r = 0; r < kRows; ++r) {
      for (size_t o = 0; o < kOut; ++o) {
        double exact = 0, bound = 0;
        for (size_t i = 0; i < kIn; ++i) {
          const double w = l.weights[o * kIn + i] * double{l.scale.data()[o]};
          exact += w * x[r * kIn + i];
          bound += std::abs(w) * 0.5 * q.scale.data()[r];  // half a quantisation step an input
        }
        EXPECT_NEAR(out[r * kOut + o], exact + l.bias.data()[o], bound + 1e-4);
      }
    }
  }
}

TEST(Kernels, GeluMatchesItsDefinition) {
  for (const Isa isa : isas()) {
    AlignedBuffer<float> x(64);
    const std::vector<float> in = {-100, -10, -5,  -3, -2, -1, -0.5, -0.1,
                                   0,    0.1, 0.5, 1,  2,  3,  10,   100};
    for (size_t i = 0; i < 64; ++i) x.data()[i] = in[i % 16];
    Rows q(1, 64);
    kernels(isa).gelu_quantize(x.data(), 1, 64, q.view);
    for (size_t i = 0; i < 16; ++i) {
      const double v = in[i];
      const double expected =
          0.5 * v * (1 + std::tanh(0.7978845608028654 * (v + 0.044715 * v * v * v)));
      EXPECT_NEAR(x.data()[i], expected, 1e-5 * std::max(1.0, std::abs(v))) << in[i];
    }
  }
}

TEST(Kernels, NormHasMeanAndVariance) {
  constexpr size_t kN = 384;
  const std::vector<float> gamma(kN, 2.0f), beta(kN, 0.25f), y = random_floats(kN, 3);
  for (const Isa isa : isas()) {
    std::vector<float> x = random_floats(kN, 2, 5.0f);
    Rows q(1, kN);
    kernels(isa).add_norm_quantize(x.data(), y.data(), gamma.data(), beta.data(), 1, kN, q.view);
    double mean = 0, square = 0;
    for (const float v : x) mean += v;
    mean /= kN;
    for (const float v : x) square += (v - mean) * (v - mean);
    EXPECT_NEAR(mean, 0.25, 1e-5);
    EXPECT_NEAR(square / kN, 4.0, 1e-3);
  }
}

TEST(Kernels, AttentionMatchesSoftmax) {
  constexpr size_t kRows = 75, kHeads = 2, kHidden = kHeads * kHeadSize;
  const std::vector<float> qkv = random_floats(kRows * 3 * kHidden, 5, 1.5f);
  for (const Isa isa : isas()) {
    std::vector<float> out(kRows * kHidden);
    AlignedBuffer<std::byte> scratch(attention_scratch_bytes(kRows));
    kernels(isa).attend(qkv.data(), kRows, kHeads, out.data(), scratch.data());
    const auto at = [&](size_t row, size_t part, size_t h, size_t i) {
      return double{qkv[row * 3 * kHidden + part * kHidden + h * kHeadSize + i]};
    };
    for (size_t h = 0; h < kHeads; ++h) {
      for (size_t r = 0; r < kRows; ++r) {
        std::vector<double> p(kRows);
        double total = 0;
        for (size_t k = 0; k < kRows; ++k) {
          double s = 0;
          for (size_t i = 0; i < kHeadSize; ++i) s += at(r, 0, h, i) * at(k, 1, h, i);
          total += p[k] = std::exp(s / std::sqrt(32.0));
        }
        for (size_t i = 0; i < kHeadSize; ++i) {
          double expected = 0;
          for (size_t k = 0; k < kRows; ++k) expected += p[k] / total * at(k, 2, h, i);
          EXPECT_NEAR(out[r * kHidden + h * kHeadSize + i], expected, 5e-3);
        }
      }
    }
  }
}

// The promise of kernels.h: every instruction set gives the same bits.
TEST(Kernels, AllInstructionSetsAgreeBitForBit) {
  if (isas().size() < 2) GTEST_SKIP() << "only one instruction set here";
  for (const size_t n_rows : {1u, 5u, 6u, 64u, 131u}) {
    constexpr size_t kHeads = 2, kHidden = 64;
    const std::vector<float> qkv = random_floats(n_rows * 3 * kHidden, 17, 2.0f);
    const TestLinear up(256, kHidden);
    const std::vector<float> gamma = random_floats(kHidden, 1), beta = random_floats(kHidden, 2);
    std::vector<std::vector<float>> results;
    for (const Isa isa : isas()) {
      const Kernels& k = kernels(isa);
      AlignedBuffer<std::byte> scratch(attention_scratch_bytes(n_rows));
      std::vector<float> x(n_rows * kHidden), wide(n_rows * 256);
      k.attend(qkv.data(), n_rows, kHeads, x.data(), scratch.data());
      Rows q(n_rows, kHidden), wide_q(n_rows, 256);
      k.add_norm_quantize(x.data(), qkv.data(), gamma.data(), beta.data(), n_rows, kHidden, q.view);
      k.linear(q.view, n_rows, up.view, wide.data());
      k.gelu_quantize(wide.data(), n_rows, 256, wide_q.view);
      x.insert(x.end(), wide.begin(), wide.end());
      x.insert(x.end(), wide_q.scale.data(), wide_q.scale.data() + n_rows);
      results.push_back(std::move(x));
    }
    for (size_t i = 1; i < results.size(); ++i) {
      EXPECT_EQ(
          std::memcmp(results[0].data(), results[i].data(), results[0].size() * sizeof(float)), 0)
          << name(isas()[i]) << " with " << n_rows << " rows";
    }
  }
}

TEST(Isa, EnvironmentForcesOrRefuses) {
  setenv("QUOTH_ISA", "portable", 1);
  EXPECT_EQ(choose_isa().value(), Isa::kPortable);
  setenv("QUOTH_ISA", "neon", 1);
  EXPECT_EQ(choose_isa().error(),
            (Error{ErrorCode::kUnsupportedIsa, "\"neon\" is none of portable, avx2, avx512vnni",
                   "QUOTH_ISA"}));
  setenv("QUOTH_ISA", "", 1);
  EXPECT_EQ(choose_isa().value(), best_isa());
  unsetenv("QUOTH_ISA");
  EXPECT_EQ(choose_isa().value(), best_isa());
}

}  // namespace
}  // namespace quoth
