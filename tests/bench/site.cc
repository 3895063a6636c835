#include "tests/bench/site.h"

#include <filesystem>
#include <fstream>
#include <utility>

#include "clients/kiosk/batch.h"
#include "fmt/format.h"
#include "greenledger/v1/record.pb.h"
#include "services/ledger/ledger.h"
#include "storage/proof/sha256.h"
#include "tests/bench/must.h"
#include "tests/testing/certificates.h"

namespace greenledger::bench {
namespace {

constexpr uint64_t kFirstBook = 350212002001;
constexpr int64_t kDayUs = 86'400LL * 1'000'000;
constexpr int64_t kBetweenRecordsUs = 20'000'000;

std::string WriteSecret(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
  std::filesystem::permissions(path, std::filesystem::perms::owner_read |
                                         std::filesystem::perms::owner_write);
  return path;
}

Kiosk MakeKiosk(const testing::Authority& authority, uint64_t book,
                uint64_t number, int64_t now_us) {
  const std::string uri =
      fmt::format("URI:greenledger://kiosk/{}/{}", book, number);
  const testing::KeyPair pair = authority.Issue(uri, "clientAuth");
  const proof::Hash seed = proof::Sha256({uri});
  const journal::JournalId id{book, number, /*incarnation=*/1};
  return Kiosk{
      .id = id,
      .key = Must(crypto::Ed25519PrivateKey::FromSeed(proof::AsBytes(seed))),
      .tls = {authority.certificate(), pair.certificate, pair.key},
      .chain = journal::ChainStart(id),
      .next_time_us = now_us - 6 * kDayUs};
}

}  // namespace

std::string CardOf(uint64_t book, uint64_t household) {
  const proof::Hash hash =
      proof::Sha256({"greenledger/card/v1\n",
                     fmt::format("card of household {}/{}", book, household)});
  return std::string(proof::AsBytes(hash).substr(0, 16));
}

Site::Site(const Options& options, int64_t now_us) : options_(options) {
  std::filesystem::create_directories(options_.folder);
  const testing::Authority authority("bench");
  const testing::KeyPair server =
      authority.Issue("DNS:localhost,IP:127.0.0.1", "serverAuth");
  server_tls_.ca = WriteSecret(Path("ca.pem"), authority.certificate());
  server_tls_.certificate = WriteSecret(Path("server.pem"), server.certificate);
  server_tls_.key = WriteSecret(Path("server.key"), server.key);
  // Neighbours in the list belong to different books.
  for (uint64_t number = 1; number <= options_.kiosks_per_book; ++number) {
    for (uint64_t book = 0; book < options_.books; ++book) {
      kiosks_.push_back(
          MakeKiosk(authority, kFirstBook + book, number, now_us));
    }
  }
}

std::string Site::NextRecord(Kiosk* kiosk) {
  random_ = random_ * 6364136223846793005ULL + 1442695040888963407ULL;
  const uint64_t household = 1 + (random_ >> 33) % options_.households_per_book;
  v1::Record record;
  record.set_sequence(kiosk->next_sequence++);
  record.set_device_time_us(kiosk->next_time_us += kBetweenRecordsUs);
  record.set_clock_synced(true);
  record.set_monotonic_us(record.sequence() * kBetweenRecordsUs);
  v1::Drop* drop = record.mutable_drop();
  drop->set_card_hash(CardOf(kiosk->id.book, household));
  drop->set_bin(1);
  drop->set_class_code(31);
  drop->set_grams(200 + static_cast<uint32_t>(random_ >> 20) % 3000);
  drop->set_quality(v1::QUALITY_GOOD);
  return record.SerializeAsString();
}

v1::SubmitRecordsRequest Site::NextUpload(size_t at, size_t count) {
  Kiosk& kiosk = kiosks_[at];
  const uint64_t first = kiosk.next_sequence;
  const proof::Hash chain = kiosk.chain;
  std::vector<std::string> records;
  for (size_t i = 0; i < count; ++i) {
    records.push_back(NextRecord(&kiosk));
    kiosk.chain = journal::ChainNext(kiosk.chain, records.back());
  }
  return Must(kiosk::BuildBatch(kiosk.id, chain, first, records, kiosk.key));
}

Site::Uploads Site::NextUploads(size_t kiosks, size_t uploads_each,
                                size_t records) {
  Uploads uploads(kiosks);
  for (size_t kiosk = 0; kiosk < kiosks; ++kiosk) {
    for (size_t i = 0; i < uploads_each; ++i) {
      uploads[kiosk].push_back(NextUpload(kiosk, records));
    }
  }
  return uploads;
}

Site::Listening Site::Listen(
    const std::string& name, const std::vector<grpc::Service*>& kiosk_services,
    const std::vector<grpc::Service*>& local_services) const {
  const common::MessageLimits limits{ledger::kRequestBytesMax,
                                     ledger::kResponseBytesMax};
  const std::string socket = Path(name + ".sock");
  auto server = Must(common::Server::Start(
      common::KioskListener{"localhost:0", server_tls_, "", kiosk_services,
                            limits},
      common::LocalListener{socket, "", local_services, limits}));
  const std::string address = fmt::format("localhost:{}", server->kiosk_port());
  return {address, "unix:" + socket, std::move(server)};
}

}  // namespace greenledger::bench
