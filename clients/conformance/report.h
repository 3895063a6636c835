// What a run found out about each promise.
#ifndef GREENLEDGER_CLIENTS_CONFORMANCE_REPORT_H_
#define GREENLEDGER_CLIENTS_CONFORMANCE_REPORT_H_

#include <fmt/format.h>

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "clients/cli/language.h"
#include "clients/conformance/promises.h"
#include "services/common/mutex.h"

namespace greenledger::conformance {

enum class Verdict {
  // Nothing happened that could show it.
  kNotSeen,
  kKept,
  kBroken,
  // It does not show on the connection to the ledger.
  kElsewhere,
};

// `kept`, `broken`, `not seen` or `elsewhere`.
cli::Text VerdictText(Verdict verdict);

// Findings, in one language. Thread-safe.
class Report {
 public:
  explicit Report(cli::Language language) : language_(language) {}

  // The kiosk did what `promise` asks; the text has `{}` for each argument.
  template <typename... Args>
  void Kept(int promise, const cli::Text& text, const Args&... args) {
    Add(promise, true, Say(text, args...));
  }
  // The kiosk did something else; the text says what, in which call, with which
  // record.
  template <typename... Args>
  void Broken(int promise, const cli::Text& text, const Args&... args) {
    Add(promise, false, Say(text, args...));
  }

  // One breach is enough for kBroken.
  Verdict VerdictOf(int promise) const;
  // What `VerdictOf` rests on: the first breaches, or the first proofs.
  std::vector<std::string> Findings(int promise) const;
  cli::Language language() const { return language_; }

 private:
  struct Found {
    std::vector<std::string> kept;
    std::vector<std::string> broken;
  };

  template <typename... Args>
  std::string Say(const cli::Text& text, const Args&... args) const {
    return fmt::format(fmt::runtime(In(language_, text)), args...);
  }
  void Add(int promise, bool kept, std::string text);

  const cli::Language language_;
  mutable common::Mutex mutex_;
  std::array<Found, kPromises + 1> found_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace greenledger::conformance

#endif  // GREENLEDGER_CLIENTS_CONFORMANCE_REPORT_H_
