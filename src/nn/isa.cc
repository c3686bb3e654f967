#include "nn/isa.h"

#include <cstdlib>
#include <string>

namespace quoth {

std::string_view name(Isa isa) {
  switch (isa) {
    case Isa::kPortable: return "portable";
    case Isa::kAvx2: return "avx2";
    case Isa::kAvx512Vnni: return "avx512vnni";
  }
  return "";
}

bool is_supported(Isa isa) {
#if defined(__x86_64__)
  switch (isa) {
    case Isa::kPortable: return true;
    case Isa::kAvx2: return __builtin_cpu_supports("avx2");
    case Isa::kAvx512Vnni:
      return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
             __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
             __builtin_cpu_supports("avx512vnni");
  }
  return false;
#else
  return isa == Isa::kPortable;
#endif
}

Isa best_isa() {
  for (const Isa isa : {Isa::kAvx512Vnni, Isa::kAvx2}) {
    if (is_supported(isa)) return isa;
  }
  return Isa::kPortable;
}

Result<Isa> parse_isa(std::string_view text) {
  for (const Isa isa : {Isa::kPortable, Isa::kAvx2, Isa::kAvx512Vnni}) {
    if (text != name(isa)) continue;
    if (!is_supported(isa)) {
      return fail(ErrorCode::kUnsupportedIsa,
                  "this processor does not support " + std::string(text), "QUOTH_ISA");
    }
    return isa;
  }
  return fail(ErrorCode::kUnsupportedIsa,
              "\"" + std::string(text) + "\" is none of portable, avx2, avx512vnni", "QUOTH_ISA");
}

Result<Isa> choose_isa() {
  const char* forced = std::getenv("QUOTH_ISA");
  if (forced == nullptr || *forced == '\0') return best_isa();
  return parse_isa(forced);
}

}  // namespace quoth
