// Every fault of commands about households, members and cards.
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/services/ledger/rules/request_testing.h"

namespace greenledger::rules {
namespace {

using ::testing::ElementsAreArray;
using testing::kHeader;
using testing::RequestCase;
using testing::Row;
using testing::TextRow;

class HouseholdCheckTest : public ::testing::TestWithParam<RequestCase> {};

TEST_P(HouseholdCheckTest, NamesEveryField) {
  EXPECT_THAT(GetParam().fields(), ElementsAreArray(GetParam().expected));
}

// A row for a command whose header is good.
template <typename Request>
RequestCase HouseholdCommand(std::string name, const std::string& body,
                             std::vector<std::string> expected) {
  return TextRow<Request>(std::move(name), kHeader + body, std::move(expected));
}

using Households = v1::RegisterHouseholdsRequest;

// A row for one household of a request, after `change`.
RequestCase HouseholdRow(std::string name,
                         std::function<void(v1::Household&)> change,
                         std::vector<std::string> expected) {
  return Row<Households>(
      std::move(name), kHeader + std::string(R"(
      households { number: 7 building_number: 2 tenure: TENURE_OWNER
                   residents: 3 state: HOUSEHOLD_STATE_ACTIVE
                   members { number: 1 kind: MEMBER_KIND_ADULT }
                   members { number: 2 kind: MEMBER_KIND_MINOR }
                   card_hashes: '0123456789abcdef' })"),
      [change = std::move(change)](Households& r) {
        change(*r.mutable_households(0));
      },
      std::move(expected));
}

INSTANTIATE_TEST_SUITE_P(
    RegisterHouseholds, HouseholdCheckTest,
    ::testing::Values(
        HouseholdRow("good", [](v1::Household&) {}, {}),
        HouseholdRow("next free number",
                     [](v1::Household& h) { h.clear_number(); }, {}),
        HouseholdRow("empty", [](v1::Household& h) { h.Clear(); },
                     {"households[0].building_number", "households[0].tenure",
                      "households[0].residents", "households[0].state"}),
        HouseholdRow("number too high",
                     [](v1::Household& h) { h.set_number(4'000'000'001); },
                     {"households[0].number"}),
        HouseholdRow("building too high",
                     [](v1::Household& h) { h.set_building_number(1'000'001); },
                     {"households[0].building_number"}),
        HouseholdRow("tenure unknown",
                     [](v1::Household& h) {
                       h.set_tenure(static_cast<v1::Tenure>(3));
                     },
                     {"households[0].tenure"}),
        HouseholdRow("51 residents",
                     [](v1::Household& h) { h.set_residents(51); },
                     {"households[0].residents"}),
        HouseholdRow("born closed",
                     [](v1::Household& h) {
                       h.set_state(v1::HOUSEHOLD_STATE_CLOSED);
                     },
                     {"households[0].state"}),
        HouseholdRow("member twice",
                     [](v1::Household& h) {
                       h.mutable_members(1)->set_number(1);
                     },
                     {"households[0].members[1].number"}),
        HouseholdRow("member of no number or kind",
                     [](v1::Household& h) { h.mutable_members(1)->Clear(); },
                     {"households[0].members[1].number",
                      "households[0].members[1].kind"}),
        HouseholdRow("51 members",
                     [](v1::Household& h) {
                       h.clear_members();
                       for (uint32_t i = 1; i <= 51; ++i) {
                         h.add_members()->set_number(i);
                         h.mutable_members()->rbegin()->set_kind(
                             v1::MEMBER_KIND_ADULT);
                       }
                     },
                     {"households[0].members"}),
        HouseholdRow("short card hash",
                     [](v1::Household& h) { h.set_card_hashes(0, "abc"); },
                     {"households[0].card_hashes[0]"}),
        HouseholdRow("card twice",
                     [](v1::Household& h) {
                       h.add_card_hashes(h.card_hashes(0));
                     },
                     {"households[0].card_hashes[1]"}),
        HouseholdRow("21 cards",
                     [](v1::Household& h) {
                       for (char c = 'a'; c < 'a' + 20; ++c) {
                         h.add_card_hashes(std::string(16, c));
                       }
                     },
                     {"households[0].card_hashes"}),
        Row<Households>("number and card of the household before", kHeader,
                        [](Households& r) {
                          for (int i = 0; i < 2; ++i) {
                            v1::Household& household = *r.add_households();
                            household.set_number(9);
                            household.set_building_number(2);
                            household.set_tenure(v1::TENURE_TENANT);
                            household.set_residents(1);
                            household.set_state(v1::HOUSEHOLD_STATE_REGISTERED);
                            household.add_card_hashes("0123456789abcdef");
                          }
                        },
                        {"households[1].number",
                         "households[1].card_hashes[0]"}),
        Row<Households>("501: the faults of the first 500 are listed", kHeader,
                        [](Households& r) {
                          while (r.households_size() < 501) r.add_households();
                          for (v1::Household& household :
                               *r.mutable_households()) {
                            household.set_building_number(2);
                            household.set_tenure(v1::TENURE_TENANT);
                            household.set_residents(1);
                            household.set_state(v1::HOUSEHOLD_STATE_REGISTERED);
                          }
                          r.mutable_households(499)->set_residents(0);
                          r.mutable_households(500)->set_residents(0);
                        },
                        {"households", "households[499].residents"})));

INSTANTIATE_TEST_SUITE_P(
    OneHousehold, HouseholdCheckTest,
    ::testing::Values(
        HouseholdCommand<v1::ChangeHouseholdRequest>(
            "good change", "change { number: 7 state: HOUSEHOLD_STATE_CLOSED }",
            {}),
        HouseholdCommand<v1::ChangeHouseholdRequest>(
            "back to the register",
            "change { state: HOUSEHOLD_STATE_REGISTERED }",
            {"change.number", "change.state"}),
        HouseholdCommand<v1::AddMemberRequest>(
            "good member",
            "member_added { household_number: 7 "
            "member { number: 50 kind: MEMBER_KIND_MINOR } }",
            {}),
        HouseholdCommand<v1::AddMemberRequest>("nobody", "member_added { }",
                                               {"member_added.household_number",
                                                "member_added.member"}),
        HouseholdCommand<v1::AddMemberRequest>(
            "bad member",
            "member_added { household_number: 7 member { number: 51 } }",
            {"member_added.member.number", "member_added.member.kind"}),
        HouseholdCommand<v1::RemoveMemberRequest>(
            "good removal",
            "member_removed { household_number: 7 member_number: 1 }", {}),
        HouseholdCommand<v1::RemoveMemberRequest>(
            "removes nobody", "member_removed { member_number: 51 }",
            {"member_removed.household_number",
             "member_removed.member_number"}),
        HouseholdCommand<v1::IssueCardRequest>(
            "good card",
            "card { household_number: 7 card_hash: '0123456789abcdef' }", {}),
        HouseholdCommand<v1::IssueCardRequest>(
            "bad card", "card { card_hash: '0123456789abcde' }",
            {"card.household_number", "card.card_hash"}),
        HouseholdCommand<v1::BlockCardRequest>("no card", "card { }",
                                               {"card.card_hash"})));

}  // namespace
}  // namespace greenledger::rules
