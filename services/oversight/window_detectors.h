// The detectors whose kind has a window.
#ifndef GREENLEDGER_SERVICES_OVERSIGHT_WINDOW_DETECTORS_H_
#define GREENLEDGER_SERVICES_OVERSIGHT_WINDOW_DETECTORS_H_

#include <memory>

#include "services/oversight/detector.h"

namespace greenledger::oversight {

// Null for a rule of another kind.
std::unique_ptr<Detector> MakeWindowDetector(const v1::AnomalyRule& rule);

}  // namespace greenledger::oversight

#endif  // GREENLEDGER_SERVICES_OVERSIGHT_WINDOW_DETECTORS_H_
