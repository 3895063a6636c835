#include "services/selection/calls.h"

#include "absl/strings/ascii.h"

namespace greenledger::selection {

bool IsKnown(ledger::LiveBook* book, const v1::CommandHeader& header) {
  const std::string id = absl::AsciiStrToLower(header.request_id());
  common::MutexLock lock(book->mu);
  const auto request = book->index.FindRequest(id);
  return request.ok() && request->has_value();
}

std::string TextOf(const v1::Contestant& contestant) {
  std::string text = std::to_string(contestant.number());
  if (contestant.member() != 0) {
    text += "/" + std::to_string(contestant.member());
  }
  return text;
}

grpc::Status CampaignUnknown(uint64_t book, uint32_t campaign) {
  return common::Error(
      common::Reason::kCampaignUnknown,
      {{"book", std::to_string(book)}, {"campaign", std::to_string(campaign)}});
}

}  // namespace greenledger::selection
