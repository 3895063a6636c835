#include "clients/documents/rule_text.h"

#include <utility>

#include "clients/cli/money.h"
#include "clients/cli/names.h"
#include "clients/cli/text_table.h"
#include "clients/cli/text_width.h"
#include "clients/documents/words.h"

namespace greenledger::documents {
namespace {

using cli::Language;
using cli::Text;
using cli::TextRow;

constexpr TextRow<v1::TieBreak> kTieBreaks[] = {
    {v1::TIE_BREAK_UNSPECIFIED, {"未知规则", "an unknown rule"}},
    {v1::TIE_BREAK_FEWER_REJECTED,
     {"不合格投放少者在前", "fewer rejected drops first"}},
    {v1::TIE_BREAK_MORE_ACTIVE_WEEKS,
     {"有投放的周数多者在前", "more active weeks first"}},
    {v1::TIE_BREAK_MORE_CLASSES,
     {"投放类别多者在前", "more different classes first"}},
    {v1::TIE_BREAK_EARLIER,
     {"荣誉分先达到者在前", "whose merit was reached earlier first"}},
    {v1::TIE_BREAK_DRAW,
     {"按事先公布摘要的种子抽签",
      "a draw from the seed whose digest is published"}},
};

constexpr TextRow<v1::QuotaScope> kScopes[] = {
    {v1::QUOTA_SCOPE_UNSPECIFIED, {"未知范围", "an unknown scope"}},
    {v1::QUOTA_SCOPE_ALL, {"统一排名", "over all together"}},
    {v1::QUOTA_SCOPE_GRID,
     {"按各网格的有效户数分配", "shared out among grids by active households"}},
    {v1::QUOTA_SCOPE_BUILDING,
     {"按各楼栋的有效户数分配",
      "shared out among buildings by active households"}},
    {v1::QUOTA_SCOPE_BOOK,
     {"各推荐单位名额相同", "the same number for each nominating book"}},
};

constexpr TextRow<v1::RemainderRule> kRemainders[] = {
    {v1::REMAINDER_RULE_UNSPECIFIED, {"", ""}},
    {v1::REMAINDER_RULE_LARGEST,
     {"余下名额归余数最大者", "what is left goes to the largest remainders"}},
    {v1::REMAINDER_RULE_BEST,
     {"余下名额归落选者中最高分", "what is left goes to the best without one"}},
    {v1::REMAINDER_RULE_NONE, {"余下名额空缺", "what is left stays empty"}},
};

constexpr TextRow<v1::NoticeCount> kCounts[] = {
    {v1::NOTICE_COUNT_UNSPECIFIED, {"{} 天", "{} days"}},
    {v1::NOTICE_COUNT_WORKING_DAYS,
     {"{} 个工作日（公示当日不计）",
      "{} working days, the day it is put up not counted"}},
    {v1::NOTICE_COUNT_BOTH_ENDS,
     {"{} 天（首尾两天都计）", "{} days, both ends counted"}},
};

class RuleWriter {
 public:
  RuleWriter(const v1::CampaignRule& rule, const v1::Scheme& scheme,
             Language language)
      : rule_(rule), scheme_(scheme), language_(language) {}

  std::vector<RuleSection> Write() {
    Begin({"称号", "Title"});
    WriteTitle();
    Begin({"参加条件", "Who can take part"});
    WriteGates();
    Begin({"一票否决", "What bars"});
    for (const v1::Veto& veto : rule_.vetoes()) {
      Add(VetoText(veto, language_));
    }
    Begin({"评分", "Score"});
    WriteMeasures();
    Begin({"名额", "Seats"});
    WriteQuota();
    Begin({"并列时的次序", "How equal scores are told apart"});
    WriteTieBreaks();
    Begin({"评审与公示", "Review and notice"});
    WriteNotice();
    Begin({"奖励", "Prizes"});
    WritePrizes();
    Begin({"日程", "Calendar"});
    for (const v1::Phase& phase : rule_.phases()) {
      Line({"{}：{} 至 {}", "{}: {} to {}"}, phase.title(),
           LongDay(phase.from_day(), language_),
           LongDay(phase.to_day(), language_));
    }
    std::erase_if(sections_,
                  [](const RuleSection& one) { return one.lines.empty(); });
    return std::move(sections_);
  }

 private:
  void Begin(const Text& heading) {
    sections_.push_back({.heading = In(language_, heading), .lines = {}});
  }
  void Add(std::string line) {
    sections_.back().lines.push_back(std::move(line));
  }
  template <typename... Values>
  void Line(const Text& text, const Values&... values) {
    Add(Fill(language_, text, values...));
  }

  void WriteTitle() {
    Line({"{}级“{}”（{}）", "{} “{}” ({})"},
         In(language_, cli::NameOf(rule_.level())), TitleText(rule_, language_),
         In(language_, cli::NameOf(rule_.layer())));
    Line({"评选对象：{}", "for: {}"},
         In(language_, cli::NameOf(rule_.contestants())));
    Line({"计算期间：{} 至 {}", "what counts: {} to {}"},
         LongDay(rule_.from_day(), language_),
         LongDay(rule_.to_day(), language_));
    const v1::TitleTerm& term = rule_.term();
    Line({"有效期 {} 个月，每 {} 个月检查一次",
          "lasts {} months, checked every {} months"},
         term.months(), term.check_months());
    Line({"被撤销者 {} 个月内不得再参加",
          "whose title was revoked does not take part for {} months"},
         term.barred_months());
    Line({"连续 {} 次获得者，建议向上一级推荐",
          "{} in a row are recommended to the level above"},
         term.row_flagged());
  }

