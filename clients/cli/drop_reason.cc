#include "clients/cli/drop_reason.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "clients/cli/entry_text.h"
#include "clients/cli/money.h"
#include "clients/cli/names.h"
#include "clients/cli/price_list.h"
#include "clients/cli/reasons.h"

namespace greenledger::cli {
namespace {

class Explanation {
 public:
  Explanation(const v1::Entry& entry, const v1::Drop& drop,
              const RatedBy* rated_by, Language language)
      : entry_(entry), drop_(drop), rated_by_(rated_by), language_(language) {
    if (rated_by != nullptr) {
      line_ = rated_by->tariff.LineFor(drop.class_code());
    }
  }

  std::string Write() const {
    bool rated = line_ != nullptr && !EarnsNothing();
    std::string text = Class() + ' ';
    text += rated ? Formula() : QuantityText(drop_, language_);
    bool exact = rated && !Has(v1::DROP_NOTE_MERGED) &&
                 !Has(v1::DROP_NOTE_POINTS_CAPPED);
    text += exact ? " = " : Say("，得 ", ", earned ");
    text += SignedThousandths(PointsMoved(entry_)) + Say(" 分", " points");
    std::string notes = Notes(rated);
    if (notes.empty()) return text;
    return text + Say("（", " (") + notes + Say("）", ")");
  }

 private:
  std::string Say(std::string_view zh, std::string_view en) const {
    return In(language_, Text{zh, en});
  }

  bool Has(v1::DropNote note) const {
    const auto& notes = entry_.drop().notes();
    return std::find(notes.begin(), notes.end(), note) != notes.end();
  }

  // For a reason of its own, so that no rate applies.
  bool EarnsNothing() const {
    bool late = Has(v1::DROP_NOTE_LATE) || Has(v1::DROP_NOTE_CLOCK_UNTRUSTED);
    bool late_earns_nothing =
        rated_by_->tariff.late_rule() == v1::LATE_RULE_EARN_NOTHING;
    return Has(v1::DROP_NOTE_BELOW_MINIMUM) || Has(v1::DROP_NOTE_REJECTED) ||
           Has(v1::DROP_NOTE_NOT_IN_TARIFF) ||
           Has(v1::DROP_NOTE_OUTSIDE_WINDOW) || (late && late_earns_nothing);
  }

  std::string Class() const {
    if (rated_by_ == nullptr) {
      return Say("类别 ", "class ") + std::to_string(drop_.class_code());
    }
    return ClassName(rated_by_->scheme, drop_.class_code(), language_);
  }

  std::string Formula() const {
    std::vector<std::string> factors = Factors();
    std::string text = Measured();
    bool sum = line_->milli_points_per_kg > 0 &&
               line_->milli_points_per_piece > 0 && drop_.has_pieces();
    if (sum && !factors.empty()) text = "(" + text + ")";
    for (const std::string& factor : factors) text += " × " + factor;
    return text;
  }

  // Grams and pieces times their rates.
  std::string Measured() const {
    std::string text;
    if (drop_.has_grams() &&
        (line_->milli_points_per_kg > 0 || !drop_.has_pieces())) {
      text = Thousandths(drop_.grams()) + " kg × " +
             Thousandths(line_->milli_points_per_kg) +
             Say(" 分/kg", " points/kg");
    }
    if (!drop_.has_pieces()) return text;
    if (line_->milli_points_per_piece == 0 && !text.empty()) return text;
    if (!text.empty()) text += " + ";
    return text + std::to_string(drop_.pieces()) + Say(" 件", " pieces") +
           " × " + Thousandths(line_->milli_points_per_piece) +
           Say(" 分/件", " points/piece");
  }

  std::vector<std::string> Factors() const {
    std::vector<std::string> factors;
    if (Has(v1::DROP_NOTE_POOR_QUALITY)) {
      factors.push_back(Thousandths(rated_by_->tariff.poor_quality_permille()) +
                        Say("（质量较差）", " (poor quality)"));
    }
    rules::CampaignFactors campaign =
        line_->FactorsOn(static_cast<int32_t>(entry_.drop().day()));
    if (Has(v1::DROP_NOTE_CAMPAIGN) && campaign.active) {
      factors.push_back(Thousandths(campaign.points_permille) +
                        Say("（活动）", " (campaign)"));
    }
    return factors;
  }

  // What the formula does not say already.
  std::string Notes(bool rated) const {
    std::string text;
    for (int number : entry_.drop().notes()) {
      auto note = static_cast<v1::DropNote>(number);
      bool said =
          note == v1::DROP_NOTE_POOR_QUALITY || note == v1::DROP_NOTE_CAMPAIGN;
      if (rated && said) continue;
      if (!text.empty()) text += Say("；", "; ");
      text += In(language_, ReasonText(note));
    }
    return text;
  }

  const v1::Entry& entry_;
  const v1::Drop& drop_;
  const RatedBy* rated_by_;
  const rules::RateLine* line_ = nullptr;
  Language language_;
};

}  // namespace

std::string QuantityText(const v1::Drop& drop, Language language) {
  std::string text;
  if (drop.has_grams()) text = Thousandths(drop.grams()) + " kg";
  if (!drop.has_pieces()) return text;
  if (!text.empty()) text += In(language, {"，", ", "});
  return text + std::to_string(drop.pieces()) +
         In(language, {" 件", " pieces"});
}

std::string DropReason(const v1::Entry& entry, const RatedBy* rated_by,
                       Language language) {
  v1::Record record;
  if (!record.ParseFromString(entry.drop().source().record())) {
    return In(language, {"记录无法解读", "the record cannot be read"});
  }
  return Explanation(entry, record.drop(), rated_by, language).Write();
}

}  // namespace greenledger::cli
