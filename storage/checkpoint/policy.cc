#include "storage/checkpoint/policy.h"

#include <optional>
#include <set>
#include <utility>

#include "storage/checkpoint/lines.h"

namespace greenledger::checkpoint {
namespace {

std::set<std::string> NamesOf(const std::vector<VerifierKey>& keys) {
  std::set<std::string> names;
  for (const VerifierKey& key : keys) names.insert(key.name());
  return names;
}

absl::Status CheckTypes(const std::vector<VerifierKey>& keys, KeyType type,
                        std::string_view what) {
  for (const VerifierKey& key : keys) {
    if (key.type() == type) continue;
    return absl::InvalidArgumentError(
        std::string(what) + " key " + Quoted(key.ToText()) +
        ": must be of type " + std::to_string(static_cast<int>(type)));
  }
  return absl::OkStatus();
}

// The lines of a policy file, taken one by one.
class PolicyReader {
 public:
  absl::Status Take(const LineReader& lines, std::string_view line) {
    if (line.empty() || line.starts_with('#')) return absl::OkStatus();
    const size_t space = line.find(' ');
    const std::string_view word = line.substr(0, space);
    const std::string_view value =
        space == std::string_view::npos ? "" : line.substr(space + 1);
    if (word == "log") return TakeKey(lines, value, KeyType::kEd25519, &log_);
    if (word == "witness") {
      return TakeKey(lines, value, KeyType::kCosignature, &witness_);
    }
    if (word != "quorum") {
      return lines.Wrong(line, "log KEY, witness KEY, quorum NUMBER or #");
    }
    const std::optional<uint64_t> number = ParseDecimal(value);
    if (!number || quorum_) {
      return lines.Wrong(line, "one line quorum NUMBER");
    }
    quorum_ = *number;
    return absl::OkStatus();
  }

  absl::StatusOr<Policy> Finish() {
    if (log_.empty()) {
      return absl::InvalidArgumentError(
          "policy: must have a line log KEY with the key of a log");
    }
    return Policy::Make(std::move(log_), std::move(witness_),
                        quorum_.value_or(0));
  }

 private:
  static absl::Status TakeKey(const LineReader& lines, std::string_view text,
                              KeyType type, std::vector<VerifierKey>* keys) {
    auto key = VerifierKey::Parse(text);
    if (!key.ok()) {
      return absl::Status(
          key.status().code(),
          std::string(lines.Wrong(text, std::string(key.status().message()))
                          .message()));
    }
    if (key->type() != type) {
      return lines.Wrong(
          text, "a key of type " + std::to_string(static_cast<int>(type)));
    }
    keys->push_back(*std::move(key));
    return absl::OkStatus();
  }

  std::vector<VerifierKey> log_;
  std::vector<VerifierKey> witness_;
  std::optional<uint64_t> quorum_;
};

}  // namespace

absl::StatusOr<Policy> Policy::Make(std::vector<VerifierKey> log_keys,
                                    std::vector<VerifierKey> witness_keys,
                                    size_t quorum) {
  if (absl::Status s = CheckTypes(log_keys, KeyType::kEd25519, "log");
      !s.ok()) {
    return s;
  }
  if (absl::Status s =
          CheckTypes(witness_keys, KeyType::kCosignature, "witness");
      !s.ok()) {
    return s;
  }
  const size_t witnesses = NamesOf(witness_keys).size();
  if (quorum > witnesses) {
    return absl::InvalidArgumentError(
        "quorum " + std::to_string(quorum) + ": must be at most " +
        std::to_string(witnesses) + ", the number of witnesses");
  }
  auto log_set = KeySet::Make(std::move(log_keys));
  if (!log_set.ok()) return log_set.status();
  auto witness_set = KeySet::Make(std::move(witness_keys));
  if (!witness_set.ok()) return witness_set.status();
  Policy policy;
  policy.log_keys_ = *std::move(log_set);
  policy.witness_keys_ = *std::move(witness_set);
  policy.quorum_ = quorum;
  return policy;
}

absl::StatusOr<Policy> Policy::Parse(std::string_view text) {
  if (text.size() > kPolicyBytesMax) {
    return absl::InvalidArgumentError("policy: " + std::to_string(text.size()) +
                                      " bytes: must have at most " +
                                      std::to_string(kPolicyBytesMax));
  }
  LineReader lines(text, "policy");
  PolicyReader reader;
  while (!lines.AtEnd()) {
    const auto line = lines.Next("a key");
    if (!line.ok()) return line.status();
    if (absl::Status s = reader.Take(lines, *line); !s.ok()) return s;
  }
  return reader.Finish();
}

absl::StatusOr<VerifiedCheckpoint> Policy::Verify(
    std::string_view note_bytes) const {
  auto note = ParseNote(note_bytes);
  if (!note.ok()) return note.status();
  auto checkpoint = ParseCheckpoint(note->text);
  if (!checkpoint.ok()) return checkpoint.status();
  const std::string& origin = checkpoint->origin;
  if (!NamesOf(log_keys_.keys()).contains(origin)) {
    return absl::NotFoundError("no key of the log " + Quoted(origin) +
                               " is pinned");
  }
  auto log = VerifySignatures(note->text, note->signatures, log_keys_);
  if (!log.ok()) return log.status();
  std::erase_if(*log, [&](const VerifiedSignature& signature) {
    return signature.signature.name != origin;
  });
  if (log->empty()) {
    return absl::PermissionDeniedError("no signature on the checkpoint of " +
                                       Quoted(origin) +
                                       " is by a key that is pinned for it");
  }
  auto witnesses =
      VerifySignatures(note->text, note->signatures, witness_keys_);
  if (!witnesses.ok()) return witnesses.status();
  std::set<std::string> names;
  for (const VerifiedSignature& signature : *witnesses) {
    names.insert(signature.signature.name);
  }
  if (names.size() < quorum_) {
    return absl::PermissionDeniedError(
        "cosigned by " + std::to_string(names.size()) +
        " witnesses: must be by " + std::to_string(quorum_));
  }
  return VerifiedCheckpoint{*std::move(note), *std::move(checkpoint),
                            *std::move(log), *std::move(witnesses)};
}

}  // namespace greenledger::checkpoint
