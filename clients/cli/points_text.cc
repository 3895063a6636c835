#include "clients/cli/points_text.h"

#include <fmt/format.h>

#include "clients/cli/local_time.h"
#include "clients/cli/money.h"
#include "clients/cli/names.h"
#include "services/ledger/rules/local_day.h"

namespace greenledger::cli {
namespace {

// `text` with its places filled.
template <typename... Values>
std::string Fill(Language language, const Text& text, const Values&... values) {
  return fmt::format(fmt::runtime(In(language, text)), values...);
}

std::string PlacedText(const v1::HoldPlaced& placed, Language language) {
  std::string text = Fill(language, {"{}：{} 分", "{}: {} points"},
                          placed.purpose(), Thousandths(placed.milli_points()));
  if (placed.has_order()) {
    const v1::Order& order = placed.order();
    text += Fill(language,
                 {"，奖品 {} × {}，地点 {}", ", reward {} x {}, place {}"},
                 order.reward_number(), order.pieces(), order.place_number());
  }
  return text + Fill(language, {"，至 {} UTC（{}）", ", until {} UTC ({})"},
                     LocalTime(placed.expires_us(), 0), placed.by());
}

std::string CommittedText(const v1::HoldCommitted& commit, Language language) {
  std::string text =
      Fill(language, {"预留 {}", "hold {}"}, commit.hold_index());
  if (commit.milli_points() != 0) {
    text += Fill(language, {"，{} 分", ", {} points"},
                 Thousandths(commit.milli_points()));
  }
  return text + Fill(language, {"（{}）", " ({})"}, commit.by());
}

std::string ProposedText(const v1::AdjustmentProposed& proposed,
                         Language language) {
  return Fill(
      language, {"积分 {}，荣誉 {}（{}：{}）", "points {}, merit {} ({}: {})"},
      SignedThousandths(proposed.milli_points()),
      SignedThousandths(proposed.milli_merit()), proposed.by(), proposed.why());
}

std::string DecidedText(const v1::AdjustmentDecided& decided,
                        Language language) {
  std::string text = Fill(
      language,
      decided.approved() ? Text{"批准提议 {}（{}", "proposal {} approved ({}"}
                         : Text{"驳回提议 {}（{}", "proposal {} rejected ({}"},
      decided.proposal_index(), decided.by());
  if (!decided.why().empty()) {
    text += Fill(language, {"：{}", ": {}"}, decided.why());
  }
  return text + In(language, {"）", ")"});
}

std::string PenaltyText(const v1::Penalty& penalty, Language language) {
  if (penalty.collector_number() != 0) {
    return Fill(language,
                {"清运单位 {}，罚分 {}（{}：{}）",
                 "collector {}, {} penalty points ({}: {})"},
                penalty.collector_number(), penalty.penalty_points(),
                penalty.by(), penalty.why());
  }
  return Fill(
      language,
      {"扣积分 {}，扣荣誉 {}（{}：{}）", "points {}, merit {} taken ({}: {})"},
      Thousandths(penalty.milli_points()), Thousandths(penalty.milli_merit()),
      penalty.by(), penalty.why());
}

std::string BudgetText(const v1::Entry& entry, Language language) {
  if (entry.has_budget_published()) {
    const v1::Budget& budget = entry.budget_published();
    return Fill(
        language,
        {"预算 {} {}：{} 至 {}，{} 分", "budget {} {}: {} to {}, {} points"},
        budget.number(), budget.title(), budget.from_day(), budget.to_day(),
        Thousandths(budget.milli_points()));
  }
  const v1::BudgetChanged& changed = entry.budget_changed();
  return Fill(
      language, {"预算 {}：{} 分（{}：{}）", "budget {}: {} points ({}: {})"},
      changed.budget_number(), SignedThousandths(changed.milli_points()),
      changed.by(), changed.why());
}

std::string PrizeText(const v1::Entry& entry, Language language) {
  if (entry.has_prizes_reserved()) {
    const v1::PrizesReserved& reserved = entry.prizes_reserved();
    return Fill(language,
                {"奖池 {}，取自预算 {}：{} 分，{}",
                 "pool {} out of budget {}: {} points, {}"},
                reserved.pool_number(), reserved.budget_number(),
                Thousandths(reserved.milli_points()), reserved.purpose());
  }
  if (entry.has_prize_granted()) {
    const v1::PrizeGranted& granted = entry.prize_granted();
    return Fill(language, {"奖池 {}：{} 分，{}", "pool {}: {} points, {}"},
                granted.pool_number(), Thousandths(granted.milli_points()),
                granted.purpose());
  }
  return Fill(language, {"奖池 {}", "pool {}"},
              entry.prizes_released().pool_number());
}

std::string MoveText(const v1::Entry& entry, Language language) {
  if (entry.has_household_moved_out()) {
    const v1::HouseholdMovedOut& out = entry.household_moved_out();
    return Fill(language, {"迁往账本 {} 住户 {}", "to book {} household {}"},
                out.to_book(), out.to_household());
  }
  if (entry.has_household_moved_in()) {
    const v1::HouseholdMovedIn& in = entry.household_moved_in();
    return Fill(language,
                {"来自账本 {} 住户 {}（条目 {}）",
                 "from book {} household {} (entry {})"},
                in.from_book(), in.from_household(), in.out_index());
  }
  const v1::MoveEnded& ended = entry.move_ended();
  if (!ended.taken()) {
    return Fill(
        language,
        {"条目 {} 的迁出被拒，已退回", "move {} was refused and undone"},
        ended.out_index());
  }
  return Fill(language,
              {"条目 {} 的迁出已到达（对方条目 {}）",
               "move {} arrived (entry {} there)"},
              ended.out_index(), ended.in_index());
}

std::string CorrectionText(const v1::Entry& entry, Language language) {
  if (entry.has_correction_begun()) {
    const v1::CorrectionBegun& begun = entry.correction_begun();
    return Fill(language, {"{}：{} 至 {}（{}：{}）", "{}: {} to {} ({}: {})"},
                begun.tariff().version(), begun.tariff().effective_from(),
                begun.to_day(), begun.by(), begun.why());
  }
  if (entry.has_drops_rerated()) {
    const v1::DropsRerated& rerated = entry.drops_rerated();
    return Fill(language,
                {"更正 {}：{} 次投放，不追回 {} 分",
                 "correction {}: {} drops, {} points written off"},
                rerated.correction_index(), rerated.drops_size(),
                Thousandths(rerated.written_off_milli_points()));
  }
  return Fill(language, {"更正 {}：查看 {} 户", "correction {}: {} households"},
              entry.correction_ended().correction_index(),
              entry.correction_ended().households());
}

}  // namespace

std::string PointsDetail(const v1::Entry& entry, Language language) {
  switch (entry.body_case()) {
    case v1::Entry::kHoldPlaced:
      return PlacedText(entry.hold_placed(), language);
    case v1::Entry::kHoldCommitted:
      return CommittedText(entry.hold_committed(), language);
    case v1::Entry::kHoldVoided:
      return Fill(language, {"预留 {}：{}（{}）", "hold {}: {} ({})"},
                  entry.hold_voided().hold_index(),
                  In(language, NameOf(entry.hold_voided().cause())),
                  entry.hold_voided().by());
    case v1::Entry::kPointsExpired:
      return Fill(language, {"{} 到期的积分", "points that ended on {}"},
                  rules::FormatDay(entry.points_expired().last_day()));
    case v1::Entry::kAdjustmentProposed:
      return ProposedText(entry.adjustment_proposed(), language);
    case v1::Entry::kAdjustmentDecided:
      return DecidedText(entry.adjustment_decided(), language);
    case v1::Entry::kPenalty:
      return PenaltyText(entry.penalty(), language);
    case v1::Entry::kBudgetPublished:
    case v1::Entry::kBudgetChanged:
      return BudgetText(entry, language);
    case v1::Entry::kPrizesReserved:
    case v1::Entry::kPrizeGranted:
    case v1::Entry::kPrizesReleased:
      return PrizeText(entry, language);
    case v1::Entry::kHouseholdMovedOut:
    case v1::Entry::kHouseholdMovedIn:
    case v1::Entry::kMoveEnded:
      return MoveText(entry, language);
    case v1::Entry::kCorrectionBegun:
    case v1::Entry::kDropsRerated:
    case v1::Entry::kCorrectionEnded:
      return CorrectionText(entry, language);
    default:
      return "";
  }
}

std::string RewardsDetail(const v1::Entry& entry, Language language) {
  switch (entry.body_case()) {
    case v1::Entry::kRewardPublished: {
      const v1::Reward& reward = entry.reward_published();
      return fmt::format("{} {} {}", In(language, NameOf(reward.kind())),
                         reward.number(),
                         In(language, {reward.name_zh(), reward.name_en()}));
    }
    case v1::Entry::kStockChanged: {
      const v1::StockChanged& changed = entry.stock_changed();
      return Fill(language,
                  {"{}：编号 {}，地点 {}，{} 件（{}）{}",
                   "{}: number {}, place {}, {} pieces ({}) {}"},
                  In(language, NameOf(changed.cause())),
                  changed.reward_number(), changed.place_number(),
                  changed.pieces(), changed.by(), changed.why());
    }
    case v1::Entry::kArticleMoved: {
      const v1::ArticleMoved& moved = entry.article_moved();
      return Fill(language,
                  {"{}：编号 {}，地点 {}，{} 件（{}）",
                   "{}: number {}, place {}, {} pieces ({})"},
                  In(language, NameOf(moved.move())), moved.reward_number(),
                  moved.place_number(), moved.pieces(), moved.by());
    }
    default:
      return "";
  }
}

}  // namespace greenledger::cli
