// The small community of LedgerWorld with its points and rewards services and
// the keeper, which looks when it is told to.
#ifndef GREENLEDGER_TESTS_SERVICES_POINTS_POINTS_WORLD_H_
#define GREENLEDGER_TESTS_SERVICES_POINTS_POINTS_WORLD_H_

#include <memory>
#include <string>
#include <vector>

#include "greenledger/v1/oversight_service.grpc.pb.h"
#include "services/oversight/oversight_service.h"
#include "services/points/keeper.h"
#include "services/points/points_service.h"
#include "services/rewards/rewards_service.h"
#include "tests/services/ledger/ledger_world.h"

namespace greenledger::points {

inline constexpr uint64_t kOtherBook = 350212002002;
inline constexpr uint32_t kSoap = 12;
inline constexpr uint32_t kOilCup = 30;
inline constexpr int64_t kHourUs = 60 * ledger::kMinuteUs;
inline constexpr int64_t kDayUs = 24 * kHourUs;

// Points that end with the calendar year after the one they count for.
v1::ExpiryPolicy EndOfNextYear();
v1::ExpiryPolicy RollingMonths(uint32_t months);

class PointsWorld {
 public:
  struct Options {
    uint64_t households = 3;
    uint64_t rows_every = 1'000'000;
    v1::ExpiryPolicy expiry = {};
  };
  PointsWorld() : PointsWorld(Options()) {}
  explicit PointsWorld(const Options& options);
  ~PointsWorld() { Close(); }

  // Ends everything cleanly and opens it again.
  void Restart(bool rebuild = false);
  // Lets the keeper do all that is due.
  void Look() { keeper_->LookNow(); }

  // Books a drop of food of a household that earns `points`, which is not above
  // the daily cap of 20, and gives its entry's index.
  uint64_t Earn(uint64_t household, uint32_t points = 1);

  // Gives points by hand, by two persons.
  void Give(uint64_t household, int64_t milli_points);

  // Each runs a command; the outcome says what became of it.
  v1::CommandResult Run(const v1::PlaceHoldRequest& request);
  v1::CommandResult Place(uint64_t household, uint64_t milli_points,
                          int64_t for_us = kHourUs);
  v1::CommandResult Commit(uint64_t hold, uint64_t milli_points = 0,
                           uint64_t household = 0, std::string code_hash = {});
  v1::CommandResult Void(uint64_t hold, uint64_t household = 0);
  v1::CommandResult Propose(uint64_t household, int64_t milli_points,
                            int64_t milli_merit = 0,
                            const std::string& by = "clerk 1");
  v1::CommandResult Decide(uint64_t proposal, bool approved,
                           const std::string& by = "clerk 2");
  v1::CommandResult Penalise(uint64_t household, uint64_t milli_points,
                             uint64_t milli_merit = 0);
  v1::CommandResult PublishBudget(uint32_t number, const std::string& from_day,
                                  const std::string& to_day,
                                  uint64_t milli_points,
                                  v1::BudgetRule rule = v1::BUDGET_RULE_REFUSE);
  v1::CommandResult ChangeBudget(uint32_t number, int64_t milli_points);
  v1::CommandResult ReservePrizes(uint32_t pool, uint32_t budget,
                                  uint64_t milli_points);
  v1::CommandResult GrantPrize(uint32_t pool, uint64_t household,
                               uint64_t milli_points);
  v1::CommandResult ReleasePrizes(uint32_t pool);
  v1::CommandResult Move(uint64_t household, uint64_t to_household,
                         uint64_t to_book = kOtherBook);
  v1::CommandResult Correct(const v1::CorrectionBegun& correction);
  v1::CommandResult Reverse(uint64_t index);
  v1::CommandResult SetState(uint64_t household, v1::HouseholdState state);

  // Soap for 10 points a piece at the community's counter, 48 hours to pick up.
  v1::Reward Soap() const;
  v1::CommandResult Publish(const v1::Reward& reward);
  v1::CommandResult Stock(v1::StockCause cause, uint32_t pieces,
                          uint32_t reward = kSoap, uint64_t to_place = 0);
  v1::CommandResult Article(uint64_t household, v1::ArticleMove move,
                            uint32_t pieces);
  // An order of soap with that code.
  v1::HoldPlaced SoapOrder(uint64_t household, uint32_t pieces,
                           const std::string& code) const;
  v1::CommandResult Order(uint64_t household, uint32_t pieces,
                          const std::string& code);
  static std::string CodeHash(const std::string& code);

  // A second book on the same server with one active household.
  void OpenOtherBook(uint64_t household, uint64_t book = kOtherBook);

  v1::GetPointsResponse Points(uint64_t household,
                               uint64_t book = ledger::kBook);
  v1::GetPointsFiguresResponse Figures(uint64_t book = ledger::kBook);
  // What an account holds.
  int64_t Net(v1::AccountOwner owner, uint64_t number, v1::Asset asset,
              uint32_t class_code = 0, uint64_t book = ledger::kBook);
  std::vector<v1::Entry> Entries(uint64_t book = ledger::kBook);
  std::vector<v1::Entry> EntriesOf(v1::Entry::BodyCase body,
                                   uint64_t book = ledger::kBook);
  // Every entry of a book decided again.
  absl::Status Verify(uint64_t book = ledger::kBook);

  int64_t Now() const { return ledger.clock.NowMicros(); }
  v1::PointsService::StubInterface& points() { return *points_; }
  v1::RewardsService::StubInterface& rewards() { return *rewards_; }

  ledger::LedgerWorld ledger;

 private:
  void Open();
  void Close();

  uint64_t sequence_ = 0;
  std::unique_ptr<PointsServiceImpl> points_service_;
  std::unique_ptr<rewards::RewardsServiceImpl> rewards_service_;
  std::unique_ptr<oversight::OversightServiceImpl> oversight_service_;
  std::unique_ptr<Keeper> keeper_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<v1::PointsService::StubInterface> points_;
  std::unique_ptr<v1::RewardsService::StubInterface> rewards_;
  std::unique_ptr<v1::OversightService::StubInterface> oversight_;
};

// The first reason of a refusal; UNSPECIFIED if there is none.
v1::RefusalReason ReasonOf(const v1::CommandResult& result);

// Whether it was done now.
inline bool IsAccepted(const v1::CommandResult& result) {
  return result.code() == v1::COMMAND_RESULT_CODE_ACCEPTED;
}

}  // namespace greenledger::points

#endif  // GREENLEDGER_TESTS_SERVICES_POINTS_POINTS_WORLD_H_
