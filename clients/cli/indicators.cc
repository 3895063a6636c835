// greenledger indicators show|entries
#include <fmt/format.h>

#include <memory>
#include <string>

#include "clients/cli/choice_option.h"
#include "clients/cli/command_fields.h"
#include "clients/cli/names.h"
#include "clients/cli/nouns.h"
#include "clients/cli/output.h"
#include "clients/cli/paging.h"
#include "clients/cli/table.h"
#include "clients/documents/words.h"
#include "services/ledger/rules/local_day.h"

namespace greenledger::cli {
namespace {

const v1::Indicator* Find(const v1::IndicatorStretch& stretch,
                          v1::IndicatorKind kind) {
  for (const v1::Indicator& one : stretch.indicators()) {
    if (one.kind() == kind) return &one;
  }
  return nullptr;
}

// Nothing where there is no figure.
std::string ShareText(const v1::IndicatorStretch& stretch,
                      v1::IndicatorKind kind) {
  const v1::Indicator* one = Find(stretch, kind);
  return one == nullptr || one->denominator() == 0
             ? ""
             : documents::Share(one->permille());
}

std::string DaysText(const v1::IndicatorStretch& stretch) {
  return rules::FormatDay(stretch.from_day()) + " – " +
         rules::FormatDay(stretch.to_day());
}

std::string MetText(const Session& session, const v1::Indicator& one) {
  if (one.target_permille() == 0 || one.denominator() == 0) return "";
  return one.permille() >= one.target_permille() ? session.Say("达标", "met")
                                                 : session.Say("未达", "not");
}

void Print(Session& session, const v1::GetIndicatorsResponse& response) {
  constexpr auto kRight = Table::Align::kRight;
  const v1::IndicatorStretch& stretch = response.stretch();
  std::ostream& out = session.around.out;
  out << fmt::format(fmt::runtime(session.Say(
                         "{}，截至条目 {}\n前期：{}\n上年：{}\n",
                         "{}, at {} entries\nbefore: {}\nyear before: {}\n")),
                     DaysText(stretch), response.applied_size(),
                     DaysText(response.before()),
                     DaysText(response.year_before()));
  Table table({{session.Say("指标", "indicator")},
               {session.Say("本期", "share"), kRight},
               {session.Say("分子", "above"), kRight},
               {session.Say("分母", "below"), kRight},
               {session.Say("前期", "before"), kRight},
               {session.Say("上年", "year before"), kRight},
               {session.Say("目标", "target"), kRight},
               {session.Say("达标", "met")}});
  for (const v1::Indicator& one : stretch.indicators()) {
    table.AddRow({In(session.language, NameOf(one.kind())),
                  ShareText(stretch, one.kind()),
                  documents::PartOf(one.kind(), one.numerator()),
                  documents::PartOf(one.kind(), one.denominator()),
                  ShareText(response.before(), one.kind()),
                  ShareText(response.year_before(), one.kind()),
                  one.target_permille() == 0
                      ? ""
                      : documents::Share(one.target_permille()),
                  MetText(session, one)});
  }
  table.Print(out);
}

void AddShowIndicators(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "show",
      {"一段时期的各项指标，与前期、上年和目标对照",
       "Indicators of a stretch of days, with those before, a year before and "
       "the targets"},
      "greenledger indicators show --book 310101001001\n"
      "greenledger indicators show --from 2026-01-01 --to 2026-06-30 "
      "--book 310101001001");
  auto request = std::make_shared<v1::GetIndicatorsRequest>();
  Fields(*verb, session, request.get())
      .May("--from",
           {"第一天 YYYY-MM-DD；不给则本月 1 日",
            "first local day, YYYY-MM-DD; the 1st of this month if not given"},
           request->mutable_from_day())
      .May("--to",
           {"最后一天 YYYY-MM-DD；不给则今天",
            "last local day, YYYY-MM-DD; today if not given"},
           request->mutable_to_day());
  DoInBook(*verb, session, [&session, request] {
    request->set_book(session.book);
    v1::GetIndicatorsResponse response;
    const grpc::Status status = session.client().Call(
        &Client::Ranking::GetIndicators, *request, &response);
    if (!status.ok()) return ReportError(session, status);
    if (session.json) {
      session.around.out << ToJson(response) << "\n";
    } else {
      Print(session, response);
    }
    return ExitCode::kOk;
  });
}

void AddEntriesVerb(CLI::App& noun, Session& session) {
  CLI::App* verb =
      AddVerb(noun, session, "entries",
              {"一项指标背后的条目序号，每行一个",
               "Indices of the entries behind an indicator, one a line"},
              "greenledger indicators entries recovery --from 2026-06-01 "
              "--to 2026-06-30 \\\n  --book 310101001001\n"
              "greenledger indicators entries purity --all --from 2026-06-01 "
              "\\\n  --to 2026-06-30 --book 310101001001");
  auto request = std::make_shared<v1::ListIndicatorEntriesRequest>();
  AddChoice<v1::IndicatorKind>(
      *verb, session, "indicator", {"哪一项", "which one"},
      ChoicesOf<v1::IndicatorKind>("INDICATOR_KIND_"),
      [request](v1::IndicatorKind kind) { request->set_kind(kind); })
      ->required();
  Fields(*verb, session, request.get())
      .Need("--from", {"第一天 YYYY-MM-DD", "first local day, YYYY-MM-DD"},
            request->mutable_from_day())
      .Need("--to", {"最后一天 YYYY-MM-DD", "last local day, YYYY-MM-DD"},
            request->mutable_to_day());
  verb->add_flag_callback(
      "--all", [request] { request->set_all(true); },
      session.Say("也列出只计入分母的",
                  "those too that count below the line only"));
  DoInBook(
      *verb, session, [&session, request] {
        request->set_book(session.book);
        request->set_page_size(1000);
        const auto print = [&](const v1::ListIndicatorEntriesResponse& page) {
          for (const uint64_t index : page.indices()) {
            session.around.out
                << (session.json ? fmt::format("{{\"index\":\"{}\"}}\n", index)
                                 : fmt::format("{}\n", index));
          }
        };
        const grpc::Status status = ForEachPage(
            session, &Client::Ranking::ListIndicatorEntries, *request, print);
        return status.ok() ? ExitCode::kOk : ReportError(session, status);
      });
}

}  // namespace

void AddIndicators(CLI::App& app, Session& session) {
  CLI::App* noun =
      AddNoun(app, session, "indicators",
              {"考核指标", "Shares that the rules ask for, with targets"});
  AddShowIndicators(*noun, session);
  AddEntriesVerb(*noun, session);
}

}  // namespace greenledger::cli
