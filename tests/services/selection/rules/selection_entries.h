// Bodies about campaigns, objections and titles, for tests.
#ifndef GREENLEDGER_TESTS_SERVICES_SELECTION_RULES_SELECTION_ENTRIES_H_
#define GREENLEDGER_TESTS_SERVICES_SELECTION_RULES_SELECTION_ENTRIES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "greenledger/v1/entry.pb.h"
#include "services/ledger/rules/state.h"

namespace greenledger::rules {

inline constexpr uint64_t kBook = 350212002001;
inline constexpr uint64_t kOtherBook = 350212002002;
inline constexpr uint32_t kCampaign = 7;
inline constexpr char kFirstReviewer[] = "reviewer 1";
inline constexpr char kSecondReviewer[] = "reviewer 2";

// Honours the two best households of spring by merit: 50 points for the first
// rank and 20 for the second, no visits, five working days of notice, three
// more after a strike.
v1::CampaignRule HonourRule();
// The same after visits that count for half; those whose visits score below
// 600 do not win.
v1::CampaignRule VisitedRule();
// Persons, by what other books put forward; seats shared out among these.
v1::CampaignRule StreetRule();

v1::Contestant Household(uint64_t number);
v1::Contestant Person(uint64_t household, uint32_t member, uint64_t book = 0);

v1::Entry Drafted(const v1::CampaignRule& rule);
v1::Entry Stepped(v1::CampaignState to, uint32_t campaign = kCampaign);
v1::Entry Signed(const std::string& digest, const std::string& by,
                 bool agrees = true);
v1::Entry Declared(const v1::Contestant& contestant,
                   uint32_t campaign = kCampaign);
v1::Entry Filed(const v1::Contestant& about, uint32_t campaign = kCampaign);
v1::Entry Answered(uint64_t objection, v1::ObjectionEffect effect,
                   const std::string& by = "office 2");
v1::Entry Granted(const v1::Contestant& contestant,
                  uint32_t campaign = kCampaign);
v1::Entry TitleCheckOf(uint64_t title, v1::TitleCheck check,
                       const std::string& deadline = "");
v1::Entry Nominated(const v1::Contestant& contestant);
// A visit with all six kinds of evidence.
v1::Entry Visited(uint64_t household, uint32_t score_permille,
                  const std::string& day);

// A contestant of a list.
struct Scored {
  uint64_t number = 0;
  uint32_t score_millionths = 0;
  uint32_t member = 0;
  uint64_t book = 0;
  uint64_t scope = 0;
};

// A list as an evaluator brings it: parts of `part_rows`, then the step.
class ListMaker {
 public:
  // The list follows from the book as it is.
  explicit ListMaker(const BookState& state, uint32_t campaign = kCampaign);

  // The best first; ranks are competition ranks by score.
  ListMaker& Rows(const std::vector<Scored>& rows);
  ListMaker& Seats(uint64_t scope, uint32_t seats);
  // Parts, step and digest as things stand.
  std::vector<v1::Entry> Make(size_t part_rows = 1000);

  std::vector<v1::ListRow> rows;
  std::vector<v1::ScopeSeats> seats;
  v1::Evaluation evaluation;

 private:
  uint64_t book_;
  uint32_t campaign_;
};

}  // namespace greenledger::rules

#endif  // GREENLEDGER_TESTS_SERVICES_SELECTION_RULES_SELECTION_ENTRIES_H_
