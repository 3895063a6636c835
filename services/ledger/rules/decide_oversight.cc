#include "services/ledger/rules/decide_oversight.h"

#include <algorithm>
#include <string>
#include <utility>

#include "services/ledger/rules/local_day.h"
#include "services/ledger/rules/plain_text.h"
#include "services/ledger/rules/reversal_check.h"

namespace greenledger::rules {
namespace {

class OversightChecker {
 public:
  OversightChecker(const BookState& state, int64_t time_us,
                   const CommandItem& item, std::vector<v1::Refusal>* refusals)
      : state_(state), time_us_(time_us), item_(item), refusals_(refusals) {}

  void Check();

 private:
  void CheckParty(const v1::Party& party);
  void CheckCrewCard(const v1::CrewCardIssued& issued);
  void CheckPlan(const v1::ClearancePlan& plan);
  void CheckMissed(const v1::ClearanceMissed& missed);
  void CheckRules(const v1::AnomalyRules& rules);
  void CheckRaised(const v1::AnomalyRaised& raised);
  void CheckJudged(const v1::AnomalyJudged& judged);
  void CheckReversed(const v1::EntryReversed& reversed);
  void CheckHandedOver(const v1::MaterialHandedOver& material);
  void CheckReturned(const v1::MaterialReturned& material);

  const OversightState& known() const { return state_.oversight(); }
  void CheckKnown(v1::PartyKind kind, uint64_t number, std::string_view field);
  void CheckKiosk(uint64_t number, const std::string& field);
  void CheckClass(uint32_t class_code, const std::string& field);
  void CheckHeld(v1::AccountOwner owner, uint64_t number, v1::Asset asset,
                 uint32_t class_code, uint64_t amount, std::string_view field);
  void Refuse(std::string_view field, v1::RefusalReason reason,
              std::string value);

