// A kiosk's upload on its way through the committer.
#ifndef GREENLEDGER_SERVICES_LEDGER_RECORDS_TASK_H_
#define GREENLEDGER_SERVICES_LEDGER_RECORDS_TASK_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "greenledger/v1/kiosk_service.pb.h"
#include "services/common/reasons.h"
#include "services/ledger/books.h"
#include "services/ledger/committer.h"
#include "services/ledger/parsed_upload.h"

namespace greenledger::ledger {

// What became of an upload, apart from the answers to its records.
struct UploadOutcome {
  // The whole request is refused and the response is not sent.
  std::optional<common::Reason> refused;
  // Security events: the kiosk's clock was set; its daily close, or its count
  // of a bin that was emptied, states other sums than the ledger's.
  bool clock_jumped = false;
  bool close_disagrees = false;
  bool count_disagrees = false;
};
using RecordsDone = std::function<void(const UploadOutcome&)>;

class RecordsTask final : public Task {
 public:
  // The signature of the upload was verified. `book` and `store` must outlive
  // the task; `upload`, its request and `response` are not touched once `done`
  // is called.
  RecordsTask(LiveBook* book, const storage::Store* store,
              const ParsedUpload* upload, v1::SubmitRecordsResponse* response,
              RecordsDone done);

  void Prepare(Group* group) override;
  void Complete(const Group& group) override;

 private:
  // A record that was sent before, to be compared with the entry it became.
  struct Repeated {
    int position;
    uint64_t index;
  };

  std::optional<common::Reason> CheckKiosk(int64_t now_us) const
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(book_->mu);
  bool LocateRepeated(uint64_t watermark)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(book_->mu);
  void PrefetchFor(int position) const ABSL_EXCLUSIVE_LOCKS_REQUIRED(book_->mu);
  void Book(int position, Group* group)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(book_->mu);
  void RefuseFrom(int position, v1::RecordResultCode code);
  void AnswerRepeated();
  void AddLeaves(const Group& group);

  LiveBook* book_;
  const storage::Store* store_;
  const ParsedUpload* upload_;
  v1::SubmitRecordsResponse* response_;
  RecordsDone done_;
  std::vector<Repeated> repeated_;
  UploadOutcome outcome_;
};

}  // namespace greenledger::ledger

#endif  // GREENLEDGER_SERVICES_LEDGER_RECORDS_TASK_H_
