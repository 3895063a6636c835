#include "clients/cli/selection_text.h"

#include <fmt/format.h>

#include "clients/cli/contestant_option.h"
#include "clients/cli/money.h"
#include "clients/cli/names.h"
#include "clients/cli/output.h"
#include "clients/documents/words.h"
#include "services/ledger/rules/local_day.h"

namespace greenledger::cli {
namespace {

using documents::Fill;

// `（S-07：why）`, or without the reason.
std::string ByText(const std::string& by, const std::string& why,
                   Language language) {
  return why.empty() ? Fill(language, {"（{}）", " ({})"}, by)
                     : Fill(language, {"（{}：{}）", " ({}: {})"}, by, why);
}

std::string DraftText(const v1::CampaignRule& rule, Language language) {
  return Fill(language,
              {"评选 {} {}（{}，{}，{}）：{} 至 {}（{}）",
               "campaign {} {} ({}, {}, of each {}): {} to {} ({})"},
              rule.number(), In(language, {rule.title_zh(), rule.title_en()}),
              In(language, NameOf(rule.level())),
              In(language, NameOf(rule.layer())),
              In(language, NameOf(rule.contestants())), rule.from_day(),
              rule.to_day(), rule.by());
}

std::string StepText(const v1::CampaignStepped& step, Language language) {
  std::string text =
      Fill(language, {"评选 {}：{}", "campaign {}: {}"}, step.campaign_number(),
           In(language, NameOf(step.to())));
  if (step.has_evaluation()) {
    const v1::Evaluation& evaluation = step.evaluation();
    text +=
        Fill(language,
             {"，截至条目 {}，{} 个对象，{} 个入围，{} 个名额，名单 {}",
              ", at {} entries, {} contestants, {} on the list, {} seats, "
              "list {}"},
             evaluation.size(), evaluation.contestants(), evaluation.eligible(),
             evaluation.seats(), ToHex(evaluation.list_digest()));
  }
  if (step.pool_number() != 0) {
    text += Fill(language, {"，奖池 {}", ", pool {}"}, step.pool_number());
  }
  if (step.notice_until() != 0) {
    text += Fill(language, {"，公示至 {}", ", notice until {}"},
                 rules::FormatDay(step.notice_until()));
  }
  if (!step.list_digest().empty()) {
    text += Fill(language, {"，入选名单 {}", ", winners {}"},
                 ToHex(step.list_digest()));
  }
  return text + ByText(step.by(), step.why(), language);
}

std::string ReviewText(const v1::ReviewSigned& review, Language language) {
  return Fill(language,
              review.agrees() ? Text{"评选 {}：同意，名单 {}",
                                     "campaign {}: agrees with list {}"}
                              : Text{"评选 {}：不同意，名单 {}",
                                     "campaign {}: disagrees with list {}"},
              review.campaign_number(), ToHex(review.list_digest())) +
         ByText(review.by(), review.why(), language);
}

std::string DeclarationText(const v1::DeclarationFiled& filed,
                            Language language) {
  return Fill(language,
              {"评选 {}：{}，自评 {} 分",
               "campaign {}: {}, {} of 100 by its "
               "own score"},
              filed.campaign_number(),
              ContestantText(filed.contestant(), language),
              documents::Mark(filed.self_score_permille())) +
         ByText(filed.by(), filed.statement(), language);
}

std::string ObjectionText(const v1::ObjectionFiled& filed, Language language) {
  std::string text =
      filed.campaign_number() == 0
          ? In(language, {"投诉", "complaint"})
          : Fill(language, {"评选 {}", "campaign {}"}, filed.campaign_number());
  if (filed.has_about()) {
    text += Fill(language, {"，关于{}", ", about {}"},
                 ContestantText(filed.about(), language));
  }
  return text +
         Fill(language, {"：{}，{} 前答复", ": {}, to be answered by {}"},
              filed.text(), rules::FormatDay(filed.answer_until())) +
         ByText(filed.by(), "", language);
}

std::string AnswerText(const v1::ObjectionAnswered& answered,
                       Language language) {
  std::string text = Fill(
      language,
      answered.upheld()
          ? Text{"条目 {} 成立，{}：{}", "entry {} is upheld, {}: {}"}
          : Text{"条目 {} 不成立，{}：{}", "entry {} is not upheld, {}: {}"},
      answered.objection_index(), In(language, NameOf(answered.effect())),
      answered.answer());
  if (!answered.list_digest().empty()) {
    text += Fill(language, {"，入选名单 {}", ", winners {}"},
                 ToHex(answered.list_digest()));
  }
  if (answered.notice_until() != 0) {
    text += Fill(language, {"，公示至 {}", ", notice until {}"},
                 rules::FormatDay(answered.notice_until()));
  }
  return text + ByText(answered.by(), "", language);
}

std::string GrantText(const v1::TitleGranted& granted, Language language) {
  std::string text = Fill(
      language,
      {"评选 {}：{}，第 {} 名，称号 {}（{}），{} 至 {}",
       "campaign {}: {}, rank {}, title {} ({}), {} to {}"},
      granted.campaign_number(), ContestantText(granted.contestant(), language),
      granted.rank(), granted.title_code(),
      In(language, NameOf(granted.level())),
      rules::FormatDay(granted.from_day()), rules::FormatDay(granted.to_day()));
  if (granted.in_a_row() > 1) {
    text +=
        Fill(language, {"，连续第 {} 次", ", {} in a row"}, granted.in_a_row());
  }
  if (granted.milli_points() != 0) {
    text += Fill(language, {"，奖励 {} 分", ", prize {} points"},
                 Thousandths(granted.milli_points()));
  }
  return text;
}

std::string CheckText(const v1::TitleChecked& checked, Language language) {
  std::string text =
      Fill(language, {"称号 {}：{}", "title {}: {}"}, checked.title_index(),
           In(language, NameOf(checked.check())));
  if (!checked.deadline().empty()) {
    text += Fill(language, {"，限 {} 前", ", by {}"}, checked.deadline());
  }
  return text + ByText(checked.by(), checked.why(), language);
}

std::string NominationText(const v1::NominationReceived& received,
                           Language language) {
  return Fill(language,
              {"评选 {}：{}，称号 {}（{}，{} 止），该处评选 {} 第 {} 名，得分 "
               "{}",
               "campaign {}: {}, title {} ({}, until {}), there campaign {}, "
               "rank {}, score {}"},
              received.campaign_number(),
              ContestantText(received.contestant(), language),
              received.title_code(), In(language, NameOf(received.level())),
              rules::FormatDay(received.title_until()),
              received.from_campaign(), received.rank(),
              documents::Score(received.score_millionths())) +
         ByText(received.by(), "", language);
}

}  // namespace

std::string SelectionDetail(const v1::Entry& entry, Language language) {
  switch (entry.body_case()) {
    case v1::Entry::kCampaignDrafted:
      return DraftText(entry.campaign_drafted(), language);
    case v1::Entry::kCampaignStepped:
      return StepText(entry.campaign_stepped(), language);
    case v1::Entry::kListPart:
      return Fill(language,
                  {"评选 {}，第 {} 段，{} 行", "campaign {}, part {}, {} rows"},
                  entry.list_part().campaign_number(), entry.list_part().part(),
                  entry.list_part().rows_size());
    case v1::Entry::kReviewSigned:
      return ReviewText(entry.review_signed(), language);
    case v1::Entry::kDeclarationFiled:
      return DeclarationText(entry.declaration_filed(), language);
    case v1::Entry::kObjectionFiled:
      return ObjectionText(entry.objection_filed(), language);
    case v1::Entry::kObjectionAnswered:
      return AnswerText(entry.objection_answered(), language);
    case v1::Entry::kTitleGranted:
      return GrantText(entry.title_granted(), language);
    case v1::Entry::kTitleChecked:
      return CheckText(entry.title_checked(), language);
    case v1::Entry::kNominationReceived:
      return NominationText(entry.nomination_received(), language);
    default:
      return "";
  }
}

}  // namespace greenledger::cli
