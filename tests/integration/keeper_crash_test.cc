// The server is killed again and again while a tariff is corrected and while
// households move to another book: every drop is rated again once, every
// household arrives once, and nothing stays on the way.
#include <cstdint>
#include <cstdio>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "greenledger/v1/ledger_service.grpc.pb.h"
#include "greenledger/v1/points_service.grpc.pb.h"
#include "greenledger/v1/registry_service.grpc.pb.h"
#include "gtest/gtest.h"
#include "services/common/clock.h"
#include "services/ledger/rules/local_day.h"
#include "tests/integration/ask.h"
#include "tests/integration/book_check.h"
#include "tests/integration/community.h"
#include "tests/integration/one_kiosk.h"
#include "tests/testing/seeds.h"

namespace greenledger::integration {
namespace {

using Points = v1::PointsService::StubInterface;
using Registry = v1::RegistryService::StubInterface;

constexpr uint64_t kOtherBook = 350212002002;
constexpr int kKills = 8;
// As many as fit into one entry of a correction. 100 g of paper are 60
// milli-points by the tariff; together they are just what its daily cap lets.
constexpr uint64_t kDropsEach = 500;
constexpr uint64_t kPointsBefore = kDropsEach * 60;
constexpr uint32_t kPaper = 11;

enum What : uint64_t {
  kCorrect = 0x200,
  kOpen,
  kPlaces,
  kRegister,
  kMove,
};

// Paper at twice the rate, from two days ago until today.
v1::CorrectionBegun TwiceForPaper() {
  const int32_t today =
      rules::ToLocalTime(common::SystemClock().NowMicros(), 480).day;
  v1::CorrectionBegun correction;
  v1::Tariff& tariff = *correction.mutable_tariff();
  tariff = ShippedTariff();
  tariff.set_version("corrected");
  tariff.set_effective_from(rules::FormatDay(today - 2));
  for (v1::TariffLine& line : *tariff.mutable_lines()) {
    if (line.class_code() != kPaper) continue;
    line.set_milli_points_per_kg(2 * line.milli_points_per_kg());
    line.set_daily_cap_milli_points(2 * line.daily_cap_milli_points());
  }
  correction.set_to_day(rules::FormatDay(today));
  correction.set_why("the resolution says twice as much");
  correction.set_by("committee 3");
  return correction;
}

void OpenOtherBook(const ServerProcess& server) {
  const auto registry = v1::RegistryService::NewStub(server.Operator());
  v1::OpenBookRequest open;
  open.mutable_book_opened()->set_community_name("同心社区");
  open.mutable_book_opened()->set_street_name("大同街道");
  open.mutable_book_opened()->set_district_name("同安区");
  open.mutable_book_opened()->set_utc_offset_minutes(480);
  Ask<Registry>(*registry, &Registry::OpenBook, IdOf(kOpen), open, kOtherBook);
  v1::OpenPlacesRequest places;
  v1::Place* grid = places.add_places();
  grid->set_number(1);
  grid->set_kind(v1::PLACE_KIND_GRID);
  grid->set_name("grid");
  v1::Place* building = places.add_places();
  building->set_number(2);
  building->set_kind(v1::PLACE_KIND_BUILDING);
  building->set_parent_number(1);
  building->set_name("building");
  Ask<Registry>(*registry, &Registry::OpenPlaces, IdOf(kPlaces), places,
                kOtherBook);
  v1::RegisterHouseholdsRequest households;
  for (uint64_t n = 1; n <= kHouseholds; ++n) {
    v1::Household* there = households.add_households();
    there->set_number(n);
    there->set_building_number(2);
    there->set_tenure(v1::TENURE_TENANT);
    there->set_residents(2);
    there->set_state(v1::HOUSEHOLD_STATE_ACTIVE);
  }
  const auto registered =
      Ask<Registry>(*registry, &Registry::RegisterHouseholds, IdOf(kRegister),
                    households, kOtherBook);
  ASSERT_EQ(registered.code(), v1::COMMAND_RESULT_CODE_ACCEPTED);
}

uint64_t PointsOf(const ServerProcess& server, uint64_t book,
                  uint64_t household) {
  const auto points = v1::PointsService::NewStub(server.Operator());
  v1::GetPointsRequest request;
  request.set_book(book);
  request.set_household(household);
  grpc::ClientContext context;
  v1::GetPointsResponse response;
  EXPECT_TRUE(points->GetPoints(&context, request, &response).ok());
  return response.milli_points();
}

// A community with its drops and the server that is killed.
class Town {
 public:
  Town() : server_(community_.Serve()) {
    community_.Populate(*server_);
    std::vector<std::string> records;
    for (uint64_t n = 1; n <= kHouseholds * kDropsEach; ++n) {
      records.push_back(PaperDrop(n, 1 + n % kHouseholds, 100));
    }
    OneKiosk kiosk(community_, std::move(records));
    kiosk.Use(*server_);
    while (!kiosk.done()) EXPECT_TRUE(kiosk.Upload(1000).ok());
  }

