// The server is killed again and again while residents order, clerks hand over
// and holds time out: every answer stays what it was, each order is held once,
// and nothing stays held for ever.
#include <atomic>
#include <chrono>
#include <cstdio>
#include <map>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "greenledger/v1/ledger_service.grpc.pb.h"
#include "greenledger/v1/points_service.grpc.pb.h"
#include "greenledger/v1/rewards_service.grpc.pb.h"
#include "gtest/gtest.h"
#include "services/common/clock.h"
#include "storage/proof/sha256.h"
#include "tests/integration/ask.h"
#include "tests/integration/book_check.h"
#include "tests/integration/community.h"
#include "tests/testing/seeds.h"

namespace greenledger::integration {
namespace {

using Points = v1::PointsService::StubInterface;

constexpr int kKills = 12;
constexpr uint64_t kResidents = 4;
constexpr int kOrdersEach = 60;
constexpr uint32_t kStock = 100;
constexpr uint32_t kSoap = 12;
// A plain hold ends so soon that some end while the server is away.
constexpr int64_t kHoldUs = 50'000;

enum What : uint64_t {
  kPropose = 0x100,
  kDecide,
  kPublish,
  kReceive,
  kShort,
  kOrder,
  kCommit,
  kVoid,
};

std::string CodeHash(const std::string& id) {
  return std::string(proof::AsBytes(proof::Sha256({id})));
}

// One resident and the clerk who serves them, on a connection of their own.
class Resident {
 public:
  Resident(uint64_t household, std::atomic<uint64_t>* answered)
      : household_(household), answered_(answered) {}

  void Run(const ServerProcess& server) {
    const auto stub = v1::PointsService::NewStub(server.Operator());
    for (int i = 0; i < kOrdersEach; ++i) {
      if (i % 4 == 3) {
        PlaceShort(*stub, i);
      } else {
        OrderAndEnd(*stub, i, /*commit=*/i % 4 != 2);
      }
    }
  }

  uint64_t taken() const { return taken_; }
  const std::set<std::string>& refused() const { return refused_; }
  const std::set<std::string>& accepted() const { return accepted_; }

 private:
  // Notes the outcome; a repeated command has the same as the first time.
  bool Note(const std::string& id, const v1::CommandResult& result) {
    ++*answered_;
    answered_->notify_all();
    const bool done = result.code() == v1::COMMAND_RESULT_CODE_ACCEPTED ||
                      result.code() == v1::COMMAND_RESULT_CODE_DUPLICATE;
    (done ? accepted_ : refused_).insert(id);
    return done;
  }

  v1::PlaceHoldRequest Hold(uint64_t milli_points) const {
    v1::PlaceHoldRequest request;
    request.mutable_hold()->set_household_number(household_);
    request.mutable_hold()->set_milli_points(milli_points);
    request.mutable_hold()->set_purpose("soap");
    request.mutable_hold()->set_by("clerk 1");
    return request;
  }

  void PlaceShort(Points& stub, int i) {
    v1::PlaceHoldRequest request = Hold(100);
    request.mutable_hold()->set_expires_us(common::SystemClock().NowMicros() +
                                           kHoldUs);
    const std::string id = IdOf(kShort, household_, i);
    Note(id, Ask(stub, &Points::PlaceHold, id, request));
  }

  void OrderAndEnd(Points& stub, int i, bool commit) {
    const std::string id = IdOf(kOrder, household_, i);
    v1::PlaceHoldRequest request = Hold(1000);
    request.mutable_hold()->mutable_order()->set_reward_number(kSoap);
    request.mutable_hold()->mutable_order()->set_pieces(1);
    request.mutable_hold()->mutable_order()->set_code_hash(CodeHash(id));
    const v1::CommandResult placed = Ask(stub, &Points::PlaceHold, id, request);
    if (!Note(id, placed)) return;
    const std::string end = IdOf(commit ? kCommit : kVoid, household_, i);
    v1::CommandResult ended;
    if (commit) {
      v1::CommitHoldRequest with;
      with.mutable_commit()->set_hold_index(placed.first_index());
      with.mutable_commit()->set_code_hash(CodeHash(id));
      with.mutable_commit()->set_by("clerk 1");
      ended = Ask(stub, &Points::CommitHold, end, with);
      ++taken_;
    } else {
      v1::VoidHoldRequest with;
      with.mutable_cancel()->set_hold_index(placed.first_index());
      with.mutable_cancel()->set_cause(v1::VOID_CAUSE_CANCELLED);
      with.mutable_cancel()->set_by("clerk 1");
      ended = Ask(stub, &Points::VoidHold, end, with);
    }
    EXPECT_TRUE(Note(end, ended)) << ended.ShortDebugString();
  }

