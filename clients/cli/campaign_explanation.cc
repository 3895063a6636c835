#include "clients/cli/campaign_explanation.h"

#include <sstream>

#include "clients/cli/contestant_option.h"
#include "clients/cli/table.h"
#include "clients/cli/text_width.h"
#include "clients/documents/rule_text.h"
#include "clients/documents/words.h"
#include "services/ledger/rules/local_day.h"

namespace greenledger::cli {
namespace {

using documents::Fill;

class Writer {
 public:
  Writer(const v1::Contestant& contestant,
         const v1::ExplainContestantResponse& explanation,
         const v1::Scheme& scheme, Language language)
      : contestant_(contestant),
        explanation_(explanation),
        scheme_(scheme),
        language_(language) {}

  std::string Write() {
    const std::string who = ContestantText(contestant_, language_);
    if (explanation_.eligible()) {
      WriteRank(who);
      WriteMeasures();
    } else {
      Line({"{}：不合格", "{}: not eligible"}, who);
      WriteReasons();
    }
    WritePassed();
    Line({"依据账本前 {} 条", "by the first {} entries of the book"},
         explanation_.size());
    return out_.str();
  }

 private:
  template <typename... Values>
  void Line(const Text& text, const Values&... values) {
    out_ << Printable(Fill(language_, text, values...)) << "\n";
  }

  void WriteRank(const std::string& who) {
    Line({"{}：合格，第 {} 名，{} 分（满分 100）",
          "{}: eligible, rank {}, score {} of 100"},
         who, explanation_.row().rank(),
         documents::Score(explanation_.row().score_millionths()));
  }

  void WriteReasons() {
    for (const v1::GateResult& gate : explanation_.gates()) {
      if (gate.passed()) continue;
      Line({"  {}", "  {}"},
           documents::ShortfallText(gate, scheme_, language_));
    }
    for (const v1::VetoResult& veto : explanation_.vetoes()) {
      if (!veto.bars()) continue;
      Line({"  否决：{}（{}；条目 {}）", "  barred: {} ({}; entry {})"},
           documents::VetoText(veto.veto(), language_), FoundText(veto),
           veto.entry_index());
    }
    if (explanation_.declaration_missing()) {
      Line({"  没有申报", "  did not declare that it takes part"});
    }
    if (explanation_.barred_until() != 0) {
      Line({"  称号被撤销，{} 前不得参加",
            "  a title was revoked; barred until {}"},
           rules::FormatDay(explanation_.barred_until()));
    }
  }

  std::string FoundText(const v1::VetoResult& veto) const {
    if (veto.veto().kind() == v1::VETO_KIND_INSPECTION) {
      return Fill(language_, {"最低 {} 分", "lowest {}"},
                  documents::Mark(veto.found()));
    }
    return Fill(language_, {"{} 次", "found {}"}, veto.found());
  }

  void WritePassed() {
    for (const v1::GateResult& gate : explanation_.gates()) {
      if (!gate.passed()) continue;
      Line({"  符合：{}", "  passes: {}"},
           documents::GateText(gate.gate(), scheme_, language_));
    }
  }

  std::string ValueText(const v1::WeightedMeasure& measure,
                        uint64_t value) const {
    return measure.per_head() ? documents::PerHeadText(measure.measure(), value)
                              : documents::AmountText(measure.measure(), value);
  }

  void WriteMeasures() {
    Table table({{In(language_, {"指标", "measure"})},
                 {In(language_, {"数值", "value"}), Table::Align::kRight},
                 {In(language_, {"满分值", "full at"}), Table::Align::kRight},
                 {In(language_, {"权重", "weight"}), Table::Align::kRight},
                 {In(language_, {"得分", "adds"}), Table::Align::kRight}});
    for (const v1::MeasureResult& one : explanation_.measures()) {
      const v1::WeightedMeasure& measure = one.measure();
      std::string name = documents::MeasureText(
          measure.measure(), measure.class_code(), scheme_, language_);
      if (measure.per_head()) name += In(language_, {"（人均）", " per head"});
      table.AddRow({name, ValueText(measure, one.value()),
                    ValueText(measure, one.full_value()),
                    documents::Share(measure.weight_permille()),
                    documents::Score(one.score_millionths())});
    }
    if (explanation_.measures_size() > 0) table.Print(out_);
  }

  const v1::Contestant& contestant_;
  const v1::ExplainContestantResponse& explanation_;
  const v1::Scheme& scheme_;
  Language language_;
  std::ostringstream out_;
};

}  // namespace

std::string ExplanationText(const v1::Contestant& contestant,
                            const v1::ExplainContestantResponse& explanation,
                            const v1::Scheme& scheme, Language language) {
  return Writer(contestant, explanation, scheme, language).Write();
}

}  // namespace greenledger::cli
