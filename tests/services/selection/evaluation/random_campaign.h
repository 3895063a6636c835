// A random campaign over a random book of a small community.
#ifndef GREENLEDGER_TESTS_SERVICES_SELECTION_EVALUATION_RANDOM_CAMPAIGN_H_
#define GREENLEDGER_TESTS_SERVICES_SELECTION_EVALUATION_RANDOM_CAMPAIGN_H_

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "tests/services/selection/evaluation/book_maker.h"

namespace greenledger::evaluation {

class RandomCampaign {
 public:
  RandomCampaign(uint64_t seed, int entries);

  const v1::CampaignRule& rule() const { return rule_; }
  uint64_t rule_index() const { return rule_index_; }
  const BookMaker& book() const { return book_; }
  // Empty without a draw.
  const std::string& draw_seed() const { return draw_seed_; }

 private:
  uint64_t Pick(uint64_t n) { return random_() % n; }
  bool OneIn(uint64_t n) { return Pick(n) == 0; }
  v1::StandingMeasure PickMeasure();
  void MakeRule();
  void AddGate();
  void AddVeto();
  void AddMeasures();
  void AddTieBreaks();
  void AddQuota();
  // Somebody who might be a contestant.
  v1::Contestant PickContestant();
  uint64_t PickHousehold() { return 1 + Pick(households_); }
  int32_t PickDay();
  void Populate();
  void AddEntry();
  void AddDrop();
  void AddOther();
  void Rerate();
  void Reverse();
  void AddAbout();
  void AddTitle();

  std::mt19937_64 random_;
  v1::CampaignRule rule_;
  BookMaker book_;
  uint64_t rule_index_ = 0;
  std::string draw_seed_;
  uint64_t households_ = 0;
  // What can still be reversed, rated again, withdrawn, answered, checked.
  std::vector<uint64_t> reversible_;
  std::vector<uint64_t> drops_;
  std::vector<std::pair<uint64_t, v1::Contestant>> violations_;
  std::vector<uint64_t> objections_;
  std::vector<uint64_t> titles_;
};

}  // namespace greenledger::evaluation

#endif  // GREENLEDGER_TESTS_SERVICES_SELECTION_EVALUATION_RANDOM_CAMPAIGN_H_
