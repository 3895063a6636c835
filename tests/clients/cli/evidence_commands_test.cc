// What people observe, on the command line.
#include <sys/stat.h>

#include <filesystem>

#include "clients/cli/output.h"
#include "gmock/gmock.h"
#include "tests/clients/cli/points_testing.h"

namespace greenledger::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class FakeEvidence : public v1::EvidenceService::Service, public Recorder {
 public:
  v1::GetCalendarResponse calendar;
  v1::ListSamplesResponse samples;
  v1::ListInspectorsResponse inspectors;

 private:
  using Context = grpc::ServerContext;

  grpc::Status PublishCalendar(Context*,
                               const v1::PublishCalendarRequest* request,
                               v1::PublishCalendarResponse* response) override {
    return Take(*request, response);
  }
  grpc::Status PublishActivityRules(
      Context*, const v1::PublishActivityRulesRequest* request,
      v1::PublishActivityRulesResponse* response) override {
    return Take(*request, response);
  }
  grpc::Status BookActivity(Context*, const v1::BookActivityRequest* request,
                            v1::BookActivityResponse* response) override {
    return Take(*request, response);
  }
  grpc::Status BookInspection(Context*,
                              const v1::BookInspectionRequest* request,
                              v1::BookInspectionResponse* response) override {
    return Take(*request, response);
  }
  grpc::Status CommitSample(Context*, const v1::CommitSampleRequest* request,
                            v1::CommitSampleResponse* response) override {
    *samples.add_samples()->mutable_committed() = request->sample();
    return Take(*request, response);
  }
  grpc::Status DrawSample(Context*, const v1::DrawSampleRequest* request,
                          v1::DrawSampleResponse* response) override {
    v1::SampleStanding* sample = samples.mutable_samples(0);
    *sample->mutable_drawn() = request->draw();
    sample->mutable_drawn()->set_population(97);
    for (const uint64_t number : {12, 5}) {
      sample->mutable_drawn()->add_drawn(number);
    }
    return Take(*request, response);
  }
  grpc::Status BookSurvey(Context*, const v1::BookSurveyRequest* request,
                          v1::BookSurveyResponse* response) override {
    return Take(*request, response);
  }
  grpc::Status BookViolation(Context*, const v1::BookViolationRequest* request,
                             v1::BookViolationResponse* response) override {
    return Take(*request, response);
  }
  grpc::Status GetCalendar(Context*, const v1::GetCalendarRequest*,
                           v1::GetCalendarResponse* response) override {
    *response = calendar;
    return grpc::Status::OK;
  }
  grpc::Status ListSamples(Context*, const v1::ListSamplesRequest*,
                           v1::ListSamplesResponse* response) override {
    *response = samples;
    return grpc::Status::OK;
  }
  grpc::Status ListInspectors(Context*, const v1::ListInspectorsRequest*,
                              v1::ListInspectorsResponse* response) override {
    *response = inspectors;
    return grpc::Status::OK;
  }
};

class EvidenceTest
    : public CliTest<v1::RegistryService::Service, BookOfEntries,
                     v1::ProofService::Service, v1::OperationsService::Service,
                     v1::IdentityService::Service,
                     v1::OversightService::Service, v1::PointsService::Service,
                     v1::RewardsService::Service, FakeEvidence> {
 protected:
  Outcome Do(std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--book", "350212002001"});
    return Run(std::move(arguments));
  }
  // What a command that is accepted asked for.
  std::string Sent(std::vector<std::string> arguments) {
    const Outcome outcome = Do(std::move(arguments));
    EXPECT_EQ(outcome.code, ExitCode::kOk) << outcome.err;
    return evidence.last;
  }
};

constexpr char kCalendar[] = R"(year: 2026 source: "circular 7"
off_days: "2026-01-01"
off_days: "2026-01-02"
working_days: "2026-01-04"
campaign_days { day: "2026-06-05" title: "环境日" })";

TEST_F(EvidenceTest, ACalendarIsCheckedPublishedAndShown) {
  const std::string file = WriteFile("calendar", kCalendar);
  EXPECT_THAT(Do({"calendar", "check", file}).out,
              HasSubstr("2026: 2 days off, 1 weekend days at work, 1 campaign "
                        "days"));
  EXPECT_THAT(Sent({"calendar", "publish", file}),
              AllOf(HasSubstr("year: 2026"), HasSubstr("2026-01-04")));
  EXPECT_THAT(Do({"calendar", "show"}).out, HasSubstr("no calendar"));
  v1::CalendarYear* year = evidence.calendar.add_years();
  year->set_year(2026);
  year->add_off_days("2026-01-01");
  year->add_working_days("2026-01-04");
  EXPECT_THAT(
      Do({"calendar", "show"}).out,
      AllOf(HasSubstr("2026-01-01  off"), HasSubstr("2026-01-04  at work")));
}

