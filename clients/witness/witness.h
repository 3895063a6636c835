// A witness: remembers the last checkpoint of each log it knows and cosigns one
// that extends it (c2sp.org/tlog-witness). A log that is cosigned cannot show
// two histories to two people who ask for the witness's signature.
#ifndef GREENLEDGER_CLIENTS_WITNESS_WITNESS_H_
#define GREENLEDGER_CLIENTS_WITNESS_WITNESS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "clients/witness/state_folder.h"
#include "services/common/mutex.h"
#include "storage/checkpoint/note_key.h"
#include "storage/checkpoint/policy.h"

namespace greenledger::witness {

// An answer over HTTP.
struct HttpAnswer {
  unsigned status = 200;
  std::string content_type = "text/plain; charset=utf-8";
  std::string body{};
};

// Thread-safe: one request at a time is compared, kept and answered.
class Witness {
 public:
  // `signer` is of type kCosignature. Of `policy` the keys of logs count.
  Witness(checkpoint::NoteSigner signer, const checkpoint::Policy& policy,
          StateFolder state);

  // Answers the body of POST <prefix>/add-checkpoint; what is cosigned is
  // durable before. `time_seconds` since 1970-01-01 UTC.
  //   200  cosignature line
  //   400  not a request, or its old size is above the checkpoint's
  //   403  not signed by a key of the log
  //   404  no key of the log is known
  //   409  the old size, or the root at it, is not the one that is kept; the
  //        body is the size that is, as text/x.tlog.size
  //   422  the consistency proof does not fit
  //   500  the state cannot be read or written; the body says why
  HttpAnswer AddCheckpoint(std::string_view body, uint64_t time_seconds);

 private:
  HttpAnswer Decide(const checkpoint::VerifiedCheckpoint& verified,
                    uint64_t old_size, const std::vector<proof::Hash>& hashes,
                    uint64_t time_seconds);

  const checkpoint::NoteSigner signer_;
  const checkpoint::Policy policy_;
  common::Mutex mutex_;
  StateFolder state_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace greenledger::witness

#endif  // GREENLEDGER_CLIENTS_WITNESS_WITNESS_H_
