#include "clients/cli/pki/root_ca.h"

#include <arpa/inet.h>

#include "clients/cli/pki/certificate.h"
#include "clients/cli/pki/files.h"
#include "fmt/format.h"

namespace greenledger::pki {
namespace {

constexpr size_t kPemBytesMax = 1 << 16;

CertificateText Valid(const RootOptions& options, int days) {
  CertificateText text;
  text.not_before = options.now_us / 1'000'000;
  text.not_after = text.not_before + days * kSecondsPerDay;
  return text;
}

bool IsAddress(const std::string& name) {
  unsigned char bytes[sizeof(in6_addr)];
  return inet_pton(AF_INET, name.c_str(), bytes) == 1 ||
         inet_pton(AF_INET6, name.c_str(), bytes) == 1;
}

// A name is a part of OpenSSL's configuration syntax.
absl::StatusOr<std::string> AlternativeNames(
    const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) {
    const bool plain =
        !name.empty() &&
        name.find_first_not_of(
            "abcdefghijklmnopqrstuvwxyz"
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:") == std::string::npos;
    if (!IsAddress(name) && (!plain || name.find(':') != std::string::npos)) {
      return absl::InvalidArgumentError(
          fmt::format("server: '{}', must be a host name or address", name));
    }
    if (!text.empty()) text += ",";
    text += (IsAddress(name) ? "IP:" : "DNS:") + name;
  }
  return text;
}

absl::StatusOr<Identity> MakeOrReadRoot(const RootOptions& options) {
  if (!options.root_certificate.empty()) {
    auto certificate = ReadSmallFile(options.root_certificate, kPemBytesMax);
    if (!certificate.ok()) return certificate.status();
    auto key = ReadSmallFile(options.root_key, kPemBytesMax);
    if (!key.ok()) return key.status();
    return ReadIdentity(*certificate, *key);
  }
  CertificateText text = Valid(options, options.root_days);
  text.common_name = "greenledger root";
  text.authorities_below = 1;
  absl::StatusOr<Identity> root = Issue(text, nullptr);
  if (!root.ok()) return root;
  absl::Status written = WriteIdentity(*root, options.folder + "/root.pem",
                                       options.folder + "/root.key");
  if (!written.ok()) return written;
  return root;
}

absl::Status MakeServer(const RootOptions& options, const Identity& root) {
  absl::StatusOr<std::string> names = AlternativeNames(options.server_names);
  if (!names.ok()) return names.status();
  CertificateText text = Valid(options, options.server_days);
  text.common_name = "greenledger server";
  text.alternative_names = *names;
  text.extended_usage = "serverAuth";
  absl::StatusOr<Identity> server = Issue(text, &root);
  if (!server.ok()) return server.status();
  return WriteIdentity(*server, options.folder + "/server.pem",
                       options.folder + "/server.key");
}

}  // namespace

absl::Status MakeRoot(const RootOptions& options) {
  if (absl::Status s = MakePrivateFolder(options.folder); !s.ok()) return s;
  absl::StatusOr<Identity> root = MakeOrReadRoot(options);
  if (!root.ok()) return root.status();
  CertificateText text = Valid(options, options.issuing_days);
  text.common_name = "greenledger issuing";
  absl::StatusOr<Identity> issuing = Issue(text, &*root);
  if (!issuing.ok()) return issuing.status();
  absl::Status written =
      WriteIdentity(*issuing, options.folder + "/issuing.pem",
                    options.folder + "/issuing.key");
  if (!written.ok() || options.server_names.empty()) return written;
  return MakeServer(options, *root);
}

}  // namespace greenledger::pki