TEST_F(EvidenceTest, AFaultOfACalendarLiesWhereItsDayDoes) {
  std::string text = kCalendar;
  text.replace(text.find("2026-01-02"), 10, "2026-01-03");
  const std::string file = WriteFile("calendar", text);
  const Outcome outcome = Do({"calendar", "publish", file});
  EXPECT_EQ(outcome.code, ExitCode::kRefused);
  EXPECT_THAT(outcome.out, HasSubstr(file + ":3:"));
  EXPECT_THAT(evidence.last, IsEmpty());
}

TEST_F(EvidenceTest, ActivitiesHaveRulesAndAreBookedForToday) {
  const std::string file = WriteFile("rules", R"(version: "a-1"
rates { kind: ACTIVITY_KIND_HELPING milli_merit_per_hour: 2500 }
minutes_per_day_max: 120)");
  EXPECT_THAT(Do({"activity", "check", file}).out, HasSubstr("1 kinds"));
  EXPECT_THAT(Sent({"activity", "rules", file}), HasSubstr("a-1"));
  v1::ActivityRules* rules = evidence.calendar.mutable_activity_rules();
  rules->set_version("a-1");
  rules->add_rates()->set_milli_merit_per_hour(2500);
  rules->mutable_rates(0)->set_kind(v1::ACTIVITY_KIND_HELPING);
  EXPECT_THAT(Do({"activity", "show"}).out,
              HasSubstr("helping             2.5"));
  EXPECT_THAT(
      Sent({"activity", "book", "--household", "12", "--member", "2", "--kind",
            "campaign-day", "--minutes", "90", "--title", "t", "--by", "S-07"}),
      AllOf(HasSubstr("kind: ACTIVITY_KIND_CAMPAIGN_DAY"),
            HasSubstr("day: \"2026-03-01\""), HasSubstr("minutes: 90")));
}

TEST_F(EvidenceTest, AnInspectionNamesItsContestantAndKindsInOrder) {
  const std::string photo = WriteFile("photo", "abc");
  EXPECT_THAT(
      Sent({"inspection", "book", "--building", "21", "--score", "930",
            "--evidence", "inspection,hearing,inspection", "--attach",
            "photo=1=" + photo, "--day", "2026-02-28", "--by", "S-07"}),
      AllOf(HasSubstr("kind: CONTESTANT_KIND_BUILDING number: 21"),
            HasSubstr("day: \"2026-02-28\" evidence: "
                      "EVIDENCE_KIND_HEARING evidence: "
                      "EVIDENCE_KIND_INSPECTION attachments"),
            HasSubstr("title: \"photo=1\""), HasSubstr("\\272x\\026\\277"),
            HasSubstr("score_permille: 930")));
  EXPECT_EQ(Do({"inspection", "book", "--grid", "2", "--score", "930",
                "--evidence", "inspection", "--attach", photo, "--by", "S"})
                .code,
            ExitCode::kUsage);
}

TEST_F(EvidenceTest, ExactlyOneContestantIsTaken) {
  const auto book = [&](std::vector<std::string> who) {
    who.insert(who.begin(), {"violation", "book", "--what", "w", "--by", "C"});
    return Do(std::move(who));
  };
  EXPECT_EQ(book({"--household", "12", "--member", "2"}).code, ExitCode::kOk);
  EXPECT_THAT(evidence.last,
              HasSubstr("kind: CONTESTANT_KIND_PERSON number: 12 member: 2"));
  EXPECT_EQ(book({"--member", "2", "--household", "12"}).code, ExitCode::kOk);
  EXPECT_THAT(evidence.last, HasSubstr("CONTESTANT_KIND_PERSON"));
  EXPECT_EQ(book({"--community", "--in-book", "350212002002"}).code,
            ExitCode::kOk);
  EXPECT_THAT(evidence.last, HasSubstr("kind: CONTESTANT_KIND_COMMUNITY "
                                       "book: 350212002002"));
  EXPECT_EQ(book({}).code, ExitCode::kUsage);
  EXPECT_EQ(book({"--household", "12", "--grid", "2"}).code, ExitCode::kUsage);
  EXPECT_EQ(book({"--grid", "2", "--member", "1"}).code, ExitCode::kUsage);
}

TEST_F(EvidenceTest, AViolationIsWithdrawnByItsEntry) {
  EXPECT_THAT(Sent({"violation", "withdraw", "4711", "--household", "12",
                    "--why", "another one", "--by", "C-01"}),
              AllOf(HasSubstr("withdraws: 4711"), HasSubstr("another one")));
  evidence.last.clear();
  EXPECT_EQ(Do({"violation", "withdraw", "0", "--household", "12", "--why", "w",
                "--by", "C-01"})
                .code,
            ExitCode::kUsage);
  EXPECT_THAT(evidence.last, IsEmpty());
}

