// What the ledger is compared with: the same contract over the same listener,
// doing less.
#ifndef GREENLEDGER_TESTS_BENCH_PEERS_H_
#define GREENLEDGER_TESTS_BENCH_PEERS_H_

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "greenledger/v1/kiosk_service.grpc.pb.h"
#include "greenledger/v1/ledger_service.grpc.pb.h"
#include "rocksdb/db.h"

namespace greenledger::bench {

// Answers at once.
class EchoKioskService final : public v1::KioskService::CallbackService {
 public:
  grpc::ServerUnaryReactor* SubmitRecords(
      grpc::CallbackServerContext* context,
      const v1::SubmitRecordsRequest* request,
      v1::SubmitRecordsResponse* response) override;
};

class EchoLedgerService final : public v1::LedgerService::CallbackService {
 public:
  grpc::ServerUnaryReactor* GetBalance(
      grpc::CallbackServerContext* context,
      const v1::GetBalanceRequest* request,
      v1::GetBalanceResponse* response) override;
};

// A file that is appended to and synced. Not thread-safe.
class SyncedFile {
 public:
  explicit SyncedFile(const std::string& path);
  ~SyncedFile();
  SyncedFile(const SyncedFile&) = delete;
  SyncedFile& operator=(const SyncedFile&) = delete;

  void Append(const std::string& bytes);

 private:
  int file_;
};

// An upload that waits for its answer.
struct Upload {
  const v1::SubmitRecordsRequest* request = nullptr;
  grpc::ServerUnaryReactor* reactor = nullptr;
};

// Uploads that threads take: one at a time, or all that have queued up.
class UploadQueue {
 public:
  void Add(const Upload& upload);
  // At most `most`; waits for one. Empty: Stop was called and none is left.
  std::vector<Upload> Take(size_t most);
  void Stop();

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Upload> uploads_;
  bool stopping_ = false;
};

// `bare`: appends the records of an upload to a log and answers when it is
// synced; one sync for all that has queued up meanwhile.
class LogKioskService final : public v1::KioskService::CallbackService {
 public:
  explicit LogKioskService(const std::string& path);
  ~LogKioskService() override;
  grpc::ServerUnaryReactor* SubmitRecords(
      grpc::CallbackServerContext* context,
      const v1::SubmitRecordsRequest* request,
      v1::SubmitRecordsResponse* response) override;

 private:
  void WriteLoop();

  SyncedFile file_;
  UploadQueue queue_;
  std::thread writer_;
};

// `rocks4`: four rows for each record (entry, id, balance, rank), one synced
// batch an upload, written by eight threads so that RocksDB can group them.
class RocksKioskService final : public v1::KioskService::CallbackService {
 public:
  explicit RocksKioskService(const std::string& path);
  ~RocksKioskService() override;
  grpc::ServerUnaryReactor* SubmitRecords(
      grpc::CallbackServerContext* context,
      const v1::SubmitRecordsRequest* request,
      v1::SubmitRecordsResponse* response) override;

 private:
  void WriteLoop();
  void Write(const v1::SubmitRecordsRequest& request);

  std::unique_ptr<rocksdb::DB> db_;
  std::atomic<uint64_t> next_index_ = 0;
  UploadQueue queue_;
  std::vector<std::thread> writers_;
};

// A database as a peer would tune it for much writing.
std::unique_ptr<rocksdb::DB> OpenPeerDatabase(const std::string& path);

}  // namespace greenledger::bench

#endif  // GREENLEDGER_TESTS_BENCH_PEERS_H_
