// The evidence service on a ledger, and the small community of PointsWorld with
// it.
#ifndef GREENLEDGER_TESTS_SERVICES_EVIDENCE_EVIDENCE_WORLD_H_
#define GREENLEDGER_TESTS_SERVICES_EVIDENCE_EVIDENCE_WORLD_H_

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "services/evidence/evidence_service.h"
#include "tests/services/points/points_world.h"

namespace greenledger::evidence {

inline constexpr char kToday[] = "2026-06-05";

// The service over an in-process channel.
class EvidenceDesk {
 public:
  using Stub = v1::EvidenceService::StubInterface;

  // Must outlive this, and not be restarted meanwhile.
  explicit EvidenceDesk(ledger::LedgerWorld* world);
  ~EvidenceDesk();

  // Runs the command whose entry has that body, given as text such as
  // `survey { asked: 3 }`; an error fails the test.
  v1::CommandResult Book(const std::string& entry);

  // Reads; an error fails the test.
  template <typename Request, typename Response>
  Response Read(grpc::Status (Stub::*rpc)(grpc::ClientContext*, const Request&,
                                          Response*),
                Request request = {}) {
    if (request.book() == 0) request.set_book(ledger::kBook);
    grpc::ClientContext context;
    Response response;
    const grpc::Status status =
        (stub_.get()->*rpc)(&context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }

  Stub& stub() { return *stub_; }

 private:
  template <typename Request, typename Response>
  v1::CommandResult Run(grpc::Status (Stub::*rpc)(grpc::ClientContext*,
                                                  const Request&, Response*),
                        Request request);

  ledger::LedgerWorld* world_;
  EvidenceServiceImpl service_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<Stub> stub_;
};

class EvidenceWorld {
 public:
  explicit EvidenceWorld(uint64_t households = 3, uint64_t rows_every = 1'000);

  // Ends everything cleanly and opens it again.
  void Restart(bool rebuild = false);

  v1::CommandResult Book(const std::string& entry) {
    return desk_->Book(entry);
  }
  // Books what must be accepted, and gives its entry.
  v1::Entry MustBook(const std::string& entry);
  // The reasons of a refusal, in order.
  std::vector<v1::RefusalReason> Reasons(const std::string& entry);

  // Into the register: member `number` of the household, a closed household.
  void AddMember(uint64_t household, uint32_t number);
  void CloseHousehold(uint64_t household);

  // Milli-points of merit of a household.
  int64_t Merit(uint64_t household);

  EvidenceDesk& desk() { return *desk_; }

  points::PointsWorld points;

 private:
  std::unique_ptr<EvidenceDesk> desk_;
};

// Texts of entries, to which more fields can be added.
std::string Inspection(uint64_t household, const std::string& by,
                       uint32_t score_permille, const std::string& more = "");
std::string Activity(uint64_t household, uint32_t member, uint32_t minutes,
                     const std::string& more = "");
std::string Commitment(uint32_t number, const std::string& seed,
                       const std::string& from, uint32_t size);
std::string Drawing(uint32_t number, const std::string& seed);
std::string Violation(uint64_t household, const std::string& more = "");

// Rules by which volunteering earns 5 merit an hour and learning 1, at most two
// hours a day.
std::string Rules(const std::string& version = "a1");

// The bytes as they stand in a text message.
std::string Quoted(const std::string& bytes);

}  // namespace greenledger::evidence

#endif  // GREENLEDGER_TESTS_SERVICES_EVIDENCE_EVIDENCE_WORLD_H_
