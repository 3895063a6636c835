#include "clients/documents/archive.h"

#include <google/protobuf/text_format.h>

#include <utility>

#include "clients/cli/money.h"
#include "clients/cli/names.h"
#include "clients/cli/price_list.h"
#include "clients/documents/html.h"
#include "clients/documents/page.h"
#include "clients/documents/rule_text.h"
#include "clients/documents/words.h"
#include "storage/proof/sha256.h"

namespace greenledger::documents {
namespace {

using cli::Language;
using cli::Text;

// A part of the archive: what its files are called and what people read.
struct Part {
  const char* name;
  Text title;
};

constexpr Part kProfile = {"1-profile", {"社区概况", "Community profile"}};
constexpr Part kPlan = {"2-plan", {"创建计划", "Plan"}};
constexpr Part kDocuments = {"3-documents", {"文件", "Documents"}};
constexpr Part kActivities = {"4-activities", {"活动记录", "Activity record"}};
constexpr Part kSummary = {"5-summary", {"总结", "Summary"}};
constexpr Part kRewards = {"6-rewards-and-penalties",
                           {"奖惩", "Rewards and penalties"}};
constexpr Part kOpinions = {"7-opinions", {"意见", "Opinions"}};

// The rule in protobuf's text format, as it was written.
std::string TextOf(const v1::CampaignRule& rule) {
  google::protobuf::TextFormat::Printer printer;
  printer.SetUseUtf8StringEscaping(true);
  std::string text;
  printer.PrintToString(rule, &text);
  return text;
}

class ArchiveWriter {
 public:
  explicit ArchiveWriter(const ArchiveInput& input)
      : input_(input),
        source_(input.summary.source),
        language_(source_.language) {}

  std::vector<File> Write() {
    WriteProfile();
    WritePlan();
    WriteDocuments();
    WriteActivities();
    AddFile(std::string(kSummary.name) + ".html", SelfReport(input_.summary));
    WriteRewards();
    WriteOpinions();
    WriteIndex();
    return std::move(files_);
  }

 private:
  std::string Say(const Text& text) const { return In(language_, text); }

  void AddFile(std::string name, std::string bytes) {
    files_.push_back({.name = std::move(name), .bytes = std::move(bytes)});
  }
  void AddPage(const Part& part, Html html) {
    AddFile(std::string(part.name) + ".html",
            Page(source_, source_.community + " · " + Say(part.title),
                 html.Take()));
  }

  void WriteProfile() {
    Html html;
    PutProfile(source_, input_.summary.totals, input_.summary.directory, &html);
    AddPage(kProfile, std::move(html));
  }

  void WritePlan() {
    Html html;
    html.Put("h2", Say({"评选日程", "Campaigns"}));
    PutCampaigns(input_.summary.campaigns, language_, &html);
    for (const v1::CampaignStanding& campaign : input_.summary.campaigns) {
      if (campaign.rule().phases_size() == 0) continue;
      html.Put("h3", TitleText(campaign.rule(), language_));
      std::vector<std::string> phases;
      for (const v1::Phase& phase : campaign.rule().phases()) {
        phases.push_back(Fill(language_, {"{}：{}至{}", "{}: {} to {}"},
                              phase.title(),
                              LongDay(phase.from_day(), language_),
                              LongDay(phase.to_day(), language_)));
      }
      html.Points(phases);
    }
    html.Put("h2", Say({"活动日", "Days of campaigns"}));
    Rows rows;
    for (const v1::CalendarYear& year : input_.calendar.years()) {
      for (const v1::CampaignDay& day : year.campaign_days()) {
        rows.push_back({LongDay(day.day(), language_), day.title()});
      }
    }
    html.Table({{Say({"日期", "Day"})}, {Say({"名称", "What"})}}, rows,
               NoneText(language_));
    AddPage(kPlan, std::move(html));
  }

