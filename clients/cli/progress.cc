#include "clients/cli/progress.h"

#include <fmt/format.h>

#include <utility>

namespace greenledger::cli {

Progress::Progress(const Session& session, std::string label)
    : err_(session.around.err),
      visible_(session.around.err_is_terminal),
      label_(std::move(label)) {}

// The bar's line is wiped, so that what follows begins on a clean one.
Progress::~Progress() {
  if (visible_) err_ << "\r\033[K" << std::flush;
}

void Progress::Show(uint64_t done, uint64_t total) {
  if (!visible_ || total <= 1) return;
  constexpr uint64_t kWidth = 30;
  std::string full(kWidth * done / total, '#');
  err_ << fmt::format("\r{} [{:<{}}] {}/{}", label_, full, kWidth, done, total)
       << std::flush;
}

}  // namespace greenledger::cli
