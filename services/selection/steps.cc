// StepCampaign: most steps are one entry; EVALUATED computes the list first,
// AWARDED grants the titles first.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "services/ledger/command_sender.h"
#include "services/ledger/operator_command.h"
#include "services/ledger/service_command.h"
#include "services/selection/calls.h"
#include "services/selection/selection_service.h"
#include "storage/proof/sha256.h"

namespace greenledger::selection {
namespace {

using std::chrono_literals::operator""ms;

constexpr char kStepRpc[] = "StepCampaign";
constexpr char kService[] = "selection";
// Titles granted by one command.
constexpr size_t kTitlesMax = 200;

ledger::Items BareStep(const v1::CampaignStepped& step) {
  return OneItem("step", [&](v1::Entry* entry) {
    *entry->mutable_campaign_stepped() = step;
  });
}

size_t BytesOf(const ledger::Items& items) {
  size_t bytes = 0;
  for (const rules::CommandItem& item : items) {
    bytes += item.entry.ByteSizeLong();
  }
  return bytes;
}

bool IsSeed(const v1::CampaignRule& rule, const std::string& seed) {
  const std::string& digest = rule.draw_seed_digest();
  return digest.empty() ? seed.empty() : rules::DigestOf(seed) == digest;
}

// What to evaluate; nullopt if the rules refuse the step whatever the list is.
std::optional<ListTask> TaskOf(ledger::LiveBook* book,
                               const v1::CampaignStepped& step,
                               int64_t now_us) {
  common::MutexLock lock(book->mu);
  const rules::BookState& state = book->state;
  const auto* campaign = state.selection().Find(step.campaign_number());
  if (campaign == nullptr || campaign->state != v1::CAMPAIGN_STATE_RUNNING ||
      state.DayOf(now_us) <= campaign->to_day) {
    return std::nullopt;
  }
  ListTask task;
  task.book = book->code;
  task.rule = campaign->rule;
  task.rule_index = campaign->rule_index;
  task.size = book->durable_size;
  task.draw_seed = step.evaluation().draw_seed();
  return task;
}

// The titles of a campaign that is DECIDED, in the order of ranks, and which of
// them are granted.
struct Honours {
  std::vector<v1::TitleGranted> titles;
  std::vector<bool> granted;
};

std::optional<Honours> HonoursOf(ledger::LiveBook* book, uint32_t number,
                                 Board* board) {
  std::optional<Honours> honours;
  board->ReadList(book, number,
                  [&](const rules::BookState&,
                      const rules::CampaignRecord& campaign, const View& view) {
                    if (campaign.state != v1::CAMPAIGN_STATE_DECIDED) return;
                    honours.emplace();
                    for (const uint32_t place : view.winners.order) {
                      const rules::ListedContestant& listed =
                          campaign.list[place];
                      v1::TitleGranted& title = honours->titles.emplace_back();
                      title.set_campaign_number(number);
                      v1::Contestant* contestant = title.mutable_contestant();
                      contestant->set_kind(campaign.rule.contestants());
                      contestant->set_number(listed.row.number());
                      contestant->set_member(listed.row.member());
                      contestant->set_book(listed.row.book());
                      honours->granted.push_back(listed.title_index != 0);
                    }
                  });
  return honours;
}

// The command that grants titles [from, to). What it is about is fixed once the
// list is final, so that doing it again after a crash finds it done.
ledger::Command GrantCommand(uint64_t book, const Honours& honours, size_t from,
                             size_t to) {
  std::vector<v1::Entry> entries;
  for (size_t i = from; i < to; ++i) {
    *entries.emplace_back().mutable_title_granted() = honours.titles[i];
  }
  const uint32_t campaign = honours.titles[from].campaign_number();
  ledger::Command command = ledger::MakeCommand(
      ledger::RequestIdOf({"title", std::to_string(book),
                           std::to_string(campaign), std::to_string(from)}),
      kService, std::move(entries));
  for (size_t i = from; i < to; ++i) {
    command.items[i - from].field = "titles[" + std::to_string(i) + "]";
  }
  // What is in the way may be put right, and then it is granted.
  command.keep_refusal = false;
  return command;
}

// Grants what is missing, command by command. False if the ledger takes none
// now; `refused` gets the outcome of one that was refused, which ends it.
bool GrantAll(const ledger::CommandPorts& ports, ledger::LiveBook* book,
              const Honours& honours,
              std::optional<v1::CommandResult>* refused) {
  common::Mutex mutex;
  ledger::CommandSender sender(ports.store, ports.admission);
  for (size_t from = 0; from < honours.titles.size(); from += kTitlesMax) {
    if (honours.granted[from]) continue;
    const size_t to = std::min(from + kTitlesMax, honours.titles.size());
    bool done = false;
    const bool taken =
        sender.Send(book, GrantCommand(book->code, honours, from, to),
                    [&](const v1::CommandResult& result) {
                      common::MutexLock lock(mutex);
                      done = true;
                      if (result.refusals_size() > 0) *refused = result;
                    });
    if (!taken) return false;
    sender.Wait();
    common::MutexLock lock(mutex);
    if (refused->has_value()) return true;
    if (!done) return false;
  }
  return true;
}

// All that is missing and the step as one command, to be checked.
ledger::Items AwardItems(const Honours& honours,
                         const v1::CampaignStepped& step) {
  ledger::Items items;
  for (size_t i = 0; i < honours.titles.size(); ++i) {
    if (honours.granted[i]) continue;
    rules::CommandItem& item = items.emplace_back();
    item.field = "titles[" + std::to_string(i) + "]";
    *item.entry.mutable_title_granted() = honours.titles[i];
  }
  items.push_back(std::move(BareStep(step)[0]));
  return items;
}

}  // namespace

grpc::Status SelectionServiceImpl::Evaluate(
    ledger::LiveBook* book, const v1::StepCampaignRequest& request,
    v1::StepCampaignResponse* response, grpc::ServerUnaryReactor* reactor) {
  ledger::Items items = BareStep(request.step());
  std::optional<ListTask> task;
  if (!IsKnown(book, request.header())) {
    task = TaskOf(book, request.step(), clock_->NowMicros());
  }
  if (task.has_value()) {
    const auto root = book->proofs().RootAt(*ports_.store, task->size);
    if (!root.ok()) return common::ToGrpc(root.status());
    evaluation::EvaluatedList list;
    // Another seed is refused whatever the list is.
    if (IsSeed(task->rule, task->draw_seed)) {
      // Goes on without its caller, who may ask again with the same id.
      auto made = MakeList(*ports_.store, *task, [] { return false; });
      if (!made.ok()) return common::ToGrpc(made.status());
      list = std::move(made->list);
    }
    items = StepItems(*task, std::string(proof::AsBytes(*root)), list,
                      request.step());
  }
  const size_t bytes = BytesOf(items);
  return ledger::SubmitCommand(
      ports_, book,
      ledger::OperatorCommand(kStepRpc, request, std::move(items)), bytes,
      response, reactor);
}

grpc::Status SelectionServiceImpl::Award(ledger::LiveBook* book,
                                         const v1::StepCampaignRequest& request,
                                         v1::StepCampaignResponse* response,
                                         grpc::ServerUnaryReactor* reactor) {
  std::optional<Honours> honours;
  if (!IsKnown(book, request.header())) {
    honours = HonoursOf(book, request.step().campaign_number(), &board_);
  }
  ledger::Items items = BareStep(request.step());
  if (honours.has_value() && request.header().validate_only()) {
    items = AwardItems(*honours, request.step());
  } else if (honours.has_value()) {
    std::optional<v1::CommandResult> refused;
    if (!GrantAll(ports_, book, *honours, &refused)) {
      return common::RetryLater(common::Reason::kQueueFull, 1'000ms);
    }
    if (refused.has_value()) {
      *response->mutable_result() = *std::move(refused);
      reactor->Finish(grpc::Status::OK);
      return grpc::Status::OK;
    }
  }
  const size_t bytes = BytesOf(items);
  return ledger::SubmitCommand(
      ports_, book,
      ledger::OperatorCommand(kStepRpc, request, std::move(items)), bytes,
      response, reactor);
}

grpc::ServerUnaryReactor* SelectionServiceImpl::StepCampaign(
    grpc::CallbackServerContext* context,
    const v1::StepCampaignRequest* request,
    v1::StepCampaignResponse* response) {
  const v1::CampaignState to = request->step().to();
  if (to != v1::CAMPAIGN_STATE_EVALUATED && to != v1::CAMPAIGN_STATE_AWARDED) {
    return ledger::RunEntry(ports_, context, kStepRpc, "step", request,
                            response, [&](v1::Entry* entry) {
                              *entry->mutable_campaign_stepped() =
                                  request->step();
                            });
  }
  return ledger::Serve(
      context, *request, [&](grpc::ServerUnaryReactor* reactor) {
        ledger::LiveBook* book = nullptr;
        grpc::Status found =
            ledger::FindBook(*ports_.books, request->header().book(), &book);
        if (!found.ok()) return found;
        OnDesk(&desk_, reactor, [this, book, to, request, response, reactor] {
          return to == v1::CAMPAIGN_STATE_EVALUATED
                     ? Evaluate(book, *request, response, reactor)
                     : Award(book, *request, response, reactor);
        });
        return grpc::Status::OK;
      });
}

}  // namespace greenledger::selection
