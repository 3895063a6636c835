// Entries of a household without a ledger, for tests of sentences.
#ifndef GREENLEDGER_TESTS_SERVICES_STATEMENTS_SENTENCE_TESTING_H_
#define GREENLEDGER_TESTS_SERVICES_STATEMENTS_SENTENCE_TESTING_H_

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>

#include "services/ledger/rules/local_day.h"
#include "services/statements/sentence.h"

namespace greenledger::statements {

inline constexpr v1::Language kZh = v1::LANGUAGE_ZH_CN;
inline constexpr int64_t kDayUs = 86'400'000'000;
// Entries of the little book.
inline constexpr uint64_t kTariffIndex = 2;
inline constexpr uint64_t kHoldIndex = 10;
inline constexpr uint64_t kOrderIndex = 11;
inline constexpr uint64_t kVoucherIndex = 12;
inline constexpr uint64_t kProposalIndex = 13;
inline constexpr uint64_t kMoveIndex = 14;
inline constexpr uint64_t kCorrectionIndex = 15;
inline constexpr uint64_t kDropIndex = 16;
inline constexpr uint64_t kTitleIndex = 17;

class SentenceTest : public ::testing::Test {
 protected:
  SentenceTest();

  // Entry 100 of household 7, noon of 5 March 2026.
  static v1::Entry NewEntry();
  // A good drop of food, to be changed.
  static v1::Record FoodRecord(uint32_t grams);
  static v1::Entry DropEntry(const v1::Record& record, int64_t milli_points,
                             int64_t milli_merit);
  static void Move(v1::Asset asset, int64_t amount, v1::Entry* entry);

  // The whole sentence, or what went wrong.
  std::string Say(const v1::Entry& entry,
                  v1::Language language = v1::LANGUAGE_EN);
  absl::StatusOr<Sentence> Write(const v1::Entry& entry, v1::Language language);

  // The one of entry kTariffIndex.
  v1::Tariff tariff;
  std::map<uint64_t, v1::Entry> entries;

 private:
  std::shared_ptr<const rules::PublishedScheme> scheme_;
};

}  // namespace greenledger::statements

#endif  // GREENLEDGER_TESTS_SERVICES_STATEMENTS_SENTENCE_TESTING_H_
