// Sums per key within a window of time. Not thread-safe.
#ifndef GREENLEDGER_SERVICES_OVERSIGHT_WINDOW_H_
#define GREENLEDGER_SERVICES_OVERSIGHT_WINDOW_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"

namespace greenledger::oversight {

// One thing to be counted.
struct Counted {
  std::string key;
  int64_t at_us = 0;
  int64_t received_us = 0;
  uint64_t amount = 1;
  // Things with the same mark count once in a window; empty counts always.
  std::string mark = {};
};

// What the window up to a thing holds without and with it.
struct WindowSums {
  uint64_t before = 0;
  uint64_t after = 0;
};

class Window {
 public:
  // Of a key, the newest that are counted; of all, the newest that are kept.
  static constexpr size_t kPerKeyMax = 1000;
  static constexpr size_t kAllMax = 65'536;

  explicit Window(int64_t length_us) : length_us_(length_us) {}

  // Counts what came in within kRetentionUs before `thing` and lies in the
  // window that ends with it, then remembers it.
  WindowSums Add(const Counted& thing);

  size_t size() const { return order_.size(); }

 private:
  struct Kept {
    int64_t at_us;
    uint64_t amount;
    std::string mark;
  };

  void Forget(int64_t received_us);
  void ForgetOldest();

  const int64_t length_us_;
  absl::flat_hash_map<std::string, std::deque<Kept>> keys_;
  // Time of receipt and key of all that is kept, in the order of receipt.
  std::deque<std::pair<int64_t, std::string>> order_;
};

}  // namespace greenledger::oversight

#endif  // GREENLEDGER_SERVICES_OVERSIGHT_WINDOW_H_
