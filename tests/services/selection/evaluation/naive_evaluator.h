// A campaign evaluated slowly, by looking through all entries for every single
// figure; shares nothing with the evaluator but the contract.
#ifndef GREENLEDGER_TESTS_SERVICES_SELECTION_EVALUATION_NAIVE_EVALUATOR_H_
#define GREENLEDGER_TESTS_SERVICES_SELECTION_EVALUATION_NAIVE_EVALUATOR_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "greenledger/v1/entry.pb.h"

namespace greenledger::evaluation {

struct NaiveRow {
  uint64_t book = 0;
  uint64_t number = 0;
  uint32_t member = 0;
  uint32_t rank = 0;
  uint64_t score = 0;
  uint64_t scope = 0;
  auto operator<=>(const NaiveRow&) const = default;
};

class NaiveEvaluator {
 public:
  NaiveEvaluator(const std::vector<v1::Entry>& entries, v1::CampaignRule rule,
                 std::string draw_seed);

  // Book (0: the campaign's own), number, member.
  using Who = std::tuple<uint64_t, uint64_t, uint32_t>;

  std::vector<Who> Contestants() const;
  bool IsEligible(const Who& who) const;
  uint64_t GateValue(const v1::Gate& gate, const Who& who) const;
  // How many there are (the lowest score for INSPECTION), and the first entry.
  std::pair<uint64_t, uint64_t> VetoFound(const v1::Veto& veto, const Who& who,
                                          bool* bars) const;
  std::vector<NaiveRow> Rows() const;
  std::map<uint64_t, uint64_t> Seats(const std::vector<NaiveRow>& rows) const;

 private:
  struct Home {
    uint64_t building = 0;
    uint64_t grid = 0;
    uint32_t residents = 0;
    v1::HouseholdState state = v1::HOUSEHOLD_STATE_UNSPECIFIED;
    int32_t since = 0;
    std::set<uint32_t> members;
    bool active() const {
      return state == v1::HOUSEHOLD_STATE_ACTIVE ||
             state == v1::HOUSEHOLD_STATE_FROZEN;
    }
  };
  // Something that a household did and that still holds.
  struct Deed {
    uint64_t index = 0;
    uint64_t household = 0;
    uint32_t member = 0;
    int32_t day = 0;
    int64_t merit = 0;
    int64_t points = 0;
    uint32_t class_code = 0;
    int64_t grams = 0;
    bool drop = false;
    bool rejected = false;
    int64_t minutes = 0;
  };
  struct Title {
    v1::TitleGranted granted;
    bool revoked = false;
    int32_t revoked_day = 0;
  };

  void ReadRegister();
  void ReadDeeds();
  void ReadTitles();
  void AddDeed(const v1::Entry& entry);
  int32_t DayOf(const v1::Entry& entry) const;
  bool InWindow(int32_t day) const { return from_ <= day && day <= to_; }
  bool IsAbout(const v1::Contestant& contestant, const Who& who) const;
  bool IsPerson() const {
    return rule_.contestants() == v1::CONTESTANT_KIND_PERSON;
  }
  // Households that are, or make up, a contestant.
  std::set<uint64_t> HouseholdsOf(const Who& who) const;
  // Those of its building (of a household or person), or its own.
  std::set<uint64_t> NeighboursOf(const Who& who) const;
  std::vector<Deed> DeedsOf(const Who& who) const;
  bool IsWithin(uint32_t class_code, uint32_t ancestor) const;
  int64_t SumOf(v1::StandingMeasure measure, uint32_t class_code,
                const Who& who) const;
  uint64_t Distinct(v1::StandingMeasure measure, const Who& who) const;
  uint64_t Value(v1::StandingMeasure measure, uint32_t class_code,
                 const Who& who) const;
  uint64_t Scored(const v1::WeightedMeasure& measure, const Who& who) const;
  std::vector<std::pair<uint64_t, uint32_t>> Inspections(const Who& who) const;
  uint64_t ReachedAt(const Who& who) const;
  uint64_t ScopeOf(const Who& who) const;
  uint64_t WeightOf(uint64_t scope) const;
  // Strings and numbers of which the lower are better.
  std::vector<std::string> Ties(const Who& who) const;
  // When the entry with the rule was booked.
  uint64_t RuleTime() const;
  bool StandsToday(const Title& title) const;

  const std::vector<v1::Entry>& entries_;
  const v1::CampaignRule rule_;
  const std::string draw_seed_;
  int32_t from_ = 0;
  int32_t to_ = 0;
  int32_t today_ = 0;
  std::map<uint64_t, Home> homes_;
  std::map<uint64_t, v1::Place> places_;
  std::map<uint64_t, int32_t> place_since_;
  std::set<uint64_t> reversed_;
  std::vector<Deed> deeds_;
  // Entry, household, member, of those that raised somebody's merit.
  std::vector<std::tuple<uint64_t, uint64_t, uint32_t>> raised_;
  std::vector<Title> titles_;
};

}  // namespace greenledger::evaluation

#endif  // GREENLEDGER_TESTS_SERVICES_SELECTION_EVALUATION_NAIVE_EVALUATOR_H_
