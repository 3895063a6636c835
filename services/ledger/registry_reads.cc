// The reads of RegistryService.
#include <string>

#include "services/ledger/reads.h"
#include "services/ledger/registry_service.h"
#include "services/ledger/rules/local_day.h"

namespace greenledger::ledger {
namespace {

// Adds a page of a map's values with keys above the cursor; `fill` writes one.
// Returns the token of the next page.
template <typename Map, typename Fill>
std::string FillPage(const Map& map, uint64_t after, size_t page_size,
                     const std::string& arguments, Fill fill) {
  size_t filled = 0;
  auto at = map.upper_bound(after);
  uint64_t last = after;
  for (; at != map.end() && filled < page_size; ++at, ++filled) {
    fill(at->second);
    last = at->first;
  }
  if (at == map.end()) return "";
  return common::EncodePageToken(std::to_string(last), arguments);
}

const rules::PublishedTariff* FindTariff(const rules::BookState& state,
                                         const std::string& version,
                                         int64_t now_us) {
  if (version.empty()) {
    const int32_t today =
        rules::ToLocalTime(now_us, state.info().utc_offset_minutes()).day;
    const rules::CompiledTariff* in_force = state.TariffOn(today);
    for (const auto& tariff : state.tariffs()) {
      if (&tariff->compiled == in_force) return tariff.get();
    }
    return nullptr;
  }
  for (const auto& tariff : state.tariffs()) {
    if (tariff->tariff.version() == version) return tariff.get();
  }
  return nullptr;
}

}  // namespace

grpc::ServerUnaryReactor* RegistryServiceImpl::GetHousehold(
    grpc::CallbackServerContext* context,
    const v1::GetHouseholdRequest* request,
    v1::GetHouseholdResponse* response) {
  return Serve(context, *request, [&](grpc::ServerUnaryReactor* reactor) {
    LiveBook* book = nullptr;
    grpc::Status found = FindBook(*books_, request->book(), &book);
    if (!found.ok()) return found;
    uint64_t seen = 0;
    {
      common::MutexLock lock(book->mu);
      const rules::HouseholdState* household =
          book->state.FindHousehold(request->household());
      if (household == nullptr) {
        return common::Error(
            common::Reason::kHouseholdUnknown,
            {{"book", std::to_string(request->book())},
             {"household", std::to_string(request->household())}});
      }
      rules::FillHousehold(*household, response->mutable_household());
      seen = household->last_index + 1;
    }
    FinishWhenDurable(book, seen, reactor);
    return grpc::Status::OK;
  });
}

grpc::ServerUnaryReactor* RegistryServiceImpl::ListKiosks(
    grpc::CallbackServerContext* context, const v1::ListKiosksRequest* request,
    v1::ListKiosksResponse* response) {
  return Serve(context, *request, [&](grpc::ServerUnaryReactor* reactor) {
    const std::string arguments =
        "ListKiosks/" + std::to_string(request->book());
    const auto after = NumberCursor(request->page_token(), arguments);
    if (!after.has_value()) return common::BadPageToken(request->page_token());
    LiveBook* book = nullptr;
    grpc::Status found = FindBook(*books_, request->book(), &book);
    if (!found.ok()) return found;
    uint64_t seen = 0;
    {
      common::MutexLock lock(book->mu);
      response->set_next_page_token(FillPage(
          book->state.kiosks(), *after,
          PageSize(request->page_size(), 100, 1000), arguments,
          [&](const rules::KioskState& kiosk) {
            v1::KioskStatus* out = response->add_kiosks();
            *out->mutable_kiosk() = kiosk.kiosk;
            out->set_closed(kiosk.closed);
            out->set_watermark(kiosk.watermark);
          }));
      seen = book->state.size();
    }
    FinishWhenDurable(book, seen, reactor);
    return grpc::Status::OK;
  });
}

grpc::ServerUnaryReactor* RegistryServiceImpl::ListPlaces(
    grpc::CallbackServerContext* context, const v1::ListPlacesRequest* request,
    v1::ListPlacesResponse* response) {
  return Serve(context, *request, [&](grpc::ServerUnaryReactor* reactor) {
    const std::string arguments =
        "ListPlaces/" + std::to_string(request->book());
    const auto after = NumberCursor(request->page_token(), arguments);
    if (!after.has_value()) return common::BadPageToken(request->page_token());
    LiveBook* book = nullptr;
    grpc::Status found = FindBook(*books_, request->book(), &book);
    if (!found.ok()) return found;
    uint64_t seen = 0;
    {
      common::MutexLock lock(book->mu);
      response->set_next_page_token(FillPage(
          book->state.places(), *after,
          PageSize(request->page_size(), 500, 5000), arguments,
          [&](const v1::Place& place) { *response->add_places() = place; }));
      seen = book->state.size();
    }
    FinishWhenDurable(book, seen, reactor);
    return grpc::Status::OK;
  });
}

grpc::ServerUnaryReactor* RegistryServiceImpl::GetTariff(
    grpc::CallbackServerContext* context, const v1::GetTariffRequest* request,
    v1::GetTariffResponse* response) {
  return Serve(context, *request, [&](grpc::ServerUnaryReactor* reactor) {
    LiveBook* book = nullptr;
    grpc::Status found = FindBook(*books_, request->book(), &book);
    if (!found.ok()) return found;
    uint64_t seen = 0;
    {
      common::MutexLock lock(book->mu);
      const rules::PublishedTariff* tariff =
          FindTariff(book->state, request->version(), clock_->NowMicros());
      if (tariff == nullptr) {
        return common::Error(common::Reason::kTariffUnknown,
                             {{"book", std::to_string(request->book())},
                              {"version", request->version()}});
      }
      *response->mutable_tariff() = tariff->tariff;
      *response->mutable_scheme() =
          book->state.FindScheme(tariff->tariff.scheme())->scheme;
      response->set_index(tariff->compiled.index());
      for (const auto& published : book->state.tariffs()) {
        response->add_versions(published->tariff.version());
      }
      seen = book->state.size();
    }
    FinishWhenDurable(book, seen, reactor);
    return grpc::Status::OK;
  });
}

}  // namespace greenledger::ledger
