// Tokens that carry where the next page begins. They are bound to the other
// arguments of the call, and are no authorisation: whoever has one may make it.
#ifndef GREENLEDGER_SERVICES_COMMON_PAGE_TOKEN_H_
#define GREENLEDGER_SERVICES_COMMON_PAGE_TOKEN_H_

#include <optional>
#include <string>
#include <string_view>

namespace greenledger::common {

// `cursor` says where the next page begins, at most 200 bytes; `arguments` is a
// text made from the method and every other argument but the page size. The
// token is never empty and is plain ASCII.
std::string EncodePageToken(std::string_view cursor,
                            std::string_view arguments);

// The cursor; nullopt if the token was not made for these arguments (then the
// call fails with BadPageToken). The empty token, the first page, is the
// caller's to handle.
std::optional<std::string> DecodePageToken(std::string_view token,
                                           std::string_view arguments);

}  // namespace greenledger::common

#endif  // GREENLEDGER_SERVICES_COMMON_PAGE_TOKEN_H_
