#include "clients/kiosk/agent/enrol.h"

#include <openssl/rand.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "absl/strings/escaping.h"
#include "clients/kiosk/agent/state_folder.h"
#include "nlohmann/json.hpp"
#include "storage/checkpoint/posix_file.h"

namespace greenledger::kiosk {
namespace {

using nlohmann::json;

constexpr size_t kPendingBytesMax = 64 << 10;

// What is kept until the server answered.
struct Pending {
  DeviceKeys keys;
  uint64_t incarnation = 0;
};

std::string PendingPath(const std::string& folder) {
  return folder + "/enrolment.pending";
}

absl::StatusOr<Pending> MakePending(const std::string& folder) {
  Pending pending;
  auto keys = MakeDeviceKeys();
  if (!keys.ok()) return keys.status();
  pending.keys = *std::move(keys);
  while (pending.incarnation == 0) {
    if (RAND_bytes(reinterpret_cast<unsigned char*>(&pending.incarnation),
                   sizeof(pending.incarnation)) != 1) {
      return absl::InternalError("no random numbers for the journal's number");
    }
  }
  const json object = {
      {"incarnation", pending.incarnation},
      {"record_seed", absl::BytesToHexString(pending.keys.record_seed)},
      {"tls_key", pending.keys.tls.key},
      {"request",
       absl::BytesToHexString(pending.keys.tls.certificate_request)}};
  absl::Status put =
      checkpoint::ReplaceFile(PendingPath(folder), object.dump(), 0600);
  if (!put.ok()) return put;
  return pending;
}

absl::StatusOr<Pending> ReadPending(const std::string& folder) {
  auto text = checkpoint::ReadFile(PendingPath(folder), kPendingBytesMax);
  if (absl::IsNotFound(text.status())) return MakePending(folder);
  if (!text.ok()) return text.status();
  const json object = json::parse(*text, nullptr, false);
  const auto word = [&](const char* name) -> std::string {
    const auto at = object.find(name);
    return at != object.end() && at->is_string() ? at->get<std::string>() : "";
  };
  Pending pending;
  if (object.is_object() && object.contains("incarnation") &&
      object["incarnation"].is_number_unsigned()) {
    pending.incarnation = object["incarnation"].get<uint64_t>();
    pending.keys.record_seed = absl::HexStringToBytes(word("record_seed"));
    pending.keys.tls.key = word("tls_key");
    pending.keys.tls.certificate_request =
        absl::HexStringToBytes(word("request"));
  }
  if (pending.incarnation == 0 || pending.keys.record_seed.size() != 32) {
    return absl::InvalidArgumentError(
        PendingPath(folder) + ": not what this program wrote; remove it");
  }
  return pending;
}

absl::Status CallUntilAnswered(v1::EnrolmentService::StubInterface& stub,
                               const v1::EnrolRequest& request,
                               const EnrolOptions& options,
                               Enrolment* enrolment) {
  uint64_t seed = 0;
  (void)RAND_bytes(reinterpret_cast<unsigned char*>(&seed), sizeof(seed));
  Random random(seed);
  Backoff backoff(options.retry, random);
  for (uint32_t attempt = 1;; ++attempt) {
    const grpc::Status status =
        Enrol(stub, request, options.timeout, enrolment);
    if (status.ok()) return absl::OkStatus();
    if (attempt >= options.retry.attempts_max || !IsRetryable(status)) {
      return {static_cast<absl::StatusCode>(status.error_code()),
              status.error_message()};
    }
    options.sleep(backoff.Next(PushBack(status)));
  }
}

}  // namespace

absl::Status EnrolDevice(v1::EnrolmentService::StubInterface& stub,
                         const EnrolOptions& options) {
  if (mkdir(options.folder.c_str(), 0700) != 0 && errno != EEXIST) {
    return checkpoint::FileError(options.folder, "making the folder");
  }
  if (access((options.folder + "/kiosk.json").c_str(), F_OK) == 0) {
    return absl::AlreadyExistsError(
        options.folder + " is enrolled: to enrol again, take another folder");
  }
  auto pending = ReadPending(options.folder);
  if (!pending.ok()) return pending.status();
  auto request = MakeEnrolRequest({options.book, options.kiosk, options.serial,
                                   options.code, pending->incarnation},
                                  pending->keys);
  if (!request.ok()) return request.status();
  Enrolment enrolment;
  absl::Status called = CallUntilAnswered(stub, *request, options, &enrolment);
  if (!called.ok()) return called;
  KioskIdentity identity;
  identity.server = options.server;
  identity.journal = {options.book, options.kiosk, pending->incarnation};
  identity.serial = options.serial;
  identity.record_seed = pending->keys.record_seed;
  identity.tls = {options.server_ca, enrolment.operational.pem,
                  pending->keys.tls.key};
  identity.bootstrap_certificate = enrolment.bootstrap.pem;
  identity.bootstrap_key = pending->keys.tls.key;
  if (absl::Status s = SaveIdentity(options.folder, identity); !s.ok()) {
    return s;
  }
  (void)unlink(PendingPath(options.folder).c_str());
  return absl::OkStatus();
}

}  // namespace greenledger::kiosk
