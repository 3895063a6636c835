#include "services/common/pem.h"

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <fstream>
#include <iterator>

namespace greenledger::common {
namespace {

using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;

Bio BioOf(const std::string& text) {
  return {BIO_new_mem_buf(text.data(), static_cast<int>(text.size())),
          BIO_free};
}

std::string TextOf(const ASN1_TIME* time) {
  const Bio bio(BIO_new(BIO_s_mem()), BIO_free);
  ASN1_TIME_print_ex(bio.get(), time, ASN1_DTFLGS_ISO8601);
  char text[64];
  const int size = BIO_read(bio.get(), text, sizeof(text));
  return std::string(text, static_cast<size_t>(std::max(size, 0)));
}

std::string TextOf(std::time_t time) {
  const std::unique_ptr<ASN1_TIME, decltype(&ASN1_TIME_free)> asn1(
      ASN1_TIME_set(nullptr, time), ASN1_TIME_free);
  return TextOf(asn1.get());
}

}  // namespace

absl::StatusOr<std::string> ReadPemFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string content{std::istreambuf_iterator<char>(file), {}};
  if (file.is_open() && !file.bad()) return content;
  const int error = errno;
  const std::string message =
      fmt::format("cannot read {}: {}", path, std::strerror(error));
  return error == ENOENT ? absl::NotFoundError(message)
                         : absl::PermissionDeniedError(message);
}

absl::Status CheckPrivate(const std::string& path) {
  struct stat info {};
  if (stat(path.c_str(), &info) != 0) {
    return absl::NotFoundError(
        fmt::format("cannot read {}: {}", path, std::strerror(errno)));
  }
  if ((info.st_mode & 077) == 0) return absl::OkStatus();
  return absl::PermissionDeniedError(
      fmt::format("key file {} has mode {:04o}: others than its owner have "
                  "rights to it; expected 0600",
                  path, info.st_mode & 07777));
}

std::vector<CertificatePointer> ParseCertificates(const std::string& pem) {
  const Bio bio = BioOf(pem);
  std::vector<CertificatePointer> certificates;
  while (X509* one = PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)) {
    certificates.emplace_back(one);
  }
  ERR_clear_error();  // the end of the text is one
  return certificates;
}

KeyPointer ParseKey(const std::string& pem) {
  // A callback that gives no password: never ask on the terminal.
  const auto no_password = [](char*, int, int, void*) { return 0; };
  KeyPointer key(
      PEM_read_bio_PrivateKey(BioOf(pem).get(), nullptr, no_password, nullptr));
  ERR_clear_error();
  return key;
}

absl::Status CheckValidAt(const std::string& file, const X509& certificate,
                          int64_t now_us) {
  std::time_t now = now_us / 1'000'000;
  const ASN1_TIME* from = X509_get0_notBefore(&certificate);
  const ASN1_TIME* to = X509_get0_notAfter(&certificate);
  if (X509_cmp_time(from, &now) < 0 && X509_cmp_time(to, &now) > 0) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(fmt::format(
      "{} is valid from {} to {}, and this machine's clock says {}: renew the "
      "certificate or set the clock",
      file, TextOf(from), TextOf(to), TextOf(now)));
}

}  // namespace greenledger::common
