// Base64 (RFC 4648), strict: one text for each value and nothing else.
#ifndef GREENLEDGER_STORAGE_CHECKPOINT_BASE64_H_
#define GREENLEDGER_STORAGE_CHECKPOINT_BASE64_H_

#include <optional>
#include <string>
#include <string_view>

namespace greenledger::checkpoint {

// Section 4: `+` and `/`, padded.
std::string EncodeBase64(std::string_view bytes);
// nullopt unless `text` is what EncodeBase64 writes for some bytes.
std::optional<std::string> DecodeBase64(std::string_view text);

// Section 5: `-` and `_`, without padding.
std::string EncodeBase64Url(std::string_view bytes);
// nullopt unless `text` is what EncodeBase64Url writes for some bytes.
std::optional<std::string> DecodeBase64Url(std::string_view text);

}  // namespace greenledger::checkpoint

#endif  // GREENLEDGER_STORAGE_CHECKPOINT_BASE64_H_
