// The reads of RewardsService.
#include <algorithm>
#include <string>

#include "services/ledger/reads.h"
#include "services/ledger/stored_entries.h"
#include "services/rewards/day_close.h"
#include "services/rewards/rewards_service.h"

namespace greenledger::rewards {
namespace {

// A catalogue of more lines is no catalogue; numbers go to 9,999.
constexpr size_t kLinesMax = 500;

uint64_t NotNegative(int64_t value) {
  return static_cast<uint64_t>(std::max<int64_t>(value, 0));
}

void FillStock(const rules::BookState& state, uint64_t place, uint32_t reward,
               v1::PlaceStock* out) {
  out->set_place_number(place);
  const rules::Balances* there =
      state.FindBalances(v1::ACCOUNT_OWNER_STOCK, place);
  if (there == nullptr) return;
  out->set_pieces(NotNegative(there->Net(v1::ASSET_GOODS, reward)));
  const int64_t free =
      state.FreeOf(v1::ACCOUNT_OWNER_STOCK, place, v1::ASSET_GOODS, reward);
  out->set_reserved_pieces(out->pieces() - NotNegative(free));
}

void FillLine(const rules::BookState& state, int32_t today, uint64_t household,
              const rules::PublishedReward& published, v1::CatalogueLine* out) {
  const v1::Reward& reward = published.reward;
  *out->mutable_reward() = reward;
  out->set_has_picture(published.has_picture);
  out->set_offered(reward.kind() == v1::REWARD_KIND_REWARD &&
                   rules::IsOffered(reward, today));
  for (const v1::PickUpPlace& place : reward.places()) {
    FillStock(state, place.place_number(), reward.number(), out->add_stocks());
  }
  if (household != 0) {
    out->set_had_pieces(state.rewards().UsedOn(household, reward, today));
  }
}

}  // namespace

grpc::ServerUnaryReactor* RewardsServiceImpl::ListRewards(
    grpc::CallbackServerContext* context, const v1::ListRewardsRequest* request,
    v1::ListRewardsResponse* response) {
  return ledger::Serve(
      context, *request, [&](grpc::ServerUnaryReactor* reactor) {
        return ledger::ReadBook(
            *ports_.books, request->book(), reactor,
            [&](const rules::BookState& state, const storage::BookTree&,
                uint64_t*) {
              const int32_t today = state.DayOf(clock_->NowMicros());
              response->set_today(today);
              size_t lines = 0;
              for (const auto& [number, reward] : state.rewards().catalogue) {
                if (++lines > kLinesMax) break;
                FillLine(state, today, request->household(), reward,
                         response->add_lines());
              }
              return grpc::Status::OK;
            });
      });
}

grpc::Status RewardsServiceImpl::FillPicture(
    const v1::GetRewardPictureRequest& request,
    v1::GetRewardPictureResponse* response) const {
  ledger::LiveBook* book = nullptr;
  grpc::Status found = ledger::FindBook(*ports_.books, request.book(), &book);
  if (!found.ok()) return found;
  uint64_t index = 0;
  bool known = false;
  {
    common::MutexLock lock(book->mu);
    const rules::PublishedReward* reward =
        book->state.rewards().Find(request.reward_number());
    known = reward != nullptr && reward->index < book->durable_size;
    if (known) index = reward->index;
  }
  if (!known) {
    return common::Error(common::Reason::kRewardUnknown,
                         {{"book", std::to_string(request.book())},
                          {"reward", std::to_string(request.reward_number())}});
  }
  v1::Entry entry;
  if (!ledger::ReadEntry(*ports_.store, request.book(), index, &entry)) {
    return common::Error(common::Reason::kDataLoss);
  }
  response->set_picture(entry.reward_published().picture());
  return grpc::Status::OK;
}

grpc::ServerUnaryReactor* RewardsServiceImpl::GetRewardPicture(
    grpc::CallbackServerContext* context,
    const v1::GetRewardPictureRequest* request,
    v1::GetRewardPictureResponse* response) {
  return ledger::Serve(context, *request,
                       [&](grpc::ServerUnaryReactor* reactor) {
                         grpc::Status done = FillPicture(*request, response);
                         if (done.ok()) reactor->Finish(done);
                         return done;
                       });
}

grpc::Status RewardsServiceImpl::FillDay(
    const v1::GetDayCloseRequest& request,
    v1::GetDayCloseResponse* response) const {
  ledger::LiveBook* book = nullptr;
  grpc::Status found = ledger::FindBook(*ports_.books, request.book(), &book);
  if (!found.ok()) return found;
  uint64_t durable = 0;
  DayOfPlace day;
  {
    common::MutexLock lock(book->mu);
    durable = book->durable_size;
    day = DayToClose(book->state, clock_->NowMicros(), request);
  }
  DayClose close(*ports_.store, request.book());
  const uint64_t first =
      ledger::FirstFrom(*ports_.store, request.book(), durable, day.from_us);
  const uint64_t end =
      ledger::FirstFrom(*ports_.store, request.book(), durable, day.to_us);
  const bool read =
      ledger::ReadEntries(*ports_.store, request.book(), first, end,
                          [&](const v1::Entry& entry) { close.Add(entry); });
  if (!read || !close.readable()) {
    return common::Error(common::Reason::kDataLoss);
  }
  {
    common::MutexLock lock(book->mu);
    close.Fill(book->state, request, response);
  }
  response->set_day(day.text);
  return grpc::Status::OK;
}

grpc::ServerUnaryReactor* RewardsServiceImpl::GetDayClose(
    grpc::CallbackServerContext* context, const v1::GetDayCloseRequest* request,
    v1::GetDayCloseResponse* response) {
  return ledger::Serve(context, *request,
                       [&](grpc::ServerUnaryReactor* reactor) {
                         grpc::Status done = FillDay(*request, response);
                         if (done.ok()) reactor->Finish(done);
                         return done;
                       });
}

}  // namespace greenledger::rewards
