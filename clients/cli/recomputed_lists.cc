#include "clients/cli/recomputed_lists.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "clients/cli/log_entries.h"
#include "clients/log/check.h"
#include "services/ledger/rules/winners.h"
#include "storage/proof/frontier.h"

namespace greenledger::cli {
namespace {

bool IsSame(const v1::ListRow& a, const v1::ListRow& b) {
  return a.SerializeAsString() == b.SerializeAsString();
}

bool IsSame(const v1::ScopeSeats& a, const v1::ScopeSeats& b) {
  return a.scope() == b.scope() && a.seats() == b.seats();
}

// The first place at which two lists are not the same.
template <typename Item>
std::optional<uint64_t> FirstOther(const std::vector<Item>& a,
                                   const std::vector<Item>& b) {
  const auto at =
      std::mismatch(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Item& x, const Item& y) { return IsSame(x, y); });
  if (at.first == a.end() && at.second == b.end()) return std::nullopt;
  return static_cast<uint64_t>(at.first - a.begin());
}

// The campaign whose winners the entry has a digest of; 0 if of none.
uint32_t WinnersIn(const v1::Entry& entry, const rules::BookState& state,
                   WinnersDigest* digest) {
  digest->entry_index = entry.index();
  if (entry.has_campaign_stepped()) {
    digest->booked = entry.campaign_stepped().list_digest();
    digest->to = entry.campaign_stepped().to();
    return digest->booked.empty() ? 0
                                  : entry.campaign_stepped().campaign_number();
  }
  digest->booked = entry.objection_answered().list_digest();
  const auto objection = state.selection().objections.find(
      entry.objection_answered().objection_index());
  if (digest->booked.empty() ||
      objection == state.selection().objections.end()) {
    return 0;
  }
  return objection->second.filed.campaign_number();
}

void TakeDownList(const v1::Entry& entry, const rules::CampaignRecord& record,
                  BookedList* list) {
  *list = {};
  list->rule = record.rule;
  list->step_index = entry.index();
  list->evaluation = record.evaluation;
  list->seats = record.seats;
  for (const rules::ListedContestant& listed : record.list) {
    list->rows.push_back(listed.row);
  }
}

// Evaluations of one walk through a log.
class Walk {
 public:
  Walk(const std::string& folder, uint64_t book, uint64_t size,
       const BookedLists& lists)
      : book_(book), lists_(lists) {
    for (const auto& [number, list] : lists) {
      evaluators_[number] = std::make_unique<evaluation::Evaluator>(
          book, list.rule, list.evaluation.rule_index(),
          EntriesInLog(folder, size));
    }
  }

  absl::Status Add(std::string_view bytes) {
    if (evaluators_.empty()) return absl::OkStatus();
    if (!entry_.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
      return absl::DataLossError(
          fmt::format("entry {} cannot be read", tree_.size()));
    }
    tree_.Append(proof::LeafHash(bytes));
    for (auto at = evaluators_.begin(); at != evaluators_.end();) {
      if (absl::Status s = at->second->Add(entry_); !s.ok()) return s;
      const BookedList& booked = lists_.at(at->first);
      if (booked.evaluation.size() > tree_.size()) {
        ++at;
        continue;
      }
      if (absl::Status s = Finish(booked, at->second.get()); !s.ok()) return s;
      at = evaluators_.erase(at);
    }
    return absl::OkStatus();
  }

  // DATA_LOSS if the log ended before one of them could be evaluated.
  absl::StatusOr<RecomputedLists> Take() {
    if (evaluators_.empty()) return std::move(done_);
    return absl::DataLossError(fmt::format(
        "campaign {} was evaluated from more entries than there are",
        evaluators_.begin()->first));
  }

 private:
  absl::Status Finish(const BookedList& booked,
                      evaluation::Evaluator* evaluator) {
    auto list = evaluator->Evaluate(booked.evaluation.draw_seed());
    if (!list.ok()) return list.status();
    RecomputedList& done = done_[booked.rule.number()];
    done.list = *std::move(list);
    done.root = std::string(proof::AsBytes(tree_.Root()));
    v1::Evaluation evaluation = booked.evaluation;
    evaluation.set_root(done.root);
    done.text = rules::ListText(book_, booked.rule.number(), evaluation,
                                done.list.rows, done.list.seats);
    done.digest = rules::DigestOf(done.text);
    return absl::OkStatus();
  }

  const uint64_t book_;
  const BookedLists& lists_;
  std::map<uint32_t, std::unique_ptr<evaluation::Evaluator>> evaluators_;
  proof::Frontier tree_;
  v1::Entry entry_;
  RecomputedLists done_;
};

}  // namespace

void TakeDownLists(const v1::Entry& entry, const rules::BookState& state,
                   uint32_t campaign, BookedLists* lists) {
  if (!entry.has_campaign_stepped() && !entry.has_objection_answered()) return;
  WinnersDigest digest;
  const bool evaluated =
      entry.campaign_stepped().to() == v1::CAMPAIGN_STATE_EVALUATED;
  const uint32_t number = evaluated ? entry.campaign_stepped().campaign_number()
                                    : WinnersIn(entry, state, &digest);
  if (number == 0 || (campaign != 0 && number != campaign)) return;
  const rules::CampaignRecord* record = state.selection().Find(number);
  if (record == nullptr) return;
  if (evaluated) return TakeDownList(entry, *record, &(*lists)[number]);
  const auto list = lists->find(number);
  if (list == lists->end()) return;
  const rules::Winners winners = rules::SelectWinners(*record);
  digest.follows =
      rules::DigestOf(rules::WinnersText(state.book(), *record, winners));
  digest.winners = winners.order.size();
  list->second.winners.push_back(std::move(digest));
}

absl::StatusOr<RecomputedLists> RecomputeLists(
    const std::string& folder, uint64_t book, uint64_t size,
    const BookedLists& lists, const log::OnProgress& on_progress) {
  Walk walk(folder, book, size, lists);
  const auto report = log::Check(
      folder, nullptr, on_progress,
      [&](uint64_t, std::string_view entry) { return walk.Add(entry); });
  if (!report.ok()) return report.status();
  return walk.Take();
}

std::optional<ListDifference> FindDifference(const BookedList& booked,
                                             const RecomputedList& again) {
  using What = ListDifference::What;
  const v1::Evaluation& says = booked.evaluation;
  if (says.root() != again.root) return ListDifference{What::kRoot, 0};
  if (const auto row = FirstOther(booked.rows, again.list.rows)) {
    return ListDifference{What::kRow, *row};
  }
  if (says.contestants() != again.list.contestants) {
    return ListDifference{What::kContestants, 0};
  }
  if (says.seats() != again.list.total_seats) {
    return ListDifference{What::kSeats, 0};
  }
  if (const auto scope = FirstOther(booked.seats, again.list.seats)) {
    return ListDifference{What::kScopeSeats, *scope};
  }
  if (says.list_digest() != again.digest) {
    return ListDifference{What::kDigest, 0};
  }
  for (const WinnersDigest& one : booked.winners) {
    if (one.booked != one.follows) {
      return ListDifference{What::kWinners, one.entry_index};
    }
  }
  return std::nullopt;
}

}  // namespace greenledger::cli