TEST_F(EvidenceTest, ASeedStaysInItsFileUntilTheDraw) {
  const std::string file = WriteFile("seed", "");
  std::filesystem::remove(file);
  const std::string seed(32, '\x01');
  const std::vector<std::string> commit = {
      "sample", "commit", "3",     "--size", "2",    "--from", "households",
      "--for",  "visits", "--out", file,     "--by", "S-07"};
  std::vector<std::string> checked = commit;
  checked.push_back("--dry-run");
  EXPECT_EQ(Do(checked).code, ExitCode::kOk);
  EXPECT_FALSE(std::filesystem::exists(file)) << "a dry run writes nothing";
  evidence.samples.Clear();

  const Outcome committed = Do(commit);
  EXPECT_EQ(committed.code, ExitCode::kOk) << committed.err;
  struct stat status = {};
  ASSERT_EQ(stat(file.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777u, 0600u);
  EXPECT_EQ(status.st_size, 32);
  // SHA-256 of 32 bytes of 0x01.
  EXPECT_EQ(ToHex(evidence.samples.samples(0).committed().seed_digest()),
            "72cd6e8422c407fb6d098690f1130b7ded7ec2f7f5e1d30bd9d521f015363793");
  EXPECT_THAT(committed.out + committed.err + evidence.last,
              Not(HasSubstr("\\001\\001")));

  EXPECT_EQ(Do(commit).code, ExitCode::kOk) << "the file is used again";
  const Outcome drawn =
      Do({"sample", "draw", "3", "--seed-file", file, "--by", "S-07"});
  EXPECT_EQ(drawn.code, ExitCode::kOk) << drawn.err;
  EXPECT_THAT(drawn.out, HasSubstr("out of 97: 12 5"));
  EXPECT_EQ(evidence.samples.samples(0).drawn().seed(), seed);
}

TEST_F(EvidenceTest, AFileThatIsNoSeedIsNotSent) {
  const std::string file = WriteFile("seed", "short");
  EXPECT_EQ(Do({"sample", "draw", "3", "--seed-file", file, "--by", "S"}).code,
            ExitCode::kUsage);
  EXPECT_EQ(
      Do({"sample", "draw", "3", "--seed-file", file + ".none", "--by", "S"})
          .code,
      ExitCode::kUsage);
  EXPECT_THAT(evidence.last, IsEmpty());
}

TEST_F(EvidenceTest, SamplesAndInspectorsAreListed) {
  v1::SampleStanding* sample = evidence.samples.add_samples();
  sample->mutable_committed()->set_number(3);
  sample->mutable_committed()->set_from(v1::SAMPLE_FROM_INSPECTIONS);
  sample->set_committed_index(40);
  EXPECT_THAT(Do({"sample", "list"}).out,
              AllOf(HasSubstr("inspections"), HasSubstr("40")));
  v1::InspectorFigures* one = evidence.inspectors.add_inspectors();
  one->set_by("S-07");
  one->set_inspections(8);
  one->set_mean_score_permille(912);
  one->set_rechecked(3);
  one->set_agreed(2);
  language = "zh";
  EXPECT_THAT(Do({"inspection", "inspectors"}).out,
              AllOf(HasSubstr("S-07"), HasSubstr("912"), HasSubstr("66.6%")));
}

TEST_F(EvidenceTest, ASurveyIsBookedWithItsCounts) {
  EXPECT_EQ(
      Sent({"survey", "book", "--kind", "satisfaction", "--from", "2026-02-01",
            "--to", "2026-02-07", "--asked", "300", "--answered", "240",
            "--positive", "221", "--method", "m", "--by", "S-07"}),
      "survey { kind: SURVEY_KIND_SATISFACTION from_day: \"2026-02-01\" "
      "to_day: \"2026-02-07\" asked: 300 answered: 240 positive: 221 "
      "method: \"m\" by: \"S-07\" }");
}

TEST_F(EvidenceTest, ARefusalSaysWhatToDo) {
  v1::Refusal refusal;
  refusal.set_field("draw.sample_number");
  refusal.set_value("4711");
  refusal.set_reason(v1::REFUSAL_REASON_SAMPLE_DRAWN);
  evidence.refusals = {refusal};
  const Outcome outcome =
      Do({"survey", "book", "--kind", "safety", "--from", "2026-02-01", "--to",
          "2026-02-07", "--asked", "3", "--answered", "3", "--positive", "3",
          "--method", "m", "--by", "S-07"});
  EXPECT_EQ(outcome.code, ExitCode::kRefused);
  EXPECT_THAT(outcome.err,
              HasSubstr("  draw.sample_number: the sample was drawn before "
                        "(entry 4711)\n    see the result with sample list"));
}

TEST_F(EvidenceTest, CompletionKnowsOptionsThatStandInGroups) {
  const std::string script = Run({"completion", "bash"}).out;
  const size_t at = script.find("'violation book')");
  ASSERT_NE(at, script.npos);
  const std::string line = script.substr(at, script.find('\n', at) - at);
  EXPECT_THAT(line, AllOf(HasSubstr("--household"), HasSubstr("--community"),
                          HasSubstr("--member"), HasSubstr("--what")));
  EXPECT_THAT(script, Not(HasSubstr("'violation book ')")));
}

}  // namespace
}  // namespace greenledger::cli
