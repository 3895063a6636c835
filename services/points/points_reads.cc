// The reads of PointsService, but for corrections.
#include <algorithm>
#include <string>

#include "services/ledger/lot_rows.h"
#include "services/ledger/reads.h"
#include "services/points/figures.h"
#include "services/points/points_service.h"

namespace greenledger::points {
namespace {

constexpr ledger::PageSizes kPage{100, 1000};

void FillHold(uint64_t index, const rules::Hold& hold, v1::Hold* out) {
  out->set_index(index);
  *out->mutable_placed() = hold.placed;
}

grpc::Status FillPoints(const rules::BookState& state, uint64_t number,
                        v1::GetPointsResponse* response) {
  const rules::HouseholdState* household = state.FindHousehold(number);
  if (household == nullptr) {
    return common::Error(common::Reason::kHouseholdUnknown,
                         {{"book", std::to_string(state.book())},
                          {"household", std::to_string(number)}});
  }
  const rules::Balances& balances = household->earner.balances;
  const auto has = static_cast<uint64_t>(
      std::max<int64_t>(balances.Net(v1::ASSET_POINTS), 0));
  const auto free =
      static_cast<uint64_t>(std::max<int64_t>(state.FreePoints(number), 0));
  response->set_milli_points(has);
  response->set_held_milli_points(has - free);
  response->set_milli_merit(balances.Net(v1::ASSET_MERIT));
  response->set_state(household->state);
  response->set_as_of_size(state.size());
  rules::Lots lots = household->lots;
  rules::FillLots(rules::TakeFromLots(free, &lots), response->mutable_lots());
  const auto of = state.points().holds_of.find(number);
  if (of == state.points().holds_of.end()) return grpc::Status::OK;
  for (uint64_t index : of->second) {
    FillHold(index, *state.points().FindHold(index), response->add_holds());
  }
  return grpc::Status::OK;
}

bool IsWanted(const v1::ListHoldsRequest& request, const rules::Hold& hold) {
  if (!request.has_place_number()) return true;
  return hold.placed.has_order() &&
         hold.placed.order().place_number() == request.place_number();
}

// Fills a page of the holds after `after`; returns the token of the next.
std::string FillHolds(const rules::BookState& state,
                      const v1::ListHoldsRequest& request, uint64_t after,
                      const std::string& arguments,
                      v1::ListHoldsResponse* response) {
  const auto size = static_cast<int>(
      ledger::PageSize(request.page_size(), kPage.standard, kPage.most));
  const auto& holds = state.points().holds;
  uint64_t last = after;
  for (auto at = holds.upper_bound(after); at != holds.end(); ++at) {
    if (!IsWanted(request, at->second)) continue;
    if (response->holds_size() == size) {
      return common::EncodePageToken(std::to_string(last), arguments);
    }
    FillHold(at->first, at->second, response->add_holds());
    last = at->first;
  }
  return "";
}

// The hold of a code, if it is open and at the place that is asked for.
void FillCoded(const rules::BookState& state,
               const v1::ListHoldsRequest& request,
               v1::ListHoldsResponse* response) {
  const auto& codes = state.points().codes;
  const auto at = codes.find(request.code_hash());
  if (at == codes.end()) return;
  const rules::Hold& hold = *state.points().FindHold(at->second);
  if (IsWanted(request, hold)) {
    FillHold(at->second, hold, response->add_holds());
  }
}

}  // namespace

grpc::ServerUnaryReactor* PointsServiceImpl::GetPoints(
    grpc::CallbackServerContext* context, const v1::GetPointsRequest* request,
    v1::GetPointsResponse* response) {
  return ledger::Serve(
      context, *request, [&](grpc::ServerUnaryReactor* reactor) {
        return ledger::ReadBook(*ports_.books, request->book(), reactor,
                                [&](const rules::BookState& state,
                                    const storage::BookTree&, uint64_t*) {
                                  return FillPoints(state, request->household(),
                                                    response);
                                });
      });
}

grpc::ServerUnaryReactor* PointsServiceImpl::ListHolds(
    grpc::CallbackServerContext* context, const v1::ListHoldsRequest* request,
    v1::ListHoldsResponse* response) {
  return ledger::Serve(
      context, *request, [&](grpc::ServerUnaryReactor* reactor) {
        const std::string arguments =
            "ListHolds/" + std::to_string(request->book()) + "/" +
            (request->has_place_number()
                 ? std::to_string(request->place_number())
                 : "all");
        const auto after =
            ledger::NumberCursor(request->page_token(), arguments);
        if (!after.has_value()) {
          return common::BadPageToken(request->page_token());
        }
        return ledger::ReadBook(
            *ports_.books, request->book(), reactor,
            [&](const rules::BookState& state, const storage::BookTree&,
                uint64_t*) {
              if (!request->code_hash().empty()) {
                FillCoded(state, *request, response);
              } else {
                response->set_next_page_token(
                    FillHolds(state, *request, *after, arguments, response));
              }
              return grpc::Status::OK;
            });
      });
}

grpc::ServerUnaryReactor* PointsServiceImpl::ListAdjustments(
    grpc::CallbackServerContext* context,
    const v1::ListAdjustmentsRequest* request,
    v1::ListAdjustmentsResponse* response) {
  return ledger::Serve(
      context, *request, [&](grpc::ServerUnaryReactor* reactor) {
        const std::string arguments =
            "ListAdjustments/" + std::to_string(request->book());
        const auto after =
            ledger::NumberCursor(request->page_token(), arguments);
        if (!after.has_value()) {
          return common::BadPageToken(request->page_token());
        }
        return ledger::ReadBook(
            *ports_.books, request->book(), reactor,
            [&](const rules::BookState& state, const storage::BookTree&,
                uint64_t*) {
              const auto& open = state.points().proposals;
              const size_t size = ledger::PageSize(request->page_size(),
                                                   kPage.standard, kPage.most);
              auto at = open.upper_bound(*after);
              uint64_t last = *after;
              for (size_t i = 0; i < size && at != open.end(); ++i, ++at) {
                v1::Adjustment* out = response->add_adjustments();
                out->set_index(at->first);
                *out->mutable_proposed() = at->second;
                last = at->first;
              }
              if (at != open.end()) {
                response->set_next_page_token(
                    common::EncodePageToken(std::to_string(last), arguments));
              }
              return grpc::Status::OK;
            });
      });
}

grpc::ServerUnaryReactor* PointsServiceImpl::GetPointsFigures(
    grpc::CallbackServerContext* context,
    const v1::GetPointsFiguresRequest* request,
    v1::GetPointsFiguresResponse* response) {
  return ledger::Serve(
      context, *request, [&](grpc::ServerUnaryReactor* reactor) {
        return ledger::ReadBook(*ports_.books, request->book(), reactor,
                                [&](const rules::BookState& state,
                                    const storage::BookTree&, uint64_t*) {
                                  FillFigures(state, response);
                                  return grpc::Status::OK;
                                });
      });
}

}  // namespace greenledger::points
