#include "tests/bench/peers.h"

#include <fcntl.h>
#include <unistd.h>

#include <utility>

#include "greenledger/v1/record.pb.h"
#include "rocksdb/write_batch.h"
#include "storage/big_endian.h"
#include "tests/bench/must.h"

namespace greenledger::bench {
namespace {

constexpr int kRocksThreads = 8;

// All that a peer says: it has everything.
void Acknowledge(const v1::SubmitRecordsRequest& request,
                 v1::SubmitRecordsResponse* response) {
  response->set_watermark(request.first_sequence() +
                          static_cast<uint64_t>(request.records_size()) - 1);
}

}  // namespace

grpc::ServerUnaryReactor* EchoKioskService::SubmitRecords(
    grpc::CallbackServerContext* context,
    const v1::SubmitRecordsRequest* request,
    v1::SubmitRecordsResponse* response) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  Acknowledge(*request, response);
  reactor->Finish(grpc::Status::OK);
  return reactor;
}

grpc::ServerUnaryReactor* EchoLedgerService::GetBalance(
    grpc::CallbackServerContext* context, const v1::GetBalanceRequest*,
    v1::GetBalanceResponse*) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  reactor->Finish(grpc::Status::OK);
  return reactor;
}

SyncedFile::SyncedFile(const std::string& path)
    : file_(
          open(path.c_str(), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600)) {
  Must(file_ >= 0, "cannot open a log file");
}

SyncedFile::~SyncedFile() { close(file_); }

void SyncedFile::Append(const std::string& bytes) {
  const ssize_t written = write(file_, bytes.data(), bytes.size());
  Must(written == static_cast<ssize_t>(bytes.size()) && fdatasync(file_) == 0,
       "cannot write a log file");
}

void UploadQueue::Add(const Upload& upload) {
  const std::lock_guard lock(mutex_);
  uploads_.push_back(upload);
  changed_.notify_one();
}

std::vector<Upload> UploadQueue::Take(size_t most) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return !uploads_.empty() || stopping_; });
  std::vector<Upload> taken;
  while (!uploads_.empty() && taken.size() < most) {
    taken.push_back(uploads_.front());
    uploads_.pop_front();
  }
  return taken;
}

void UploadQueue::Stop() {
  const std::lock_guard lock(mutex_);
  stopping_ = true;
  changed_.notify_all();
}

LogKioskService::LogKioskService(const std::string& path)
    : file_(path), writer_([this] { WriteLoop(); }) {}

LogKioskService::~LogKioskService() {
  queue_.Stop();
  writer_.join();
}

grpc::ServerUnaryReactor* LogKioskService::SubmitRecords(
    grpc::CallbackServerContext* context,
    const v1::SubmitRecordsRequest* request,
    v1::SubmitRecordsResponse* response) {
  Acknowledge(*request, response);
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  queue_.Add({request, reactor});
  return reactor;
}

void LogKioskService::WriteLoop() {
  std::string bytes;
  while (true) {
    const std::vector<Upload> group = queue_.Take(SIZE_MAX);
    if (group.empty()) return;
    bytes.clear();
    for (const Upload& upload : group) {
      for (const std::string& record : upload.request->records()) {
        bytes += record;
      }
    }
    file_.Append(bytes);
    for (const Upload& upload : group) {
      upload.reactor->Finish(grpc::Status::OK);
    }
  }
}

std::unique_ptr<rocksdb::DB> OpenPeerDatabase(const std::string& path) {
  rocksdb::Options options;
  options.create_if_missing = true;
  options.compression = rocksdb::kNoCompression;
  options.write_buffer_size = size_t{64} << 20;
  options.max_write_buffer_number = 4;
  options.max_background_jobs = 2;
  rocksdb::DB* db = nullptr;
  Must(rocksdb::DB::Open(options, path, &db));
  return std::unique_ptr<rocksdb::DB>(db);
}

RocksKioskService::RocksKioskService(const std::string& path)
    : db_(OpenPeerDatabase(path)) {
  for (int i = 0; i < kRocksThreads; ++i) {
    writers_.emplace_back([this] { WriteLoop(); });
  }
}

RocksKioskService::~RocksKioskService() {
  queue_.Stop();
  for (std::thread& writer : writers_) writer.join();
}

grpc::ServerUnaryReactor* RocksKioskService::SubmitRecords(
    grpc::CallbackServerContext* context,
    const v1::SubmitRecordsRequest* request,
    v1::SubmitRecordsResponse* response) {
  Acknowledge(*request, response);
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  queue_.Add({request, reactor});
  return reactor;
}

void RocksKioskService::WriteLoop() {
  while (true) {
    const std::vector<Upload> one = queue_.Take(1);
    if (one.empty()) return;
    Write(*one[0].request);
    one[0].reactor->Finish(grpc::Status::OK);
  }
}

void RocksKioskService::Write(const v1::SubmitRecordsRequest& request) {
  rocksdb::WriteBatch batch;
  v1::Record record;
  for (const std::string& bytes : request.records()) {
    Must(record.ParseFromString(bytes), "not a record");
    const uint64_t index = next_index_++;
    std::string entry = "e";
    storage::AppendBigEndian64(&entry, index);
    std::string id = "i";
    storage::AppendBigEndian64(&id, request.incarnation());
    storage::AppendBigEndian64(&id, record.sequence());
    const std::string& card = record.drop().card_hash();
    std::string rank = "r";
    storage::AppendBigEndian64(&rank, record.drop().grams());
    Must(batch.Put(entry, bytes));
    Must(batch.Put(id, entry));
    Must(batch.Put("b" + card, entry));
    Must(batch.Put(rank + card, ""));
  }
  rocksdb::WriteOptions synced;
  synced.sync = true;
  Must(db_->Write(synced, &batch));
}

}  // namespace greenledger::bench