  const BookState& state_;
  const int64_t time_us_;
  const CommandItem& item_;
  std::vector<v1::Refusal>* refusals_;
};

void OversightChecker::Refuse(std::string_view field, v1::RefusalReason reason,
                              std::string value) {
  if (refusals_->size() == kRefusalsMax) return;
  v1::Refusal& refusal = refusals_->emplace_back();
  refusal.set_field(item_.field + "." + std::string(field));
  refusal.set_reason(reason);
  refusal.set_value(std::move(value));
}

void OversightChecker::Check() {
  const v1::Entry& entry = item_.entry;
  switch (entry.body_case()) {
    case v1::Entry::kPartyOpened:
      return CheckParty(entry.party_opened());
    case v1::Entry::kCrewCardIssued:
      return CheckCrewCard(entry.crew_card_issued());
    case v1::Entry::kClearancePlanPublished:
      return CheckPlan(entry.clearance_plan_published());
    case v1::Entry::kClearanceMissed:
      return CheckMissed(entry.clearance_missed());
    case v1::Entry::kAnomalyRulesPublished:
      return CheckRules(entry.anomaly_rules_published());
    case v1::Entry::kAnomalyRaised:
      return CheckRaised(entry.anomaly_raised());
    case v1::Entry::kAnomalyJudged:
      return CheckJudged(entry.anomaly_judged());
    case v1::Entry::kEntryReversed:
      return CheckReversed(entry.entry_reversed());
    case v1::Entry::kMaterialHandedOver:
      return CheckHandedOver(entry.material_handed_over());
    case v1::Entry::kMaterialReturned:
      return CheckReturned(entry.material_returned());
    default:
      return;
  }
}

void OversightChecker::CheckParty(const v1::Party& party) {
  if (known().HasParty(party.kind(), party.number())) {
    Refuse("number", v1::REFUSAL_REASON_NUMBER_TAKEN,
           std::to_string(party.number()));
  }
}

void OversightChecker::CheckKnown(v1::PartyKind kind, uint64_t number,
                                  std::string_view field) {
  if (!known().HasParty(kind, number)) {
    Refuse(field, v1::REFUSAL_REASON_PARTY_UNKNOWN, std::to_string(number));
  }
}

void OversightChecker::CheckKiosk(uint64_t number, const std::string& field) {
  if (number != 0 && state_.FindKiosk(number) == nullptr) {
    Refuse(field, v1::REFUSAL_REASON_KIOSK_UNKNOWN, std::to_string(number));
  }
}

void OversightChecker::CheckClass(uint32_t class_code,
                                  const std::string& field) {
  const auto& schemes = state_.schemes();
  const bool in_one =
      std::any_of(schemes.begin(), schemes.end(), [&](const auto& published) {
        return published->compiled.Find(class_code) != nullptr;
      });
  if (!in_one) {
    Refuse(field, v1::REFUSAL_REASON_CLASS_UNKNOWN, std::to_string(class_code));
  }
}

void OversightChecker::CheckCrewCard(const v1::CrewCardIssued& issued) {
  CheckKnown(v1::PARTY_KIND_COLLECTOR, issued.collector_number(),
             "collector_number");
  // Of a log of another's making.
  if (issued.card_hash().size() != 16) {
    return Refuse("card_hash", v1::REFUSAL_REASON_CARD_UNKNOWN,
                  ToHexText(issued.card_hash()));
  }
  const CardHash card = ToCardHash(issued.card_hash());
  if (state_.FindCard(card) != nullptr || known().crew_cards.contains(card)) {
    Refuse("card_hash", v1::REFUSAL_REASON_CARD_TAKEN,
           ToHexText(issued.card_hash()));
  }
}

void OversightChecker::CheckPlan(const v1::ClearancePlan& plan) {
  if (known().FindPlan(plan.version()) != nullptr) {
    Refuse("version", v1::REFUSAL_REASON_VERSION_TAKEN, plan.version());
  }
  const int32_t day = ParseDay(plan.effective_from()).value_or(0);
  const int32_t offset = state_.info().utc_offset_minutes();
  if (day < ToLocalTime(time_us_, offset).day) {
    Refuse("effective_from", v1::REFUSAL_REASON_IN_PAST, plan.effective_from());
  } else if (!known().plans.empty() && day <= known().plans.back().first_day) {
    Refuse("effective_from", v1::REFUSAL_REASON_NOT_LATER,
           plan.effective_from());
  }
  for (int i = 0; i < plan.rules_size(); ++i) {
    const v1::ClearanceRule& rule = plan.rules(i);
    const std::string at = "rules[" + std::to_string(i) + "].";
    CheckKiosk(rule.kiosk_number(), at + "kiosk_number");
    if (rule.class_code() != 0) {
      CheckClass(rule.class_code(), at + "class_code");
    }
    CheckKnown(v1::PARTY_KIND_COLLECTOR, rule.collector_number(),
               at + "collector_number");
  }
}

// Only what the kiosk's own records, or its long silence, prove.
void OversightChecker::CheckMissed(const v1::ClearanceMissed& missed) {
  const auto& untold = known().untold;
  const bool found = std::any_of(
      untold.begin(), untold.end(),
      [&](const auto& deadline) { return SameDeadline(deadline, missed); });
  if (found) return;
  const KioskState* kiosk = state_.FindKiosk(missed.kiosk_number());
  const auto bin_class = kiosk == nullptr || kiosk->closed
                             ? std::nullopt
                             : kiosk->BinClass(missed.bin());
  if (bin_class.has_value()) {
    BinPlace place{missed.kiosk_number(), {}};
    place.bin.set_number(missed.bin());
    place.bin.set_class_code(*bin_class);
    const auto overdue = known().FirstOverdue(
        place, time_us_, state_.info().utc_offset_minutes());
    if (overdue.has_value() && SameDeadline(overdue->missed, missed)) return;
  }
  Refuse("by_minute", v1::REFUSAL_REASON_RULE_UNKNOWN,
         std::to_string(missed.by_minute()));
}

void OversightChecker::CheckRules(const v1::AnomalyRules& rules) {
  for (const v1::AnomalyRules& published : known().rules) {
    if (published.version() == rules.version()) {
      Refuse("version", v1::REFUSAL_REASON_VERSION_TAKEN, rules.version());
    }
  }
}

void OversightChecker::CheckRaised(const v1::AnomalyRaised& raised) {
  const v1::AnomalyRule* rule =
      known().FindRule(raised.rules_version(), raised.rule());
  if (rule == nullptr || rule->kind() != raised.kind() ||
      rule->severity() != raised.severity() || raised.found() < rule->limit()) {
    Refuse("rule", v1::REFUSAL_REASON_RULE_UNKNOWN, raised.rule());
  }
  CheckKiosk(raised.kiosk_number(), "kiosk_number");
  if (raised.entry_index() >= state_.size()) {
    Refuse("entry_index", v1::REFUSAL_REASON_ENTRY_UNKNOWN,
           std::to_string(raised.entry_index()));
  }
}

void OversightChecker::CheckJudged(const v1::AnomalyJudged& judged) {
  const auto anomaly = known().anomalies.find(judged.anomaly_index());
  if (anomaly == known().anomalies.end()) {
    Refuse("anomaly_index", v1::REFUSAL_REASON_ANOMALY_UNKNOWN,
           std::to_string(judged.anomaly_index()));
  } else if (anomaly->second != 0) {
    Refuse("anomaly_index", v1::REFUSAL_REASON_ANOMALY_JUDGED,
           std::to_string(judged.anomaly_index()));
  }
}

void OversightChecker::CheckReversed(const v1::EntryReversed& reversed) {
  const uint64_t anomaly = reversed.anomaly_index();
  if (anomaly != 0 && !known().anomalies.contains(anomaly)) {
    Refuse("anomaly_index", v1::REFUSAL_REASON_ANOMALY_UNKNOWN,
           std::to_string(anomaly));
  }
  if (const auto refused =
          CheckReversal(state_, reversed, item_.original.get())) {
    Refuse("reversed_index", *refused,
           std::to_string(reversed.reversed_index()));
  }
}

void OversightChecker::CheckHeld(v1::AccountOwner owner, uint64_t number,
                                 v1::Asset asset, uint32_t class_code,
                                 uint64_t amount, std::string_view field) {
  const Balances* balances = state_.FindBalances(owner, number);
  const int64_t held =
      balances == nullptr ? 0 : balances->Net(asset, class_code);
  if (held < 0 || static_cast<uint64_t>(held) < amount) {
    if (amount == 0) return;
    Refuse(field, v1::REFUSAL_REASON_BALANCE_TOO_SMALL, std::to_string(amount));
  }
}

void OversightChecker::CheckHandedOver(const v1::MaterialHandedOver& material) {
  const uint64_t collector = material.collector_number();
  CheckKnown(v1::PARTY_KIND_COLLECTOR, collector, "collector_number");
  CheckKnown(v1::PARTY_KIND_PROCESSOR, material.processor_number(),
             "processor_number");
  CheckClass(material.class_code(), "class_code");
  CheckHeld(v1::ACCOUNT_OWNER_COLLECTOR, collector, v1::ASSET_MASS,
            material.class_code(), material.grams(), "grams");
  CheckHeld(v1::ACCOUNT_OWNER_COLLECTOR, collector, v1::ASSET_PIECES,
            material.class_code(), material.pieces(), "pieces");
}

void OversightChecker::CheckReturned(const v1::MaterialReturned& material) {
  const uint64_t processor = material.processor_number();
  CheckKnown(v1::PARTY_KIND_PROCESSOR, processor, "processor_number");
  CheckClass(material.class_code(), "class_code");
  CheckHeld(v1::ACCOUNT_OWNER_PROCESSOR, processor, v1::ASSET_MASS,
            material.class_code(), material.used_grams(), "used_grams");
  CheckHeld(v1::ACCOUNT_OWNER_PROCESSOR, processor, v1::ASSET_PIECES,
            material.class_code(), material.used_pieces(), "used_pieces");
}

}  // namespace

void CheckOversight(const BookState& state, int64_t time_us,
                    const CommandItem& item,
                    std::vector<v1::Refusal>* refusals) {
  OversightChecker(state, time_us, item, refusals).Check();
}

}  // namespace greenledger::rules