  void WriteDocuments() {
    Html html;
    for (const v1::CampaignStanding& campaign : input_.summary.campaigns) {
      const v1::CampaignRule& rule = campaign.rule();
      html.Put("h2", Fill(language_, {"评选规则 {}：{}", "Rule {}: {}"},
                          rule.number(), TitleText(rule, language_)));
      for (const RuleSection& section :
           RuleText(rule, input_.tariff.scheme(), language_)) {
        html.Put("h3", section.heading);
        html.Points(section.lines);
      }
      AddFile(fmt::format("{}-campaign-{}.textproto", kDocuments.name,
                          rule.number()),
              TextOf(rule));
    }
    if (input_.tariff.has_tariff()) {
      html.Put("h2", Say({"价目表", "Price list"}));
      html.Preformatted(cli::PriceList(input_.tariff.tariff(),
                                       input_.tariff.scheme(), language_));
    }
    AddPage(kDocuments, std::move(html));
  }

  void WriteActivities() {
    Html html;
    PutActivities(input_.record, input_.summary.directory, language_, &html);
    AddPage(kActivities, std::move(html));
    AddFile(std::string(kActivities.name) + ".csv",
            ActivitiesCsv(input_.record, input_.summary.directory, language_));
  }

  void WriteRewards() {
    Html html;
    html.Put("h2", Say({"各级称号", "Titles by level"}));
    PutTitles(source_, input_.titles, input_.record.to_day(),
              input_.active_households, &html);
    PutPraise(source_, input_.record, input_.summary.directory, &html);
    html.Put("h2", Say({"积分与奖励资金", "Points and prizes"}));
    PutPoints(input_.summary.points, language_, &html);
    AddPage(kRewards, std::move(html));
  }

  void WriteOpinions() {
    Html html;
    PutSurveys(input_.record, language_, &html);
    html.Put("h2", Say({"异议与投诉", "Objections and complaints"}));
    Rows rows;
    for (const v1::ObjectionStanding& one : input_.objections) {
      const bool answered = one.has_answered();
      rows.push_back(
          {LongDay(one.filed_day(), language_),
           one.filed().campaign_number() == 0
               ? Say({"投诉", "complaint"})
               : Fill(language_, {"评选 {}", "campaign {}"},
                      one.filed().campaign_number()),
           one.filed().text(), LongDay(one.filed().answer_until(), language_),
           answered ? LongDay(one.answered_day(), language_) : "",
           !answered ? Say({"未答复", "open"})
                     : (one.answered().upheld() ? Say({"成立", "upheld"})
                                                : Say({"不成立", "rejected"})),
           one.answered().answer(), std::to_string(one.index())});
    }
    html.Table({{Say({"提出", "Filed"})},
                {Say({"关于", "About"})},
                {Say({"内容", "What was said"})},
                {Say({"期限", "Answer until"})},
                {Say({"答复", "Answered"})},
                {Say({"结论", "Outcome"})},
                {Say({"答复内容", "Answer"})},
                {Say({"条目", "Entry"}), Column::kNumber}},
               rows, NoneText(language_));
    AddPage(kOpinions, std::move(html));
  }

  void WriteIndex() {
    Html html;
    html.Paragraph(Fill(
        language_,
        {"归档期间：{}至{}。保管人：{}。各文件附 SHA-256，以便核对。",
         "Period: {} to {}. Keeper: {}. Each file comes with its SHA-256."},
        LongDay(input_.record.from_day(), language_),
        LongDay(input_.record.to_day(), language_), input_.keeper));
    for (const Part* part : {&kProfile, &kPlan, &kDocuments, &kActivities,
                             &kSummary, &kRewards, &kOpinions}) {
      PutPart(*part, &html);
    }
    AddFile("index.html", Page(source_,
                               Fill(language_, {"{}档案目录", "{}: archive"},
                                    source_.community),
                               html.Take()));
  }

  void PutPart(const Part& part, Html* html) {
    html->Put("h2", Fill(language_, {"第{}部分 {}", "Part {}: {}"},
                         part.name[0], Say(part.title)));
    html->Open("ul");
    for (const File& file : files_) {
      if (!file.name.starts_with(part.name)) continue;
      html->Open("li");
      html->Link(file.name, file.name);
      html->Put("div", Hex(proof::AsBytes(proof::Sha256({file.bytes}))),
                "digest");
      html->Close("li");
    }
    html->Close("ul");
  }

  const ArchiveInput& input_;
  const Source& source_;
  Language language_;
  std::vector<File> files_;
};

}  // namespace

std::vector<File> Archive(const ArchiveInput& input) {
  return ArchiveWriter(input).Write();
}

}  // namespace greenledger::documents
