#include "tests/services/statements/statement_world.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "services/ledger/rules/local_day.h"
#include "services/statements/wording.h"

namespace greenledger::statements {
namespace {

// What a household should read of one month.
struct Expected {
  Amounts opening;
  Amounts closing;
  std::vector<uint64_t> indices;
};

using Statements = std::map<uint64_t, std::map<std::string, Expected>>;

// What the entry's legs move between this account and all others, stages left
// out.
int64_t Sum(const v1::Entry& entry, v1::Asset asset) {
  int64_t sum = 0;
  for (const v1::Posting& leg : entry.postings()) {
    const bool its_own = leg.owner() == v1::ACCOUNT_OWNER_HOUSEHOLD &&
                         leg.owner_number() == entry.household();
    if (its_own && leg.asset() == asset && leg.stage() == 0) {
      sum += leg.amount();
    }
  }
  return sum;
}

std::string MonthOf(const v1::Entry& entry) {
  return rules::FormatDay(rules::ToLocalTime(entry.time_us(), 480).day)
      .substr(0, 7);
}

Statements Fold(const std::vector<std::string>& entries) {
  Statements statements;
  std::map<uint64_t, Amounts> has;
  for (const std::string& bytes : entries) {
    v1::Entry entry;
    EXPECT_TRUE(entry.ParseFromString(bytes));
    if (entry.household() == 0) continue;
    Amounts& now = has[entry.household()];
    auto [at, is_new] =
        statements[entry.household()].try_emplace(MonthOf(entry));
    if (is_new) at->second.opening = now;
    now.points += Sum(entry, v1::ASSET_POINTS);
    now.merit += Sum(entry, v1::ASSET_MERIT);
    at->second.closing = now;
    at->second.indices.push_back(entry.index());
  }
  return statements;
}

void ExpectIsRight(const Expected& expected,
                   const v1::GetMonthStatementResponse& statement) {
  EXPECT_EQ(statement.opening_milli_points(), expected.opening.points);
  EXPECT_EQ(statement.closing_milli_points(), expected.closing.points);
  EXPECT_EQ(statement.opening_milli_merit(), expected.opening.merit);
  EXPECT_EQ(statement.closing_milli_merit(), expected.closing.merit);
  std::vector<uint64_t> indices;
  Amounts sum{statement.opening_milli_points(),
              statement.opening_milli_merit()};
  for (const v1::StatementLine& line : statement.lines()) {
    indices.push_back(line.index());
    sum.points += line.milli_points();
    sum.merit += line.milli_merit();
    EXPECT_FALSE(line.sentence().empty());
    // Who did it is nobody else's business.
    EXPECT_EQ(line.sentence().find("clerk"), std::string::npos);
  }
  EXPECT_EQ(indices, expected.indices);
  EXPECT_EQ(sum.points, statement.closing_milli_points());
  EXPECT_EQ(sum.merit, statement.closing_milli_merit());
}

}  // namespace

StatementWorld::StatementWorld(ledger::LedgerWorld* ledger)
    : service_(&ledger->ledger(), &ledger->clock) {
  grpc::ServerBuilder builder;
  builder.RegisterService(&service_);
  server_ = builder.BuildAndStart();
  channel_ = server_->InProcessChannel(grpc::ChannelArguments());
  stub_ = v1::StatementService::NewStub(channel_);
}

StatementWorld::~StatementWorld() { server_->Shutdown(); }

grpc::Status StatementWorld::Page(const v1::GetMonthStatementRequest& request,
                                  v1::GetMonthStatementResponse* response) {
  grpc::ClientContext context;
  return stub_->GetMonthStatement(&context, request, response);
}

v1::GetMonthStatementRequest StatementWorld::Ask(uint64_t household,
                                                 const std::string& month) {
  v1::GetMonthStatementRequest request;
  request.set_book(ledger::kBook);
  request.set_household(household);
  request.set_month(month);
  request.set_language(v1::LANGUAGE_EN);
  return request;
}

v1::GetMonthStatementResponse StatementWorld::Read(uint64_t household,
                                                   const std::string& month,
                                                   int32_t page_size) {
  v1::GetMonthStatementRequest request = Ask(household, month);
  request.set_page_size(page_size);
  v1::GetMonthStatementResponse all;
  do {
    v1::GetMonthStatementResponse page;
    const grpc::Status status = Page(request, &page);
    EXPECT_TRUE(status.ok()) << status.error_message();
    if (page_size != 0) {
      EXPECT_LE(page.lines_size(), page_size);
    }
    request.set_page_token(page.next_page_token());
    all.MergeFrom(page);
  } while (!request.page_token().empty());
  return all;
}

void ExpectStatementsAreRight(const std::vector<std::string>& entries,
                              StatementWorld* statements) {
  const Statements expected = Fold(entries);
  std::set<std::string> months;
  for (const auto& [household, of_months] : expected) {
    for (const auto& [month, one] : of_months) months.insert(month);
  }
  for (const auto& [household, of_months] : expected) {
    Expected before;
    for (const std::string& month : months) {
      SCOPED_TRACE("household " + std::to_string(household) + ", " + month);
      // A month without entries leaves things as they were.
      const auto at = of_months.find(month);
      Expected one{before.closing, before.closing, {}};
      if (at != of_months.end()) one = at->second;
      ExpectIsRight(one, statements->Read(household, month));
      ExpectIsRight(one, statements->Read(household, month, 7));
      before = one;
    }
  }
}

}  // namespace greenledger::statements
