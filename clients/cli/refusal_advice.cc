#include "clients/cli/refusal_advice.h"

#include "clients/cli/text_table.h"

namespace greenledger::cli {
namespace {

constexpr TextRow<v1::RefusalReason> kAdvice[] = {
    {v1::REFUSAL_REASON_UNSPECIFIED, {"", ""}},
    {v1::REFUSAL_REASON_IN_FUTURE,
     {"核对日期；当天或事后再登记",
      "check the day; book it on that day or after"}},
    {v1::REFUSAL_REASON_SAMPLE_UNKNOWN,
     {"用 sample list 查看编号", "look its number up with sample list"}},
    {v1::REFUSAL_REASON_SAMPLE_DRAWN,
     {"用 sample list 查看结果；要再抽须用新编号封存",
      "see the result with sample list; for another one commit to a new "
      "number"}},
    {v1::REFUSAL_REASON_SEED_WRONG,
     {"用封存时写出的种子文件", "give the seed file that sample commit wrote"}},
    {v1::REFUSAL_REASON_NOT_IN_SAMPLE,
     {"先 sample draw，或不写 --sample",
      "run sample draw first, or leave --sample out"}},
    {v1::REFUSAL_REASON_NOTHING_TO_DRAW,
     {"先激活住户或登记检查", "activate households or book inspections first"}},
    {v1::REFUSAL_REASON_INSPECTION_UNKNOWN,
     {"用 entries list 查看检查的条目序号",
      "look up the index of the inspection with entries list"}},
    {v1::REFUSAL_REASON_RECHECKED,
     {"每次检查只复查一次；请另选一次",
      "each is repeated once at most; choose another one"}},
    {v1::REFUSAL_REASON_VIOLATION_UNKNOWN,
     {"用 entries list 查看违规的条目序号和对象",
      "look up index and contestant of the violation with entries list"}},
    {v1::REFUSAL_REASON_CAMPAIGN_UNKNOWN,
     {"用 campaign list 查看编号", "look its number up with campaign list"}},
    {v1::REFUSAL_REASON_CAMPAIGN_STATE_WRONG,
     {"用 campaign show 查看阶段和下一步",
      "see with campaign show where it is and what comes next"}},
    {v1::REFUSAL_REASON_CONTESTANT_WRONG,
     {"用 campaign show 查看面向谁；入选后被撤销称号的，答复异议时划去",
      "see with campaign show who takes part; a winner whose title was revoked "
      "meanwhile is struck off with objection answer --strike"}},
    {v1::REFUSAL_REASON_NOT_ON_LIST,
     {"用 campaign explain 查看它为何不在名单上",
      "see with campaign explain why it is not on the list"}},
    {v1::REFUSAL_REASON_WINDOW_OPEN,
     {"评选期首日起可以开始，末日过后可以测算",
      "it can run from the window's first day on, and be evaluated when the "
      "last is over"}},
    {v1::REFUSAL_REASON_LIST_WRONG,
     {"重新测算：campaign evaluate", "evaluate again: campaign evaluate"}},
    {v1::REFUSAL_REASON_LIST_CHANGED,
     {"看过现在的名单后再签", "look at the list as it is now and sign that"}},
    {v1::REFUSAL_REASON_VISITS_MISSING,
     {"用 inspection book --campaign 登记其余考察",
      "book the other visits with inspection book --campaign"}},
    {v1::REFUSAL_REASON_EVIDENCE_MISSING,
     {"为该对象补登所缺证据类别的考察",
      "book another visit with the kinds of evidence that are missing"}},
    {v1::REFUSAL_REASON_REVIEWERS_MISSING,
     {"须有更多不同的人同意现在的名单",
      "more different persons have to agree with the list as it is now"}},
    {v1::REFUSAL_REASON_CALENDAR_MISSING,
     {"先发布所需年份的日历：calendar publish",
      "publish the calendars of those years first: calendar publish"}},
    {v1::REFUSAL_REASON_NOTICE_RUNS,
     {"公示期满后再试", "try again when the notice is over"}},
    {v1::REFUSAL_REASON_OBJECTIONS_OPEN,
     {"先答复：objection list --open", "answer them: objection list --open"}},
    {v1::REFUSAL_REASON_OBJECTION_UNKNOWN,
     {"用 objection list --open 查看序号",
      "look its index up with objection list --open"}},
    {v1::REFUSAL_REASON_CONTESTANT_TAKEN,
     {"不必再做一次", "it need not be done again"}},
    {v1::REFUSAL_REASON_TITLES_MISSING,
     {"先给其余入选者授予称号", "grant the titles of the other winners first"}},
    {v1::REFUSAL_REASON_TITLE_UNKNOWN,
     {"用 title list 查看序号和期限",
      "look its index and term up with title list"}},
    {v1::REFUSAL_REASON_LADDER,
     {"依次：批评、警告、限期整改、到期后撤销；登记的违规可直接撤销",
      "in order: criticised, warned, rectify, revoked after the deadline; a "
      "violation on record lets it be revoked at once"}},
    {v1::REFUSAL_REASON_LIST_EMPTY,
     {"没有对象达到条件；可取消评选",
      "nobody passes the rule; the campaign can be cancelled"}},
    {v1::REFUSAL_REASON_SEATS_WRONG,
     {"核对方案的名额，重新测算",
      "look at the rule's quota, and evaluate again"}},
};

}  // namespace

Text RefusalAdvice(v1::RefusalReason reason) {
  return FindText(kAdvice, reason);
}

}  // namespace greenledger::cli
