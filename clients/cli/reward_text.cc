#include "clients/cli/reward_text.h"

#include <google/protobuf/text_format.h>

#include <charconv>
#include <optional>
#include <string>
#include <utility>

#include "services/ledger/rules/document_check.h"
#include "services/ledger/rules/text_syntax.h"

namespace greenledger::cli {
namespace {

using Places = google::protobuf::TextFormat::ParseInfoTree;

// `places[2].hours` lies where the text has places[2].
rules::TextFault Place(const Places& places, common::Fault fault) {
  rules::TextFault placed{.fault = std::move(fault)};
  const std::string& path = placed.fault.field;
  const size_t name_end = path.find_first_of(".[");
  const auto* field =
      v1::Reward::descriptor()->FindFieldByName(path.substr(0, name_end));
  if (field == nullptr) return placed;
  int index = -1;
  if (field->is_repeated() && name_end != std::string::npos) {
    const char* first = path.data() + name_end + 1;
    std::from_chars(first, path.data() + path.size(), index);
  }
  const auto location = places.GetLocation(field, index);
  if (location.line < 0) return placed;
  placed.line = location.line + 1;
  placed.column = location.column + 1;
  return placed;
}

}  // namespace

rules::ParsedText<v1::Reward> ParseRewardText(std::string_view text) {
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  if (text.starts_with(kByteOrderMark)) {
    text.remove_prefix(kByteOrderMark.size());
  }
  rules::ParsedText<v1::Reward> parsed;
  Places places;
  if (std::optional<rules::TextFault> fault =
          rules::ParseSyntax(text, parsed.document, places)) {
    parsed.faults.push_back(*std::move(fault));
    return parsed;
  }
  for (common::Fault& fault : rules::CheckReward(parsed.document)) {
    parsed.faults.push_back(Place(places, std::move(fault)));
  }
  return parsed;
}

}  // namespace greenledger::cli
