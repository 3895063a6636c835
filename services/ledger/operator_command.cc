#include "services/ledger/operator_command.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include <algorithm>
#include <cctype>

#include "storage/proof/sha256.h"

namespace greenledger::ledger {
namespace {

// Callers on the local listener are whoever may open its socket.
constexpr char kAuthority[] = "local listener";

std::string LowerCase(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) {
    return static_cast<char>(std::tolower(c));
  });
  return text;
}

}  // namespace

std::string CommandDigest(std::string_view rpc,
                          const google::protobuf::Message& request) {
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream out(&stream);
    out.SetSerializationDeterministic(true);
    request.SerializeToCodedStream(&out);
  }
  return std::string(proof::AsBytes(proof::Sha256({rpc, "\n", bytes})));
}

Command OperatorCommand(const v1::CommandHeader& header, Items items) {
  Command command;
  command.request_id = LowerCase(header.request_id());
  command.validate_only = header.validate_only();
  command.actor.set_kind(v1::ACTOR_KIND_OPERATOR);
  command.actor.set_authority(kAuthority);
  command.items = std::move(items);
  return command;
}

}  // namespace greenledger::ledger
