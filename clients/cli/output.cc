#include "clients/cli/output.h"

#include <absl/strings/escaping.h>
#include <fmt/format.h>
#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>

namespace greenledger::cli {

std::string ToJson(const google::protobuf::Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  std::string json;
  auto status =
      google::protobuf::util::MessageToJsonString(message, &json, options);
  // Our own messages always print; anything else is a broken build.
  if (!status.ok()) std::abort();
  return json;
}

std::string JsonString(std::string_view text) {
  std::string result = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') {
      result += '\\';
      result += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      result += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      result += c;
    }
  }
  return result + "\"";
}

std::string ToHex(std::string_view bytes) {
  return absl::BytesToHexString({bytes.data(), bytes.size()});
}

bool FromHex(std::string_view text, size_t count, std::string* bytes) {
  auto is_digit = [](unsigned char c) { return std::isxdigit(c) != 0; };
  if (text.size() != 2 * count) return false;
  if (!std::all_of(text.begin(), text.end(), is_digit)) return false;
  *bytes = absl::HexStringToBytes({text.data(), text.size()});
  return true;
}

}  // namespace greenledger::cli
