#include "services/ranking/row_keys.h"

#include "storage/big_endian.h"

namespace greenledger::ranking {
namespace {

enum class Table : uint8_t {
  kBook = 1,
  kPlaces = 2,
  kResidents = 3,
  kCalendar = 4,
  kSums = 5,
};

constexpr size_t kNumberBytes = 4;
// Kind, number and member of a contestant.
constexpr size_t kContestantBytes = 1 + kNumberBytes + 1;

std::string Begin(uint64_t book, Table table) {
  std::string key;
  storage::AppendBigEndian64(&key, book);
  key.push_back(static_cast<char>(table));
  return key;
}

// So that numbers below 0 sort before those above.
void AppendSigned(std::string* key, int32_t number) {
  storage::AppendBigEndian32(
      key, static_cast<uint32_t>(number) ^ (uint32_t{1} << 31));
}

void AppendNumber(std::string* key, uint64_t number) {
  storage::AppendBigEndian32(key, static_cast<uint32_t>(number));
}

}  // namespace

std::string BookKey(uint64_t book) { return Begin(book, Table::kBook); }

std::string PlacePrefix(uint64_t book) { return Begin(book, Table::kPlaces); }

std::string PlaceKey(uint64_t book, uint64_t number) {
  std::string key = PlacePrefix(book);
  AppendNumber(&key, number);
  return key;
}

std::string ResidentPrefix(uint64_t book) {
  return Begin(book, Table::kResidents);
}

std::string ResidentKey(uint64_t book, uint64_t number) {
  std::string key = ResidentPrefix(book);
  AppendNumber(&key, number);
  return key;
}

std::string CalendarPrefix(uint64_t book, int32_t month) {
  std::string key = Begin(book, Table::kCalendar);
  AppendSigned(&key, month);
  return key;
}

std::string CalendarKey(uint64_t book, int32_t month, uint64_t household) {
  std::string key = CalendarPrefix(book, month);
  AppendNumber(&key, household);
  return key;
}

std::string SumsPrefix(uint64_t book, const PeriodKey& period) {
  std::string key = Begin(book, Table::kSums);
  key.push_back(static_cast<char>(period.kind));
  AppendSigned(&key, period.number);
  return key;
}

std::string SumsPrefix(uint64_t book, const PeriodKey& period,
                       v1::ContestantKind kind) {
  std::string key = SumsPrefix(book, period);
  key.push_back(static_cast<char>(kind));
  return key;
}

std::string SumsKey(uint64_t book, const PeriodKey& period,
                    const ContestantId& id) {
  std::string key = SumsPrefix(book, period, id.kind);
  AppendNumber(&key, id.number);
  key.push_back(static_cast<char>(id.member));
  return key;
}

uint64_t NumberIn(std::string_view key) {
  return storage::BigEndian(key.substr(key.size() - kNumberBytes));
}

ContestantId ContestantIn(std::string_view key) {
  const std::string_view id = key.substr(key.size() - kContestantBytes);
  return {static_cast<v1::ContestantKind>(id[0]),
          static_cast<uint32_t>(storage::BigEndian(id.substr(1, kNumberBytes))),
          static_cast<uint8_t>(id.back())};
}

}  // namespace greenledger::ranking
