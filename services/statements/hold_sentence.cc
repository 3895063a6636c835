// Holds: points, goods or both that are reserved, and what became of them.
#include "services/statements/sentence_kinds.h"
#include "services/statements/wording.h"

namespace greenledger::statements {
namespace {

std::string Goods(const v1::Order& order, const Pen& pen) {
  return GoodsText(pen.archive->RewardName(order.reward_number(), pen.language),
                   order.pieces(), pen.language);
}

// What a hold is about: the goods, or what it was placed for.
std::string What(const v1::HoldPlaced& placed, const Pen& pen) {
  if (placed.has_order()) return Goods(placed.order(), pen);
  return pen.Say(Message::kPurpose, {{"purpose", placed.purpose()}});
}

std::string Placed(const v1::HoldPlaced& placed, const Pen& pen) {
  const std::string points = PointsText(placed.milli_points(), pen.language);
  const std::string until =
      MomentText(placed.expires_us(), pen.archive->sources().utc_offset_minutes,
                 pen.language);
  if (!placed.has_order()) {
    return pen.Say(
        Message::kHeld,
        {{"points", points}, {"purpose", placed.purpose()}, {"until", until}});
  }
  const v1::Order& order = placed.order();
  return pen.Say(
      order.voucher() ? Message::kVoucher : Message::kOrdered,
      {{"goods", Goods(order, pen)},
       {"points", points},
       {"until", until},
       {"place", pen.archive->PlaceName(order.place_number(), pen.language)}});
}

std::string Committed(const v1::HoldPlaced& placed, uint64_t milli_points,
                      const Pen& pen) {
  const std::string what = What(placed, pen);
  if (placed.order().voucher()) {
    return pen.Say(Message::kVoucherUsed, {{"what", what}});
  }
  const uint64_t held = placed.milli_points();
  const uint64_t spent = milli_points == 0 ? held : milli_points;
  return pen.Say(spent < held ? Message::kSpentPart : Message::kSpent,
                 {{"points", PointsText(spent, pen.language)},
                  {"what", what},
                  {"rest", PointsText(held - spent, pen.language)}});
}

std::string Voided(const v1::HoldPlaced& placed, v1::VoidCause cause,
                   const Pen& pen) {
  const bool timed_out = cause == v1::VOID_CAUSE_TIMED_OUT;
  const Message voucher =
      timed_out ? Message::kVoucherTimedOut : Message::kVoucherCancelled;
  const Message points =
      timed_out ? Message::kHoldTimedOut : Message::kHoldCancelled;
  return pen.Say(placed.order().voucher() ? voucher : points,
                 {{"what", What(placed, pen)},
                  {"points", PointsText(placed.milli_points(), pen.language)}});
}

}  // namespace

absl::StatusOr<Sentence> HoldSentence(const v1::Entry& entry, const Pen& pen) {
  if (entry.has_hold_placed()) {
    return Sentence{
        v1::STATEMENT_KIND_HELD, Placed(entry.hold_placed(), pen), {}};
  }
  const bool commits = entry.has_hold_committed();
  auto placed = pen.archive->Read(commits ? entry.hold_committed().hold_index()
                                          : entry.hold_voided().hold_index(),
                                  v1::Entry::kHoldPlaced);
  if (!placed.ok()) return placed.status();
  const v1::HoldPlaced& hold = placed->hold_placed();
  if (commits) {
    return Sentence{v1::STATEMENT_KIND_SPENT,
                    Committed(hold, entry.hold_committed().milli_points(), pen),
                    {}};
  }
  return Sentence{v1::STATEMENT_KIND_HELD,
                  Voided(hold, entry.hold_voided().cause(), pen),
                  {}};
}

}  // namespace greenledger::statements
