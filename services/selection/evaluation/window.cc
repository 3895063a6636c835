#include "services/selection/evaluation/window.h"

namespace greenledger::evaluation {

Window::Window(const ranking::DaySpan& span) : span_(span) {
  for (int32_t day = span.from_day; day <= span.to_day; ++day) {
    weeks_.push_back(ranking::PeriodNumber(v1::PERIOD_KIND_WEEK, day));
    months_.push_back(ranking::PeriodNumber(v1::PERIOD_KIND_MONTH, day));
  }
}

}  // namespace greenledger::evaluation
