#include "clients/cli/money.h"
#include "clients/cli/price_list.h"
#include "clients/cli/text_table.h"
#include "clients/documents/rule_text.h"
#include "clients/documents/words.h"

namespace greenledger::documents {
namespace {

using cli::Language;
using cli::Text;
using cli::TextRow;

// What is counted, with room for the class.
constexpr TextRow<v1::StandingMeasure> kNames[] = {
    {v1::STANDING_MEASURE_UNSPECIFIED, {"未知指标", "unknown measure"}},
    {v1::STANDING_MEASURE_MERIT, {"荣誉分", "merit"}},
    {v1::STANDING_MEASURE_POINTS, {"投放所得积分", "points earned"}},
    {v1::STANDING_MEASURE_GRAMS, {"{}重量（千克）", "kg of {}"}},
    {v1::STANDING_MEASURE_DROPS, {"合格投放次数", "accepted drops"}},
    {v1::STANDING_MEASURE_ACTIVE_DAYS, {"有投放的天数", "active days"}},
    {v1::STANDING_MEASURE_ACTIVE_WEEKS, {"有投放的周数", "active weeks"}},
    {v1::STANDING_MEASURE_ACTIVE_MONTHS, {"有投放的月数", "active months"}},
    {v1::STANDING_MEASURE_PURITY, {"投放合格率", "purity"}},
    {v1::STANDING_MEASURE_CLASS_DROPS, {"投放{}的次数", "drops of {}"}},
    {v1::STANDING_MEASURE_CLASSES, {"投放的类别数", "different classes"}},
    {v1::STANDING_MEASURE_ACTIVITY_MINUTES,
     {"公益活动分钟数", "minutes of activities"}},
    {v1::STANDING_MEASURE_INSPECTIONS,
     {"日常检查平均分", "mean inspection score"}},
    {v1::STANDING_MEASURE_REJECTED, {"不合格投放次数", "rejected drops"}},
    {v1::STANDING_MEASURE_NOMINATION, {"推荐得分", "nominated score"}},
};

bool IsMean(v1::StandingMeasure measure) {
  return measure == v1::STANDING_MEASURE_PURITY ||
         measure == v1::STANDING_MEASURE_INSPECTIONS ||
         measure == v1::STANDING_MEASURE_NOMINATION;
}

}  // namespace

std::string MeasureText(v1::StandingMeasure measure, uint32_t class_code,
                        const v1::Scheme& scheme, Language language) {
  return Fill(language, cli::FindText(kNames, measure),
              cli::ClassName(scheme, class_code, language));
}

std::string AmountText(v1::StandingMeasure measure, uint64_t value) {
  switch (measure) {
    case v1::STANDING_MEASURE_MERIT:
    case v1::STANDING_MEASURE_POINTS:
    case v1::STANDING_MEASURE_GRAMS:
      return cli::Thousandths(value);
    case v1::STANDING_MEASURE_PURITY:
      return Share(value);
    case v1::STANDING_MEASURE_INSPECTIONS:
      return Mark(value);
    case v1::STANDING_MEASURE_NOMINATION:
      return Score(value);
    default:
      return std::to_string(value);
  }
}

std::string PerHeadText(v1::StandingMeasure measure, uint64_t thousandths) {
  const bool milli = measure == v1::STANDING_MEASURE_MERIT ||
                     measure == v1::STANDING_MEASURE_POINTS ||
                     measure == v1::STANDING_MEASURE_GRAMS;
  return cli::Thousandths(milli ? (thousandths + 500) / 1000 : thousandths);
}

namespace {

// Whether it is enough, or how much there is of it: `{}` and `{} of {}`.
std::string MeasureGate(const v1::Gate& gate, const std::string& amount,
                        const Text& mean, const Text& count,
                        const v1::Scheme& scheme, Language language) {
  return Fill(language, IsMean(gate.measure()) ? mean : count,
              MeasureText(gate.measure(), gate.class_code(), scheme, language),
              amount);
}

}  // namespace

std::string GateText(const v1::Gate& gate, const v1::Scheme& scheme,
                     Language language) {
  switch (gate.kind()) {
    case v1::GATE_KIND_MEASURE:
      return MeasureGate(gate, AmountText(gate.measure(), gate.least()),
                         {"{}不低于 {}", "{} of at least {}"},
                         {"{}不少于 {}", "at least {1} {0}"}, scheme, language);
    case v1::GATE_KIND_REGISTERED_DAYS:
      return Fill(
          language,
          {"截至最后一天登记满 {} 天", "in the register for at least {} days"},
          gate.least());
    case v1::GATE_KIND_ACTIVE:
      return In(language, Text{"评选时账户已激活", "active when evaluated"});
    case v1::GATE_KIND_OCCUPANCY:
      return Fill(language, {"入住率不低于 {}", "occupancy of at least {}"},
                  Share(gate.least()));
    case v1::GATE_KIND_TITLE_SHARE:
      return Fill(language,
                  {"持有称号 {1} 的住户不少于 {0}",
                   "at least {} of the households hold the title {}"},
                  Share(gate.least()), gate.title_code());
    case v1::GATE_KIND_TITLE:
      return Fill(language,
                  {"持有有效的称号 {}（第 {} 级以上）",
                   "holds the title {} of level {} or above"},
                  gate.title_code(), gate.least());
    default:
      return In(language, Text{"未知条件", "an unknown condition"});
  }
}

std::string ShortfallText(const v1::GateResult& result,
                          const v1::Scheme& scheme, Language language) {
  const v1::Gate& gate = result.gate();
  switch (gate.kind()) {
    case v1::GATE_KIND_MEASURE: {
      const std::string amount =
          Fill(language,
               IsMean(gate.measure()) ? Text{"{}，应不低于 {}", "{}, not {}"}
                                      : Text{"{}，应不少于 {}", "{} of {}"},
               AmountText(gate.measure(), result.value()),
               AmountText(gate.measure(), gate.least()));
      return MeasureGate(gate, amount, {"{} {}", "{} {}"}, {"{} {}", "{1} {0}"},
                         scheme, language);
    }
    case v1::GATE_KIND_REGISTERED_DAYS:
      return Fill(language,
                  {"登记 {} 天，应满 {} 天", "{} of {} days in the register"},
                  result.value(), gate.least());
    case v1::GATE_KIND_OCCUPANCY:
      return Fill(language, {"入住率 {}，应不低于 {}", "occupancy {}, not {}"},
                  Share(result.value()), Share(gate.least()));
    case v1::GATE_KIND_TITLE_SHARE:
      return Fill(language,
                  {"持有称号 {2} 的住户 {0}，应不少于 {1}",
                   "{0} of the households hold the title {2}, not {1}"},
                  Share(result.value()), Share(gate.least()),
                  gate.title_code());
    case v1::GATE_KIND_ACTIVE:
      return In(language, Text{"账户未激活", "not active"});
    case v1::GATE_KIND_TITLE:
      return Fill(language,
                  {"没有有效的称号 {}（第 {} 级以上）",
                   "does not hold the title {} of level {} or above"},
                  gate.title_code(), gate.least());
    default:
      return GateText(gate, scheme, language);
  }
}

std::string VetoText(const v1::Veto& veto, Language language) {
  switch (veto.kind()) {
    case v1::VETO_KIND_VIOLATION:
      return In(language, Text{"有违规记录且未撤销", "a violation on record"});
    case v1::VETO_KIND_REJECTED:
      return Fill(language,
                  {"不合格投放超过 {} 次", "more than {} rejected drops"},
                  veto.most());
    case v1::VETO_KIND_PENALTY:
      return In(language, Text{"受过处罚", "a penalty"});
    case v1::VETO_KIND_INSPECTION:
      return Fill(language,
                  {"有日常检查低于 {} 分（满分 100）",
                   "an inspection scored below {} of 100"},
                  Mark(veto.least_score_permille()));
    case v1::VETO_KIND_UPHELD:
      return In(language, Text{"有成立的异议或投诉",
                               "an objection or complaint that was upheld"});
    default:
      return In(language, Text{"未知的否决项", "an unknown veto"});
  }
}

}  // namespace greenledger::documents
