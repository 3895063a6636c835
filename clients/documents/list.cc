#include "clients/documents/list.h"

#include <algorithm>

#include "clients/cli/money.h"
#include "clients/cli/names.h"
#include "clients/documents/csv_text.h"
#include "clients/documents/page.h"
#include "clients/documents/rule_text.h"
#include "clients/documents/words.h"

namespace greenledger::documents {
namespace {

using cli::Language;
using cli::Text;

std::string Say(const ListInput& input, const Text& text) {
  return In(input.source.language, text);
}

std::string Title(const ListInput& input) {
  return TitleText(input.campaign.rule(), input.source.language);
}

std::string Level(const ListInput& input) {
  return In(input.source.language, cli::NameOf(input.campaign.rule().level()));
}

// Who and where, as printed.
std::vector<std::string> Who(const ListInput& input,
                             const v1::Candidate& candidate) {
  const v1::Contestant contestant =
      ContestantOf(input.campaign.rule(), candidate.row());
  return {input.directory.PlaceOf(contestant),
          input.directory.NameOf(contestant)};
}

std::string PrizeText(const v1::Candidate& candidate) {
  return candidate.milli_points() == 0
             ? ""
             : cli::Thousandths(candidate.milli_points());
}

void PutWinners(const ListInput& input, Html* html) {
  Rows rows;
  for (const v1::Candidate& winner : WinnersOf(input.candidates)) {
    std::vector<std::string> row = Who(input, winner);
    row.insert(row.begin(), std::to_string(winner.winner_rank()));
    row.push_back(Score(winner.final_score_millionths()));
    row.push_back(PrizeText(winner));
    rows.push_back(std::move(row));
  }
  html->Table({{Say(input, {"名次", "Rank"}), Column::kNumber},
               {Say(input, {"楼栋或单位", "Building or community"})},
               {Say(input, {"姓名或名称", "Name"})},
               {Say(input, {"得分", "Score"}), Column::kNumber},
               {Say(input, {"奖励积分", "Prize, points"}), Column::kNumber}},
              rows, NoneText(input.source.language));
}

void PutRule(const ListInput& input, Html* html) {
  html->Put("h2", Say(input, {"评选规则", "The rule"}));
  for (const RuleSection& section :
       RuleText(input.campaign.rule(), input.scheme, input.source.language)) {
    html->Put("h3", section.heading);
    html->Points(section.lines);
  }
}

std::string HowToCheck(const ListInput& input) {
  return Fill(input.source.language,
              {"核对：随本表所附名单文件 list.txt 的 SHA-256 应与下列名单摘要"
               "一致；用 greenledger campaign recompute {} 可由导出的账本重算"
               "名单。",
               "To check: the SHA-256 of the file list.txt beside this "
               "document is the digest of the list below; greenledger campaign "
               "recompute {} computes the list again from an exported book."},
              input.campaign.rule().number());
}

std::vector<Column> CandidateColumns(const ListInput& input) {
  return {{Say(input, {"名次", "Rank"}), Column::kNumber},
          {Say(input, {"楼栋或单位", "Building or community"})},
          {Say(input, {"姓名或名称", "Name"})},
          {Say(input, {"评分", "Score"}), Column::kNumber},
          {Say(input, {"核查", "Visit"}), Column::kNumber},
          {Say(input, {"总分", "Final score"}), Column::kNumber},
          {Say(input, {"结果", "Outcome"})}};
}

std::string OutcomeText(const ListInput& input,
                        const v1::Candidate& candidate) {
  if (candidate.struck()) return Say(input, {"除名", "struck off"});
  if (candidate.wins()) {
    return Fill(input.source.language, {"入选，第 {} 名", "wins, rank {}"},
                candidate.winner_rank());
  }
  if (candidate.to_visit() && !candidate.visited()) {
    return Say(input, {"待核查", "to be visited"});
  }
  return Say(input, {"未入选", "does not win"});
}

Rows CandidateRows(const ListInput& input) {
  Rows rows;
  for (const v1::Candidate& candidate : input.candidates) {
    const std::vector<std::string> who = Who(input, candidate);
    rows.push_back(
        {std::to_string(candidate.row().rank()), who[0], who[1],
         Score(candidate.row().score_millionths()),
         candidate.visited() ? Mark(candidate.visit_score_permille()) : "",
         Score(candidate.final_score_millionths()),
         OutcomeText(input, candidate)});
  }
  return rows;
}

}  // namespace

v1::Contestant ContestantOf(const v1::CampaignRule& rule,
                            const v1::ListRow& row) {
  v1::Contestant contestant;
  contestant.set_kind(rule.contestants());
  contestant.set_number(row.number());
  contestant.set_member(row.member());
  contestant.set_book(row.book());
  return contestant;
}

std::vector<v1::Candidate> WinnersOf(
    const std::vector<v1::Candidate>& candidates) {
  std::vector<v1::Candidate> winners;
  for (const v1::Candidate& candidate : candidates) {
    if (candidate.wins()) winners.push_back(candidate);
  }
  std::stable_sort(winners.begin(), winners.end(),
                   [](const v1::Candidate& a, const v1::Candidate& b) {
                     return a.winner_rank() < b.winner_rank();
                   });
  return winners;
}

std::string Notice(const ListInput& input) {
  const v1::CampaignStanding& campaign = input.campaign;
  const Language language = input.source.language;
  Html html;
  html.Paragraph(
      Fill(language,
           {"{}“{}”评选（第 {} 号）已完成评审。现将拟命名名单予以公示，公示期"
            "自{}起至{}止。",
            "{} reviewed its campaign “{}” (number {}). The list below is put "
            "up from {} to {}."},
           input.source.community, Title(input), campaign.rule().number(),
           LongDay(campaign.notice_from(), language),
           LongDay(campaign.notice_until(), language)));
  html.Paragraph(Fill(
      language,
      {"对名单有异议的，请在公示期内以真实姓名和联系方式向社区居民委员会"
       "提出。姓名和联系方式加密保管，不写入账本；异议在 {} 个工作日内答复，"
       "处理结果公开。",
       "Whoever objects tells the committee until then, with name and "
       "contact. Both are kept sealed and outside the book; the answer "
       "comes within {} working days and is made public."},
      campaign.rule().notice().answer_days()));
  html.Put("h2",
           Fill(language, {"拟命名名单（共 {} 名）", "The list ({} in all)"},
                campaign.winners()));
  PutWinners(input, &html);
  PutRule(input, &html);
  html.Paragraph(HowToCheck(input));
  PutSignature(input.source, campaign.notice_from(), &html);
  return Page(input.source,
              Fill(language,
                   {"关于{}级“{}”拟命名名单的公示",
                    "Notice: who is to be named {1} ({0})"},
                   Level(input), Title(input)),
              html.Take());
}

std::string CandidatesList(const ListInput& input) {
  const v1::Evaluation& evaluation = input.campaign.evaluation();
  const Language language = input.source.language;
  Html html;
  html.Paragraph(
      Fill(language,
           {"共评 {} 个对象，合格 {} 个，名额 {} 个。评选依据账本前 {} 条。",
            "{} contestants were looked at, {} are eligible, there are {} "
            "seats. The list follows from the first {} entries of the book."},
           evaluation.contestants(), evaluation.eligible(), evaluation.seats(),
           evaluation.size()));
  html.Table(CandidateColumns(input), CandidateRows(input), NoneText(language));
  PutRule(input, &html);
  html.Paragraph(HowToCheck(input));
  return Page(input.source,
              Fill(language, {"{}级“{}”候选名单", "Candidates for {1} ({0})"},
                   Level(input), Title(input)),
              html.Take());
}

std::string Result(const ListInput& input) {
  const v1::CampaignStanding& campaign = input.campaign;
  const Language language = input.source.language;
  Html html;
  html.Paragraph(Fill(
      language,
      {"{}“{}”评选（第 {} 号）经评审、公示（{}至{}），公示期内收到异议 {} 件，"
       "均已答复。现决定命名下列 {} 名，有效期 {} 个月。",
       "{} decided its campaign “{}” (number {}) after review and notice ({} "
       "to {}); {} objections came in and were answered. The {} below are "
       "named "
       "for {} months."},
      input.source.community, Title(input), campaign.rule().number(),
      LongDay(campaign.notice_from(), language),
      LongDay(campaign.notice_until(), language), campaign.objections(),
      campaign.winners(), campaign.rule().term().months()));
  PutWinners(input, &html);
  html.Paragraph(HowToCheck(input));
  PutSignature(input.source, input.source.day, &html);
  return Page(
      input.source,
      Fill(language,
           {"关于命名{}级“{}”的决定", "Decision: who is named {1} ({0})"},
           Level(input), Title(input)),
      html.Take());
}

std::string CandidatesCsv(const ListInput& input) {
  return CsvText(CandidateColumns(input), CandidateRows(input));
}

}  // namespace greenledger::documents
