#include "services/ledger/records_task.h"

#include <string>
#include <utility>

#include "services/ledger/rules/decide_record.h"
#include "services/ledger/rules/device_clock.h"
#include "services/ledger/rules/source.h"

namespace greenledger::ledger {
namespace {

// What the kiosk is told of an entry, the first time and every time after.
// Its leaf hash is left out.
void Describe(const v1::Entry& entry, v1::RecordResultCode code,
              v1::RecordResult* result) {
  result->set_code(code);
  result->set_index(entry.index());
  result->set_quarantine_reason(entry.quarantined().reason());
  *result->mutable_notes() = entry.drop().notes();
  for (const v1::Posting& leg : entry.postings()) {
    if (rules::IsIssuer(leg.owner())) continue;
    if (leg.asset() == v1::ASSET_POINTS) {
      result->set_milli_points(leg.amount());
    } else if (leg.asset() == v1::ASSET_MERIT) {
      result->set_milli_merit(leg.amount());
    }
  }
}

void SetLeaf(const proof::Hash& leaf, v1::RecordResult* result) {
  result->set_leaf_hash(leaf.data(), leaf.size());
}

}  // namespace

RecordsTask::RecordsTask(LiveBook* book, const storage::Store* store,
                         const ParsedUpload* upload,
                         v1::SubmitRecordsResponse* response, RecordsDone done)
    : book_(book),
      store_(store),
      upload_(upload),
      response_(response),
      done_(std::move(done)) {}

std::optional<common::Reason> RecordsTask::CheckKiosk(int64_t now_us) const {
  // Again, since the kiosk may have been closed while the upload waited.
  const rules::KioskState* kiosk =
      book_->state.FindKiosk(upload_->journal().kiosk);
  if (kiosk == nullptr) return common::Reason::kKioskUnknown;
  if (kiosk->closed) return common::Reason::kKioskClosed;
  if (kiosk->kiosk.incarnation() != upload_->journal().incarnation) {
    return common::Reason::kIncarnationUnknown;
  }
  if (!rules::HasTariffAt(book_->state, now_us)) {
    return common::Reason::kTariffMissing;
  }
  return std::nullopt;
}

void RecordsTask::Prepare(Group* group) {
  common::MutexLock lock(book_->mu);
  outcome_.refused = CheckKiosk(group->NextTime(book_->state));
  if (outcome_.refused.has_value()) return;
  const rules::KioskState& kiosk =
      *book_->state.FindKiosk(upload_->journal().kiosk);
  const int count = upload_->request().records_size();
  response_->mutable_results()->Reserve(count);
  for (int i = 0; i < count; ++i) response_->add_results();

  const uint64_t first = upload_->request().first_sequence();
  const uint64_t watermark = kiosk.watermark;
  response_->set_watermark(watermark);
  response_->set_book(book_->code);
  if (first > watermark + 1) {
    return RefuseFrom(0, v1::RECORD_RESULT_CODE_OUT_OF_ORDER);
  }
  if (!LocateRepeated(watermark)) return;
  const int begin = static_cast<int>(repeated_.size());
  if (begin == count) return;
  if (upload_->chains()[static_cast<size_t>(begin)] != kiosk.chain) {
    return RefuseFrom(begin, v1::RECORD_RESULT_CODE_CHAIN_BROKEN);
  }
  for (int i = begin; i < count; ++i) {
    PrefetchFor(i);
    Book(i, group);
  }
  response_->set_watermark(upload_->last_sequence());
}

bool RecordsTask::LocateRepeated(uint64_t watermark) {
  const uint64_t first = upload_->request().first_sequence();
  for (int i = 0; i < upload_->request().records_size(); ++i) {
    const uint64_t sequence = first + static_cast<uint64_t>(i);
    if (sequence > watermark) break;
    auto index = book_->index.FindRecord(
        upload_->journal().kiosk, upload_->journal().incarnation, sequence);
    if (!index.ok() || !index->has_value()) {
      // Booked, yet not to be found: the rows are damaged.
      outcome_.refused = common::Reason::kDataLoss;
      return false;
    }
    repeated_.push_back(Repeated{i, **index});
  }
  return true;
}

void RecordsTask::PrefetchFor(int position) const {
  // Far enough ahead that memory has answered when the next step asks.
  constexpr size_t kRecordsBetweenSteps = 2;
  for (int step = 0; step < rules::BookState::kPrefetchSteps; ++step) {
    const auto ahead =
        static_cast<size_t>(rules::BookState::kPrefetchSteps - step);
    const size_t i =
        static_cast<size_t>(position) + kRecordsBetweenSteps * ahead;
    if (i >= upload_->records().size()) continue;
    const v1::Record* record = upload_->records()[i];
    if (record == nullptr || record->drop().card_hash().size() != 16) continue;
    book_->state.Prefetch(rules::ToCardHash(record->drop().card_hash()), step);
  }
}

void RecordsTask::Book(int position, Group* group) {
  v1::Entry* entry = &group->record_entry;
  const size_t i = static_cast<size_t>(position);
  rules::RecordInput input;
  input.kiosk = upload_->journal().kiosk;
  input.incarnation = upload_->journal().incarnation;
  input.sequence = upload_->request().first_sequence() + i;
  input.bytes = upload_->request().records(position);
  input.record = upload_->records()[i];
  if (position + 1 == upload_->request().records_size()) {
    input.signature = upload_->request().signature();
  }
  rules::DecideRecord(book_->state, input, group->NextTime(book_->state),
                      entry);
  if (input.record != nullptr &&
      rules::ClockJumped(*book_->state.FindKiosk(input.kiosk), *input.record)) {
    outcome_.clock_jumped = true;
  }
  if (entry->has_daily_close() && !entry->daily_close().agrees()) {
    outcome_.close_disagrees = true;
  }
  if (entry->clearance().has_counted_by_ledger()) {
    outcome_.count_disagrees = true;
  }
  group->Append(
      book_, *entry,
      rules::ApplyHints{upload_->records()[i], &upload_->chains()[i + 1]});
  Describe(*entry,
           entry->has_quarantined() ? v1::RECORD_RESULT_CODE_QUARANTINED
                                    : v1::RECORD_RESULT_CODE_ACCEPTED,
           response_->mutable_results(position));
}

void RecordsTask::RefuseFrom(int position, v1::RecordResultCode code) {
  for (int i = position; i < response_->results_size(); ++i) {
    response_->mutable_results(i)->set_code(code);
  }
}

void RecordsTask::AnswerRepeated() {
  size_t next = 0;
  while (next < repeated_.size()) {
    // Repeated records were mostly booked together: read on while they are.
    const size_t before = next;
    v1::Entry entry;
    absl::Status read = store_->ReadEntries(
        book_->code, repeated_[next].index,
        [&](uint64_t index, std::string_view bytes) {
          if (next == repeated_.size() || repeated_[next].index != index) {
            return false;
          }
          if (!entry.ParseFromArray(bytes.data(),
                                    static_cast<int>(bytes.size()))) {
            return false;
          }
          const int position = repeated_[next].position;
          v1::RecordResult* result = response_->mutable_results(position);
          const v1::KioskRecord* source = rules::SourceOf(entry);
          if (source != nullptr &&
              source->record() == upload_->request().records(position)) {
            Describe(entry, v1::RECORD_RESULT_CODE_DUPLICATE, result);
            SetLeaf(proof::LeafHash(bytes), result);
          } else {
            result->set_code(v1::RECORD_RESULT_CODE_ID_REUSED);
          }
          ++next;
          return true;
        });
    if (!read.ok() || next == before) {
      outcome_.refused = common::Reason::kDataLoss;
      return;
    }
  }
}

void RecordsTask::AddLeaves(const Group& group) {
  for (int i = static_cast<int>(repeated_.size());
       i < response_->results_size(); ++i) {
    v1::RecordResult* result = response_->mutable_results(i);
    if (result->code() == v1::RECORD_RESULT_CODE_ACCEPTED ||
        result->code() == v1::RECORD_RESULT_CODE_QUARANTINED) {
      SetLeaf(group.LeafOf(*book_, result->index()), result);
    }
  }
}

void RecordsTask::Complete(const Group& group) {
  if (!outcome_.refused.has_value()) {
    AddLeaves(group);
    AnswerRepeated();
  }
  done_(outcome_);
}

}  // namespace greenledger::ledger
