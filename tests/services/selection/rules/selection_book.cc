#include "tests/services/selection/rules/selection_book.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <utility>

#include "services/ledger/rules/decide_command.h"
#include "services/ledger/rules/local_day.h"
#include "services/ledger/rules/winners.h"
#include "services/ledger/state_rows.h"
#include "services/ledger/verify/book_verifier.h"
#include "tests/services/ledger/rules/rules_testing.h"

namespace greenledger::rules {
namespace {

v1::Entry OfPlace(uint64_t number, v1::PlaceKind kind, uint64_t parent) {
  v1::Entry entry;
  v1::Place* place = entry.mutable_place_opened();
  place->set_number(number);
  place->set_kind(kind);
  place->set_parent_number(parent);
  place->set_name("place " + std::to_string(number));
  return entry;
}

v1::Entry OfHousehold(uint64_t number, uint64_t building) {
  v1::Entry entry;
  v1::Household* household = entry.mutable_household_opened();
  household->set_number(number);
  household->set_building_number(building);
  household->set_tenure(v1::TENURE_OWNER);
  household->set_residents(2);
  household->set_state(v1::HOUSEHOLD_STATE_ACTIVE);
  for (uint32_t member = 1; member <= 2; ++member) {
    household->add_members()->set_number(member);
    household->mutable_members()->rbegin()->set_kind(v1::MEMBER_KIND_ADULT);
  }
  return entry;
}

std::string RequestId(uint64_t number) {
  char id[37];
  std::snprintf(id, sizeof(id), "00000000-0000-4000-8000-%012llx",
                static_cast<unsigned long long>(number));
  return id;
}

}  // namespace

v1::CampaignState NextOf(const v1::CampaignRule& rule,
                         v1::CampaignState state) {
  switch (state) {
    case v1::CAMPAIGN_STATE_EVALUATED:
      return rule.has_on_site() ? v1::CAMPAIGN_STATE_ON_SITE
                                : v1::CAMPAIGN_STATE_REVIEWED;
    case v1::CAMPAIGN_STATE_AWARDED:
    case v1::CAMPAIGN_STATE_CANCELLED:
      return v1::CAMPAIGN_STATE_UNSPECIFIED;
    default:
      return static_cast<v1::CampaignState>(state + 1);
  }
}

std::map<std::string, std::string> RowsOf(const BookState& state) {
  std::map<std::string, std::string> rows;
  StateRows::ForEach(state, [&](uint8_t table, std::string_view key,
                                std::string_view value) {
    rows[std::string(1, static_cast<char>(table)) + std::string(key)] = value;
  });
  return rows;
}

SelectionBook::SelectionBook(const Options& options)
    : env_(rocksdb::NewMemEnv(rocksdb::Env::Default())) {
  auto store = storage::Store::Open({.path = "/book", .env = env_.get()});
  EXPECT_TRUE(store.ok()) << store.status();
  store_ = *std::move(store);
  GoTo("2026-01-05");
  Open(options.calendar);
  restarts_ = options.restarts;
}

void SelectionBook::Open(bool calendar) {
  v1::Entry opened;
  opened.mutable_book_opened()->set_community_name("大同社区");
  opened.mutable_book_opened()->set_street_name("大同街道");
  opened.mutable_book_opened()->set_district_name("同安区");
  opened.mutable_book_opened()->set_utc_offset_minutes(480);
  Must(opened);
  Must({OfPlace(1, v1::PLACE_KIND_GRID, 0), OfPlace(2, v1::PLACE_KIND_GRID, 0),
        OfPlace(101, v1::PLACE_KIND_BUILDING, 1),
        OfPlace(102, v1::PLACE_KIND_BUILDING, 1),
        OfPlace(201, v1::PLACE_KIND_BUILDING, 2)});
  Must({OfHousehold(1, 101), OfHousehold(2, 101), OfHousehold(3, 102),
        OfHousehold(4, 201), OfHousehold(5, 201), OfHousehold(6, 201)});
  v1::Entry budget;
  *budget.mutable_budget_published() = testing::FromText<v1::Budget>(R"(
    number: 1 title: "honours" from_day: "2026-01-05" to_day: "2026-12-31"
    milli_points: 1000000 rule: BUDGET_RULE_REFUSE by: "committee")");
  Must(budget);
  if (!calendar) return;
  v1::Entry published;
  *published.mutable_calendar_published() =
      testing::FromText<v1::CalendarYear>(R"(
        year: 2026 off_days: "2026-06-19" working_days: "2026-06-13"
        source: "a circular")");
  Must(published);
}

void SelectionBook::GoTo(int32_t day) {
  now_us_ = day * 24 * kHourUs + 4 * kHourUs;
}

void SelectionBook::GoTo(std::string_view day) { GoTo(*ParseDay(day)); }

void SelectionBook::Append(v1::Entry* entry) {
  entry->mutable_actor()->set_kind(v1::ACTOR_KIND_OPERATOR);
  entry->set_request_id(RequestId(commands_));
  entry->set_request_digest(std::string(32, 'd'));
  const absl::Status applied = state_.Apply(*entry);
  ASSERT_TRUE(applied.ok()) << applied << "\n" << entry->DebugString();
  entries_.push_back(entry->SerializeAsString());
  last_ = *entry;
}

v1::RefusalReason SelectionBook::Run(std::vector<v1::Entry> bodies) {
  if (restarts_) Restart();
  std::vector<CommandItem> items;
  for (v1::Entry& body : bodies) {
    CommandItem& item = items.emplace_back();
    item.field = "entry";
    item.entry = std::move(body);
  }
  const auto next = [&] {
    return std::max(now_us_, state_.last_time_us() + 1);
  };
  refusals_ = CheckCommand(state_, next(), &items);
  if (!refusals_.empty()) return refusals_[0].reason();
  ++commands_;
  for (CommandItem& item : items) {
    CompleteEntry(state_, next(), nullptr, &item.entry);
    Append(&item.entry);
  }
  return v1::REFUSAL_REASON_UNSPECIFIED;
}

void SelectionBook::Must(std::vector<v1::Entry> bodies) {
  const v1::RefusalReason reason = Run(std::move(bodies));
  ASSERT_EQ(reason, v1::REFUSAL_REASON_UNSPECIFIED)
      << v1::RefusalReason_Name(reason) << " at " << refusals_[0].field()
      << " is " << refusals_[0].value();
}

void SelectionBook::Restart() {
  const auto before = Rows();
  storage::RowBatch batch;
  StateRows::TakeChanged(&state_, [&](uint8_t table, std::string_view key,
                                      std::string_view value) {
    batch.Put(kBook, table, key, value);
  });
  ASSERT_TRUE(store_->WriteRows(std::move(batch)).ok());
  auto loaded = StateRows::Load(*store_, kBook);
  ASSERT_TRUE(loaded.ok()) << loaded.status();
  state_ = *std::move(loaded);
  ASSERT_EQ(Rows(), before);
}

void SelectionBook::BringTo(const v1::CampaignRule& rule,
                            v1::CampaignState state) {
  Must(Drafted(rule));
  const bool cancelled = state == v1::CAMPAIGN_STATE_CANCELLED;
  v1::CampaignState at = v1::CAMPAIGN_STATE_DRAFT;
  while (at != state && !cancelled) {
    at = NextOf(rule, at);
    Prepare(at);
    ASSERT_EQ(Step(at), v1::REFUSAL_REASON_UNSPECIFIED)
        << v1::CampaignState_Name(at) << ": "
        << v1::RefusalReason_Name(refusals_[0].reason());
  }
  if (cancelled) Must(Stepped(state));
}

void SelectionBook::Prepare(v1::CampaignState to) {
  const v1::CampaignRule& rule = campaign().rule;
  switch (to) {
    case v1::CAMPAIGN_STATE_RUNNING:
      return GoTo(rule.from_day());
    case v1::CAMPAIGN_STATE_EVALUATED:
      return GoTo(campaign().to_day + 1);
    case v1::CAMPAIGN_STATE_REVIEWED:
      if (rule.has_on_site()) {
        Must(Visited(1, 700, FormatDay(Today())));
        Must(Visited(2, 900, FormatDay(Today())));
        Must(Visited(3, 800, FormatDay(Today())));
      }
      Must(Signed(WinnersDigest(), kFirstReviewer));
      return Must(Signed(WinnersDigest(), kSecondReviewer));
    case v1::CAMPAIGN_STATE_DECIDED:
      return GoTo(campaign().notice_until + 1);
    case v1::CAMPAIGN_STATE_AWARDED: {
      std::vector<v1::Entry> titles;
      for (const uint32_t place : SelectWinners(campaign()).order) {
        titles.push_back(Granted(
            ToContestant(KeyOf(campaign(), campaign().list[place].row))));
      }
      return Must(std::move(titles));
    }
    default:
      return;
  }
}

v1::RefusalReason SelectionBook::Step(v1::CampaignState to) {
  return to == v1::CAMPAIGN_STATE_EVALUATED ? Run(List().Make())
                                            : Run(Stepped(to));
}

ListMaker SelectionBook::List() const {
  ListMaker list(state_);
  list.Rows({{1, 900'000}, {2, 800'000}, {3, 800'000}, {4, 500'000}});
  return list.Seats(0, 2);
}

std::string SelectionBook::WinnersDigest(uint32_t number) const {
  const CampaignRecord& of = *state_.selection().Find(number);
  return DigestOf(WinnersText(kBook, of, SelectWinners(of)));
}

int64_t SelectionBook::Net(v1::AccountOwner owner, uint64_t number) const {
  const Balances* balances = state_.FindBalances(owner, number);
  return balances == nullptr ? 0 : balances->Net(v1::ASSET_POINTS);
}

absl::Status SelectionBook::Verify() const {
  verify::BookVerifier verifier(kBook);
  for (const std::string& bytes : entries_) {
    if (absl::Status s = verifier.Add(bytes); !s.ok()) return s;
  }
  if (RowsOf(verifier.state()) != Rows()) {
    return absl::InternalError("the verifier's fold is another one");
  }
  return verifier.Finish();
}

std::map<std::string, std::string> SelectionBook::Rows() const {
  return RowsOf(state_);
}

}  // namespace greenledger::rules
