#include <fmt/core.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_set>

#include "services/ledger/rules/request_check.h"
#include "services/ledger/rules/request_fields.h"
#include "services/ledger/rules/request_limits.h"

namespace greenledger::rules {
namespace {

constexpr int kHouseholdsMax = 500;

// What one request has named so far.
struct Named {
  std::unordered_set<uint64_t> numbers;
  std::unordered_set<std::string_view> cards;
};

std::string Hex(std::string_view bytes) {
  std::string hex;
  for (const char byte : bytes) {
    hex += fmt::format("{:02x}", static_cast<unsigned char>(byte));
  }
  return hex;
}

void CheckMember(const v1::Member& member, const FieldPath& at,
                 FaultList& faults) {
  faults.CheckRange(at, "number", member.number(), 1, kMembersMax);
  faults.CheckOneOf(at, "kind", member.kind(),
                    {v1::MEMBER_KIND_ADULT, v1::MEMBER_KIND_MINOR});
}

void CheckMembers(const v1::Household& household, const FieldPath& at,
                  FaultList& faults) {
  faults.CheckCount(at, "members", household.members_size(), 0, kMembersMax);
  std::unordered_set<uint32_t> numbers;
  for (int i = 0; i < std::min(household.members_size(), kMembersMax); ++i) {
    const v1::Member& member = household.members(i);
    const FieldPath path(at, "members", i);
    CheckMember(member, path, faults);
    if (!numbers.insert(member.number()).second) {
      faults.Add(path, "number", std::to_string(member.number()),
                 "given once in the household");
    }
  }
}

void CheckCards(const v1::Household& household, const FieldPath& at,
                Named& named, FaultList& faults) {
  const int count = household.card_hashes_size();
  faults.CheckCount(at, "card_hashes", count, 0, kCardsMax);
  for (int i = 0; i < std::min(count, kCardsMax); ++i) {
    const std::string& card = household.card_hashes(i);
    const FieldPath path(at, "card_hashes", i);
    faults.CheckSize(path, "", card, kCardHashBytes);
    if (card.size() == kCardHashBytes && !named.cards.insert(card).second) {
      faults.Add(path, "", Hex(card), "given once in the request");
    }
  }
}

void CheckHousehold(const v1::Household& household, const FieldPath& at,
                    Named& named, FaultList& faults) {
  const uint64_t number = household.number();
  faults.CheckRange(at, "number", number, 0, kHouseholdMax);
  if (number != 0 && !named.numbers.insert(number).second) {
    faults.Add(at, "number", std::to_string(number),
               "given once in the request");
  }
  faults.CheckRange(at, "building_number", household.building_number(), 1,
                    kPlaceMax);
  faults.CheckOneOf(at, "tenure", household.tenure(),
                    {v1::TENURE_OWNER, v1::TENURE_TENANT});
  faults.CheckRange(at, "residents", household.residents(), 1, 50);
  faults.CheckOneOf(
      at, "state", household.state(),
      {v1::HOUSEHOLD_STATE_REGISTERED, v1::HOUSEHOLD_STATE_ACTIVE});
  CheckMembers(household, at, faults);
  CheckCards(household, at, named, faults);
}

}  // namespace

common::Faults Check(const v1::RegisterHouseholdsRequest& request) {
  const FieldPath root;
  FaultList faults;
  CheckHeaderOf(request, faults);
  const int count = request.households_size();
  faults.CheckCount(root, "households", count, 1, kHouseholdsMax);
  Named named;
  for (int i = 0; i < std::min(count, kHouseholdsMax); ++i) {
    CheckHousehold(request.households(i), FieldPath(root, "households", i),
                   named, faults);
  }
  return faults.Take();
}

common::Faults Check(const v1::ChangeHouseholdRequest& request) {
  const FieldPath root;
  FaultList faults;
  CheckHeaderOf(request, faults);
  if (faults.CheckPresent(root, "change", request.has_change())) {
    const FieldPath at(root, "change");
    faults.CheckRange(at, "number", request.change().number(), 1,
                      kHouseholdMax);
    faults.CheckOneOf(at, "state", request.change().state(),
                      {v1::HOUSEHOLD_STATE_ACTIVE, v1::HOUSEHOLD_STATE_FROZEN,
                       v1::HOUSEHOLD_STATE_CLOSED});
  }
  return faults.Take();
}

common::Faults Check(const v1::AddMemberRequest& request) {
  const FieldPath root;
  FaultList faults;
  CheckHeaderOf(request, faults);
  if (!faults.CheckPresent(root, "member_added", request.has_member_added())) {
    return faults.Take();
  }
  const v1::MemberAdded& added = request.member_added();
  const FieldPath at(root, "member_added");
  faults.CheckRange(at, "household_number", added.household_number(), 1,
                    kHouseholdMax);
  if (faults.CheckPresent(at, "member", added.has_member())) {
    CheckMember(added.member(), FieldPath(at, "member"), faults);
  }
  return faults.Take();
}

common::Faults Check(const v1::RemoveMemberRequest& request) {
  const FieldPath root;
  FaultList faults;
  CheckHeaderOf(request, faults);
  if (faults.CheckPresent(root, "member_removed",
                          request.has_member_removed())) {
    const v1::MemberRemoved& removed = request.member_removed();
    const FieldPath at(root, "member_removed");
    faults.CheckRange(at, "household_number", removed.household_number(), 1,
                      kHouseholdMax);
    faults.CheckRange(at, "member_number", removed.member_number(), 1,
                      kMembersMax);
  }
  return faults.Take();
}

common::Faults Check(const v1::IssueCardRequest& request) {
  const FieldPath root;
  FaultList faults;
  CheckHeaderOf(request, faults);
  if (faults.CheckPresent(root, "card", request.has_card())) {
    const FieldPath at(root, "card");
    faults.CheckRange(at, "household_number", request.card().household_number(),
                      1, kHouseholdMax);
    faults.CheckSize(at, "card_hash", request.card().card_hash(),
                     kCardHashBytes);
  }
  return faults.Take();
}

common::Faults Check(const v1::BlockCardRequest& request) {
  const FieldPath root;
  FaultList faults;
  CheckHeaderOf(request, faults);
  if (faults.CheckPresent(root, "card", request.has_card())) {
    faults.CheckSize(FieldPath(root, "card"), "card_hash",
                     request.card().card_hash(), kCardHashBytes);
  }
  return faults.Take();
}

common::Faults Check(const v1::GetHouseholdRequest& request) {
  FaultList faults;
  CheckBook({}, request.book(), faults);
  faults.CheckRange({}, "household", request.household(), 1, kHouseholdMax);
  return faults.Take();
}

}  // namespace greenledger::rules
