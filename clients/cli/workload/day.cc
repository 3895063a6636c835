#include "clients/cli/workload/day.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "clients/cli/workload/classes.h"

namespace greenledger::workload {
namespace {

using kiosk::Random;

constexpr uint64_t kDayStream = 100;

enum class Rhythm { kFood, kRecyclable, kEven };

// What people bring. Shares are of the mean day's drops.
struct Stream {
  uint32_t class_code;
  uint32_t bin;
  uint64_t share_permyriad;
  Rhythm rhythm;
  uint64_t mean_grams;
  uint32_t step_grams;
  // A piece weighs about this much; 0 where the class is not counted.
  uint32_t piece_grams;
};

constexpr std::array<Stream, 13> kStreams = {{
    {kHouseholdFood, 1, 6900, Rhythm::kFood, kFoodGramsPerDrop, 50, 0},
    {kOtherFood, 1, 150, Rhythm::kFood, 1500, 50, 0},
    {kPaper, 2, 765, Rhythm::kRecyclable, 1200, 10, 0},
    {kPlastic, 2, 425, Rhythm::kRecyclable, 500, 10, 0},
    {kMetal, 2, 170, Rhythm::kRecyclable, 400, 10, 0},
    {kGlass, 2, 136, Rhythm::kRecyclable, 1500, 10, 0},
    {kTextiles, 2, 204, Rhythm::kRecyclable, 2000, 10, 0},
    {kResidual, 3, 1000, Rhythm::kEven, 1800, 50, 0},
    {kCookingOil, 5, 120, Rhythm::kEven, 450, 10, 0},
    {kDryBatteries, 6, 65, Rhythm::kEven, 0, 1, 23},
    {kCells, 4, 10, Rhythm::kEven, 0, 1, 30},
    {kLamps, 4, 15, Rhythm::kEven, 0, 10, 150},
    {kHouseholdChemicals, 4, 40, Rhythm::kEven, 600, 10, 0},
}};

// Makes the events of one day.
class DayMaker {
 public:
  DayMaker(const Community& community, const Day& day, uint64_t drops_per_day,
           uint64_t seed)
      : community_(community),
        day_(day),
        start_us_(StartOfDayUs(day.number)),
        drops_per_day_(drops_per_day),
        random_(StreamOf(seed, community.name.code,
                         kDayStream + static_cast<uint64_t>(day.number))) {}

  std::vector<Event> Make();

 private:
  uint64_t CountOf(const Stream& stream);
  void AddStream(const Stream& stream);
  Event DrawDrop(const Stream& stream);
  int64_t DrawTime(const Stream& stream);
  void Weigh(const Stream& stream, Event& event);
  void DrawFlaw(Event& event);
  void UseCardOf(size_t household, Event& event);
  void AddSplit(const Event& whole);
  void AddBulk();
  void AddIdenticalRun();
  void AddGarbage();
  void AddCrewAndTests();

