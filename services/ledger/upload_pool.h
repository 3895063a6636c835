// The memory of uploads, used again: a call's request, its response and what is
// read from the request cost more to make and destroy than to fill.
#ifndef GREENLEDGER_SERVICES_LEDGER_UPLOAD_POOL_H_
#define GREENLEDGER_SERVICES_LEDGER_UPLOAD_POOL_H_

#include <memory>
#include <vector>

#include "greenledger/v1/kiosk_service.pb.h"
#include "grpcpp/support/message_allocator.h"
#include "services/common/mutex.h"
#include "services/ledger/parsed_upload.h"

namespace greenledger::ledger {

class UploadPool;

// What one call needs. gRPC gives it back when the call is over.
class UploadMemory final
    : public grpc::MessageHolder<v1::SubmitRecordsRequest,
                                 v1::SubmitRecordsResponse> {
 public:
  explicit UploadMemory(UploadPool* pool);
  void Release() override;

  ParsedUpload* parsed() { return &parsed_; }

 private:
  UploadPool* pool_;
  v1::SubmitRecordsRequest request_;
  v1::SubmitRecordsResponse response_;
  ParsedUpload parsed_;
};

// Thread-safe. Must outlive the server and its calls.
class UploadPool final
    : public grpc::MessageAllocator<v1::SubmitRecordsRequest,
                                    v1::SubmitRecordsResponse> {
 public:
  grpc::MessageHolder<v1::SubmitRecordsRequest, v1::SubmitRecordsResponse>*
  AllocateMessages() override;

  // Keeps it, unless there are enough or it grew large: what is kept idle stays
  // below kKept * kKeptBytesMax or so.
  void TakeBack(std::unique_ptr<UploadMemory> memory, size_t bytes);

 private:
  static constexpr size_t kKept = 64;
  static constexpr size_t kKeptBytesMax = 64 << 10;

  common::Mutex mu_;
  std::vector<std::unique_ptr<UploadMemory>> free_ ABSL_GUARDED_BY(mu_);
};

}  // namespace greenledger::ledger

#endif  // GREENLEDGER_SERVICES_LEDGER_UPLOAD_POOL_H_