  // Reads the book from its beginning until `enough` says so.
  void Follow(const std::function<bool(const v1::Entry&)>& enough) const {
    const auto ledger = v1::LedgerService::NewStub(server_->Operator());
    v1::FollowEntriesRequest request;
    request.set_book(kBook);
    grpc::ClientContext context;
    context.set_deadline(gpr_time_from_millis(kDeadline.count(), GPR_TIMESPAN));
    const auto stream = ledger->FollowEntries(&context, request);
    v1::FollowEntriesResponse message;
    while (stream->Read(&message)) {
      for (const std::string& bytes : message.entries()) {
        v1::Entry entry;
        ASSERT_TRUE(entry.ParseFromString(bytes));
        if (!enough(entry)) continue;
        context.TryCancel();
        return;
      }
    }
    ADD_FAILURE() << "the book ended too soon";
  }

  // Kills the server kKills times, each time when a few more of the `all`
  // entries of that kind that are to come are in the book.
  void KillWhileItGoesOn(v1::Entry::BodyCase kind, uint64_t all,
                         kiosk::Random& random) {
    uint64_t wanted = 0;
    for (int kills = 0; kills < kKills; ++kills) {
      wanted += 1 + random.Below(all / kKills);
      uint64_t seen = 0;
      Follow([&](const v1::Entry& entry) {
        seen += entry.body_case() == kind;
        return seen >= wanted;
      });
      server_->Kill();
      killed_.push_back(std::move(server_));
      server_ = community_.Serve();
    }
  }

  const ServerProcess& server() const { return *server_; }

 private:
  const Community community_{1};
  std::unique_ptr<ServerProcess> server_;
  // Whoever asks keeps the address of the first.
  std::vector<std::unique_ptr<ServerProcess>> killed_;
};

TEST(KeeperCrashTest, EveryDropIsRatedAgainOnce) {
  testing::ForEachSeed(1, [](uint64_t seed) {
    Town town;
    kiosk::Random random(seed);
    EXPECT_EQ(PointsOf(town.server(), kBook, 1), kPointsBefore);
    v1::CorrectTariffRequest request;
    *request.mutable_correction() = TwiceForPaper();
    const auto points = v1::PointsService::NewStub(town.server().Operator());
    const v1::CommandResult begun =
        Ask<Points>(*points, &Points::CorrectTariff, IdOf(kCorrect), request);
    ASSERT_EQ(begun.code(), v1::COMMAND_RESULT_CODE_ACCEPTED)
        << begun.ShortDebugString();
    town.KillWhileItGoesOn(v1::Entry::kDropsRerated, kHouseholds, random);
    town.Follow(
        [](const v1::Entry& entry) { return entry.has_correction_ended(); });
    std::set<uint64_t> rated;
    int ended = 0;
    for (const std::string& bytes : ReadSoundBook(town.server()).entries) {
      v1::Entry entry;
      ASSERT_TRUE(entry.ParseFromString(bytes));
      ended += entry.has_correction_ended();
      for (const v1::RatedAgain& drop : entry.drops_rerated().drops()) {
        EXPECT_TRUE(rated.insert(drop.drop_index()).second);
      }
    }
    EXPECT_EQ(ended, 1);
    EXPECT_EQ(rated.size(), kHouseholds * kDropsEach);
    for (uint64_t n = 1; n <= kHouseholds; ++n) {
      EXPECT_EQ(PointsOf(town.server(), kBook, n), 2 * kPointsBefore);
    }
  });
}

TEST(KeeperCrashTest, EveryHouseholdArrivesOnce) {
  testing::ForEachSeed(1, [](uint64_t seed) {
    Town town;
    kiosk::Random random(seed);
    OpenOtherBook(town.server());
    std::thread clerk([&, channel = town.server().Operator()] {
      const auto points = v1::PointsService::NewStub(channel);
      for (uint64_t n = 1; n <= kHouseholds; ++n) {
        v1::MoveHouseholdRequest request;
        request.mutable_move()->set_household_number(n);
        request.mutable_move()->set_to_book(kOtherBook);
        request.mutable_move()->set_to_household(n);
        request.mutable_move()->set_by("clerk 1");
        Ask<Points>(*points, &Points::MoveHousehold, IdOf(kMove, n), request);
      }
    });
    town.KillWhileItGoesOn(v1::Entry::kHouseholdMovedOut, kHouseholds, random);
    clerk.join();
    uint64_t arrived = 0;
    town.Follow([&](const v1::Entry& entry) {
      arrived += entry.has_move_ended() && entry.move_ended().taken();
      return arrived == kHouseholds;
    });
    ReadSoundBook(town.server());
    for (uint64_t n = 1; n <= kHouseholds; ++n) {
      EXPECT_EQ(PointsOf(town.server(), kBook, n), 0u);
      EXPECT_EQ(PointsOf(town.server(), kOtherBook, n), kPointsBefore);
    }
  });
}

}  // namespace
}  // namespace greenledger::integration
