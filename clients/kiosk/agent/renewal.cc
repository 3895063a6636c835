#include "clients/kiosk/agent/renewal.h"

#include <unistd.h>

#include <utility>

#include "absl/strings/escaping.h"
#include "storage/checkpoint/posix_file.h"

namespace greenledger::kiosk {
namespace {

constexpr uint64_t kTryEveryUs = uint64_t{10} * 60 * 1'000'000;
constexpr size_t kRequestBytesMax = 64 << 10;
// Between the key and the request, which is in hexadecimal digits.
constexpr std::string_view kRequestMark = "REQUEST ";

}  // namespace

Renewal::Renewal(std::string folder, KioskIdentity* identity,
                 const DeviceClock* clock, Connect connect,
                 std::chrono::microseconds timeout)
    : folder_(std::move(folder)),
      identity_(identity),
      clock_(clock),
      connect_(std::move(connect)),
      timeout_(timeout) {
  auto certificate = ReadCertificate(identity_->tls.certificate);
  if (certificate.ok()) certificate_ = *std::move(certificate);
}

absl::StatusOr<TlsRequest> Renewal::Request() const {
  const std::string path = folder_ + "/tls.next";
  const auto kept = checkpoint::ReadFile(path, kRequestBytesMax);
  if (kept.ok()) {
    const size_t mark = kept->find(kRequestMark);
    if (mark != std::string::npos) {
      return TlsRequest{
          kept->substr(0, mark),
          absl::HexStringToBytes(kept->substr(mark + kRequestMark.size()))};
    }
  }
  auto made = MakeTlsRequest();
  if (!made.ok()) return made;
  absl::Status put = checkpoint::ReplaceFile(
      path,
      made->key + std::string(kRequestMark) +
          absl::BytesToHexString(made->certificate_request),
      0600);
  if (!put.ok()) return put;
  return made;
}

bool Renewal::Step() {
  const DeviceTime now = clock_->Now();
  const bool has_bootstrap = !identity_->bootstrap_certificate.empty();
  if (certificate_.not_after_us == 0 || !has_bootstrap ||
      now.monotonic_us < next_try_us_ ||
      !IsRenewalDue(certificate_, now.now_us)) {
    return false;
  }
  next_try_us_ = now.monotonic_us + kTryEveryUs;
  const auto request = Request();
  if (!request.ok()) return false;
  TlsIdentity tls = identity_->tls;
  if (now.now_us >= certificate_.not_after_us) {
    tls.certificate = identity_->bootstrap_certificate;
    tls.key = identity_->bootstrap_key;
  }
  IssuedCertificate next;
  const auto stub = connect_(identity_->server, tls);
  if (!Renew(*stub, *request, timeout_, &next).ok()) return false;
  tls = identity_->tls;
  tls.certificate = next.pem;
  tls.key = request->key;
  if (!SaveTls(folder_, tls).ok()) return false;
  (void)unlink((folder_ + "/tls.next").c_str());
  identity_->tls = tls;
  certificate_ = next;
  return true;
}

}  // namespace greenledger::kiosk
