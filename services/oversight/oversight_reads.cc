// The reads of OversightService.
#include <string>
#include <utility>
#include <vector>

#include "services/ledger/reads.h"
#include "services/ledger/stored_entries.h"
#include "services/oversight/oversight_service.h"

namespace greenledger::oversight {
namespace {

constexpr size_t kPageStandard = 100;
constexpr size_t kPageMax = 1000;

// An anomaly and the entry that judged it, 0 if none did.
using Known = std::pair<uint64_t, uint64_t>;

// The newest durable ones below `before`, one more than a page if there are.
std::vector<Known> NewestBelow(const rules::BookState& state, uint64_t before,
                               bool open_only, size_t page_size) {
  const auto& anomalies = state.oversight().anomalies;
  std::vector<Known> page;
  for (auto at = std::make_reverse_iterator(anomalies.lower_bound(before));
       at != anomalies.rend() && page.size() <= page_size; ++at) {
    if (!open_only || at->second == 0) page.push_back(*at);
  }
  return page;
}

bool FillAnomaly(const storage::Store& store, uint64_t book, const Known& known,
                 uint64_t durable, v1::Anomaly* out) {
  v1::Entry entry;
  if (!ledger::ReadEntry(store, book, known.first, &entry)) return false;
  out->set_index(known.first);
  out->set_time_us(entry.time_us());
  *out->mutable_raised() = entry.anomaly_raised();
  if (known.second == 0 || known.second >= durable) return true;
  if (!ledger::ReadEntry(store, book, known.second, &entry)) return false;
  *out->mutable_judged() = entry.anomaly_judged();
  return true;
}

}  // namespace

grpc::Status OversightServiceImpl::FillAnomalies(
    const v1::ListAnomaliesRequest& request,
    v1::ListAnomaliesResponse* response) const {
  const std::string arguments = "ListAnomalies/" +
                                std::to_string(request.book()) +
                                (request.open_only() ? "/open" : "/all");
  const auto cursor = ledger::NumberCursor(request.page_token(), arguments);
  if (!cursor.has_value()) return common::BadPageToken(request.page_token());
  ledger::LiveBook* book = nullptr;
  grpc::Status found = ledger::FindBook(*ports_.books, request.book(), &book);
  if (!found.ok()) return found;
  const size_t size =
      ledger::PageSize(request.page_size(), kPageStandard, kPageMax);
  std::vector<Known> page;
  uint64_t durable = 0;
  {
    common::MutexLock lock(book->mu);
    durable = book->durable_size;
    page = NewestBelow(book->state, *cursor == 0 ? durable : *cursor,
                       request.open_only(), size);
  }
  const bool more = page.size() > size;
  if (more) page.pop_back();
  for (const Known& known : page) {
    if (!FillAnomaly(*ports_.store, request.book(), known, durable,
                     response->add_anomalies())) {
      return common::Error(common::Reason::kDataLoss);
    }
  }
  if (more) {
    response->set_next_page_token(
        common::EncodePageToken(std::to_string(page.back().first), arguments));
  }
  return grpc::Status::OK;
}

grpc::ServerUnaryReactor* OversightServiceImpl::ListAnomalies(
    grpc::CallbackServerContext* context,
    const v1::ListAnomaliesRequest* request,
    v1::ListAnomaliesResponse* response) {
  return ledger::Serve(
      context, *request, [&](grpc::ServerUnaryReactor* reactor) {
        grpc::Status filled = FillAnomalies(*request, response);
        if (filled.ok()) reactor->Finish(filled);
        return filled;
      });
}

grpc::ServerUnaryReactor* OversightServiceImpl::GetOversight(
    grpc::CallbackServerContext* context,
    const v1::GetOversightRequest* request,
    v1::GetOversightResponse* response) {
  return ledger::Serve(
      context, *request, [&](grpc::ServerUnaryReactor* reactor) {
        return ledger::ReadBook(
            *ports_.books, request->book(), reactor,
            [&](const rules::BookState& state, const storage::BookTree&,
                uint64_t*) {
              const rules::OversightState& known = state.oversight();
              for (const auto& [key, party] : known.parties) {
                *response->add_parties() = party;
              }
              if (!known.plans.empty()) {
                *response->mutable_clearance_plan() = known.plans.back().plan;
              }
              if (!known.rules.empty()) {
                *response->mutable_anomaly_rules() = known.rules.back();
              }
              return grpc::Status::OK;
            });
      });
}

}  // namespace greenledger::oversight
