// Certificates for tests of TLS, made when they are needed.
#ifndef GREENLEDGER_TESTS_TESTING_CERTIFICATES_H_
#define GREENLEDGER_TESTS_TESTING_CERTIFICATES_H_

#include <string>

#include "clients/cli/pki/certificate.h"

namespace greenledger::testing {

// PEM.
struct KeyPair {
  std::string certificate;
  std::string key;
};

// A root that issues certificates valid from 2020 to 2099. Where OpenSSL fails,
// the test ends: value() throws.
class Authority {
 public:
  static constexpr int64_t kFrom = 1'577'836'800;
  static constexpr int64_t kTo = 4'070'908'800;

  explicit Authority(const std::string& name)
      : root_(pki::Issue({name, "", "", kFrom, kTo}, nullptr).value()) {}

  std::string certificate() const { return pki::CertificatePem(root_).value(); }

  // `names` is a list in OpenSSL's form, such as
  // `DNS:localhost,IP:127.0.0.1`; `usage` is serverAuth or clientAuth.
  // Seconds since 1970 may be given to have it valid at other times.
  KeyPair Issue(const std::string& names, const std::string& usage,
                int64_t from = kFrom, int64_t to = kTo) const {
    const pki::Identity leaf =
        pki::Issue({"leaf", names, usage, from, to}, &root_).value();
    return {pki::CertificatePem(leaf).value(), pki::KeyPem(leaf).value()};
  }

 private:
  pki::Identity root_;
};

}  // namespace greenledger::testing

#endif  // GREENLEDGER_TESTS_TESTING_CERTIFICATES_H_