  void WriteGates() {
    if (rule_.from_nominations()) {
      Line({"由下一级推荐", "put forward by the level below"});
    }
    if (rule_.needs_declaration()) {
      Line({"本人申报", "declares that it takes part"});
    }
    for (const v1::Gate& gate : rule_.gates()) {
      Add(GateText(gate, scheme_, language_));
    }
  }

  void WriteMeasures() {
    for (const v1::WeightedMeasure& one : rule_.measures()) {
      std::string name =
          MeasureText(one.measure(), one.class_code(), scheme_, language_);
      if (one.per_head()) {
        name += In(language_, Text{"（人均）", " per head"});
      }
      const std::string full =
          one.scaling() == v1::SCALING_BEST
              ? In(language_, Text{"最高者得满分", "the best is full"})
              : Fill(language_, {"{} 得满分", "{} is full"},
                     AmountText(one.measure(), one.full_at()));
      Line({"{}占 {}，{}", "{}: {}, {}"}, name, Share(one.weight_permille()),
           full);
    }
    if (!rule_.has_on_site()) return;
    const v1::OnSiteRule& visit = rule_.on_site();
    std::string kinds;
    for (const int kind : visit.evidence()) {
      if (!kinds.empty()) kinds += In(language_, Text{"、", ", "});
      kinds += In(language_, cli::NameOf(static_cast<v1::EvidenceKind>(kind)));
    }
    Line({"实地核查占总分 {}，低于 {} 分不入选；核查方式：{}",
          "a visit counts for {} of the final score, below {} of 100 nobody "
          "wins; evidence: {}"},
         Share(visit.weight_permille()), Mark(visit.least_score_permille()),
         kinds);
  }

  void WriteQuota() {
    if (rule_.layer() == v1::CAMPAIGN_LAYER_STANDARD) {
      return Line({"不限名额，符合条件即达标",
                   "no quota: whoever passes has the title"});
    }
    const v1::Quota& quota = rule_.quota();
    const std::string scope =
        In(language_, cli::FindText(kScopes, quota.scope()));
    if (quota.seats() > 0) {
      Line({"{} 个，{}", "{}, {}"}, quota.seats(), scope);
    } else {
      Line({"合格者的 {}，{}", "{} of the eligible, {}"},
           Share(quota.share_permille()), scope);
    }
    if (quota.remainder() != v1::REMAINDER_RULE_UNSPECIFIED) {
      Add(In(language_, cli::FindText(kRemainders, quota.remainder())));
    }
  }

  void WriteTieBreaks() {
    for (const int tie_break : rule_.tie_breaks()) {
      Add(TieBreakText(static_cast<v1::TieBreak>(tie_break), language_));
    }
    if (!rule_.draw_seed_digest().empty()) {
      Line({"种子的摘要（SHA-256）：{}", "digest of the seed (SHA-256): {}"},
           Hex(rule_.draw_seed_digest()));
    }
    Line({"仍并列者，编号小者在前", "at last, the lower number first"});
  }

  void WriteNotice() {
    const v1::NoticeRule& notice = rule_.notice();
    Line({"{} 名评审人同意", "{} reviewers must agree"}, rule_.reviewers());
    Line(
        {"公示 {}", "put up for {}"},
        Fill(language_, cli::FindText(kCounts, notice.count()), notice.days()));
    Line({"异议在 {} 个工作日内答复",
          "objections are answered within {} working days"},
         notice.answer_days());
    if (notice.extension_days() > 0) {
      Line({"异议成立并改变名单的，自答复之日起再公示 {} 天（计法相同）",
            "an objection that changes the list puts off the end by {} days"},
           notice.extension_days());
    }
  }

  void WritePrizes() {
    for (const v1::Prize& prize : rule_.prizes()) {
      Line({"第 {} 至 {} 名：各 {} 积分", "rank {} to {}: {} points each"},
           prize.from_rank(), prize.to_rank(),
           cli::Thousandths(prize.milli_points()));
    }
    if (rule_.budget_number() > 0) {
      Line({"由预算 {} 支付，评审通过时即划入奖池",
            "from budget {}, set aside when it is reviewed"},
           rule_.budget_number());
    }
  }

  const v1::CampaignRule& rule_;
  const v1::Scheme& scheme_;
  Language language_;
  std::vector<RuleSection> sections_;
};

}  // namespace

std::string TieBreakText(v1::TieBreak tie_break, Language language) {
  return In(language, cli::FindText(kTieBreaks, tie_break));
}

std::string TitleText(const v1::CampaignRule& rule, Language language) {
  return language == Language::kChinese ? rule.title_zh() : rule.title_en();
}

std::vector<RuleSection> RuleText(const v1::CampaignRule& rule,
                                  const v1::Scheme& scheme, Language language) {
  return RuleWriter(rule, scheme, language).Write();
}

std::string RuleLines(const v1::CampaignRule& rule, const v1::Scheme& scheme,
                      Language language) {
  std::string text;
  for (const RuleSection& section : RuleText(rule, scheme, language)) {
    text += section.heading + "\n";
    for (const std::string& line : section.lines) {
      text += "  " + cli::Printable(line) + "\n";
    }
  }
  return text;
}

}  // namespace greenledger::documents
