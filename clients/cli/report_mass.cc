// greenledger report mass: what went in and out of every bin, by day, and where
// all of it is now.
#include <fmt/format.h>

#include <map>
#include <tuple>
#include <utility>

#include "clients/cli/money.h"
#include "clients/cli/names.h"
#include "clients/cli/output.h"
#include "clients/cli/report_entries.h"
#include "clients/cli/report_verbs.h"
#include "clients/cli/table.h"
#include "clients/cli/verb.h"
#include "services/ledger/rules/local_day.h"

namespace greenledger::cli {
namespace {

// Grams of one bin on one day.
struct BinDay {
  int64_t in = 0;
  // By the kiosk's count, and by the crew's scale.
  int64_t out_counted = 0;
  int64_t out_weighed = 0;
};

class MassBalance {
 public:
  void Add(const v1::Entry& entry);
  void Print(Session& session) const;

 private:
  using Stock = std::tuple<v1::AccountOwner, uint64_t, v1::Asset, uint32_t>;

  int32_t DayOf(const v1::Entry& entry) const;
  void PrintBins(Session& session) const;
  void PrintStocks(Session& session) const;
  void PrintSums(Session& session) const;

  int32_t utc_offset_minutes_ = 0;
  std::map<std::pair<uint64_t, int32_t>, BinDay> bins_;  // account, day
  std::map<Stock, int64_t> stocks_;
  std::map<v1::AccountOwner, int64_t> grams_;
};

int32_t MassBalance::DayOf(const v1::Entry& entry) const {
  if (entry.has_drop()) return static_cast<int32_t>(entry.drop().day());
  const auto record = RecordOf(entry);
  const int64_t at_us =
      record.has_value() ? MadeAt(entry, *record) : entry.time_us();
  return rules::ToLocalTime(at_us, utc_offset_minutes_).day;
}

void MassBalance::Add(const v1::Entry& entry) {
  if (entry.has_book_opened()) {
    utc_offset_minutes_ = entry.book_opened().utc_offset_minutes();
  }
  // A clearance, or the reversal of one.
  bool clears = false;
  for (const v1::Posting& leg : entry.postings()) {
    clears |= leg.owner() == v1::ACCOUNT_OWNER_COLLECTOR &&
              leg.asset() == v1::ASSET_MASS;
  }
  for (const v1::Posting& leg : entry.postings()) {
    const bool mass = leg.asset() == v1::ASSET_MASS;
    if (mass) grams_[leg.owner()] += leg.amount();
    if (leg.owner() == v1::ACCOUNT_OWNER_COLLECTOR ||
        leg.owner() == v1::ACCOUNT_OWNER_PROCESSOR ||
        leg.owner() == v1::ACCOUNT_OWNER_USED_UP) {
      stocks_[{leg.owner(), leg.owner_number(), leg.asset(),
               leg.class_code()}] += leg.amount();
    }
    if (!mass) continue;
    if (leg.owner() == v1::ACCOUNT_OWNER_BIN) {
      BinDay& bin = bins_[{leg.owner_number(), DayOf(entry)}];
      if (clears) {
        bin.out_counted -= leg.amount();
        bin.out_weighed -= leg.amount();
      } else {
        bin.in += leg.amount();
      }
    } else if (leg.owner() == v1::ACCOUNT_OWNER_LOSS) {
      bins_[{leg.owner_number(), DayOf(entry)}].out_weighed -= leg.amount();
    }
  }
}

void MassBalance::PrintBins(Session& session) const {
  Table table(
      {{session.Say("设备", "kiosk"), Table::Align::kRight},
       {session.Say("投口", "bin"), Table::Align::kRight},
       {session.Say("日期", "day")},
       {session.Say("投入 kg", "in kg"), Table::Align::kRight},
       {session.Say("清运 kg（清运秤）", "out kg (crew)"),
        Table::Align::kRight},
       {session.Say("差额 kg", "difference kg"), Table::Align::kRight},
       {session.Say("日终结存 kg", "closing kg"), Table::Align::kRight}});
  uint64_t account = 0;
  int64_t closing = 0;
  for (const auto& [key, bin] : bins_) {
    if (key.first != account) closing = 0;
    account = key.first;
    closing += bin.in - bin.out_counted;
    const int64_t difference = bin.out_weighed - bin.out_counted;
    if (session.json) {
      session.around.out << fmt::format(
          "{{\"kiosk\":{},\"bin\":{},\"day\":\"{}\",\"in_grams\":{},"
          "\"out_grams\":{},\"difference_grams\":{},\"closing_grams\":{}}}\n",
          account / 1000, account % 1000, rules::FormatDay(key.second), bin.in,
          bin.out_weighed, difference, closing);
    }
    table.AddRow({std::to_string(account / 1000),
                  std::to_string(account % 1000), rules::FormatDay(key.second),
                  SignedThousandths(bin.in), SignedThousandths(bin.out_weighed),
                  SignedThousandths(difference), SignedThousandths(closing)});
  }
  if (!session.json) table.Print(session.around.out);
}

void MassBalance::PrintStocks(Session& session) const {
  Table table({{session.Say("账户", "account")},
               {session.Say("编号", "number"), Table::Align::kRight},
               {session.Say("项目", "what")},
               {session.Say("类别", "class"), Table::Align::kRight},
               {session.Say("数量", "amount"), Table::Align::kRight}});
  for (const auto& [key, amount] : stocks_) {
    const auto& [owner, number, asset, class_code] = key;
    if (session.json) {
      session.around.out << fmt::format(
          "{{\"owner\":\"{}\",\"number\":{},\"asset\":\"{}\",\"class_code\":{},"
          "\"amount\":{}}}\n",
          v1::AccountOwner_Name(owner), number, v1::Asset_Name(asset),
          class_code, amount);
    }
    const bool mass = asset == v1::ASSET_MASS;
    table.AddRow(
        {In(session.language, NameOf(owner)), std::to_string(number),
         In(session.language, NameOf(asset)),
         class_code == 0 ? "" : std::to_string(class_code),
         mass ? SignedThousandths(amount) + " kg" : std::to_string(amount)});
  }
  if (!session.json && !stocks_.empty()) {
    session.around.out << "\n";
    table.Print(session.around.out);
  }
}

// Where all that residents returned is; the sum of all accounts is zero.
void MassBalance::PrintSums(Session& session) const {
  const auto of = [&](v1::AccountOwner owner) {
    const auto at = grams_.find(owner);
    return at == grams_.end() ? 0 : at->second;
  };
  const int64_t returned =
      -of(v1::ACCOUNT_OWNER_HOUSEHOLD) - of(v1::ACCOUNT_OWNER_SUSPENSE);
  int64_t sum = 0;
  for (const auto& [owner, grams] : grams_) sum += grams;
  if (session.json) {
    session.around.out << fmt::format(
        "{{\"returned_grams\":{},\"in_bins_grams\":{},\"loss_grams\":{},"
        "\"collectors_grams\":{},\"processors_grams\":{},"
        "\"used_up_grams\":{},\"unexplained_grams\":{}}}\n",
        returned, of(v1::ACCOUNT_OWNER_BIN), of(v1::ACCOUNT_OWNER_LOSS),
        of(v1::ACCOUNT_OWNER_COLLECTOR), of(v1::ACCOUNT_OWNER_PROCESSOR),
        of(v1::ACCOUNT_OWNER_USED_UP), sum);
    return;
  }
  session.around.out << fmt::format(
      fmt::runtime(session.Say(
          "\n共投放 {} kg = 投口 {} + 差额 {} + 清运单位 {} + 处理单位 {} + "
          "已利用 {}；不明 {} kg\n",
          "\nreturned {} kg = in bins {} + loss {} + collectors {} + "
          "processors {} + used up {}; unexplained {} kg\n")),
      SignedThousandths(returned), SignedThousandths(of(v1::ACCOUNT_OWNER_BIN)),
      SignedThousandths(of(v1::ACCOUNT_OWNER_LOSS)),
      SignedThousandths(of(v1::ACCOUNT_OWNER_COLLECTOR)),
      SignedThousandths(of(v1::ACCOUNT_OWNER_PROCESSOR)),
      SignedThousandths(of(v1::ACCOUNT_OWNER_USED_UP)), SignedThousandths(sum));
}

void MassBalance::Print(Session& session) const {
  PrintBins(session);
  PrintStocks(session);
  PrintSums(session);
}

ExitCode ReportMass(Session& session) {
  MassBalance balance;
  const ExitCode code = ForEachEntry(
      session, [&](const v1::Entry& entry) { balance.Add(entry); });
  if (code == ExitCode::kOk) balance.Print(session);
  return code;
}

}  // namespace

void AddReportMass(CLI::App& noun, Session& session) {
  CLI::App* verb =
      AddVerb(noun, session, "mass",
              {"物料平衡：每投口每天的进出和结存，各单位的库存",
               "Mass balance: in and out of every bin by day, and every stock"},
              "greenledger report mass --book 310101001001\n"
              "greenledger report mass --json --book 310101001001");
  DoInBook(*verb, session, [&session] { return ReportMass(session); });
}

}  // namespace greenledger::cli
