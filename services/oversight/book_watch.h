// The anomaly watch of one book: follows its entries in order and says what the
// rules in force find in them. Rules look at what comes after the entry that
// published them. Pure: what becomes of its findings is not its concern.
#ifndef GREENLEDGER_SERVICES_OVERSIGHT_BOOK_WATCH_H_
#define GREENLEDGER_SERVICES_OVERSIGHT_BOOK_WATCH_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "greenledger/v1/entry.pb.h"
#include "services/oversight/detector.h"
#include "services/oversight/window.h"

namespace greenledger::oversight {

// Not thread-safe.
class BookWatch {
 public:
  // At the beginning of the book.
  explicit BookWatch(uint64_t book) : book_(book) {}
  // Where `memory` was saved; `rules` are those it names. Entries of the
  // kRetentionUs before must be given to Refill.
  BookWatch(const memory::BookMemory& memory, const v1::AnomalyRules& rules);

  // Looks at the next entry and adds what it shows.
  // REQUIRES: entry.index() == next_index().
  void Add(const v1::Entry& entry, std::vector<v1::AnomalyRaised>* raised);

  // Shows an entry before next_index() to the detectors with windows again.
  void Refill(const v1::Entry& entry);

  // Something that a kiosk did and that is no entry.
  void AddIdentityEvent(uint64_t kiosk, int64_t time_us,
                        std::vector<v1::AnomalyRaised>* raised);

  memory::BookMemory Save() const;

  uint64_t book() const { return book_; }
  uint64_t next_index() const { return next_index_; }
  // Server time of the entry before that; 0 if there is none.
  int64_t last_time_us() const { return last_time_us_; }
  // Index of the entry that published the rules in force.
  uint64_t rules_index() const { return rules_index_; }

 private:
  struct Watched {
    v1::AnomalyRule rule;
    std::unique_ptr<Detector> detector;  // of an entry, or
    std::unique_ptr<Window> identities;  // of what is no entry
  };

  void SetRules(const v1::AnomalyRules& rules, uint64_t index);
  v1::AnomalyRaised Raise(const v1::AnomalyRule& rule, uint64_t kiosk,
                          const Finding& finding) const;

  uint64_t book_;
  uint64_t next_index_ = 0;
  int64_t last_time_us_ = 0;
  std::string rules_version_;
  uint64_t rules_index_ = 0;
  std::vector<Watched> watched_;
};

}  // namespace greenledger::oversight

#endif  // GREENLEDGER_SERVICES_OVERSIGHT_BOOK_WATCH_H_
