#include "clients/kiosk/agent/state_folder.h"

#include <sys/stat.h>

#include <cerrno>
#include <utility>

#include "absl/strings/escaping.h"
#include "nlohmann/json.hpp"
#include "storage/checkpoint/posix_file.h"

namespace greenledger::kiosk {
namespace {

using nlohmann::json;

constexpr size_t kFileBytesMax = 256 << 10;
constexpr size_t kSeedBytes = 32;

absl::Status Put(const std::string& folder, const std::string& name,
                 const std::string& bytes) {
  return checkpoint::ReplaceFile(folder + "/" + name, bytes, 0600);
}

absl::Status Get(const std::string& folder, const std::string& name,
                 std::string* bytes) {
  auto read = checkpoint::ReadFile(folder + "/" + name, kFileBytesMax);
  if (!read.ok()) return read.status();
  *bytes = *std::move(read);
  return absl::OkStatus();
}

// A missing file is an empty text.
absl::Status GetIfThere(const std::string& folder, const std::string& name,
                        std::string* bytes) {
  absl::Status got = Get(folder, name, bytes);
  return absl::IsNotFound(got) ? absl::OkStatus() : got;
}

absl::Status ReadNames(const std::string& path, const std::string& text,
                       KioskIdentity* identity) {
  const json names = json::parse(text, nullptr, false);
  const auto number = [&](const char* name) -> uint64_t {
    const auto at = names.find(name);
    return at != names.end() && at->is_number_unsigned() ? at->get<uint64_t>()
                                                         : 0;
  };
  const auto word = [&](const char* name) -> std::string {
    const auto at = names.find(name);
    return at != names.end() && at->is_string() ? at->get<std::string>() : "";
  };
  if (!names.is_object()) {
    return absl::InvalidArgumentError(path + ": not a JSON object");
  }
  identity->server = word("server");
  identity->serial = word("serial");
  identity->journal = {number("book"), number("kiosk"), number("incarnation")};
  if (identity->server.empty() || identity->journal.book == 0 ||
      identity->journal.kiosk == 0 || identity->journal.incarnation == 0) {
    return absl::InvalidArgumentError(
        path + ": server, book, kiosk or incarnation is missing");
  }
  return absl::OkStatus();
}

// A private key and the certificates after it.
void Split(const std::string& pem, std::string* key, std::string* certificate) {
  const size_t at = pem.find("-----BEGIN CERTIFICATE-----");
  *key = pem.substr(0, at);
  *certificate = at == std::string::npos ? "" : pem.substr(at);
}

}  // namespace

absl::Status SaveTls(const std::string& folder, const TlsIdentity& tls) {
  // One file holds both, so that they always fit.
  return Put(folder, "tls.crt", tls.key + tls.certificate);
}

absl::Status SaveIdentity(const std::string& folder,
                          const KioskIdentity& identity) {
  if (mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) {
    return checkpoint::FileError(folder, "making the folder");
  }
  const json names = {{"server", identity.server},
                      {"book", identity.journal.book},
                      {"kiosk", identity.journal.kiosk},
                      {"incarnation", identity.journal.incarnation},
                      {"serial", identity.serial}};
  const std::pair<const char*, std::string> files[] = {
      {"record.seed", absl::BytesToHexString(identity.record_seed) + "\n"},
      {"server-ca.crt", identity.tls.ca_certificate},
      {"bootstrap.crt",
       identity.bootstrap_key + identity.bootstrap_certificate}};
  for (const auto& [name, bytes] : files) {
    if (absl::Status s = Put(folder, name, bytes); !s.ok()) return s;
  }
  if (absl::Status s = SaveTls(folder, identity.tls); !s.ok()) return s;
  return Put(folder, "kiosk.json", names.dump(2) + "\n");
}

absl::StatusOr<KioskIdentity> LoadIdentity(const std::string& folder) {
  std::string names;
  if (absl::Status s = Get(folder, "kiosk.json", &names); !s.ok()) return s;
  KioskIdentity identity;
  if (absl::Status s = ReadNames(folder + "/kiosk.json", names, &identity);
      !s.ok()) {
    return s;
  }
  std::string seed;
  std::string tls;
  std::string bootstrap;
  for (absl::Status s :
       {Get(folder, "record.seed", &seed), Get(folder, "tls.crt", &tls),
        Get(folder, "server-ca.crt", &identity.tls.ca_certificate),
        GetIfThere(folder, "bootstrap.crt", &bootstrap)}) {
    if (!s.ok()) return s;
  }
  Split(tls, &identity.tls.key, &identity.tls.certificate);
  Split(bootstrap, &identity.bootstrap_key, &identity.bootstrap_certificate);
  while (!seed.empty() && seed.back() == '\n') seed.pop_back();
  if (seed.size() != 2 * kSeedBytes ||
      seed.find_first_not_of("0123456789abcdefABCDEF") != std::string::npos) {
    return absl::InvalidArgumentError(
        folder + "/record.seed: must be 64 hexadecimal digits");
  }
  identity.record_seed = absl::HexStringToBytes(seed);
  return identity;
}

}  // namespace greenledger::kiosk
