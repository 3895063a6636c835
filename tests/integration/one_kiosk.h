// A kiosk that uploads its records in order, one upload after the other.
#ifndef GREENLEDGER_TESTS_INTEGRATION_ONE_KIOSK_H_
#define GREENLEDGER_TESTS_INTEGRATION_ONE_KIOSK_H_

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tests/integration/book_check.h"
#include "tests/integration/community.h"

namespace greenledger::integration {

// Used by one thread. An upload that failed is sent again as it was.
class OneKiosk {
 public:
  // `community` must outlive this.
  OneKiosk(const Community& community, std::vector<std::string> records,
           uint64_t kiosk = 1)
      : community_(community),
        kiosk_(kiosk),
        journal_(community.Journal(kiosk, std::move(records))) {}

  // Over a connection of its own to this server from now on.
  void Use(const ServerProcess& server) { Use(server.kiosk_address()); }
  void Use(const std::string& address) {
    stub_ = community_.Connect(kiosk_, address);
  }

  // Closes the connection: a server that drains waits for one that nobody
  // listens on.
  void Leave() { stub_.reset(); }

  // Uploads the next `count` records, or what failed before. REQUIRES: there
  // are records left.
  grpc::Status Upload(uint64_t count,
                      std::chrono::milliseconds deadline = kDeadline) {
    if (pending_ == 0) {
      pending_ = std::min(count, journal_.last_sequence() - next_ + 1);
    }
    const auto upload = journal_.Batch(next_, pending_).value();
    const Answer answer = Submit(*stub_, upload, deadline);
    if (!answer.status.ok()) return answer.status;
    EXPECT_TRUE(answers_.Note(kiosk_, upload, answer.response));
    next_ += std::exchange(pending_, 0);
    return answer.status;
  }

  // Whether every record was answered.
  bool done() const { return next_ > journal_.last_sequence(); }
  // Sequence of the first record that was not answered.
  uint64_t next() const { return next_; }
  // Records of the upload that failed; 0 if none did.
  uint64_t pending() const { return pending_; }
  const Answers& answers() const { return answers_; }

  // Fails the test unless the book holds what was answered and, apart from
  // that, at most the upload that failed.
  void ExpectKept(const Book& book) const {
    answers_.ExpectKept(book);
    EXPECT_LE(book.records.size(), next_ - 1 + pending_);
  }

 private:
  const Community& community_;
  const uint64_t kiosk_;
  const kiosk::SignedJournal journal_;
  std::unique_ptr<v1::KioskService::StubInterface> stub_;
  Answers answers_;
  uint64_t next_ = 1;
  uint64_t pending_ = 0;
};

}  // namespace greenledger::integration

#endif  // GREENLEDGER_TESTS_INTEGRATION_ONE_KIOSK_H_
