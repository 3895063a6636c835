#include "clients/conformance/report.h"

#include <algorithm>

namespace greenledger::conformance {
namespace {

// A kiosk that does one thing wrong does it with every call.
constexpr size_t kFindingsMax = 5;

}  // namespace

cli::Text VerdictText(Verdict verdict) {
  switch (verdict) {
    case Verdict::kKept:
      return {"做到", "kept"};
    case Verdict::kBroken:
      return {"违反", "broken"};
    case Verdict::kElsewhere:
      return {"另行检验", "elsewhere"};
    case Verdict::kNotSeen:
      break;
  }
  return {"未见", "not seen"};
}

void Report::Add(int promise, bool kept, std::string text) {
  common::MutexLock lock(mutex_);
  Found& found = found_.at(static_cast<size_t>(promise));
  std::vector<std::string>& texts = kept ? found.kept : found.broken;
  if (texts.size() == kFindingsMax ||
      std::find(texts.begin(), texts.end(), text) != texts.end()) {
    return;
  }
  texts.push_back(std::move(text));
}

Verdict Report::VerdictOf(int promise) const {
  common::MutexLock lock(mutex_);
  const Found& found = found_.at(static_cast<size_t>(promise));
  if (!found.broken.empty()) return Verdict::kBroken;
  if (!found.kept.empty()) return Verdict::kKept;
  return PromiseOf(promise).here ? Verdict::kNotSeen : Verdict::kElsewhere;
}

std::vector<std::string> Report::Findings(int promise) const {
  common::MutexLock lock(mutex_);
  const Found& found = found_.at(static_cast<size_t>(promise));
  return found.broken.empty() ? found.kept : found.broken;
}

}  // namespace greenledger::conformance
