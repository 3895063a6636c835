#include <algorithm>

#include "services/selection/evaluation/eligibility.h"
#include "services/selection/evaluation/share.h"

namespace greenledger::evaluation {

bool Eligibility::Passes(const Subject& subject) const {
  for (const v1::Gate& gate : folded_.rule().gates()) {
    if (ValueAt(gate, subject) < std::max<uint64_t>(1, gate.least())) {
      return false;
    }
  }
  for (const v1::Veto& veto : folded_.rule().vetoes()) {
    if (Find(veto, subject).bars) return false;
  }
  return !DeclarationMissing(subject) && BarredUntil(subject) == 0;
}

void Eligibility::Explain(const Subject& subject,
                          v1::ExplainContestantResponse* response) const {
  for (const v1::Gate& gate : folded_.rule().gates()) {
    v1::GateResult* result = response->add_gates();
    *result->mutable_gate() = gate;
    result->set_value(ValueAt(gate, subject));
    result->set_passed(result->value() >= std::max<uint64_t>(1, gate.least()));
  }
  for (const v1::Veto& veto : folded_.rule().vetoes()) {
    v1::VetoResult* result = response->add_vetoes();
    const Against against = Find(veto, subject);
    *result->mutable_veto() = veto;
    result->set_found(against.found);
    result->set_bars(against.bars);
    result->set_entry_index(against.entry_index);
  }
  response->set_declaration_missing(DeclarationMissing(subject));
  response->set_barred_until(BarredUntil(subject));
  response->set_eligible(Passes(subject));
}

bool Eligibility::DeclarationMissing(const Subject& subject) const {
  return folded_.rule().needs_declaration() &&
         !folded_.about().Declared(subject.key);
}

int32_t Eligibility::BarredUntil(const Subject& subject) const {
  const int32_t until = folded_.titles().BarredUntil(subject.key);
  return until < folded_.window().to_day() ? 0 : until;
}

uint64_t Eligibility::ValueAt(const v1::Gate& gate,
                              const Subject& subject) const {
  switch (gate.kind()) {
    case v1::GATE_KIND_MEASURE:
      return subjects_.ValueOf(subject, gate.measure(), gate.class_code());
    case v1::GATE_KIND_REGISTERED_DAYS:
      return RegisteredDays(subject);
    case v1::GATE_KIND_ACTIVE:
      if (subject.resident != nullptr) return subject.resident->active();
      return subject.place != nullptr && subject.place->active > 0;
    case v1::GATE_KIND_OCCUPANCY:
      return Occupancy(subject);
    case v1::GATE_KIND_TITLE_SHARE:
      return TitleShare(gate, subject);
    case v1::GATE_KIND_TITLE:
      return TitleLevel(gate, subject);
    default:
      return 0;
  }
}

uint64_t Eligibility::RegisteredDays(const Subject& subject) const {
  if (subject.place == nullptr) return 0;
  const int32_t since = subject.resident != nullptr
                            ? subject.resident->since_day
                            : folded_.OpenedOn(subject.place_number);
  return static_cast<uint64_t>(std::max(0, folded_.window().to_day() - since));
}

uint64_t Eligibility::Occupancy(const Subject& subject) const {
  if (subject.place == nullptr) return 0;
  return PermilleDown(subject.place->active, subject.place->slots.size());
}

uint64_t Eligibility::TitleShare(const v1::Gate& gate,
                                 const Subject& subject) const {
  if (subject.place == nullptr) return 0;
  return PermilleDown(places_.Holders(subject.place_number, gate.title_code()),
                      subject.place->active);
}

// What was put forward tells of a title of another book.
uint64_t Eligibility::TitleLevel(const v1::Gate& gate,
                                 const Subject& subject) const {
  const uint32_t here =
      folded_.titles().LevelOf(subject.key, gate.title_code(), folded_.today());
  const auto at = folded_.about().nominations().find(subject.key);
  if (at == folded_.about().nominations().end() ||
      at->second.title_code() != gate.title_code() ||
      at->second.title_until() < folded_.today()) {
    return here;
  }
  return std::max(here, static_cast<uint32_t>(at->second.level()));
}

}  // namespace greenledger::evaluation
