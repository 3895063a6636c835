// Kiosks that upload until everything is answered, whatever happens to the
// server meanwhile.
#ifndef GREENLEDGER_TESTS_INTEGRATION_SENDERS_H_
#define GREENLEDGER_TESTS_INTEGRATION_SENDERS_H_

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "tests/integration/book_check.h"
#include "tests/integration/community.h"

namespace greenledger::integration {

// Used by one thread; each connection has a thread of its own. After a failed
// call a sender waits for another server and sends the same again there. An
// upload that is out of order is sent again after the others.
class Senders {
 public:
  // `community` must outlive this.
  explicit Senders(const Community& community) : community_(community) {}
  // As Finish.
  ~Senders();

  // A kiosk with its uploads and the number of its connections. REQUIRES: not
  // started.
  void Add(uint64_t kiosk, int connections,
           std::vector<v1::SubmitRecordsRequest> uploads);
  void Start();

  // Says where the server is from now on.
  void UseServer(const std::string& address);

  // Blocks until so many more uploads are answered. False if that will not be:
  // all is answered, or all senders wait for another server.
  bool WaitForAnswers(uint64_t count);

  // Blocks until all senders ended, since all is answered or since the server
  // fails them and there will be no other.
  void Finish();

  const Answers& answers() const { return answers_; }
  // Uploads left after Finish.
  size_t unanswered() const;

 private:
  struct Kiosk {
    uint64_t number = 0;
    int connections = 0;
    std::deque<v1::SubmitRecordsRequest> uploads;  // guarded by mutex_
  };
  struct Place {
    uint64_t generation = 0;  // 0: nowhere yet
    std::string address;
  };

  void Send(Kiosk& kiosk);
  std::optional<Place> NextServer(uint64_t generation_before);
  std::optional<v1::SubmitRecordsRequest> Take(Kiosk& kiosk);
  void PutBack(Kiosk& kiosk, const v1::SubmitRecordsRequest& upload);
  void CountAnswer();

  const Community& community_;
  Answers answers_;
  std::vector<std::unique_ptr<Kiosk>> kiosks_;
  std::vector<std::thread> threads_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  // All guarded by mutex_.
  Place place_;
  bool no_other_server_ = false;
  int active_ = 0;   // senders that do not wait for a server
  int waiting_ = 0;  // senders that do
  uint64_t answered_ = 0;
};

}  // namespace greenledger::integration

#endif  // GREENLEDGER_TESTS_INTEGRATION_SENDERS_H_
