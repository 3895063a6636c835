#include "tests/services/evidence/evidence_world.h"

#include <gtest/gtest.h>

#include "absl/strings/escaping.h"
#include "services/ledger/rules/winners.h"
#include "tests/services/ledger/rules/rules_testing.h"

namespace greenledger::evidence {

using rules::testing::FromText;

EvidenceDesk::EvidenceDesk(ledger::LedgerWorld* world)
    : world_(world), service_(&world->ledger()) {
  grpc::ServerBuilder builder;
  builder.RegisterService(&service_);
  server_ = builder.BuildAndStart();
  stub_ = v1::EvidenceService::NewStub(
      server_->InProcessChannel(grpc::ChannelArguments()));
}

EvidenceDesk::~EvidenceDesk() { server_->Shutdown(); }

template <typename Request, typename Response>
v1::CommandResult EvidenceDesk::Run(
    grpc::Status (Stub::*rpc)(grpc::ClientContext*, const Request&, Response*),
    Request request) {
  *request.mutable_header() = world_->Header();
  grpc::ClientContext context;
  Response response;
  const grpc::Status status = (stub_.get()->*rpc)(&context, request, &response);
  EXPECT_TRUE(status.ok()) << status.error_message() << "\n"
                           << request.DebugString();
  return response.result();
}

v1::CommandResult EvidenceDesk::Book(const std::string& text) {
  const auto entry = FromText<v1::Entry>(text);
  const auto with = [](auto request, auto mutable_body, const auto& body) {
    *(request.*mutable_body)() = body;
    return request;
  };
  switch (entry.body_case()) {
    case v1::Entry::kCalendarPublished:
      return Run(&Stub::PublishCalendar,
                 with(v1::PublishCalendarRequest(),
                      &v1::PublishCalendarRequest::mutable_calendar,
                      entry.calendar_published()));
    case v1::Entry::kActivityRulesPublished:
      return Run(&Stub::PublishActivityRules,
                 with(v1::PublishActivityRulesRequest(),
                      &v1::PublishActivityRulesRequest::mutable_rules,
                      entry.activity_rules_published()));
    case v1::Entry::kActivity:
      return Run(
          &Stub::BookActivity,
          with(v1::BookActivityRequest(),
               &v1::BookActivityRequest::mutable_activity, entry.activity()));
    case v1::Entry::kInspection:
      return Run(&Stub::BookInspection,
                 with(v1::BookInspectionRequest(),
                      &v1::BookInspectionRequest::mutable_inspection,
                      entry.inspection()));
    case v1::Entry::kSampleCommitted:
      return Run(&Stub::CommitSample,
                 with(v1::CommitSampleRequest(),
                      &v1::CommitSampleRequest::mutable_sample,
                      entry.sample_committed()));
    case v1::Entry::kSampleDrawn:
      return Run(&Stub::DrawSample, with(v1::DrawSampleRequest(),
                                         &v1::DrawSampleRequest::mutable_draw,
                                         entry.sample_drawn()));
    case v1::Entry::kSurvey:
      return Run(&Stub::BookSurvey,
                 with(v1::BookSurveyRequest(),
                      &v1::BookSurveyRequest::mutable_survey, entry.survey()));
    case v1::Entry::kViolation:
      return Run(&Stub::BookViolation,
                 with(v1::BookViolationRequest(),
                      &v1::BookViolationRequest::mutable_violation,
                      entry.violation()));
    default:
      ADD_FAILURE() << "the service has no command for " << text;
      return {};
  }
}

EvidenceWorld::EvidenceWorld(uint64_t households, uint64_t rows_every)
    : points(points::PointsWorld::Options{.households = households,
                                          .rows_every = rows_every}),
      desk_(std::make_unique<EvidenceDesk>(&points.ledger)) {}

void EvidenceWorld::Restart(bool rebuild) {
  desk_.reset();
  points.Restart(rebuild);
  desk_ = std::make_unique<EvidenceDesk>(&points.ledger);
}

v1::Entry EvidenceWorld::MustBook(const std::string& text) {
  const v1::CommandResult result = Book(text);
  EXPECT_TRUE(points::IsAccepted(result)) << result.DebugString() << text;
  return points.Entries().at(result.first_index());
}

std::vector<v1::RefusalReason> EvidenceWorld::Reasons(const std::string& text) {
  std::vector<v1::RefusalReason> reasons;
  const v1::CommandResult result = Book(text);
  EXPECT_EQ(points::IsAccepted(result), result.refusals_size() == 0);
  for (const v1::Refusal& refusal : result.refusals()) {
    reasons.push_back(refusal.reason());
  }
  return reasons;
}

void EvidenceWorld::AddMember(uint64_t household, uint32_t number) {
  v1::AddMemberRequest request;
  request.mutable_member_added()->set_household_number(household);
  v1::Member* member = request.mutable_member_added()->mutable_member();
  member->set_number(number);
  member->set_kind(v1::MEMBER_KIND_ADULT);
  points.ledger.MustRun(&v1::RegistryService::StubInterface::AddMember,
                        request);
}

void EvidenceWorld::CloseHousehold(uint64_t household) {
  EXPECT_TRUE(points::IsAccepted(
      points.SetState(household, v1::HOUSEHOLD_STATE_CLOSED)));
}

int64_t EvidenceWorld::Merit(uint64_t household) {
  return points.Net(v1::ACCOUNT_OWNER_HOUSEHOLD, household, v1::ASSET_MERIT);
}

std::string Quoted(const std::string& bytes) {
  return "'" + absl::CEscape(bytes) + "'";
}

std::string Inspection(uint64_t household, const std::string& by,
                       uint32_t score_permille, const std::string& more) {
  return "inspection { subject { kind: CONTESTANT_KIND_HOUSEHOLD number: " +
         std::to_string(household) + " } evidence: EVIDENCE_KIND_INSPECTION " +
         "by: '" + by + "' score_permille: " + std::to_string(score_permille) +
         " " +
         (more.find("day:") == std::string::npos
              ? std::string("day: '") + kToday + "' "
              : "") +
         more + " }";
}

std::string Activity(uint64_t household, uint32_t member, uint32_t minutes,
                     const std::string& more) {
  return "activity { household_number: " + std::to_string(household) +
         " member_number: " + std::to_string(member) +
         " minutes: " + std::to_string(minutes) +
         " title: 'at the bins' by: 'clerk 1' " +
         (more.find("kind:") == std::string::npos
              ? "kind: ACTIVITY_KIND_VOLUNTEERING "
              : "") +
         (more.find("day:") == std::string::npos
              ? std::string("day: '") + kToday + "' "
              : "") +
         more + " }";
}

std::string Commitment(uint32_t number, const std::string& seed,
                       const std::string& from, uint32_t size) {
  return "sample_committed { number: " + std::to_string(number) +
         " seed_digest: " + Quoted(rules::DigestOf(seed)) + " from: " + from +
         " size: " + std::to_string(size) +
         " purpose: 'the June round' by: 'clerk 1' }";
}

std::string Drawing(uint32_t number, const std::string& seed) {
  return "sample_drawn { sample_number: " + std::to_string(number) +
         " seed: " + Quoted(seed) + " by: 'clerk 1' }";
}

std::string Violation(uint64_t household, const std::string& more) {
  return "violation { subject { kind: CONTESTANT_KIND_HOUSEHOLD number: " +
         std::to_string(household) +
         " } what: 'rubble in the food bin' by: 'clerk 1' " +
         (more.find("day:") == std::string::npos
              ? std::string("day: '") + kToday + "' "
              : "") +
         more + " }";
}

std::string Rules(const std::string& version) {
  return "activity_rules_published { version: '" + version +
         "' minutes_per_day_max: 120 "
         "rates { kind: ACTIVITY_KIND_VOLUNTEERING milli_merit_per_hour: 5000 }"
         " rates { kind: ACTIVITY_KIND_LEARNING milli_merit_per_hour: 1001 } }";
}

}  // namespace greenledger::evidence
