// Any bytes as a signed note, a verifier key, a policy or a key file: refused
// with a reason, or writing what was read gives the same bytes; and what no key
// of ours signed is never verified.
#include <cstdlib>
#include <string>

#include "storage/checkpoint/checkpoint.h"
#include "storage/checkpoint/key_file.h"
#include "storage/checkpoint/note.h"
#include "storage/checkpoint/policy.h"

namespace greenledger::checkpoint {
namespace {

void Must(bool condition) {
  if (!condition) std::abort();
}

void TryNote(std::string_view bytes) {
  const auto note = ParseNote(bytes);
  if (!note.ok()) return Must(!note.status().message().empty());
  Must(FormatNote(*note) == bytes);
  if (const auto checkpoint = ParseCheckpoint(note->text); checkpoint.ok()) {
    Must(FormatCheckpoint(*checkpoint) == note->text);
  }
}

// The seeds hold nothing that this key signed.
void TryPolicy(std::string_view bytes) {
  static const Policy policy = *Policy::Make(
      {NoteSigner::FromSeed("ledger.example/points", KeyType::kEd25519,
                            std::string(32, '\x7f'))
           ->verifier()},
      {}, 0);
  Must(!policy.Verify(bytes).ok());
  const auto read = Policy::Parse(bytes);
  Must(read.ok() == (read.status().message().empty()));
}

void TryKeys(std::string_view bytes) {
  const auto key = VerifierKey::Parse(bytes);
  if (key.ok()) Must(key->ToText() == bytes);
  const auto secret = ParseSecretKey(bytes);
  if (secret.ok()) Must(FormatSecretKey(*secret) == bytes);
}

}  // namespace

void TryAll(std::string_view bytes) {
  TryNote(bytes);
  TryPolicy(bytes);
  TryKeys(bytes);
}

}  // namespace greenledger::checkpoint

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  greenledger::checkpoint::TryAll({reinterpret_cast<const char*>(data), size});
  return 0;
}
