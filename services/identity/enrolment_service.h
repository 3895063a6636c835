// EnrolmentService: the one call of devices that are nobody yet.
#ifndef GREENLEDGER_SERVICES_IDENTITY_ENROLMENT_SERVICE_H_
#define GREENLEDGER_SERVICES_IDENTITY_ENROLMENT_SERVICE_H_

#include <functional>
#include <string>
#include <string_view>

#include "greenledger/v1/identity_service.grpc.pb.h"
#include "services/common/clock.h"
#include "services/common/token_buckets.h"
#include "services/identity/authority.h"
#include "services/ledger/ledger.h"

namespace greenledger::identity {

// A one-time code in the form that is hashed: upper case, without spaces and
// hyphens, with the letters that Crockford's base 32 takes for digits as
// digits.
std::string PlainCode(std::string_view code);

class EnrolmentServiceImpl final
    : public v1::EnrolmentService::CallbackService {
 public:
  // All must outlive this; without an authority nobody can enrol.
  EnrolmentServiceImpl(ledger::Ledger* ledger, const Authority* authority,
                       const common::Clock* clock);

  grpc::ServerUnaryReactor* Enrol(grpc::CallbackServerContext* context,
                                  const v1::EnrolRequest* request,
                                  v1::EnrolResponse* response) override;

 private:
  // A request on its way.
  struct Attempt {
    const v1::EnrolRequest* request;
    v1::EnrolResponse* response;
    grpc::ServerUnaryReactor* reactor;
    std::string peer;
  };

  grpc::Status Start(const Attempt& attempt);
  grpc::Status CheckBounds(const Attempt& attempt);
  grpc::Status Submit(const Attempt& attempt, EVP_PKEY* key);
  void Finish(const Attempt& attempt, std::optional<common::Reason> failed,
              const v1::CommandResult& result,
              const std::vector<v1::Entry>& entries);
  // The same answer for every reason; the operator hears which it is.
  grpc::Status Refuse(const Attempt& attempt, const std::string& why);

  ledger::Ledger* ledger_;
  const Authority* authority_;
  const common::Clock* clock_;
  common::TokenBuckets attempts_;           // of all
  common::TokenBuckets attempts_by_kiosk_;  // and of each book and kiosk
  common::TokenBuckets refusal_lines_;
};

}  // namespace greenledger::identity

#endif  // GREENLEDGER_SERVICES_IDENTITY_ENROLMENT_SERVICE_H_
