// The small community of PointsWorld with its RankingService, which folds when
// it is told to.
#ifndef GREENLEDGER_TESTS_SERVICES_RANKING_RANKING_WORLD_H_
#define GREENLEDGER_TESTS_SERVICES_RANKING_RANKING_WORLD_H_

#include <memory>
#include <string>

#include "greenledger/v1/ranking_service.grpc.pb.h"
#include "services/ranking/ranking_service.h"
#include "tests/services/points/points_world.h"

namespace greenledger::ranking {

// A RankingService of a ledger, on a folder of its own.
class RankingReplica {
 public:
  RankingReplica(points::PointsWorld* world,
                 RankingServiceImpl::Options options);
  ~RankingReplica();

  RankingServiceImpl& service() { return *service_; }
  v1::RankingService::StubInterface& calls() { return *calls_; }
  prometheus::Registry& metrics() { return metrics_; }

 private:
  prometheus::Registry metrics_;
  std::unique_ptr<RankingServiceImpl> service_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<v1::RankingService::StubInterface> calls_;
};

class RankingWorld {
 public:
  explicit RankingWorld(uint64_t households = 6);
  ~RankingWorld() { Close(); }

  // Ends everything cleanly and opens it again.
  void Restart(bool rebuild = false);
  void Close() { replica_.reset(); }
  void Open(bool rebuild = false);

  // Gives merit by hand, by two persons.
  void GiveMerit(uint64_t book, uint64_t household, int64_t milli_merit);

  // Households of the community by points earned, this month.
  static v1::Board PointsBoard();

  // Each folds first; the call must be answered.
  v1::GetStandingResponse Standing(const v1::Board& board, uint64_t number,
                                   uint32_t neighbours = 0, uint64_t book = 0);
  v1::ListTopResponse Top(const v1::Board& board, int32_t page_size = 0,
                          const std::string& page_token = {});
  v1::GetStandingHistoryResponse History(const v1::Board& board,
                                         uint64_t number, uint32_t periods);
  // The reason of a call that fails.
  std::string ReasonOf(const v1::Board& board, uint64_t number,
                       uint64_t book = 0);
  static std::string ReasonOf(const grpc::Status& status);

  RankingServiceImpl::Options options;
  points::PointsWorld points;
  RankingReplica& replica() { return *replica_; }

 private:
  v1::GetStandingRequest Request(const v1::Board& board, uint64_t number,
                                 uint64_t book) const;

  std::unique_ptr<RankingReplica> replica_;
};

// "number: score (rank)" of each, in order.
std::string Text(
    const google::protobuf::RepeatedPtrField<v1::Standing>& standings);
std::string Text(const v1::Standing& standing);

}  // namespace greenledger::ranking

#endif  // GREENLEDGER_TESTS_SERVICES_RANKING_RANKING_WORLD_H_
