// The standings of one book: a fold of its entries into sums for each period
// and contestant. Pure: what it is follows from the entries alone, so do the
// rows that it is kept in.
//
// A period is closed once the book's last local day is later than its end by
// more than records may be late (the most that any tariff so far allowed, and a
// day). What comes in after that counts for the day on which it comes in. On
// which days a household was active follows the drop's own day only.
#ifndef GREENLEDGER_SERVICES_RANKING_BOOK_STANDINGS_H_
#define GREENLEDGER_SERVICES_RANKING_BOOK_STANDINGS_H_

#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "greenledger/v1/entry.pb.h"
#include "services/ledger/rules/rerate.h"
#include "services/ranking/calendar.h"
#include "services/ranking/fold/contribution.h"
#include "services/ranking/fold/register.h"
#include "services/ranking/open_period.h"
#include "services/ranking/rows.pb.h"
#include "storage/fold_store.h"

namespace greenledger::ranking {

// Entries of the book that were added before.
struct EntrySource {
  rules::EntryAt at;
  // Visits entries [from, to) in order.
  std::function<absl::Status(uint64_t from, uint64_t to,
                             const std::function<void(const v1::Entry&)>&)>
      range;
  // The first entry in [0, end) that is not before a time; `end` if none is.
  std::function<uint64_t(uint64_t end, int64_t time_us)> first_from;
};

// Not thread-safe.
class BookStandings {
 public:
  // Is told what changes, for whoever keeps something in order.
  class Watcher {
   public:
    virtual ~Watcher() = default;
    // Before and after a contribution is counted in a period.
    virtual void BeforeChange(const OpenPeriod& period, const Contribution& one,
                              const Resident& resident, uint32_t slot) = 0;
    virtual void AfterChange(const OpenPeriod& period, const Contribution& one,
                             const Resident& resident, uint32_t slot) = 0;
    // A class has a subtype that it had not.
    virtual void ClassesChanged() = 0;
  };

  // Before the first entry. `watcher` may be nullptr, else it must outlive
  // this.
  BookStandings(uint64_t book, EntrySource source, Watcher* watcher);

  // Where rows of the store left off; at the beginning if there are none. Call
  // before anything else. DATA_LOSS if the rows cannot be right, or are of
  // other entries than the source has.
  absl::Status Load(const storage::FoldStore& store);

  // Folds the next entry. DATA_LOSS if it is not the next; errors of the
  // source.
  absl::Status Apply(const v1::Entry& entry);

  // Rows that changed since this was last called, and how far they go, to be
  // written in one batch. Nothing if nothing was folded.
  std::vector<storage::FoldStore::Change> TakeChanges();
  // How many that would be, about.
  size_t changed() const;
  // Drops closed periods from memory. Call when the batch was written.
  void Written();

  uint64_t applied_size() const { return applied_size_; }
  const Register& residents() const { return register_; }
  int32_t first_day() const { return first_day_; }

  // The days of a period; nullopt for a campaign that was never announced.
  std::optional<DaySpan> DaysOf(const PeriodKey& key) const;
  bool IsClosed(const DaySpan& days) const { return days.to_day <= closed_to_; }
  // nullptr if nothing was counted in it, or it is only in rows.
  const OpenPeriod* Find(const PeriodKey& key) const;
  // The slot of a household. REQUIRES: `resident` is of residents().
  uint32_t SlotOf(const Resident& resident) const {
    return static_cast<uint32_t>(&resident - register_.residents().data());
  }
  // The class and its subtypes, rising.
  std::vector<uint32_t> CodesOf(uint32_t class_code) const;

 private:
  static constexpr int32_t kNever = std::numeric_limits<int32_t>::min();

  struct Campaign {
    DaySpan window;
    bool announced = false;
  };

  void LoadBookRow(const rows::BookRow& row);
  absl::Status LoadRegister(const storage::FoldStore& store);
  absl::Status LoadCalendar(const storage::FoldStore& store);
  absl::Status LoadPeriods(const storage::FoldStore& store);
  absl::Status LoadPeriod(const storage::FoldStore& store,
                          const PeriodKey& key);
  std::string BookRowBytes() const;
  void AddRegisterChanges(std::vector<storage::FoldStore::Change>* changes);
  void LearnRules(const v1::Entry& entry);
  void LearnReach(uint64_t index, const v1::Tariff& tariff);
  void LearnScheme(const v1::Scheme& scheme);
  absl::Status LearnCampaign(const v1::Entry& entry);
  absl::Status Announce(uint32_t number);
  void MarkRegister(const v1::Entry& entry);
  // Closes what is over at the time of the entry.
  void PassTime(const v1::Entry& entry);
  void ForgetDays();
  void Count(const Contribution& one);
  void CountIn(OpenPeriod* period, const Contribution& one,
               const Resident& resident, uint32_t slot, int32_t flip);
  OpenPeriod* Period(const PeriodKey& key, const DaySpan& days);
  int32_t ReachAt(uint64_t index) const;

  uint64_t book_;
  EntrySource source_;
  Watcher* watcher_;

  uint64_t applied_size_ = 0;
  int64_t last_time_us_ = 0;
  Register register_;
  Calendar calendar_;
  int32_t first_day_ = kNever;
  int32_t last_day_ = kNever;
  int32_t newest_day_ = kNever;
  int32_t closed_to_ = kNever;
  int32_t calendar_from_ = kNever;
  // From an entry on, days that a closed period has been over at least; rising.
  std::vector<std::pair<uint64_t, int32_t>> reaches_;
  std::map<uint32_t, std::set<uint32_t>> subtypes_;
  std::map<uint32_t, Campaign> campaigns_;
  std::map<PeriodKey, std::unique_ptr<OpenPeriod>> periods_;
  std::vector<Contribution> contributions_;

  bool changed_ = false;
  std::set<uint64_t> changed_places_;
  std::set<uint64_t> changed_residents_;
};

}  // namespace greenledger::ranking

#endif  // GREENLEDGER_SERVICES_RANKING_BOOK_STANDINGS_H_
