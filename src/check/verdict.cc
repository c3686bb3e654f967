#include "check/verdict.h"

namespace quoth {

std::string_view name(Verdict verdict) {
  switch (verdict) {
    case Verdict::kVerbatim: return "verbatim";
    case Verdict::kElided: return "elided";
    case Verdict::kSupported: return "supported";
    case Verdict::kAltered: return "altered";
    case Verdict::kMisattributed: return "misattributed";
    case Verdict::kNotFound: return "not_found";
    case Verdict::kUnsure: return "unsure";
  }
  return "unsure";
}

bool is_finding(Verdict verdict) {
  return verdict != Verdict::kVerbatim && verdict != Verdict::kElided &&
         verdict != Verdict::kSupported;
}

}  // namespace quoth
