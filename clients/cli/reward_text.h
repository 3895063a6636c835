// Lines of the catalogue as text files.
#ifndef GREENLEDGER_CLIENTS_CLI_REWARD_TEXT_H_
#define GREENLEDGER_CLIENTS_CLI_REWARD_TEXT_H_

#include <string_view>

#include "greenledger/v1/rewards.pb.h"
#include "services/ledger/rules/tariff_text.h"

namespace greenledger::cli {

// Reads a line of the catalogue in protobuf's text format and checks it as
// rules::CheckReward does. A fault within one of its places is placed where
// that place begins.
rules::ParsedText<v1::Reward> ParseRewardText(std::string_view text);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_REWARD_TEXT_H_