  const Community& community_;
  const Day day_;
  const int64_t start_us_;
  const uint64_t drops_per_day_;
  Random random_;
  std::vector<Event> events_;
};

std::vector<Event> DayMaker::Make() {
  AddBulk();
  for (const Stream& stream : kStreams) AddStream(stream);
  AddIdenticalRun();
  AddGarbage();
  AddCrewAndTests();
  return std::move(events_);
}

// Drops of that stream today; a remainder becomes a drop by chance.
uint64_t DayMaker::CountOf(const Stream& stream) {
  uint64_t permille = 1000;
  if (stream.rhythm == Rhythm::kFood) permille = FoodOn(day_).drops_permille;
  if (stream.rhythm == Rhythm::kRecyclable) {
    permille = RecyclablesPermille(day_);
  }
  const uint64_t exact = drops_per_day_ * stream.share_permyriad * permille;
  constexpr uint64_t kUnit = 10'000'000;
  const bool one_more = random_.Below(kUnit) < exact % kUnit;
  return exact / kUnit + (one_more ? 1 : 0);
}

void DayMaker::AddStream(const Stream& stream) {
  // Households with bulk food were added before the streams.
  const size_t before = &stream == &kStreams.front() ? 0 : events_.size();
  const size_t end = before + CountOf(stream);
  while (events_.size() < end) {
    const Event event = DrawDrop(stream);
    // Some split a load into parts that follow each other within minutes.
    if (stream.class_code == kHouseholdFood && random_.Chance(400)) {
      AddSplit(event);
    } else {
      events_.push_back(event);
      DrawFlaw(events_.back());
    }
  }
}

Event DayMaker::DrawDrop(const Stream& stream) {
  Event event;
  event.bin = stream.bin;
  event.class_code = stream.class_code;
  event.time_us = start_us_ + DrawTime(stream);
  UseCardOf(DrawHousehold(community_, random_), event);
  Weigh(stream, event);
  const uint64_t share = random_.Below(10000);
  event.quality = share < 1900   ? v1::QUALITY_REJECTED
                  : share < 2600 ? v1::QUALITY_POOR
                                 : v1::QUALITY_GOOD;
  return event;
}

int64_t DayMaker::DrawTime(const Stream& stream) {
  return stream.rhythm == Rhythm::kFood ? DrawFoodTime(random_)
                                        : DrawDayTime(random_);
}

void DayMaker::Weigh(const Stream& stream, Event& event) {
  if (stream.piece_grams > 0) {
    event.pieces = static_cast<uint32_t>(random_.Between(1, 6));
    event.grams = DrawGrams(stream.piece_grams, stream.step_grams, random_) *
                  event.pieces;
  } else if (stream.class_code == kCookingOil) {
    event.grams = static_cast<uint32_t>(random_.Between(30, 60)) * 10;
  } else if (stream.rhythm == Rhythm::kFood) {
    const uint64_t mean =
        stream.mean_grams * FoodOn(day_).grams_per_drop / kFoodGramsPerDrop;
    event.grams = DrawGrams(mean, stream.step_grams, random_);
  } else {
    event.grams = DrawGrams(stream.mean_grams, stream.step_grams, random_);
  }
}

// 0.6 % of weighings are missing or implausible, 0.5 % of cards unknown, 0.2 %
// blocked.
void DayMaker::DrawFlaw(Event& event) {
  constexpr std::array<Flaw, 3> kBadWeights = {
      Flaw::kGramsMissing, Flaw::kGramsZero, Flaw::kGramsHuge};
  const uint64_t share = random_.Below(10000);
  if (share < 60) {
    // Where pieces are counted, a missing weight need not be a fault.
    event.flaw = kBadWeights[event.pieces > 0 ? 2 : share % 3];
  } else if (share < 110) {
    event.card = RandomCard(random_);
    event.unknown_card = true;
    event.suspense = true;
  } else if (share < 130) {
    event.card =
        community_
            .blocked_cards[random_.Below(community_.blocked_cards.size())];
    event.flaw = Flaw::kBlockedCard;
  }
}

void DayMaker::UseCardOf(size_t household, Event& event) {
  const Household& who = community_.households[household];
  event.card = who.cards[random_.Below(who.cards_working)];
  event.suspense = !who.active;
  event.kiosk = who.home_kiosk;
  if (random_.Chance(300)) {
    event.kiosk = random_.Below(community_.kiosks.size());
  }
}

void DayMaker::AddSplit(const Event& whole) {
  const uint64_t parts = 2 + random_.Below(2);
  Event part = whole;
  for (uint64_t i = 0; i < parts; ++i) {
    part.grams = DrawGrams(whole.grams / parts, 50, random_);
    events_.push_back(part);
    part.time_us += random_.Between(20, 180) * kSecond;
  }
}

// One household in 300 brings so much that a daily cap cuts it.
void DayMaker::AddBulk() {
  const uint64_t households = community_.households.size() / 300 + 1;
  for (uint64_t i = 0; i < households; ++i) {
    const size_t who = random_.Below(community_.households.size());
    const int64_t drops = random_.Between(4, 6);
    for (int64_t n = 0; n < drops; ++n) {
      Event event = DrawDrop(kStreams.front());
      UseCardOf(who, event);
      event.grams = static_cast<uint32_t>(random_.Between(80, 120)) * 50;
      events_.push_back(event);
    }
  }
}

// One machine reads the same bottle again and again.
void DayMaker::AddIdenticalRun() {
  Event event;
  event.bin = 2;
  event.class_code = kPlastic;
  event.grams = 500;
  event.time_us = start_us_ + DrawDayTime(random_);
  UseCardOf(random_.Below(community_.households.size()), event);
  event.kiosk = 0;
  for (int i = 0; i < 12; ++i) {
    events_.push_back(event);
    event.time_us += random_.Between(15, 25) * kSecond;
  }
}

// Records of broken machines: a few a day, every kind in turn.
void DayMaker::AddGarbage() {
  constexpr std::array<Flaw, 11> kKinds = {
      Flaw::kUnreadable, Flaw::kTooLarge,        Flaw::kWrongSequence,
      Flaw::kNoBody,     Flaw::kBadTime,         Flaw::kShortCardHash,
      Flaw::kUnknownBin, Flaw::kUnknownClass,    Flaw::kWrongBin,
      Flaw::kNoQuality,  Flaw::kPiecesUnexpected};
  const uint64_t count = 3 + drops_per_day_ / 2000;
  const uint64_t first =
      static_cast<uint64_t>(day_.number) * count + community_.name.code;
  for (uint64_t i = 0; i < count; ++i) {
    Event event = DrawDrop(kStreams.front());
    event.flaw = kKinds[(first + i) % kKinds.size()];
    events_.push_back(event);
  }
  Event clearance;
  clearance.kind = EventKind::kClearance;
  clearance.flaw = Flaw::kNoCollector;
  clearance.time_us = start_us_ + DrawDayTime(random_);
  clearance.kiosk = random_.Below(community_.kiosks.size());
  clearance.bin = 1;
  clearance.class_code = kFood;
  clearance.grams = 1000;
  events_.push_back(clearance);
}

// Each morning every scale weighs a known weight; crews come twice a day.
void DayMaker::AddCrewAndTests() {
  constexpr std::array<int64_t, 2> kCrewMinutes = {10 * 60, 21 * 60 + 30};
  for (size_t k = 0; k < community_.kiosks.size(); ++k) {
    for (const BinOfKiosk& bin : kBins) {
      Event event;
      event.kiosk = k;
      event.bin = bin.number;
      event.kind = EventKind::kScaleTest;
      event.grams = static_cast<uint32_t>(random_.Between(4990, 5010));
      event.time_us =
          start_us_ + (5 * 60 + 30) * kMinute + bin.number * 20 * kSecond;
      events_.push_back(event);
      event.kind = EventKind::kClearance;
      event.class_code = bin.class_code;
      for (const int64_t minute : kCrewMinutes) {
        event.time_us = start_us_ +
                        (minute + static_cast<int64_t>(k)) * kMinute +
                        bin.number * 40 * kSecond;
        events_.push_back(event);
      }
    }
  }
}

}  // namespace

std::vector<Event> MakeDay(const Community& community, const Day& day,
                           uint64_t drops_per_day, uint64_t seed) {
  return DayMaker(community, day, drops_per_day, seed).Make();
}

void FillClearances(std::vector<Event>& events, Random& random) {
  std::stable_sort(
      events.begin(), events.end(),
      [](const Event& a, const Event& b) { return a.time_us < b.time_us; });
  std::map<uint32_t, uint64_t> in_bin;
  std::vector<Event> kept;
  kept.reserve(events.size());
  for (Event& event : events) {
    if (event.flaw == Flaw::kNone && event.kind == EventKind::kDrop) {
      in_bin[event.bin] += event.grams;
    }
    if (event.flaw == Flaw::kNone && event.kind == EventKind::kClearance) {
      const uint64_t permille =
          static_cast<uint64_t>(random.Between(985, 1015));
      event.grams = static_cast<uint32_t>(in_bin[event.bin] * permille / 1000);
      if (event.grams == 0) continue;
      in_bin[event.bin] = 0;
    }
    kept.push_back(event);
  }
  events = std::move(kept);
}

}  // namespace greenledger::workload
