#include "services/ledger/upload_pool.h"

#include <utility>

namespace greenledger::ledger {

UploadMemory::UploadMemory(UploadPool* pool) : pool_(pool) {
  set_request(&request_);
  set_response(&response_);
}

void UploadMemory::Release() {
  const size_t bytes = request_.ByteSizeLong();
  parsed_.Clear();
  request_.Clear();
  response_.Clear();
  pool_->TakeBack(std::unique_ptr<UploadMemory>(this), bytes);
}

grpc::MessageHolder<v1::SubmitRecordsRequest, v1::SubmitRecordsResponse>*
UploadPool::AllocateMessages() {
  {
    common::MutexLock lock(mu_);
    if (!free_.empty()) {
      std::unique_ptr<UploadMemory> memory = std::move(free_.back());
      free_.pop_back();
      return memory.release();
    }
  }
  return std::make_unique<UploadMemory>(this).release();
}

void UploadPool::TakeBack(std::unique_ptr<UploadMemory> memory, size_t bytes) {
  common::MutexLock lock(mu_);
  if (bytes <= kKeptBytesMax && free_.size() < kKept) {
    free_.push_back(std::move(memory));
  }
}

}  // namespace greenledger::ledger
