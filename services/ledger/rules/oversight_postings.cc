// The postings of clearances that were missed, of material after the bins and
// of reversals.
#include "services/ledger/rules/decide_oversight.h"
#include "services/ledger/rules/entry_builder.h"

namespace greenledger::rules {
namespace {

struct Way {
  v1::AccountOwner from;
  uint64_t from_number;
  v1::AccountOwner to;
  uint64_t to_number;
};

void AddMaterial(const Way& way, uint32_t class_code, uint64_t grams,
                 uint64_t pieces, v1::Entry* entry) {
  if (grams > 0) {
    AddTransfer(way.from, way.from_number, way.to, way.to_number,
                v1::ASSET_MASS, class_code, static_cast<int64_t>(grams), entry);
  }
  if (pieces > 0) {
    AddTransfer(way.from, way.from_number, way.to, way.to_number,
                v1::ASSET_PIECES, class_code, static_cast<int64_t>(pieces),
                entry);
  }
}

uint32_t PenaltyOf(const BookState& state, const v1::ClearanceMissed& missed) {
  const PublishedPlan* plan = state.oversight().FindPlan(missed.plan());
  const KioskState* kiosk = state.FindKiosk(missed.kiosk_number());
  const auto bin_class =
      kiosk == nullptr ? std::nullopt : kiosk->BinClass(missed.bin());
  if (plan == nullptr || !bin_class.has_value()) return 0;
  const v1::ClearanceRule* rule =
      RuleFor(*plan, missed.kiosk_number(), *bin_class);
  return rule == nullptr ? 0 : rule->penalty();
}

}  // namespace

void AddOpposite(const v1::Entry& original, v1::Entry* entry) {
  for (const v1::Posting& leg : original.postings()) {
    if (leg.stage() != v1::STAGE_UNSPECIFIED) continue;
    v1::Posting* opposite = entry->add_postings();
    *opposite = leg;
    opposite->set_amount(-leg.amount());
  }
}

uint32_t DayOfLimits(const v1::Entry& original) {
  return original.has_drop() ? original.drop().day()
                             : original.hold_committed().order_day();
}

void AddOversightPostings(const BookState& state, v1::Entry* entry) {
  if (entry->has_clearance_missed()) {
    const v1::ClearanceMissed& missed = entry->clearance_missed();
    if (const uint32_t penalty = PenaltyOf(state, missed); penalty > 0) {
      AddTransfer(v1::ACCOUNT_OWNER_PENALTY, 0, v1::ACCOUNT_OWNER_COLLECTOR,
                  missed.collector_number(), v1::ASSET_PENALTY, 0, penalty,
                  entry);
    }
  } else if (entry->has_material_handed_over()) {
    const v1::MaterialHandedOver& material = entry->material_handed_over();
    AddMaterial({v1::ACCOUNT_OWNER_COLLECTOR, material.collector_number(),
                 v1::ACCOUNT_OWNER_PROCESSOR, material.processor_number()},
                material.class_code(), material.grams(), material.pieces(),
                entry);
  } else if (entry->has_material_returned()) {
    const v1::MaterialReturned& material = entry->material_returned();
    AddMaterial({v1::ACCOUNT_OWNER_PROCESSOR, material.processor_number(),
                 v1::ACCOUNT_OWNER_USED_UP, material.processor_number()},
                material.class_code(), material.used_grams(),
                material.used_pieces(), entry);
  }
}

}  // namespace greenledger::rules
