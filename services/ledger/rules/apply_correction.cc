// The part of BookState::Apply that folds corrections of tariffs.
#include <algorithm>
#include <string>

#include "services/ledger/rules/document_check.h"
#include "services/ledger/rules/local_day.h"
#include "services/ledger/rules/state.h"

namespace greenledger::rules {
namespace {

// No tariff gives a drop more: 500 kg or 10,000 pieces at 1,000 points each,
// nine times over, is a tenth of it.
constexpr uint64_t kDropMax = 1'000'000'000'000;

bool CanBeEarned(const v1::RatedAgain& again) {
  return std::max({again.was_milli_points(), again.now_milli_points(),
                   again.was_milli_merit(), again.now_milli_merit()}) <=
         kDropMax;
}

}  // namespace

// The rates come from a log that may be damaged, so they are checked again
// before anything is compiled from them.
absl::Status BookState::AddCorrection(const v1::CorrectionBegun& begun,
                                      uint64_t index) {
  const v1::Tariff& tariff = begun.tariff();
  const PublishedScheme* scheme = FindScheme(tariff.scheme());
  const auto to_day = ParseDay(begun.to_day());
  if (scheme == nullptr || !to_day.has_value() ||
      !CheckTariff(tariff).empty() ||
      !CheckTariffAgainstScheme(tariff, scheme->scheme).empty()) {
    return absl::DataLossError("the correction of entry " +
                               std::to_string(index) + " has faults");
  }
  Correction& correction = corrections_.all[index];
  correction.begun = begun;
  correction.tariff =
      std::make_shared<const CompiledTariff>(tariff, scheme->scheme, index);
  correction.from_day = correction.tariff->effective_day();
  correction.to_day = *to_day;
  reach_days_ = std::max(
      reach_days_, static_cast<int32_t>(tariff.late_after_hours() / 24 + 2));
  return absl::OkStatus();
}

absl::Status BookState::ApplyCorrection(const v1::Entry& entry) {
  if (entry.has_correction_begun()) {
    return AddCorrection(entry.correction_begun(), entry.index());
  }
  const bool ends = entry.has_correction_ended();
  if (!ends && !entry.has_drops_rerated()) {
    return ApplyEvidence(entry);
  }
  const auto at =
      corrections_.all.find(ends ? entry.correction_ended().correction_index()
                                 : entry.drops_rerated().correction_index());
  if (at == corrections_.all.end()) {
    return Damaged(entry, "its correction is unknown");
  }
  Correction& correction = at->second;
  if (ends) {
    correction.complete = true;
    return absl::OkStatus();
  }
  const v1::DropsRerated& rerated = entry.drops_rerated();
  if (!std::all_of(rerated.drops().begin(), rerated.drops().end(),
                   CanBeEarned)) {
    return Damaged(entry, "a drop cannot earn that much");
  }
  correction.household = rerated.household_number();
  correction.through = rerated.through_household_entry();
  correction.drops += static_cast<uint64_t>(rerated.drops_size());
  correction.written_off += rerated.written_off_milli_points();
  for (const v1::RatedAgain& again : rerated.drops()) {
    correction.milli_points += static_cast<int64_t>(again.now_milli_points() -
                                                    again.was_milli_points());
    correction.milli_merit +=
        static_cast<int64_t>(again.now_milli_merit() - again.was_milli_merit());
  }
  CorrectLimits(entry);
  return absl::OkStatus();
}

}  // namespace greenledger::rules
