#include "clients/cli/book_info.h"

#include "services/ledger/rules/local_day.h"

namespace greenledger::cli {

grpc::Status GetUtcOffset(Session& session, int32_t* minutes) {
  v1::GetTotalsRequest request;
  request.set_book(session.book);
  v1::GetTotalsResponse totals;
  grpc::Status status =
      session.client().Call(&Client::Ledger::GetTotals, request, &totals);
  *minutes = totals.book().utc_offset_minutes();
  return status;
}

grpc::Status DefaultToToday(Session& session, std::string* day) {
  if (!day->empty()) return grpc::Status::OK;
  int32_t minutes = 0;
  grpc::Status status = GetUtcOffset(session, &minutes);
  if (status.ok()) {
    *day = rules::FormatDay(
        rules::ToLocalTime(session.around.now_micros(), minutes).day);
  }
  return status;
}

}  // namespace greenledger::cli
