#include "clients/cli/book_info.h"

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

}  // namespace greenledger::cli
