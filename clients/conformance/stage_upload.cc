#include <string>

#include "clients/conformance/errors.h"
#include "clients/conformance/new_fields.h"
#include "clients/conformance/stage.h"

namespace greenledger::conformance {
namespace {

constexpr int64_t kMilliPoints = 100;

uint64_t LastOf(const v1::SubmitRecordsRequest& request) {
  return request.first_sequence() +
         static_cast<uint64_t>(request.records_size()) - 1;
}

}  // namespace

Reply Stage::Upload(const Arrival& arrival,
                    const v1::SubmitRecordsRequest& request,
                    v1::SubmitRecordsResponse* response) {
  Call& call = Begin(Method::kUpload, arrival);
  call.first_sequence = request.first_sequence();
  call.records = static_cast<uint64_t>(request.records_size());
  LookAtAdmission(request);
  const JournalWatch::Worth worth = watch_.Look(request, arrival.now_us);
  Reply reply;
  if (worth != JournalWatch::Worth::kGood &&
      worth != JournalWatch::Worth::kHole &&
      worth != JournalWatch::Worth::kIdReused &&
      worth != JournalWatch::Worth::kChainBroken) {
    reply = Refuse(worth);
  } else if (admitted_ != v1::BOOT_ADMISSION_ACCEPTED) {
    reply = {ErrorOf(grpc::StatusCode::FAILED_PRECONDITION, "TARIFF_MISSING",
                     script_.hello_seconds)};
  } else {
    LookForQuarantined(request);
    Trick trick = script_.otherwise;
    if (worth == JournalWatch::Worth::kIdReused) trick = Trick::kIdReused;
    if (worth == JournalWatch::Worth::kChainBroken) trick = Trick::kChainBroken;
    if (worth == JournalWatch::Worth::kGood && !script_.tricks.empty()) {
      trick = script_.tricks.front();
      script_.tricks.pop_front();
    }
    reply = Play(trick, request, response);
  }
  call.failed = !reply.status.ok() || reply.ending == Ending::kCut;
  return reply;
}

void Stage::LookAtAdmission(const v1::SubmitRecordsRequest& request) {
  if (!admitted_) {
    report_.Broken(
        1,
        {"未问候就上传第 {} 条", "uploads record {} without having said hello"},
        request.first_sequence());
  } else if (*admitted_ != v1::BOOT_ADMISSION_ACCEPTED) {
    report_.Broken(1,
                   {"得到 {} 后仍上传第 {} 条",
                    "was answered {} and uploads record {} all the same"},
                   v1::BootAdmission_Name(*admitted_),
                   request.first_sequence());
  }
}

Reply Stage::Refuse(JournalWatch::Worth worth) {
  switch (worth) {
    case JournalWatch::Worth::kWrongJournal:
      return {
          ErrorOf(grpc::StatusCode::PERMISSION_DENIED, "INCARNATION_UNKNOWN")};
    case JournalWatch::Worth::kBadSignature:
      return {ErrorOf(grpc::StatusCode::INVALID_ARGUMENT, "BAD_SIGNATURE")};
    default:
      return {ErrorOf(grpc::StatusCode::INVALID_ARGUMENT, "BAD_FIELD")};
  }
}

Reply Stage::Play(Trick trick, const v1::SubmitRecordsRequest& request,
                  v1::SubmitRecordsResponse* response) {
  switch (trick) {
    case Trick::kUnavailable:
      return {ErrorOf(grpc::StatusCode::UNAVAILABLE, "SHUTTING_DOWN")};
    case Trick::kPushBack:
      return {ErrorOf(grpc::StatusCode::UNAVAILABLE, "QUEUE_FULL",
                      script_.push_back_seconds)};
    case Trick::kLose:
      return {{}, Ending::kCut};
    default:
      break;
  }
  if (trick == Trick::kIdReused || trick == Trick::kChainBroken) {
    marked_ = request.first_sequence();
  }
  Keep(request, trick, response);
  if (trick == Trick::kKeepAndCut) return {{}, Ending::kCut};
  if (trick == Trick::kSlow) return {{}, Ending::kLate};
  for (const uint64_t sequence : quarantined_) {
    if (sequence >= request.first_sequence() && sequence <= LastOf(request)) {
      told_.insert(sequence);
    }
  }
  return {};
}

void Stage::Keep(const v1::SubmitRecordsRequest& request, Trick trick,
                 v1::SubmitRecordsResponse* response) {
  uint64_t sequence = request.first_sequence();
  for (const std::string& record : request.records()) {
    v1::RecordResult* result = response->add_results();
    result->set_code(Decide(sequence, trick));
    if (result->code() == v1::RECORD_RESULT_CODE_QUARANTINED) {
      trick = Trick::kNone;
    }
    if (quarantined_.contains(sequence) && sequence <= watermark_) {
      result->set_quarantine_reason(v1::QUARANTINE_REASON_CARD_BLOCKED);
    }
    if (sequence <= watermark_ &&
        result->code() != v1::RECORD_RESULT_CODE_ID_REUSED &&
        result->code() != v1::RECORD_RESULT_CODE_CHAIN_BROKEN) {
      result->set_index(sequence);
      result->set_leaf_hash(
          std::string(proof::AsBytes(proof::LeafHash(record))));
      if (!quarantined_.contains(sequence)) {
        result->set_milli_points(kMilliPoints);
      }
    }
    if (script_.new_fields) {
      result->add_notes(static_cast<v1::DropNote>(kNewEnumNumber));
      AddNewField(result);
    }
    ++sequence;
  }
  response->set_watermark(watermark_);
  response->set_book(watch_.book());
}

v1::RecordResultCode Stage::Decide(uint64_t sequence, Trick trick) {
  if (trick == Trick::kIdReused || trick == Trick::kChainBroken) {
    return trick == Trick::kIdReused ? v1::RECORD_RESULT_CODE_ID_REUSED
                                     : v1::RECORD_RESULT_CODE_CHAIN_BROKEN;
  }
  if (sequence <= watermark_) return v1::RECORD_RESULT_CODE_DUPLICATE;
  if (sequence > watermark_ + 1) return v1::RECORD_RESULT_CODE_OUT_OF_ORDER;
  ++watermark_;
  if (trick != Trick::kQuarantine) return v1::RECORD_RESULT_CODE_ACCEPTED;
  marked_ = sequence;
  quarantined_.insert(sequence);
  return v1::RECORD_RESULT_CODE_QUARANTINED;
}

void Stage::LookForQuarantined(const v1::SubmitRecordsRequest& request) {
  const auto again = told_.lower_bound(request.first_sequence());
  if (again == told_.end() || *again > LastOf(request)) return;
  report_.Broken(15,
                 {"第 {} 条已隔离，又传一次",
                  "record {} is quarantined and was sent again"},
                 *again);
}

}  // namespace greenledger::conformance
