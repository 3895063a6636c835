// What a correction would change, and how far one is.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "services/ledger/reads.h"
#include "services/ledger/rules/decide_command.h"
#include "services/ledger/rules/local_day.h"
#include "services/points/corrector.h"
#include "services/points/points_service.h"

namespace greenledger::points {
namespace {

constexpr size_t kPageStandard = 50;
constexpr size_t kPageMax = 200;

// What a preview needs of the state, taken under its lock.
struct PreviewPlan {
  std::vector<v1::Refusal> refusals;
  std::vector<rules::RerateTask> tasks;
  std::vector<uint64_t> free_milli_points;  // of each task's household
  bool more = false;
};

// The correction as it would be if it began now.
rules::Correction AsBegun(const rules::BookState& state,
                          const v1::CorrectionBegun& begun) {
  rules::Correction correction;
  correction.begun = begun;
  correction.tariff = std::make_shared<const rules::CompiledTariff>(
      begun.tariff(), state.FindScheme(begun.tariff().scheme())->scheme,
      state.size());
  correction.from_day = correction.tariff->effective_day();
  correction.to_day = *rules::ParseDay(begun.to_day());
  return correction;
}

// Of entries that are on disk, so that they can be read without waiting.
PreviewPlan PlanOf(const rules::BookState& state, uint64_t durable,
                   int64_t now_us, const v1::CorrectionBegun& begun,
                   uint64_t after, size_t page_size) {
  PreviewPlan plan;
  std::vector<rules::CommandItem> items(1);
  items[0].field = "correction";
  *items[0].entry.mutable_correction_begun() = begun;
  plan.refusals = rules::CheckCommand(state, now_us, &items);
  if (!plan.refusals.empty()) return plan;
  const rules::Correction correction = AsBegun(state, begun);
  for (uint64_t number : HouseholdsAfter(state, after, page_size + 1)) {
    const rules::HouseholdState& household = *state.FindHousehold(number);
    if (plan.tasks.size() == page_size || household.last_index >= durable) {
      plan.more = true;
      break;
    }
    plan.tasks.push_back(
        rules::TaskFor(state, state.size(), correction, household));
    plan.free_milli_points.push_back(
        static_cast<uint64_t>(std::max<int64_t>(state.FreePoints(number), 0)));
  }
  return plan;
}

// Adds a part of a household's difference.
void AddPart(const v1::DropsRerated& part, v1::CorrectionDifference* out) {
  out->set_drops(out->drops() + static_cast<uint32_t>(part.drops_size()));
  for (const v1::RatedAgain& drop : part.drops()) {
    out->set_was_milli_points(out->was_milli_points() +
                              drop.was_milli_points());
    out->set_now_milli_points(out->now_milli_points() +
                              drop.now_milli_points());
    out->set_was_milli_merit(out->was_milli_merit() + drop.was_milli_merit());
    out->set_now_milli_merit(out->now_milli_merit() + drop.now_milli_merit());
  }
}

// False if an entry cannot be read.
bool FillDifference(rules::RerateTask task, uint64_t free_milli_points,
                    const rules::EntryAt& entry_at,
                    v1::PreviewCorrectionResponse* response) {
  v1::CorrectionDifference difference;
  difference.set_household_number(task.household);
  int changed = rules::kRatedAgainMax;
  while (changed == rules::kRatedAgainMax) {
    auto part = rules::Rerate(task, entry_at);
    if (!part.ok()) return false;
    changed = part->drops_size();
    task.through = part->through_household_entry();
    AddPart(*part, &difference);
  }
  if (difference.drops() == 0) return true;
  const uint64_t has = free_milli_points + difference.now_milli_points();
  if (has < difference.was_milli_points()) {
    difference.set_written_off_milli_points(difference.was_milli_points() -
                                            has);
  }
  *response->add_differences() = difference;
  return true;
}

}  // namespace

grpc::Status PointsServiceImpl::Preview(
    const v1::PreviewCorrectionRequest& request,
    v1::PreviewCorrectionResponse* response) const {
  const std::string arguments = "PreviewCorrection/" +
                                std::to_string(request.book()) + "/" +
                                request.correction().tariff().version();
  const auto after = ledger::NumberCursor(request.page_token(), arguments);
  if (!after.has_value()) return common::BadPageToken(request.page_token());
  ledger::LiveBook* book = nullptr;
  grpc::Status found = ledger::FindBook(*ports_.books, request.book(), &book);
  if (!found.ok()) return found;
  PreviewPlan plan;
  {
    common::MutexLock lock(book->mu);
    plan =
        PlanOf(book->state, book->durable_size, clock_->NowMicros(),
               request.correction(), *after,
               ledger::PageSize(request.page_size(), kPageStandard, kPageMax));
  }
  response->mutable_refusals()->Add(plan.refusals.begin(), plan.refusals.end());
  const rules::EntryAt entry_at = EntriesOf(ports_.store, request.book());
  for (size_t i = 0; i < plan.tasks.size(); ++i) {
    if (!FillDifference(plan.tasks[i], plan.free_milli_points[i], entry_at,
                        response)) {
      return common::Error(common::Reason::kDataLoss);
    }
  }
  if (plan.more) {
    const uint64_t last =
        plan.tasks.empty() ? *after : plan.tasks.back().household;
    response->set_next_page_token(
        common::EncodePageToken(std::to_string(last), arguments));
  }
  return grpc::Status::OK;
}

grpc::ServerUnaryReactor* PointsServiceImpl::PreviewCorrection(
    grpc::CallbackServerContext* context,
    const v1::PreviewCorrectionRequest* request,
    v1::PreviewCorrectionResponse* response) {
  return ledger::Serve(context, *request,
                       [&](grpc::ServerUnaryReactor* reactor) {
                         grpc::Status done = Preview(*request, response);
                         if (done.ok()) reactor->Finish(done);
                         return done;
                       });
}

grpc::ServerUnaryReactor* PointsServiceImpl::GetCorrection(
    grpc::CallbackServerContext* context,
    const v1::GetCorrectionRequest* request,
    v1::GetCorrectionResponse* response) {
  return ledger::Serve(
      context, *request, [&](grpc::ServerUnaryReactor* reactor) {
        return ledger::ReadBook(
            *ports_.books, request->book(), reactor,
            [&](const rules::BookState& state, const storage::BookTree&,
                uint64_t*) {
              const auto& all = state.corrections().all;
              const auto at = all.find(request->correction_index());
              if (at == all.end()) {
                return common::Error(
                    common::Reason::kEntryUnknown,
                    {{"book", std::to_string(request->book())},
                     {"index", std::to_string(request->correction_index())}});
              }
              const rules::Correction& known = at->second;
              *response->mutable_begun() = known.begun;
              response->set_complete(known.complete);
              response->set_household(known.household);
              response->set_drops_changed(known.drops);
              response->set_milli_points(known.milli_points);
              response->set_milli_merit(known.milli_merit);
              response->set_written_off_milli_points(known.written_off);
              return grpc::Status::OK;
            });
      });
}

}  // namespace greenledger::points
