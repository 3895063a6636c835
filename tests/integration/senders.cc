#include "tests/integration/senders.h"

#include <utility>

#include "clients/kiosk/retry.h"
#include "gtest/gtest.h"

namespace greenledger::integration {

Senders::~Senders() { Finish(); }

void Senders::Add(uint64_t kiosk, int connections,
                  std::vector<v1::SubmitRecordsRequest> uploads) {
  kiosks_.push_back(std::make_unique<Kiosk>());
  kiosks_.back()->number = kiosk;
  kiosks_.back()->connections = connections;
  kiosks_.back()->uploads.assign(uploads.begin(), uploads.end());
}

void Senders::Start() {
  for (const std::unique_ptr<Kiosk>& kiosk : kiosks_)
    active_ += kiosk->connections;
  for (const std::unique_ptr<Kiosk>& kiosk : kiosks_) {
    for (int i = 0; i < kiosk->connections; ++i) {
      threads_.emplace_back([this, &kiosk = *kiosk] { Send(kiosk); });
    }
  }
}

void Senders::UseServer(const std::string& address) {
  const std::lock_guard lock(mutex_);
  ++place_.generation;
  place_.address = address;
  active_ += std::exchange(waiting_, 0);
  changed_.notify_all();
}

bool Senders::WaitForAnswers(uint64_t count) {
  std::unique_lock lock(mutex_);
  const uint64_t wanted = answered_ + count;
  changed_.wait(lock, [&] { return answered_ >= wanted || active_ == 0; });
  return answered_ >= wanted;
}

void Senders::Finish() {
  {
    const std::lock_guard lock(mutex_);
    no_other_server_ = true;
    changed_.notify_all();
  }
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

size_t Senders::unanswered() const {
  const std::lock_guard lock(mutex_);
  size_t left = 0;
  for (const std::unique_ptr<Kiosk>& kiosk : kiosks_) {
    left += kiosk->uploads.size();
  }
  return left;
}

void Senders::Send(Kiosk& kiosk) {
  Place place;
  std::unique_ptr<v1::KioskService::StubInterface> stub;
  while (const auto upload = Take(kiosk)) {
    if (stub == nullptr) {
      const auto next = NextServer(place.generation);
      if (!next) {
        PutBack(kiosk, *upload);
        break;
      }
      place = *next;
      stub = community_.Connect(kiosk.number, place.address);
    }
    const Answer answer = Submit(*stub, *upload);
    if (!answer.status.ok()) {
      EXPECT_TRUE(kiosk::IsRetryable(answer.status))
          << answer.status.error_code() << answer.status.error_message();
      stub = nullptr;
      PutBack(kiosk, *upload);
    } else if (answers_.Note(kiosk.number, *upload, answer.response)) {
      CountAnswer();
    } else {
      PutBack(kiosk, *upload);
    }
  }
  const std::lock_guard lock(mutex_);
  --active_;
  changed_.notify_all();
}

std::optional<Senders::Place> Senders::NextServer(uint64_t generation_before) {
  std::unique_lock lock(mutex_);
  const auto is_new = [&] { return place_.generation > generation_before; };
  if (!is_new()) {
    // Counted as active again by UseServer, or below.
    --active_;
    ++waiting_;
    changed_.notify_all();
    changed_.wait(lock, [&] { return is_new() || no_other_server_; });
  }
  if (is_new()) return place_;
  ++active_;
  --waiting_;
  return std::nullopt;
}

std::optional<v1::SubmitRecordsRequest> Senders::Take(Kiosk& kiosk) {
  const std::lock_guard lock(mutex_);
  if (kiosk.uploads.empty()) return std::nullopt;
  v1::SubmitRecordsRequest upload = std::move(kiosk.uploads.front());
  kiosk.uploads.pop_front();
  return upload;
}

void Senders::PutBack(Kiosk& kiosk, const v1::SubmitRecordsRequest& upload) {
  const std::lock_guard lock(mutex_);
  kiosk.uploads.push_back(upload);
}

void Senders::CountAnswer() {
  const std::lock_guard lock(mutex_);
  ++answered_;
  changed_.notify_all();
}

}  // namespace greenledger::integration
