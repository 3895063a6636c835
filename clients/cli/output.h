// Answers for programs: JSON, one object a line.
#ifndef GREENLEDGER_CLIENTS_CLI_OUTPUT_H_
#define GREENLEDGER_CLIENTS_CLI_OUTPUT_H_

#include <google/protobuf/message.h>

#include <string>
#include <string_view>

namespace greenledger::cli {

// The message as one line of protobuf's JSON with the contract's own field
// names; 64-bit integers are strings.
std::string ToJson(const google::protobuf::Message& message);

// The text as a JSON string, quotes included. REQUIRES: UTF-8.
std::string JsonString(std::string_view text);

// Lower-case hexadecimal digits.
std::string ToHex(std::string_view bytes);

// Reads exactly `count` bytes of hexadecimal digits; false for anything else.
bool FromHex(std::string_view text, size_t count, std::string* bytes);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_OUTPUT_H_