  const uint64_t household_;
  std::atomic<uint64_t>* const answered_;
  uint64_t taken_ = 0;
  std::set<std::string> accepted_;
  std::set<std::string> refused_;
};

void GiveToAll(const ServerProcess& server) {
  const auto points = v1::PointsService::NewStub(server.Operator());
  for (uint64_t n = 1; n <= kResidents; ++n) {
    v1::ProposeAdjustmentRequest propose;
    propose.mutable_proposal()->set_household_number(n);
    propose.mutable_proposal()->set_milli_points(100'000);
    propose.mutable_proposal()->set_why("to begin with");
    propose.mutable_proposal()->set_by("clerk 1");
    v1::DecideAdjustmentRequest decide;
    decide.mutable_decision()->set_proposal_index(
        Ask<Points>(*points, &Points::ProposeAdjustment, IdOf(kPropose, n),
                    propose)
            .first_index());
    decide.mutable_decision()->set_approved(true);
    decide.mutable_decision()->set_by("clerk 2");
    Ask<Points>(*points, &Points::DecideAdjustment, IdOf(kDecide, n), decide);
  }
  using Rewards = v1::RewardsService::StubInterface;
  const auto rewards = v1::RewardsService::NewStub(server.Operator());
  v1::PublishRewardRequest publish;
  v1::Reward* soap = publish.mutable_reward();
  soap->set_number(kSoap);
  soap->set_kind(v1::REWARD_KIND_REWARD);
  soap->set_name_zh("肥皂");
  soap->set_name_en("Soap");
  soap->set_milli_points(1000);
  soap->set_pick_up_hours(48);
  soap->add_places()->set_hours("9:00");
  Ask<Rewards>(*rewards, &Rewards::PublishReward, IdOf(kPublish), publish);
  v1::ChangeStockRequest stock;
  stock.mutable_change()->set_reward_number(kSoap);
  stock.mutable_change()->set_cause(v1::STOCK_CAUSE_RECEIVED);
  stock.mutable_change()->set_pieces(kStock);
  stock.mutable_change()->set_by("clerk 1");
  Ask<Rewards>(*rewards, &Rewards::ChangeStock, IdOf(kReceive), stock);
}

// Reads the book until every hold has ended.
void WaitUntilNothingIsHeld(const ServerProcess& server) {
  const auto ledger = v1::LedgerService::NewStub(server.Operator());
  v1::FollowEntriesRequest request;
  request.set_book(kBook);
  grpc::ClientContext context;
  context.set_deadline(gpr_time_from_millis(kDeadline.count(), GPR_TIMESPAN));
  v1::GetTotalsRequest totals_request;
  totals_request.set_book(kBook);
  grpc::ClientContext totals_context;
  v1::GetTotalsResponse totals;
  ASSERT_TRUE(ledger->GetTotals(&totals_context, totals_request, &totals).ok());
  const auto stream = ledger->FollowEntries(&context, request);
  v1::FollowEntriesResponse message;
  uint64_t seen = 0;
  int64_t open = 0;
  while ((seen < totals.book().size() || open > 0) && stream->Read(&message)) {
    for (const std::string& bytes : message.entries()) {
      v1::Entry entry;
      ASSERT_TRUE(entry.ParseFromString(bytes));
      open += entry.has_hold_placed();
      open -= entry.has_hold_committed() || entry.has_hold_voided();
      ++seen;
    }
  }
  EXPECT_EQ(open, 0);
  context.TryCancel();
}

// Kills the server `kKills` times while residents go on; the last one serves.
std::unique_ptr<ServerProcess> KillWhileTheyRun(
    const Community& community, std::unique_ptr<ServerProcess> server,
    kiosk::Random& random, std::vector<Resident>* residents,
    std::atomic<uint64_t>* answered) {
  std::vector<std::thread> threads;
  for (Resident& resident : *residents) {
    threads.emplace_back(
        [&resident, first = server.get()] { resident.Run(*first); });
  }
  // Residents keep their connections' address, not the process.
  std::vector<std::unique_ptr<ServerProcess>> killed;
  for (int kills = 0; kills < kKills; ++kills) {
    const uint64_t until =
        *answered + static_cast<uint64_t>(random.Between(1, 15));
    for (uint64_t now = *answered; now < until; now = *answered) {
      answered->wait(now);
    }
    server->Kill();
    killed.push_back(std::move(server));
    server = community.Serve();
  }
  for (std::thread& thread : threads) thread.join();
  return server;
}

void ExpectEachOnce(const Book& book, const std::vector<Resident>& residents) {
  std::map<std::string, int> done;
  uint64_t committed = 0;
  for (const std::string& bytes : book.entries) {
    v1::Entry entry;
    ASSERT_TRUE(entry.ParseFromString(bytes));
    if (!entry.has_refused()) ++done[entry.request_id()];
    committed += entry.has_hold_committed();
  }
  uint64_t taken = 0;
  for (const Resident& resident : residents) {
    taken += resident.taken();
    for (const std::string& id : resident.accepted()) EXPECT_EQ(done[id], 1);
    for (const std::string& id : resident.refused()) {
      EXPECT_FALSE(done.contains(id)) << id;
    }
  }
  EXPECT_EQ(committed, taken);
  EXPECT_LE(taken, kStock);
  EXPECT_GT(taken, kStock / 2);
}

TEST(PointsCrashTest, NothingIsLostDoneTwiceOrHeldForEver) {
  testing::ForEachSeed(1, [](uint64_t seed) {
    kiosk::Random random(seed);
    const Community community(1);
    auto server = community.Serve();
    community.Populate(*server);
    GiveToAll(*server);
    std::atomic<uint64_t> answered = 0;
    std::vector<Resident> residents;
    for (uint64_t n = 1; n <= kResidents; ++n) {
      residents.emplace_back(n, &answered);
    }
    server = KillWhileTheyRun(community, std::move(server), random, &residents,
                              &answered);
    WaitUntilNothingIsHeld(*server);
    ExpectEachOnce(ReadSoundBook(*server), residents);
  });
}

}  // namespace
}  // namespace greenledger::integration
