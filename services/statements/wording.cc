#include "services/statements/wording.h"

#include <fmt/core.h>

#include <chrono>

#include "services/ledger/rules/local_day.h"
#include "services/statements/messages.h"

namespace greenledger::statements {
namespace {

uint64_t Magnitude(int64_t value) {
  return value < 0 ? 0 - static_cast<uint64_t>(value)
                   : static_cast<uint64_t>(value);
}

// A number with the word for one or for any other.
std::string Counted(const std::string& sign, uint64_t milli, Message one,
                    Message many, v1::Language language) {
  return Fill(milli == 1000 ? one : many, language,
              {{"points", sign + Thousandths(milli)}});
}

std::string SignedText(int64_t milli, Message one, Message many,
                       v1::Language language) {
  return Counted(milli < 0 ? "−" : "+", Magnitude(milli), one, many, language);
}

std::string Join(const std::string& first, const std::string& second,
                 v1::Language language) {
  if (first.empty() || second.empty()) return first + second;
  return Fill(Message::kBoth, language, {{"first", first}, {"second", second}});
}

}  // namespace

Amounts MovedBy(const v1::Entry& entry) {
  Amounts moved;
  for (const v1::Posting& leg : entry.postings()) {
    if (leg.owner() != v1::ACCOUNT_OWNER_HOUSEHOLD ||
        leg.owner_number() != entry.household() ||
        leg.stage() != v1::STAGE_UNSPECIFIED) {
      continue;
    }
    if (leg.asset() == v1::ASSET_POINTS) moved.points += leg.amount();
    if (leg.asset() == v1::ASSET_MERIT) moved.merit += leg.amount();
  }
  return moved;
}

std::string Thousandths(uint64_t value) {
  std::string text = fmt::format("{}.{:03}", value / 1000, value % 1000);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

std::string PointsText(uint64_t milli_points, v1::Language language) {
  return Counted("", milli_points, Message::kPoint, Message::kPoints, language);
}

std::string AmountText(const Amounts& amounts, v1::Language language) {
  const std::string sign = amounts.points < 0 ? "−" : "";
  const std::string points =
      Counted(sign, Magnitude(amounts.points), Message::kPoint,
              Message::kPoints, language);
  if (amounts.merit == 0) return points;
  return Join(points,
              Counted(amounts.merit < 0 ? "−" : "", Magnitude(amounts.merit),
                      Message::kMeritPoint, Message::kMeritPoints, language),
              language);
}

std::string ChangeText(const Amounts& amounts, v1::Language language) {
  std::string points;
  std::string merit;
  if (amounts.points != 0) {
    points =
        SignedText(amounts.points, Message::kPoint, Message::kPoints, language);
  }
  if (amounts.merit != 0) {
    merit = SignedText(amounts.merit, Message::kMeritPoint,
                       Message::kMeritPoints, language);
  }
  if (points.empty() && merit.empty()) {
    return Fill(Message::kNoChange, language);
  }
  return Join(points, merit, language);
}

std::string DayText(int32_t day, v1::Language language) {
  const std::chrono::year_month_day date{
      std::chrono::sys_days(std::chrono::days(day))};
  const auto month =
      static_cast<Message>(static_cast<unsigned>(Message::kMonth1) +
                           static_cast<unsigned>(date.month()) - 1);
  return Fill(Message::kDay, language,
              {{"year", std::to_string(static_cast<int>(date.year()))},
               {"month", Fill(month, language)},
               {"day", std::to_string(static_cast<unsigned>(date.day()))}});
}

std::string MomentText(int64_t time_us, int32_t utc_offset_minutes,
                       v1::Language language) {
  const rules::LocalTime local =
      rules::ToLocalTime(time_us, utc_offset_minutes);
  return Fill(Message::kMoment, language,
              {{"day", DayText(local.day, language)},
               {"time", MinuteText(local.minute)}});
}

std::string MinuteText(uint32_t minute) {
  return fmt::format("{:02}:{:02}", minute / 60, minute % 60);
}

std::string QuantityText(const v1::Drop& drop, v1::Language language) {
  std::string kilograms;
  std::string pieces;
  if (drop.has_grams()) {
    kilograms = Fill(Message::kKilograms, language,
                     {{"kg", Thousandths(drop.grams())}});
  }
  if (drop.has_pieces()) {
    pieces = Fill(drop.pieces() == 1 ? Message::kPiece : Message::kPieces,
                  language, {{"pieces", std::to_string(drop.pieces())}});
  }
  return Join(kilograms, pieces, language);
}

std::string GoodsText(const std::string& name, uint32_t pieces,
                      v1::Language language) {
  return Fill(Message::kGoods, language,
              {{"name", name}, {"pieces", std::to_string(pieces)}});
}

}  // namespace greenledger::statements
