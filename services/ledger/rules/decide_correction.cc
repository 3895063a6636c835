#include "services/ledger/rules/decide_correction.h"

#include <algorithm>
#include <limits>
#include <map>
#include <string>

#include "services/ledger/rules/decide_points.h"
#include "services/ledger/rules/document_check.h"
#include "services/ledger/rules/entry_builder.h"
#include "services/ledger/rules/local_day.h"

namespace greenledger::rules {
namespace {

bool IsVersionTaken(const BookState& state, const std::string& version) {
  const auto& tariffs = state.tariffs();
  const auto& corrections = state.corrections().all;
  return std::any_of(tariffs.begin(), tariffs.end(),
                     [&](const auto& published) {
                       return published->tariff.version() == version;
                     }) ||
         std::any_of(corrections.begin(), corrections.end(),
                     [&](const auto& one) {
                       return one.second.begun.tariff().version() == version;
                     });
}

void CheckTariffOf(const BookState& state, const v1::Tariff& tariff,
                   const RefusalList& refusals) {
  if (IsVersionTaken(state, tariff.version())) {
    refusals.Add("tariff.version", v1::REFUSAL_REASON_VERSION_TAKEN,
                 tariff.version());
  }
  const PublishedScheme* scheme = state.FindScheme(tariff.scheme());
  if (scheme == nullptr) {
    return refusals.Add("tariff.scheme", v1::REFUSAL_REASON_SCHEME_UNKNOWN,
                        tariff.scheme());
  }
  for (const common::Fault& fault :
       CheckTariffAgainstScheme(tariff, scheme->scheme)) {
    refusals.Add("tariff." + fault.field, v1::REFUSAL_REASON_MEASURE_WRONG,
                 fault.value);
  }
}

void CheckBegun(const BookState& state, int64_t time_us,
                const v1::CorrectionBegun& begun, const RefusalList& refusals) {
  for (const auto& [index, correction] : state.corrections().all) {
    if (correction.complete) continue;
    refusals.Add("tariff", v1::REFUSAL_REASON_CORRECTION_RUNS, index);
  }
  CheckTariffOf(state, begun.tariff(), refusals);
  const auto from = ParseDay(begun.tariff().effective_from());
  const auto to = ParseDay(begun.to_day());
  const bool sound = from.has_value() && to.has_value() && *from <= *to &&
                     *to - *from < kCorrectionDaysMax &&
                     *to <= state.DayOf(time_us);
  if (!sound) {
    refusals.Add("to_day", v1::REFUSAL_REASON_DAYS_WRONG, begun.to_day());
  }
}

const Correction* CheckRunning(const BookState& state, uint64_t index,
                               const RefusalList& refusals) {
  const auto at = state.corrections().all.find(index);
  if (at != state.corrections().all.end() && !at->second.complete) {
    return &at->second;
  }
  refusals.Add("correction_index", v1::REFUSAL_REASON_CORRECTION_UNKNOWN,
               index);
  return nullptr;
}

void CheckRerated(const BookState& state, const v1::DropsRerated& rerated,
                  const RefusalList& refusals) {
  const Correction* correction =
      CheckRunning(state, rerated.correction_index(), refusals);
  if (correction == nullptr) return;
  const uint64_t household = rerated.household_number();
  const HouseholdState* known = state.FindHousehold(household);
  if (known == nullptr) {
    return refusals.Add("household_number",
                        v1::REFUSAL_REASON_HOUSEHOLD_UNKNOWN, household);
  }
  const bool next = household > correction->household ||
                    (household == correction->household &&
                     rerated.through_household_entry() > correction->through);
  if (!next || rerated.drops().empty() ||
      rerated.through_household_entry() > known->entries) {
    refusals.Add("through_household_entry", v1::REFUSAL_REASON_STATE_UNCHANGED,
                 rerated.through_household_entry());
  }
}

// What a household gets (or gives back) of each account.
std::map<Account, int64_t> PointsBySource(const BookState& state,
                                          const v1::DropsRerated& rerated) {
  // Unsigned, so that absurd amounts of a log of another's making wrap round.
  std::map<Account, uint64_t> sums;
  for (const v1::RatedAgain& again : rerated.drops()) {
    sums[SourceOn(state, static_cast<int32_t>(again.day()))] +=
        again.now_milli_points() - again.was_milli_points();
  }
  std::map<Account, int64_t> signed_sums;
  for (const auto& [account, sum] : sums) {
    signed_sums[account] = std::max(static_cast<int64_t>(sum),
                                    -std::numeric_limits<int64_t>::max());
  }
  return signed_sums;
}

}  // namespace

void CheckCorrection(const BookState& state, int64_t time_us,
                     const v1::Entry& entry, const RefusalList& refusals) {
  if (entry.has_correction_begun()) {
    CheckBegun(state, time_us, entry.correction_begun(), refusals);
  } else if (entry.has_drops_rerated()) {
    CheckRerated(state, entry.drops_rerated(), refusals);
  } else if (entry.has_correction_ended()) {
    CheckRunning(state, entry.correction_ended().correction_index(), refusals);
  }
}

void AddCorrectionPostings(const BookState& state, v1::Entry* entry) {
  if (!entry->has_drops_rerated()) return;
  v1::DropsRerated* rerated = entry->mutable_drops_rerated();
  const uint64_t household = rerated->household_number();
  const auto sums = PointsBySource(state, *rerated);
  int64_t free = std::max<int64_t>(state.FreePoints(household), 0);
  for (const auto& [source, amount] : sums) {
    if (amount <= 0) continue;
    AddTransfer(source.first, source.second, v1::ACCOUNT_OWNER_HOUSEHOLD,
                household, v1::ASSET_POINTS, 0, amount, entry);
    free += amount;
  }
  uint64_t written_off = 0;
  for (const auto& [source, amount] : sums) {
    if (amount >= 0) continue;
    const int64_t back = std::min(-amount, free);
    written_off += static_cast<uint64_t>(-amount - back);
    free -= back;
    if (back == 0) continue;
    AddTransfer(v1::ACCOUNT_OWNER_HOUSEHOLD, household, source.first,
                source.second, v1::ASSET_POINTS, 0, back, entry);
  }
  rerated->set_written_off_milli_points(written_off);
  uint64_t more_merit = 0;
  for (const v1::RatedAgain& again : rerated->drops()) {
    more_merit += again.now_milli_merit() - again.was_milli_merit();
  }
  const int64_t merit = std::max(static_cast<int64_t>(more_merit),
                                 -std::numeric_limits<int64_t>::max());
  if (merit > 0) {
    AddTransfer(v1::ACCOUNT_OWNER_ISSUANCE, 0, v1::ACCOUNT_OWNER_HOUSEHOLD,
                household, v1::ASSET_MERIT, 0, merit, entry);
  } else if (merit < 0) {
    AddTransfer(v1::ACCOUNT_OWNER_HOUSEHOLD, household,
                v1::ACCOUNT_OWNER_ISSUANCE, 0, v1::ASSET_MERIT, 0, -merit,
                entry);
  }
}

}  // namespace greenledger::rules
