// Who wins a campaign as things stand, computed once for every change, outside
// the book's lock.
#ifndef GREENLEDGER_SERVICES_SELECTION_BOARD_H_
#define GREENLEDGER_SERVICES_SELECTION_BOARD_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "services/common/mutex.h"
#include "services/ledger/books.h"
#include "services/ledger/rules/winners.h"

namespace greenledger::selection {

struct Figures {
  // Of the winners' list; empty before the campaign was evaluated, as are the
  // others.
  std::string winners_digest;
  uint64_t winners = 0;
  uint64_t to_visit = 0;
  uint64_t visited = 0;
  uint64_t milli_points = 0;
};

struct View {
  Figures figures;
  rules::Winners winners;
  // Places in the list: winners in the order of their ranks, then the rest in
  // that of the list.
  std::vector<uint32_t> shown;
};

// Thread-safe.
class Board {
 public:
  // Called under the book's lock, with what fits the campaign as it is then.
  using UseFigures = std::function<void(
      const rules::BookState&, const rules::CampaignRecord&, const Figures&)>;
  using UseView = std::function<void(
      const rules::BookState&, const rules::CampaignRecord&, const View&)>;

  // False, and nothing is called, if there is no such campaign. `book` must
  // outlive the board.
  bool Read(ledger::LiveBook* book, uint32_t campaign, const UseFigures& use);
  bool ReadList(ledger::LiveBook* book, uint32_t campaign, const UseView& use);

 private:
  // Changes whenever what a view is computed from does.
  struct Stamp {
    uint64_t step_index = 0;
    uint64_t newest_inspection = 0;
    uint64_t objections = 0;
    uint64_t objections_open = 0;
    friend bool operator==(const Stamp&, const Stamp&) = default;
  };
  using Name = std::pair<uint64_t, uint32_t>;  // book, campaign
  struct Slot {
    Stamp stamp;
    Figures figures;
    // nullptr once others were used since.
    std::shared_ptr<const View> view;
    uint64_t used = 0;
  };

  static Stamp StampOf(const rules::BookState& state,
                       const rules::CampaignRecord& campaign);
  // Whether the slot is there and of that stamp; then copies it.
  bool Find(const Name& name, const Stamp& stamp, bool with_view, Slot* slot);
  void Keep(const Name& name, const Stamp& stamp,
            std::shared_ptr<const View> view);
  bool ReadSlot(ledger::LiveBook* book, uint32_t number, bool with_view,
                const std::function<void(const rules::BookState&,
                                         const rules::CampaignRecord&,
                                         const Slot&)>& use);

  common::Mutex mutex_;
  std::map<Name, Slot> slots_ ABSL_GUARDED_BY(mutex_);
  uint64_t uses_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace greenledger::selection

#endif  // GREENLEDGER_SERVICES_SELECTION_BOARD_H_
