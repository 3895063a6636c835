#include "tests/services/selection/selection_world.h"

#include <utility>

#include "services/ledger/command_sender.h"
#include "services/ledger/rules/local_day.h"
#include "services/ledger/rules/winners.h"
#include "storage/fold_store.h"
#include "tests/services/ledger/proofs_testing.h"
#include "tests/testing/memory_folder.h"

namespace greenledger::selection {
namespace {

using Stub = SelectionWorld::Stub;

constexpr char kFolder[] = "/contacts";
constexpr char kSecretary[] = "secretary";

v1::CampaignRule RuleOf(uint32_t number, v1::TitleLevel level,
                        v1::CampaignLayer layer) {
  v1::CampaignRule rule;
  rule.set_number(number);
  rule.set_title_code("green-family");
  rule.set_title_zh("绿色家庭");
  rule.set_title_en("green family");
  rule.set_level(level);
  rule.set_layer(layer);
  rule.set_contestants(v1::CONTESTANT_KIND_HOUSEHOLD);
  rule.set_from_day("2026-06-05");
  rule.set_to_day("2026-06-30");
  rule.set_reviewers(2);
  rule.mutable_notice()->set_days(5);
  rule.mutable_notice()->set_count(v1::NOTICE_COUNT_WORKING_DAYS);
  rule.mutable_notice()->set_answer_days(5);
  rule.mutable_notice()->set_extension_days(2);
  rule.mutable_term()->set_months(24);
  rule.mutable_term()->set_check_months(12);
  rule.mutable_term()->set_barred_months(24);
  rule.mutable_term()->set_row_flagged(3);
  rule.set_by(kSecretary);
  return rule;
}

void AddMeasure(v1::StandingMeasure measure, v1::CampaignRule* rule) {
  v1::WeightedMeasure* weighted = rule->add_measures();
  weighted->set_measure(measure);
  weighted->set_weight_permille(1000);
  weighted->set_scaling(v1::SCALING_BEST);
}

void AskForADrop(v1::CampaignRule* rule) {
  v1::Gate* gate = rule->add_gates();
  gate->set_kind(v1::GATE_KIND_MEASURE);
  gate->set_measure(v1::STANDING_MEASURE_DROPS);
  gate->set_least(1);
}

void AddPrize(uint32_t rank, uint64_t milli_points, v1::CampaignRule* rule) {
  v1::Prize* prize = rule->add_prizes();
  prize->set_from_rank(rank);
  prize->set_to_rank(rank);
  prize->set_milli_points(milli_points);
}

}  // namespace

std::string Seed() { return std::string(32, 's'); }

std::string ReasonOf(const grpc::Status& status) {
  return ledger::ReasonOf(status);
}

v1::CampaignRule HonourRule() {
  v1::CampaignRule rule =
      RuleOf(kCampaign, v1::TITLE_LEVEL_COMMUNITY, v1::CAMPAIGN_LAYER_HONOUR);
  AskForADrop(&rule);
  AddMeasure(v1::STANDING_MEASURE_DROPS, &rule);
  rule.mutable_quota()->set_seats(2);
  rule.mutable_quota()->set_scope(v1::QUOTA_SCOPE_ALL);
  rule.add_tie_breaks(v1::TIE_BREAK_DRAW);
  rule.set_draw_seed_digest(rules::DigestOf(Seed()));
  rule.mutable_on_site()->set_weight_permille(500);
  rule.mutable_on_site()->set_visited_permille(2000);
  rule.mutable_on_site()->add_evidence(v1::EVIDENCE_KIND_HEARING);
  rule.mutable_on_site()->add_evidence(v1::EVIDENCE_KIND_INSPECTION);
  rule.mutable_on_site()->set_least_score_permille(300);
  AddPrize(1, 10'000, &rule);
  AddPrize(2, 5'000, &rule);
  rule.set_budget_number(kBudget);
  return rule;
}

v1::CampaignRule StandardRule() {
  v1::CampaignRule rule =
      RuleOf(kCampaign, v1::TITLE_LEVEL_COMMUNITY, v1::CAMPAIGN_LAYER_STANDARD);
  v1::Gate* gate = rule.add_gates();
  gate->set_kind(v1::GATE_KIND_ACTIVE);
  return rule;
}

v1::CampaignRule NominationRule(uint32_t number, v1::TitleLevel level) {
  v1::CampaignRule rule = RuleOf(number, level, v1::CAMPAIGN_LAYER_HONOUR);
  rule.set_from_nominations(true);
  AddMeasure(v1::STANDING_MEASURE_NOMINATION, &rule);
  rule.mutable_quota()->set_seats(1);
  rule.mutable_quota()->set_scope(v1::QUOTA_SCOPE_ALL);
  rule.set_from_day("2026-07-01");
  rule.set_to_day("2026-07-31");
  return rule;
}

v1::Contestant Household(uint64_t number, uint64_t book) {
  v1::Contestant contestant;
  contestant.set_kind(v1::CONTESTANT_KIND_HOUSEHOLD);
  contestant.set_number(number);
  contestant.set_book(book);
  return contestant;
}

SelectionWorld::SelectionWorld(uint64_t households)
    : points(points::PointsWorld::Options{.households = households}) {
  Open();
  PublishCalendar();
  EXPECT_TRUE(points::IsAccepted(
      points.PublishBudget(kBudget, "2026-08-01", "2026-08-31", 100'000)));
}

void SelectionWorld::Open() {
  auto service = SelectionServiceImpl::Open(
      {.folder = kFolder, .env = points.ledger.env()}, &points.ledger.ledger(),
      &points.ledger.clock);
  ASSERT_TRUE(service.ok()) << service.status();
  service_ = *std::move(service);
  grpc::ServerBuilder builder;
  builder.RegisterService(service_.get());
  server_ = builder.BuildAndStart();
  stub_ = v1::SelectionService::NewStub(
      server_->InProcessChannel(grpc::ChannelArguments()));
}

void SelectionWorld::Close() {
  server_->Shutdown();
  stub_.reset();
  server_.reset();
  service_.reset();
}

void SelectionWorld::Restart(bool rebuild) {
  Close();
  points.Restart(rebuild);
  Open();
}

void SelectionWorld::GoTo(const std::string& day) {
  const int64_t at_us =
      *rules::ParseDay(day) * points::kDayUs + 2 * points::kHourUs;
  ASSERT_GE(at_us, points.Now());
  points.ledger.clock.Advance(at_us - points.Now());
}

v1::CommandResult SelectionWorld::Draft(const v1::CampaignRule& rule,
                                        uint64_t book) {
  v1::DraftCampaignRequest request;
  *request.mutable_rule() = rule;
  return Run(&Stub::DraftCampaign, request, book);
}

v1::StepCampaignRequest SelectionWorld::StepOf(v1::CampaignState to,
                                               uint32_t campaign,
                                               const std::string& seed) {
  v1::StepCampaignRequest request;
  request.mutable_step()->set_campaign_number(campaign);
  request.mutable_step()->set_to(to);
  if (!seed.empty()) {
    request.mutable_step()->mutable_evaluation()->set_draw_seed(seed);
  }
  request.mutable_step()->set_by(kSecretary);
  return request;
}

v1::CommandResult SelectionWorld::Step(v1::CampaignState to, uint32_t campaign,
                                       const std::string& seed, uint64_t book) {
  return Run(&Stub::StepCampaign, StepOf(to, campaign, seed), book);
}

void SelectionWorld::Agree(uint32_t campaign, uint64_t book) {
  for (const char* person : {"member 1", "member 2"}) {
    v1::SignReviewRequest request;
    v1::ReviewSigned* review = request.mutable_review();
    review->set_campaign_number(campaign);
    review->set_agrees(true);
    review->set_list_digest(Campaign(campaign, book).winners_digest());
    review->set_by(person);
    EXPECT_TRUE(points::IsAccepted(Run(&Stub::SignReview, request, book)));
  }
}

v1::FileObjectionRequest SelectionWorld::ObjectionTo(
    uint64_t household, const std::string& sealed) {
  v1::FileObjectionRequest request;
  v1::ObjectionFiled* filed = request.mutable_objection();
  filed->set_campaign_number(kCampaign);
  *filed->mutable_about() = Household(household);
  filed->set_text("throws everything into one bin at night");
  filed->set_contact_digest(rules::DigestOf(sealed));
  filed->set_by(kSecretary);
  request.set_sealed_contact(sealed);
  return request;
}

v1::CommandResult SelectionWorld::Answer(uint64_t objection,
                                         v1::ObjectionEffect effect) {
  v1::AnswerObjectionRequest request;
  v1::ObjectionAnswered* answer = request.mutable_answer();
  answer->set_objection_index(objection);
  answer->set_upheld(true);
  answer->set_effect(effect);
  answer->set_answer("seen on two evenings");
  answer->set_by("member 1");
  return Run(&Stub::AnswerObjection, request);
}

v1::CommandResult SelectionWorld::Nominate(const v1::Contestant& contestant,
                                           uint32_t from_campaign,
                                           uint32_t campaign, uint64_t book) {
  v1::NominateRequest request;
  v1::NominationReceived* nomination = request.mutable_nomination();
  nomination->set_campaign_number(campaign);
  *nomination->mutable_contestant() = contestant;
  nomination->set_from_campaign(from_campaign);
  nomination->set_by(kSecretary);
  return Run(&Stub::Nominate, request, book);
}

v1::CommandResult SelectionWorld::Book(v1::Entry entry, uint64_t book) {
  v1::CommandResult result;
  v1::CommandHeader header = points.ledger.Header();
  ledger::Ledger& to = points.ledger.ledger();
  ledger::CommandSender sender(&to.store(), &to.admission());
  EXPECT_TRUE(sender.Send(
      to.books().Find(book),
      ledger::MakeCommand(header.request_id(), "test", {std::move(entry)}),
      [&](const v1::CommandResult& outcome) { result = outcome; }));
  sender.Wait();
  EXPECT_TRUE(points::IsAccepted(result)) << result.ShortDebugString();
  return result;
}

void SelectionWorld::PublishCalendar(uint64_t book) {
  v1::Entry entry;
  entry.mutable_calendar_published()->set_year(2026);
  entry.mutable_calendar_published()->set_source("circular 7");
  Book(std::move(entry), book);
}

void SelectionWorld::Visit(uint64_t household, uint32_t score_permille) {
  v1::Entry entry;
  v1::InspectionBooked* visit = entry.mutable_inspection();
  *visit->mutable_subject() = Household(household);
  visit->set_campaign_number(kCampaign);
  visit->set_day(rules::FormatDay(static_cast<int32_t>(
      (points.Now() + 8 * points::kHourUs) / points::kDayUs)));
  visit->add_evidence(v1::EVIDENCE_KIND_HEARING);
  visit->add_evidence(v1::EVIDENCE_KIND_INSPECTION);
  visit->set_score_permille(score_permille);
  visit->set_by("member 3");
  Book(std::move(entry));
}

void SelectionWorld::RunToWindowEnd() {
  EXPECT_TRUE(points::IsAccepted(Draft(HonourRule())));
  EXPECT_TRUE(points::IsAccepted(Step(v1::CAMPAIGN_STATE_ANNOUNCED)));
  EXPECT_TRUE(points::IsAccepted(Step(v1::CAMPAIGN_STATE_RUNNING)));
  for (const uint64_t household : {1, 2, 3, 4, 3, 2, 1, 1}) {
    points.Earn(household);
  }
  GoTo("2026-07-01");
}

void SelectionWorld::RunToReview() {
  RunToWindowEnd();
  EXPECT_TRUE(points::IsAccepted(
      Step(v1::CAMPAIGN_STATE_EVALUATED, kCampaign, Seed())));
  EXPECT_TRUE(points::IsAccepted(Step(v1::CAMPAIGN_STATE_ON_SITE)));
  Visit(1, 800);
  Visit(2, 600);
  Visit(3, 600);
  Visit(4, 900);
}

void SelectionWorld::RunToEnd() {
  RunToReview();
  Agree();
  EXPECT_TRUE(points::IsAccepted(Step(v1::CAMPAIGN_STATE_REVIEWED)));
  EXPECT_TRUE(points::IsAccepted(Step(v1::CAMPAIGN_STATE_NOTICE)));
  GoTo("2026-07-09");
  EXPECT_TRUE(points::IsAccepted(Step(v1::CAMPAIGN_STATE_DECIDED)));
  EXPECT_TRUE(points::IsAccepted(Step(v1::CAMPAIGN_STATE_AWARDED)));
}

v1::CampaignStanding SelectionWorld::Campaign(uint32_t campaign,
                                              uint64_t book) {
  v1::GetCampaignRequest request;
  request.set_book(book);
  request.set_campaign_number(campaign);
  return Read(&Stub::GetCampaign, request).campaign();
}

v1::ListCandidatesResponse SelectionWorld::Candidates(bool winners_only,
                                                      uint32_t campaign,
                                                      uint64_t book) {
  v1::ListCandidatesRequest request;
  request.set_book(book);
  request.set_campaign_number(campaign);
  request.set_winners_only(winners_only);
  return Read(&Stub::ListCandidates, request);
}

std::vector<v1::TitleStanding> SelectionWorld::Titles(uint64_t book) {
  v1::ListTitlesRequest request;
  request.set_book(book);
  const auto response = Read(&Stub::ListTitles, request);
  return {response.titles().begin(), response.titles().end()};
}

size_t SelectionWorld::ContactsKept() {
  Close();
  size_t kept = 0;
  {
    const auto store = storage::FoldStore::Open(
        {.folder = kFolder, .env = points.ledger.env()});
    EXPECT_TRUE((*store)
                    ->Scan("", [&](std::string_view,
                                   std::string_view) { return ++kept > 0; })
                    .ok());
  }
  Open();
  return kept;
}

bool SelectionWorld::FilesHold(const std::string& bytes) {
  Close();
  bool hold = false;
  for (const auto& [name, file] :
       testing::ImageOf(points.ledger.env(), kFolder)) {
    hold = hold || file.find(bytes) != std::string::npos;
  }
  Open();
  return hold;
}

}  // namespace greenledger::selection
