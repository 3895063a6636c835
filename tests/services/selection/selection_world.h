// The small community of PointsWorld with its selection service, and a campaign
// to be run there.
#ifndef GREENLEDGER_TESTS_SERVICES_SELECTION_SELECTION_WORLD_H_
#define GREENLEDGER_TESTS_SERVICES_SELECTION_SELECTION_WORLD_H_

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "services/selection/selection_service.h"
#include "tests/services/points/points_world.h"

namespace greenledger::selection {

inline constexpr uint32_t kCampaign = 1;
inline constexpr uint32_t kBudget = 5;

// The best two of those with a drop in June 2026, visited, with prizes.
v1::CampaignRule HonourRule();
// All with a drop in June 2026.
v1::CampaignRule StandardRule();
// The best of what other books put forward.
v1::CampaignRule NominationRule(uint32_t number, v1::TitleLevel level);
// The seed of HonourRule's draw.
std::string Seed();

v1::Contestant Household(uint64_t number, uint64_t book = 0);

class SelectionWorld {
 public:
  using Stub = v1::SelectionService::StubInterface;

  explicit SelectionWorld(uint64_t households = 6);
  ~SelectionWorld() { Close(); }

  // Ends everything cleanly and opens it again.
  void Restart(bool rebuild = false);
  // 10:00 on a local day that is not over.
  void GoTo(const std::string& day);

  // Runs a command with a fresh id unless it has one. Holds that checking it
  // says the same, that repeating it is a DUPLICATE, and that this is so after
  // a restart as well, where `restarts` is set.
  template <typename Request, typename Response>
  v1::CommandResult Run(grpc::Status (Stub::*rpc)(grpc::ClientContext*,
                                                  const Request&, Response*),
                        Request request, uint64_t book = ledger::kBook);
  // Reads; an error fails the test.
  template <typename Request, typename Response>
  Response Read(grpc::Status (Stub::*rpc)(grpc::ClientContext*, const Request&,
                                          Response*),
                const Request& request);
  // The reason why a call fails; empty if it does not.
  template <typename Request, typename Response>
  std::string Failure(grpc::Status (Stub::*rpc)(grpc::ClientContext*,
                                                const Request&, Response*),
                      const Request& request);

  v1::CommandResult Draft(const v1::CampaignRule& rule,
                          uint64_t book = ledger::kBook);
  // `seed` for EVALUATED.
  v1::StepCampaignRequest StepOf(v1::CampaignState to,
                                 uint32_t campaign = kCampaign,
                                 const std::string& seed = "");
  v1::CommandResult Step(v1::CampaignState to, uint32_t campaign = kCampaign,
                         const std::string& seed = "",
                         uint64_t book = ledger::kBook);
  // Two persons agree with the list as it stands.
  void Agree(uint32_t campaign = kCampaign, uint64_t book = ledger::kBook);
  v1::FileObjectionRequest ObjectionTo(uint64_t household,
                                       const std::string& sealed);
  v1::CommandResult Answer(uint64_t objection, v1::ObjectionEffect effect);
  v1::CommandResult Nominate(const v1::Contestant& contestant,
                             uint32_t from_campaign, uint32_t campaign,
                             uint64_t book);
  // An entry of any kind, as a service of this server would book it.
  v1::CommandResult Book(v1::Entry entry, uint64_t book = ledger::kBook);
  void PublishCalendar(uint64_t book = ledger::kBook);
  void Visit(uint64_t household, uint32_t score_permille);

  // Takes HonourRule from the draft to the end of June with drops of households
  // 1 to 4: three, two, two and one.
  void RunToWindowEnd();
  // On to the visits, whose scores are 800, 600, 600 and 900.
  void RunToReview();
  // On to AWARDED, nobody objecting.
  void RunToEnd();

  v1::CampaignStanding Campaign(uint32_t campaign = kCampaign,
                                uint64_t book = ledger::kBook);
  v1::ListCandidatesResponse Candidates(bool winners_only,
                                        uint32_t campaign = kCampaign,
                                        uint64_t book = ledger::kBook);
  std::vector<v1::TitleStanding> Titles(uint64_t book = ledger::kBook);
  // Keys of all contacts in the store. Ends the service and begins it again.
  size_t ContactsKept();
  // Bytes of all files of that store, after ending and beginning likewise.
  bool FilesHold(const std::string& bytes);

  Stub& stub() { return *stub_; }

  points::PointsWorld points;
  bool restarts = false;

 private:
  void Open();
  void Close();

  uint64_t restarted_ = 0;
  std::unique_ptr<SelectionServiceImpl> service_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<Stub> stub_;
};

template <typename Request, typename Response>
v1::CommandResult SelectionWorld::Run(
    grpc::Status (Stub::*rpc)(grpc::ClientContext*, const Request&, Response*),
    Request request, uint64_t book) {
  if (!request.has_header()) {
    *request.mutable_header() = points.ledger.Header();
    request.mutable_header()->set_book(book);
  }
  Request check = request;
  check.mutable_header()->set_validate_only(true);
  const v1::CommandResult checked = Read(rpc, check).result();
  const v1::CommandResult result = Read(rpc, request).result();
  EXPECT_EQ(checked.code(), result.code()) << checked.ShortDebugString();
  if (!points::IsAccepted(result)) return result;
  for (int i = 0; i < (restarts ? 2 : 1); ++i) {
    const v1::CommandResult again = Read(rpc, request).result();
    EXPECT_EQ(again.code(), v1::COMMAND_RESULT_CODE_DUPLICATE);
    EXPECT_EQ(again.first_index(), result.first_index());
    EXPECT_EQ(again.entries(), result.entries());
    if (i == 0 && restarts) Restart(++restarted_ % 3 == 0);
  }
  return result;
}

template <typename Request, typename Response>
Response SelectionWorld::Read(grpc::Status (Stub::*rpc)(grpc::ClientContext*,
                                                        const Request&,
                                                        Response*),
                              const Request& request) {
  grpc::ClientContext context;
  Response response;
  const grpc::Status status = (stub().*rpc)(&context, request, &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  return response;
}

std::string ReasonOf(const grpc::Status& status);

template <typename Request, typename Response>
std::string SelectionWorld::Failure(
    grpc::Status (Stub::*rpc)(grpc::ClientContext*, const Request&, Response*),
    const Request& request) {
  grpc::ClientContext context;
  Response response;
  return ReasonOf((stub().*rpc)(&context, request, &response));
}

}  // namespace greenledger::selection

#endif  // GREENLEDGER_TESTS_SERVICES_SELECTION_SELECTION_WORLD_H_
