// Requests of OversightService.
#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "services/ledger/rules/document_check.h"
#include "services/ledger/rules/request_check.h"
#include "services/ledger/rules/request_fields.h"
#include "services/ledger/rules/request_limits.h"

namespace greenledger::rules {
namespace {

constexpr int kPartiesMax = 100;
constexpr uint64_t kMaterialMax = 100'000'000;

void CheckByAndWhy(const FieldPath& at, const std::string& by,
                   const std::string& why, FaultList& faults) {
  CheckBy(at, by, faults);
  faults.CheckText(at, "why", why, 1, kWhyBytesMax);
}

// One of the two must be above zero.
void CheckMaterial(const FieldPath& at, const char* grams_name, uint64_t grams,
                   const char* pieces_name, uint64_t pieces,
                   FaultList& faults) {
  faults.CheckRange(at, grams_name, grams, 0, kMaterialMax);
  faults.CheckRange(at, pieces_name, pieces, 0, kMaterialMax);
  if (grams == 0 && pieces == 0) {
    faults.Add(at, grams_name, "0",
               std::string("above 0, or ") + pieces_name + " above 0");
  }
}

}  // namespace

common::Faults Check(const v1::OpenPartiesRequest& request) {
  const FieldPath root;
  FaultList faults;
  CheckHeaderOf(request, faults);
  const int count = request.parties_size();
  faults.CheckCount(root, "parties", count, 1, kPartiesMax);
  std::set<std::pair<int, uint64_t>> seen;
  for (int i = 0; i < std::min(count, kPartiesMax); ++i) {
    const v1::Party& party = request.parties(i);
    const FieldPath at(root, "parties", i);
    faults.CheckOneOf(at, "kind", party.kind(),
                      {v1::PARTY_KIND_COLLECTOR, v1::PARTY_KIND_PROCESSOR});
    faults.CheckRange(at, "number", party.number(), 1, kPartyMax);
    faults.CheckText(at, "name", party.name(), 1, kNameBytesMax);
    if (!seen.insert({party.kind(), party.number()}).second) {
      faults.Add(at, "number", std::to_string(party.number()),
                 "given once in the request");
    }
  }
  return faults.Take();
}

common::Faults Check(const v1::IssueCrewCardRequest& request) {
  const FieldPath root;
  FaultList faults;
  CheckHeaderOf(request, faults);
  if (faults.CheckPresent(root, "card", request.has_card())) {
    const FieldPath at(root, "card");
    faults.CheckRange(at, "collector_number", request.card().collector_number(),
                      1, kPartyMax);
    faults.CheckSize(at, "card_hash", request.card().card_hash(),
                     kCardHashBytes);
  }
  return faults.Take();
}

common::Faults Check(const v1::PublishClearancePlanRequest& request) {
  const FieldPath root;
  FaultList faults;
  CheckHeaderOf(request, faults);
  if (faults.CheckPresent(root, "plan", request.has_plan())) {
    CheckClearancePlan(request.plan(), FieldPath(root, "plan"), faults);
  }
  return faults.Take();
}

common::Faults Check(const v1::PublishAnomalyRulesRequest& request) {
  const FieldPath root;
  FaultList faults;
  CheckHeaderOf(request, faults);
  if (faults.CheckPresent(root, "rules", request.has_rules())) {
    CheckAnomalyRules(request.rules(), FieldPath(root, "rules"), faults);
  }
  return faults.Take();
}

common::Faults Check(const v1::JudgeAnomalyRequest& request) {
  const FieldPath root;
  FaultList faults;
  CheckHeaderOf(request, faults);
  if (faults.CheckPresent(root, "judged", request.has_judged())) {
    const FieldPath at(root, "judged");
    faults.CheckOneOf(at, "verdict", request.judged().verdict(),
                      {v1::VERDICT_CONFIRMED, v1::VERDICT_DISMISSED});
    CheckByAndWhy(at, request.judged().by(), request.judged().why(), faults);
  }
  return faults.Take();
}

common::Faults Check(const v1::ReverseEntryRequest& request) {
  const FieldPath root;
  FaultList faults;
  CheckHeaderOf(request, faults);
  if (faults.CheckPresent(root, "reversed", request.has_reversed())) {
    CheckByAndWhy(FieldPath(root, "reversed"), request.reversed().by(),
                  request.reversed().why(), faults);
  }
  return faults.Take();
}

common::Faults Check(const v1::HandOverMaterialRequest& request) {
  const FieldPath root;
  FaultList faults;
  CheckHeaderOf(request, faults);
  if (faults.CheckPresent(root, "material", request.has_material())) {
    const v1::MaterialHandedOver& material = request.material();
    const FieldPath at(root, "material");
    faults.CheckRange(at, "collector_number", material.collector_number(), 1,
                      kPartyMax);
    faults.CheckRange(at, "processor_number", material.processor_number(), 1,
                      kPartyMax);
    faults.CheckText(at, "manifest", material.manifest(), 1, kNameBytesMax);
    faults.CheckRange(at, "class_code", material.class_code(), 1, 9999);
    CheckMaterial(at, "grams", material.grams(), "pieces", material.pieces(),
                  faults);
  }
  return faults.Take();
}

common::Faults Check(const v1::ReturnMaterialRequest& request) {
  const FieldPath root;
  FaultList faults;
  CheckHeaderOf(request, faults);
  if (faults.CheckPresent(root, "material", request.has_material())) {
    const v1::MaterialReturned& material = request.material();
    const FieldPath at(root, "material");
    faults.CheckRange(at, "processor_number", material.processor_number(), 1,
                      kPartyMax);
    faults.CheckText(at, "manifest", material.manifest(), 1, kNameBytesMax);
    faults.CheckRange(at, "class_code", material.class_code(), 1, 9999);
    CheckMaterial(at, "used_grams", material.used_grams(), "used_pieces",
                  material.used_pieces(), faults);
    faults.CheckText(at, "product", material.product(), 1, kNameBytesMax);
    faults.CheckRange(at, "product_pieces", material.product_pieces(), 0,
                      1'000'000);
  }
  return faults.Take();
}

common::Faults Check(const v1::ListAnomaliesRequest& request) {
  FaultList faults;
  CheckBook({}, request.book(), faults);
  CheckPage(request.page_size(), request.page_token(), faults);
  return faults.Take();
}

common::Faults Check(const v1::GetOversightRequest& request) {
  FaultList faults;
  CheckBook({}, request.book(), faults);
  return faults.Take();
}

}  // namespace greenledger::rules
