// The reads of RegistryService.
#include <string>

#include "services/ledger/reads.h"
#include "services/ledger/registry_service.h"
#include "services/ledger/rules/local_day.h"

namespace greenledger::ledger {
namespace {

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
    return ReadBook(
        *books_, request->book(), reactor,
        [&](const rules::BookState& state, const storage::BookTree&,
            uint64_t* seen) {
          const rules::HouseholdState* household =
              state.FindHousehold(request->household());
          if (household == nullptr) {
            return common::Error(
                common::Reason::kHouseholdUnknown,
                {{"book", std::to_string(request->book())},
                 {"household", std::to_string(request->household())}});
          }
          rules::FillHousehold(*household, response->mutable_household());
          *seen = household->last_index + 1;
          return grpc::Status::OK;
        });
  });
}

grpc::ServerUnaryReactor* RegistryServiceImpl::ListKiosks(
    grpc::CallbackServerContext* context, const v1::ListKiosksRequest* request,
    v1::ListKiosksResponse* response) {
  return Serve(context, *request, [&](grpc::ServerUnaryReactor* reactor) {
    const auto map = [](const rules::BookState& state) -> const auto& {
      return state.kiosks();
    };
    const auto fill = [response](const rules::KioskState& kiosk) {
      v1::KioskStatus* out = response->add_kiosks();
      *out->mutable_kiosk() = kiosk.kiosk;
      out->set_closed(kiosk.closed);
      out->set_watermark(kiosk.watermark);
    };
    return ReadPage(*books_, *request, "ListKiosks", {100, 1000}, reactor,
                    response, map, fill);
  });
}

grpc::ServerUnaryReactor* RegistryServiceImpl::ListPlaces(
    grpc::CallbackServerContext* context, const v1::ListPlacesRequest* request,
    v1::ListPlacesResponse* response) {
  return Serve(context, *request, [&](grpc::ServerUnaryReactor* reactor) {
    const auto map = [](const rules::BookState& state) -> const auto& {
      return state.places();
    };
    const auto fill = [response](const v1::Place& place) {
      *response->add_places() = place;
    };
    return ReadPage(*books_, *request, "ListPlaces", {500, 5000}, reactor,
                    response, map, fill);
  });
}

grpc::ServerUnaryReactor* RegistryServiceImpl::GetTariff(
    grpc::CallbackServerContext* context, const v1::GetTariffRequest* request,
    v1::GetTariffResponse* response) {
  return Serve(context, *request, [&](grpc::ServerUnaryReactor* reactor) {
    return ReadBook(
        *books_, request->book(), reactor,
        [&](const rules::BookState& state, const storage::BookTree&,
            uint64_t*) {
          const rules::PublishedTariff* tariff =
              FindTariff(state, request->version(), clock_->NowMicros());
          if (tariff == nullptr) {
            return common::Error(common::Reason::kTariffUnknown,
                                 {{"book", std::to_string(request->book())},
                                  {"version", request->version()}});
          }
          *response->mutable_tariff() = tariff->tariff;
          *response->mutable_scheme() =
              state.FindScheme(tariff->tariff.scheme())->scheme;
          response->set_index(tariff->compiled.index());
          for (const auto& published : state.tariffs()) {
            response->add_versions(published->tariff.version());
          }
          return grpc::Status::OK;
        });
  });
}

}  // namespace greenledger::ledger
