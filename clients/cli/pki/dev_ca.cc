#include "clients/cli/pki/dev_ca.h"

#include <openssl/rand.h>

#include <filesystem>
#include <system_error>

#include "absl/status/status.h"
#include "absl/strings/escaping.h"
#include "clients/cli/pki/certificate.h"
#include "clients/cli/pki/files.h"
#include "fmt/format.h"

namespace greenledger::pki {
namespace {

constexpr int64_t kMicrosPerSecond = 1'000'000;
constexpr int64_t kSecondsPerDay = 86400;
constexpr size_t kSeedBytes = 32;
constexpr size_t kKiosksMax = 100'000;

absl::Status CheckOptions(const PkiOptions& options) {
  if (options.folder.empty()) {
    return absl::InvalidArgumentError("folder: empty, must name a folder");
  }
  if (options.valid_days < 1 || options.valid_days > 825) {
    return absl::InvalidArgumentError(
        fmt::format("valid_days: {}, must be 1 to 825", options.valid_days));
  }
  if (options.kiosks.size() > kKiosksMax) {
    return absl::InvalidArgumentError(fmt::format(
        "kiosks: {}, at most {}", options.kiosks.size(), kKiosksMax));
  }
  for (const KioskIdentity& kiosk : options.kiosks) {
    if (!kiosk.record_seed.empty() && kiosk.record_seed.size() != kSeedBytes) {
      return absl::InvalidArgumentError(fmt::format(
          "record_seed of kiosk {}-{}: {} bytes, must be {}", kiosk.book,
          kiosk.number, kiosk.record_seed.size(), kSeedBytes));
    }
  }
  return absl::OkStatus();
}

// Common name, SAN and purpose are the caller's; the validity is the options'.
CertificateText Valid(const PkiOptions& options) {
  CertificateText text;
  text.not_before = options.now_us / kMicrosPerSecond;
  text.not_after = text.not_before + options.valid_days * kSecondsPerDay;
  return text;
}

absl::Status MakeServer(const PkiOptions& options, const Identity& ca) {
  CertificateText text = Valid(options);
  text.common_name = "localhost";
  text.alternative_names = "DNS:localhost,IP:127.0.0.1,IP:::1";
  text.extended_usage = "serverAuth";
  absl::StatusOr<Identity> server = Issue(text, &ca);
  if (!server.ok()) return server.status();
  const AuthorityFiles files = AuthorityFilesIn(options.folder);
  return WriteIdentity(*server, files.server_certificate, files.server_key);
}

absl::Status MakeKiosk(const PkiOptions& options, const KioskIdentity& kiosk,
                       const Identity& ca) {
  CertificateText text = Valid(options);
  text.common_name = fmt::format("kiosk {}-{}", kiosk.book, kiosk.number);
  text.alternative_names = "URI:" + KioskUri(kiosk.book, kiosk.number);
  text.extended_usage = "clientAuth";
  absl::StatusOr<Identity> identity = Issue(text, &ca);
  if (!identity.ok()) return identity.status();
  const KioskFiles files =
      KioskFilesIn(options.folder, kiosk.book, kiosk.number);
  absl::Status written = WriteIdentity(*identity, files.certificate, files.key);
  if (!written.ok()) return written;
  std::string seed = kiosk.record_seed;
  if (seed.empty()) {
    seed.resize(kSeedBytes);
    if (RAND_bytes(reinterpret_cast<unsigned char*>(seed.data()),
                   static_cast<int>(seed.size())) != 1) {
      return absl::InternalError("OpenSSL's generator gave no random bytes");
    }
  }
  return WriteNewFile(files.seed, absl::BytesToHexString(seed) + "\n", 0600);
}

}  // namespace

KioskFiles KioskFilesIn(std::string_view folder, uint64_t book,
                        uint64_t number) {
  const std::string stem = fmt::format("{}/kiosks/{}-{}", folder, book, number);
  return {stem + ".pem", stem + ".key", stem + ".seed"};
}

AuthorityFiles AuthorityFilesIn(std::string_view folder) {
  const std::string base(folder);
  return {base + "/ca.pem", base + "/ca.key", base + "/server.pem",
          base + "/server.key"};
}

std::string KioskUri(uint64_t book, uint64_t number) {
  return fmt::format("greenledger://kiosk/{}/{}", book, number);
}

absl::StatusOr<PkiResult> RunPkiInit(const PkiOptions& options) {
  if (absl::Status s = CheckOptions(options); !s.ok()) return s;
  const AuthorityFiles files = AuthorityFilesIn(options.folder);
  std::error_code ignored;
  if (std::filesystem::exists(files.ca_certificate, ignored)) {
    return absl::AlreadyExistsError(
        files.ca_certificate + ": there is a CA already, use another folder");
  }
  absl::Status folder = MakePrivateFolder(options.folder + "/kiosks");
  if (!folder.ok()) return folder;
  CertificateText text = Valid(options);
  text.common_name = "greenledger development CA";
  absl::StatusOr<Identity> ca = Issue(text, nullptr);
  if (!ca.ok()) return ca.status();
  absl::Status written = WriteIdentity(*ca, files.ca_certificate, files.ca_key);
  if (!written.ok()) return written;
  if (absl::Status s = MakeServer(options, *ca); !s.ok()) return s;
  for (const KioskIdentity& kiosk : options.kiosks) {
    if (absl::Status s = MakeKiosk(options, kiosk, *ca); !s.ok()) return s;
  }
  return PkiResult{options.kiosks.size()};
}

}  // namespace greenledger::pki
