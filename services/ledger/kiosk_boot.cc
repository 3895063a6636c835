// KioskService: what a kiosk is told when it says hello, and its configuration.
#include <optional>
#include <string>
#include <utility>

#include "services/common/logging.h"
#include "services/ledger/kiosk_service.h"
#include "services/ledger/reads.h"
#include "services/ledger/rules/decide_record.h"
#include "services/ledger/rules/local_day.h"
#include "storage/proof/sha256.h"

namespace greenledger::ledger {
namespace {

// Seconds after which a kiosk says hello again.
constexpr uint32_t kHeartbeatSeconds = 300;
constexpr uint32_t kPendingSeconds = 30;
constexpr uint32_t kRejectedSeconds = 600;

const rules::PublishedTariff* TariffInForce(const rules::BookState& state,
                                            int32_t day, size_t* next) {
  const rules::PublishedTariff* found = nullptr;
  *next = 0;
  for (const auto& published : state.tariffs()) {
    if (published->compiled.effective_day() > day) break;
    found = published.get();
    ++*next;
  }
  return found;
}

// False if no tariff is in force.
bool FillConfig(const rules::BookState& state, const rules::KioskState& kiosk,
                int64_t now_us, v1::GetKioskConfigResponse* config) {
  const int32_t offset = state.info().utc_offset_minutes();
  *config->mutable_kiosk() = kiosk.kiosk;
  config->set_utc_offset_minutes(offset);
  size_t next = 0;
  const rules::PublishedTariff* tariff =
      TariffInForce(state, rules::ToLocalTime(now_us, offset).day, &next);
  if (tariff != nullptr) {
    *config->mutable_tariff() = tariff->tariff;
    *config->mutable_scheme() =
        state.FindScheme(tariff->tariff.scheme())->scheme;
  }
  if (next < state.tariffs().size()) {
    *config->mutable_next_tariff() = state.tariffs()[next]->tariff;
  }
  // Made from the answer itself, since it changes at midnight too, when another
  // tariff comes into force without an entry.
  const proof::Hash hash = proof::Sha256({config->SerializeAsString()});
  uint64_t version = 0;
  for (size_t i = 0; i < sizeof(version); ++i) {
    version = (version << 8) | hash[i];
  }
  config->set_config_version(version);
  return tariff != nullptr;
}

void Admit(v1::BootAdmission admission, uint32_t seconds, const char* reason,
           v1::BootResponse* response) {
  response->set_admission(admission);
  response->set_retry_after_seconds(seconds);
  response->set_reason(reason);
}

void FillAdmission(const rules::KioskState& kiosk, uint64_t incarnation,
                   bool has_tariff, bool stopped, v1::BootResponse* response) {
  if (kiosk.closed) {
    return Admit(v1::BOOT_ADMISSION_REJECTED, kRejectedSeconds, "KIOSK_CLOSED",
                 response);
  }
  if (kiosk.kiosk.incarnation() != incarnation) {
    return Admit(v1::BOOT_ADMISSION_REJECTED, kRejectedSeconds,
                 "INCARNATION_UNKNOWN", response);
  }
  if (!has_tariff) {
    return Admit(v1::BOOT_ADMISSION_PENDING, kPendingSeconds, "TARIFF_MISSING",
                 response);
  }
  if (stopped) {
    return Admit(v1::BOOT_ADMISSION_PENDING, kPendingSeconds, "WRITES_STOPPED",
                 response);
  }
  Admit(v1::BOOT_ADMISSION_ACCEPTED, kHeartbeatSeconds, "", response);
  response->set_watermark(kiosk.watermark);
  response->set_chain(std::string(proof::AsBytes(kiosk.chain)));
}

}  // namespace

grpc::Status KioskServiceImpl::Recognise(
    const grpc::CallbackServerContext& context, bool closed_too,
    LiveBook** book, uint64_t* kiosk) {
  const auto identity = identify_(context);
  if (!identity.has_value()) {
    return Refuse(context, common::Reason::kNoKioskCertificate, {});
  }
  *kiosk = identity->number;
  *book = books_->Find(identity->book);
  std::optional<common::Reason> refused = common::Reason::kKioskUnknown;
  if (*book != nullptr) {
    common::MutexLock lock((*book)->mu);
    refused = WhyNotAdmitted((*book)->state.FindKiosk(*kiosk), *identity,
                             Purpose::kWork, clock_->NowMicros());
  }
  if (!refused) return grpc::Status::OK;
  if (closed_too && *refused == common::Reason::kKioskClosed) {
    return grpc::Status::OK;
  }
  return Refuse(context, *refused, {identity->book, identity->number, 0});
}

grpc::Status KioskServiceImpl::AnswerBoot(
    const grpc::CallbackServerContext& context, const v1::BootRequest& request,
    v1::BootResponse* response, grpc::ServerUnaryReactor* reactor) {
  Caller caller;
  caller.journal.incarnation = request.incarnation();
  grpc::Status known =
      Recognise(context, true, &caller.book, &caller.journal.kiosk);
  if (!known.ok()) return known;
  LiveBook* book = caller.book;
  caller.journal.book = book->code;
  const int64_t now_us = clock_->NowMicros();
  {
    common::MutexLock lock(book->mu);
    const rules::KioskState& kiosk =
        *book->state.FindKiosk(caller.journal.kiosk);
    v1::GetKioskConfigResponse config;
    const bool has_tariff = FillConfig(book->state, kiosk, now_us, &config);
    FillAdmission(kiosk, request.incarnation(), has_tariff,
                  admission_->stopped(), response);
    response->set_config_version(config.config_version());
    response->set_list_version(book->state.cards_version());
    caller.watermark = kiosk.watermark;
    caller.seen_size = book->state.size();
  }
  response->set_server_time_us(now_us);
  if (response->admission() == v1::BOOT_ADMISSION_ACCEPTED) {
    NoteAcknowledged(caller, request.acknowledged());
  }
  common::LogInfo("kiosk_boot",
                  {{"book", std::to_string(book->code)},
                   {"kiosk", std::to_string(caller.journal.kiosk)},
                   {"software", request.software()},
                   {"admission", v1::BootAdmission_Name(response->admission())},
                   {"last_sequence", std::to_string(request.last_sequence())}});
  book->WhenDurable(caller.seen_size,
                    [reactor] { reactor->Finish(grpc::Status::OK); });
  return grpc::Status::OK;
}

grpc::Status KioskServiceImpl::AnswerConfig(
    const grpc::CallbackServerContext& context,
    v1::GetKioskConfigResponse* response, grpc::ServerUnaryReactor* reactor) {
  LiveBook* book = nullptr;
  uint64_t number = 0;
  grpc::Status known = Recognise(context, false, &book, &number);
  if (!known.ok()) return known;
  uint64_t seen = 0;
  {
    common::MutexLock lock(book->mu);
    seen = book->state.size();
    if (!FillConfig(book->state, *book->state.FindKiosk(number),
                    clock_->NowMicros(), response)) {
      return common::Error(common::Reason::kTariffMissing,
                           {{"book", std::to_string(book->code)}});
    }
  }
  book->WhenDurable(seen, [reactor] { reactor->Finish(grpc::Status::OK); });
  return grpc::Status::OK;
}

grpc::ServerUnaryReactor* KioskServiceImpl::Boot(
    grpc::CallbackServerContext* context, const v1::BootRequest* request,
    v1::BootResponse* response) {
  return Serve(context, *request, [&](grpc::ServerUnaryReactor* reactor) {
    return AnswerBoot(*context, *request, response, reactor);
  });
}

grpc::ServerUnaryReactor* KioskServiceImpl::GetKioskConfig(
    grpc::CallbackServerContext* context,
    const v1::GetKioskConfigRequest* request,
    v1::GetKioskConfigResponse* response) {
  return Serve(context, *request, [&](grpc::ServerUnaryReactor* reactor) {
    return AnswerConfig(*context, response, reactor);
  });
}

}  // namespace greenledger::ledger
