// The kiosks of a benchmark and what they upload.
#ifndef GREENLEDGER_TESTS_BENCH_SITE_H_
#define GREENLEDGER_TESTS_BENCH_SITE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "clients/kiosk/channel.h"
#include "greenledger/v1/kiosk_service.pb.h"
#include "grpcpp/impl/service_type.h"
#include "services/common/server.h"
#include "storage/crypto/ed25519.h"
#include "storage/journal/record_chain.h"

namespace greenledger::bench {

struct Kiosk {
  journal::JournalId id;
  crypto::Ed25519PrivateKey key;
  kiosk::TlsIdentity tls;
  // What it uploads next.
  uint64_t next_sequence = 1;
  proof::Hash chain{};
  int64_t next_time_us = 0;
};

// Households of every book are numbered from 1, with one card each.
std::string CardOf(uint64_t book, uint64_t household);

// Folder, keys and certificates of a benchmark. Not thread-safe.
class Site {
 public:
  struct Options {
    // Made; must not be there.
    std::string folder;
    uint64_t books = 1;
    uint64_t kiosks_per_book = 1;
    uint64_t households_per_book = 1;
  };

  // Kiosks begin to upload records that are six days old at `now_us`.
  Site(const Options& options, int64_t now_us);

  const Options& options() const { return options_; }
  const std::vector<Kiosk>& kiosks() const { return kiosks_; }
  // Path in the folder.
  std::string Path(const std::string& name) const {
    return options_.folder + "/" + name;
  }

  // The next upload of a kiosk, signed. Every record is a good drop by some
  // household, 20 s after the one before.
  v1::SubmitRecordsRequest NextUpload(size_t kiosk, size_t records);

  // For each of the first `kiosks` kiosks, so many uploads.
  using Uploads = std::vector<std::vector<v1::SubmitRecordsRequest>>;
  Uploads NextUploads(size_t kiosks, size_t uploads_each, size_t records);

  // A server as greenledgerd starts it, with these services behind mutual TLS
  // and on a Unix socket.
  struct Listening {
    std::string kiosk_address;
    std::string local_address;
    std::unique_ptr<common::Server> server;
  };
  Listening Listen(const std::string& name,
                   const std::vector<grpc::Service*>& kiosk_services,
                   const std::vector<grpc::Service*>& local_services) const;

 private:
  std::string NextRecord(Kiosk* kiosk);

  Options options_;
  common::TlsFiles server_tls_;
  std::vector<Kiosk> kiosks_;
  uint64_t random_ = 1;
};

}  // namespace greenledger::bench

#endif  // GREENLEDGER_TESTS_BENCH_SITE_H_
