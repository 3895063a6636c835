// Certificates for tests of TLS, made when they are needed.
#ifndef GREENLEDGER_TESTS_TESTING_CERTIFICATES_H_
#define GREENLEDGER_TESTS_TESTING_CERTIFICATES_H_

#include <memory>
#include <string>

namespace greenledger::testing {

// PEM.
struct KeyPair {
  std::string certificate;
  std::string key;
};

// A root that issues certificates valid from 2020 to 2099.
class Authority {
 public:
  explicit Authority(const std::string& name);
  ~Authority();
  Authority(const Authority&) = delete;
  Authority& operator=(const Authority&) = delete;

  const std::string& certificate() const { return certificate_; }

  // `names` is a list in OpenSSL's form, such as
  // `DNS:localhost,IP:127.0.0.1,URI:greenledger://kiosk/330106001001/1`.
  KeyPair Issue(const std::string& names);

 private:
  struct Rep;
  std::unique_ptr<Rep> rep_;
  std::string certificate_;
};

}  // namespace greenledger::testing

#endif  // GREENLEDGER_TESTS_TESTING_CERTIFICATES_H_
