#include "tests/services/ledger/golden/golden_commands.h"

#include <google/protobuf/text_format.h>

#include <cstdio>
#include <cstdlib>
#include <utility>

#include "services/ledger/command_sender.h"
#include "services/ledger/rules/winners.h"
#include "tests/services/selection/rules/selection_entries.h"

namespace greenledger::ledger {
namespace {

constexpr int64_t kDayUs = 24 * 60 * kMinuteUs;

// Runs `read` on the book's state.
template <typename Read>
auto WithState(LedgerWorld* world, Read read) {
  LiveBook* book = world->ledger().books().Find(kBook);
  common::MutexLock lock(book->mu);
  return read(book->state);
}

void Step(v1::CampaignState to, LedgerWorld* world) {
  Book({rules::Stepped(to)}, world);
}

// The list as it stands has two signatures.
void Sign(LedgerWorld* world) {
  const std::string digest =
      WithState(world, [](const rules::BookState& state) {
        const rules::CampaignRecord& campaign =
            *state.selection().Find(rules::kCampaign);
        return rules::DigestOf(rules::WinnersText(
            state.book(), campaign, rules::SelectWinners(campaign)));
      });
  Book({rules::Signed(digest, rules::kFirstReviewer)}, world);
  Book({rules::Signed(digest, rules::kSecondReviewer)}, world);
}

}  // namespace

uint64_t Book(std::vector<v1::Entry> entries, LedgerWorld* world) {
  CommandSender sender(&world->ledger().store(), &world->ledger().admission());
  v1::CommandResult outcome;
  sender.Send(
      world->ledger().books().Find(kBook),
      MakeCommand(world->Header().request_id(), "golden", std::move(entries)),
      [&](const v1::CommandResult& result) { outcome = result; });
  sender.Wait();
  if (outcome.code() != v1::COMMAND_RESULT_CODE_ACCEPTED) {
    std::fprintf(stderr, "%s\n", outcome.DebugString().c_str());
    std::abort();
  }
  return outcome.first_index();
}

uint64_t Book(const std::string& text, LedgerWorld* world) {
  v1::Entry entry;
  if (!google::protobuf::TextFormat::ParseFromString(text, &entry)) {
    std::abort();
  }
  return Book(std::vector<v1::Entry>{std::move(entry)}, world);
}

void PlayEvidence(LedgerWorld* world) {
  v1::AddMemberRequest member;
  member.mutable_member_added()->set_household_number(1);
  member.mutable_member_added()->mutable_member()->set_number(2);
  member.mutable_member_added()->mutable_member()->set_kind(
      v1::MEMBER_KIND_ADULT);
  world->MustRun(&v1::RegistryService::StubInterface::AddMember, member);
  Book(R"(calendar_published { year: 2026 off_days: "2026-06-19"
          campaign_days { day: "2026-06-05" title: "环境日" } source: "7" })",
       world);
  Book(R"(activity_rules_published { version: "a1" minutes_per_day_max: 120
          rates { kind: ACTIVITY_KIND_HELPING milli_merit_per_hour: 5000 } })",
       world);
  Book(R"(activity { household_number: 1 member_number: 2 minutes: 150
          kind: ACTIVITY_KIND_HELPING day: "2026-06-05" title: "bins"
          by: "clerk 1" })",
       world);
  const std::string inspection =
      R"(inspection { subject { kind: CONTESTANT_KIND_HOUSEHOLD number: 2 }
         evidence: EVIDENCE_KIND_INSPECTION day: "2026-06-05" )";
  const uint64_t first =
      Book(inspection + "score_permille: 800 by: 'A' }", world);
  Book(inspection + "score_permille: 950 by: 'B' recheck_of: " +
           std::to_string(first) + " }",
       world);
  const std::string seed(32, 's');
  v1::Entry sample;
  sample.mutable_sample_committed()->set_number(1);
  sample.mutable_sample_committed()->set_seed_digest(rules::DigestOf(seed));
  sample.mutable_sample_committed()->set_from(v1::SAMPLE_FROM_HOUSEHOLDS);
  sample.mutable_sample_committed()->set_size(3);
  sample.mutable_sample_committed()->set_purpose("June");
  sample.mutable_sample_committed()->set_by("clerk 1");
  Book({sample}, world);
  Book("sample_drawn { sample_number: 1 by: 'clerk 1' seed: '" + seed + "' }",
       world);
  sample.mutable_sample_committed()->set_number(2);
  Book({sample}, world);
  Book(R"(survey { kind: SURVEY_KIND_SATISFACTION from_day: "2026-06-01"
          to_day: "2026-06-05" asked: 90 answered: 80 positive: 75
          method: "at the door" by: "clerk 1" })",
       world);
  const std::string violation =
      R"(violation { subject { kind: CONTESTANT_KIND_BUILDING number: 101 }
         day: "2026-06-05" what: "rubble" by: "clerk 1" )";
  const uint64_t withdrawn = Book(violation + "}", world);
  Book(violation + "}", world);
  Book(violation + "withdraws: " + std::to_string(withdrawn) + " }", world);
}

void PlayCampaigns(LedgerWorld* world) {
  v1::CampaignRule rule = rules::HonourRule();
  rule.set_from_day("2026-06-05");
  rule.set_to_day("2026-06-30");
  rule.set_needs_declaration(true);
  Book({rules::Drafted(rule)}, world);
  rule.set_number(rules::kCampaign + 1);
  Book({rules::Drafted(rule)}, world);
  Book({rules::Stepped(v1::CAMPAIGN_STATE_ANNOUNCED, rule.number())}, world);
  Step(v1::CAMPAIGN_STATE_ANNOUNCED, world);
  Step(v1::CAMPAIGN_STATE_RUNNING, world);
  for (const uint64_t household : {1, 2, 4}) {
    Book({rules::Declared(rules::Household(household))}, world);
  }
  world->clock.Advance(26 * kDayUs);
  Book(WithState(world,
                 [](const rules::BookState& state) {
                   return rules::ListMaker(state)
                       .Rows({{1, 900'000}, {2, 800'000}, {4, 100'000}})
                       .Seats(0, 2)
                       .Make();
                 }),
       world);
  Sign(world);
  Step(v1::CAMPAIGN_STATE_REVIEWED, world);
  Step(v1::CAMPAIGN_STATE_NOTICE, world);
  const uint64_t objection = Book({rules::Filed(rules::Household(2))}, world);
  Book({rules::Answered(objection, v1::OBJECTION_EFFECT_STRIKE)}, world);
  Book({rules::Filed(v1::Contestant(), 0)}, world);
  world->clock.Advance(14 * kDayUs);
  Step(v1::CAMPAIGN_STATE_DECIDED, world);
  const uint64_t title = Book({rules::Granted(rules::Household(1))}, world);
  Book({rules::Granted(rules::Household(4))}, world);
  Step(v1::CAMPAIGN_STATE_AWARDED, world);
  Book({rules::TitleCheckOf(title, v1::TITLE_CHECK_CRITICISED)}, world);
}

}  // namespace greenledger::ledger
