// greenledger report credits: unusual credits of a period, for review.
#include <fmt/format.h>

#include <memory>
#include <string>

#include "clients/cli/credits_fold.h"
#include "clients/cli/money.h"
#include "clients/cli/output.h"
#include "clients/cli/report_entries.h"
#include "clients/cli/report_verbs.h"
#include "clients/cli/table.h"
#include "clients/cli/verb.h"
#include "services/ledger/rules/local_day.h"

namespace greenledger::cli {
namespace {

constexpr size_t kTopMax = 1000;

struct CreditsOptions {
  std::string from;
  std::string to;
  size_t top = 20;
};

struct KindName {
  CreditKind kind;
  const char* key;
  Text text;
};

constexpr KindName kCreditKinds[] = {
    {CreditKind::kAdjustment, "adjustment", {"手工增减", "changes by hand"}},
    {CreditKind::kPrize, "prize", {"奖励", "prizes"}},
    {CreditKind::kPenalty, "penalty", {"处罚", "penalties"}},
    {CreditKind::kReversal, "reversal", {"冲正", "reversals"}},
};

void PrintList(Session& session, const CreditsFold& fold,
               const KindName& kind) {
  Table table({{session.Say("条目", "entry"), Table::Align::kRight},
               {session.Say("日期", "day")},
               {session.Say("住户", "household"), Table::Align::kRight},
               {session.Say("积分", "points"), Table::Align::kRight},
               {session.Say("荣誉", "merit"), Table::Align::kRight},
               {session.Say("经办", "by")},
               {session.Say("原因", "why")}});
  for (const Credit& one : fold.Largest(kind.kind)) {
    const std::string day = rules::FormatDay(one.day);
    if (session.json) {
      session.around.out << fmt::format(
          "{{\"kind\":\"{}\",\"entry\":{},\"day\":\"{}\",\"household\":{},"
          "\"milli_points\":{},\"milli_merit\":{},\"by\":{},\"why\":{}}}\n",
          kind.key, one.index, day, one.household, one.milli_points,
          one.milli_merit, JsonString(one.by), JsonString(one.why));
    }
    table.AddRow({std::to_string(one.index), day,
                  one.household == 0 ? "" : std::to_string(one.household),
                  SignedThousandths(one.milli_points),
                  SignedThousandths(one.milli_merit), one.by, one.why});
  }
  if (session.json) return;
  session.around.out << In(session.language, kind.text) << "\n";
  table.Print(session.around.out);
  session.around.out << "\n";
}

void PrintEarned(Session& session, const CreditsFold& fold) {
  Table table({{session.Say("住户", "household"), Table::Align::kRight},
               {session.Say("投放所得", "earned"), Table::Align::kRight}});
  for (const auto& [household, milli_points] : fold.EarnedMost()) {
    if (session.json) {
      session.around.out << fmt::format(
          "{{\"kind\":\"earned\",\"household\":{},\"milli_points\":{}}}\n",
          household, milli_points);
    }
    table.AddRow({std::to_string(household), SignedThousandths(milli_points)});
  }
  if (session.json) return;
  session.around.out << session.Say("投放所得最多的住户\n",
                                    "households that earned most\n");
  table.Print(session.around.out);
}

ExitCode Report(Session& session, const CreditsOptions& options) {
  const auto from = rules::ParseDay(options.from);
  const auto to = rules::ParseDay(options.to);
  if (!from.has_value() || !to.has_value() || *to < *from) {
    return session.UsageError(fmt::format(
        fmt::runtime(session.Say(
            "--from 和 --to 应为 YYYY-MM-DD，先后有序，得到 {} 和 {}",
            "--from and --to must be days, YYYY-MM-DD, in their order, found "
            "{} and {}")),
        options.from, options.to));
  }
  CreditsFold fold(*from, *to, options.top);
  const ExitCode code =
      ForEachEntry(session, [&](const v1::Entry& entry) { fold.Add(entry); });
  if (code != ExitCode::kOk) return code;
  for (const KindName& kind : kCreditKinds) PrintList(session, fold, kind);
  PrintEarned(session, fold);
  return ExitCode::kOk;
}

}  // namespace

void AddReportCredits(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "credits",
      {"供复核：一段时期里最大的手工增减、奖励、处罚、冲正，和得分最多的住户",
       "For review: the largest changes by hand, prizes, penalties, reversals "
       "of a period, and who earned most"},
      "greenledger report credits --from 2026-05-01 --to 2026-05-31 "
      "--book 310101001001\n"
      "greenledger report credits --from 2026-01-01 --to 2026-12-31 "
      "--top 50 --json \\\n  --book 310101001001");
  auto options = std::make_shared<CreditsOptions>();
  verb->add_option("--from", options->from,
                   session.Say("第一天 YYYY-MM-DD", "first day, YYYY-MM-DD"))
      ->required();
  verb->add_option("--to", options->to,
                   session.Say("最后一天 YYYY-MM-DD", "last day, YYYY-MM-DD"))
      ->required();
  verb->add_option("--top", options->top,
                   session.Say("每张表的行数", "lines of each list"))
      ->check(CLI::Range(size_t{1}, kTopMax))
      ->capture_default_str();
  DoInBook(*verb, session,
           [&session, options] { return Report(session, *options); });
}

}  // namespace greenledger::cli
