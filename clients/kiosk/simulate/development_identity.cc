#include "clients/kiosk/simulate/development_identity.h"

#include <utility>

#include "absl/strings/escaping.h"
#include "clients/cli/pki/dev_ca.h"
#include "clients/cli/pki/files.h"

namespace greenledger::kiosk {
namespace {

constexpr size_t kPemBytesMax = 65536;

}  // namespace

absl::StatusOr<KioskIdentity> DevelopmentIdentity(
    const std::string& pki_folder, const std::string& server,
    const journal::JournalId& id) {
  KioskIdentity identity;
  identity.server = server;
  identity.journal = id;
  identity.serial = "simulated";
  const pki::KioskFiles files =
      pki::KioskFilesIn(pki_folder, id.book, id.kiosk);
  std::string seed;
  const std::pair<std::string, std::string*> parts[] = {
      {pki::AuthorityFilesIn(pki_folder).ca_certificate,
       &identity.tls.ca_certificate},
      {files.certificate, &identity.tls.certificate},
      {files.key, &identity.tls.key},
      {files.seed, &seed}};
  for (const auto& [path, text] : parts) {
    auto content = pki::ReadSmallFile(path, kPemBytesMax);
    if (!content.ok()) return content.status();
    *text = *std::move(content);
  }
  identity.record_seed =
      absl::HexStringToBytes(seed.substr(0, seed.find('\n')));
  return identity;
}

}  // namespace greenledger::kiosk
