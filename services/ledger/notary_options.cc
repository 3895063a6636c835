#include "services/ledger/notary_options.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>

#include "absl/strings/escaping.h"
#include "storage/checkpoint/checkpoint.h"
#include "storage/checkpoint/key_file.h"
#include "storage/checkpoint/policy.h"

namespace greenledger::ledger {
namespace {

constexpr size_t kKeysMax = 4;
constexpr size_t kPublicKeyBytes = 32;

absl::Status AddKey(const std::string& path, Notary::Options* options) {
  auto key = checkpoint::ReadKeyFile(path);
  if (!key.ok()) return key.status();
  if (key->type != checkpoint::KeyType::kEd25519) {
    return absl::InvalidArgumentError(
        path + " is the key of a witness; expected one of type log");
  }
  if (options->domain.empty()) options->domain = key->name;
  if (key->name != options->domain) {
    return absl::InvalidArgumentError(path + " is a key for " + key->name +
                                      "; expected one for the log domain " +
                                      options->domain);
  }
  for (const Notary::Key& other : options->keys) {
    if (other.seed == key->seed) {
      return absl::InvalidArgumentError(path + " is given twice");
    }
  }
  auto folder = SignedFolder::Open(path);
  if (!folder.ok()) return folder.status();
  options->keys.push_back({key->seed, *std::move(folder)});
  return absl::OkStatus();
}

absl::StatusOr<std::string> PublicKey(const std::string& hex) {
  const bool digits = std::all_of(hex.begin(), hex.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  });
  std::string bytes(absl::HexStringToBytes(digits ? hex : ""));
  if (bytes.size() == kPublicKeyBytes &&
      crypto::Ed25519PublicKey::FromBytes(bytes).ok()) {
    return bytes;
  }
  return absl::InvalidArgumentError(
      "the retired log key \"" + hex +
      "\" is no public key: expected 64 digits 0-9 and a-f");
}

absl::StatusOr<checkpoint::KeySet> Witnesses(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text(checkpoint::kPolicyBytesMax + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!file.is_open() || file.bad()) {
    return absl::NotFoundError("cannot read the witness policy " + path);
  }
  text.resize(static_cast<size_t>(file.gcount()));
  auto policy = checkpoint::Policy::Parse(text);
  if (policy.ok()) return policy->witness_keys();
  return absl::Status(policy.status().code(),
                      path + ": " + std::string(policy.status().message()));
}

}  // namespace

absl::StatusOr<Notary::Options> LoadNotaryOptions(const NotaryFiles& files) {
  Notary::Options options;
  if (files.keys.empty()) {
    if (files.domain.empty() && files.retired.empty() &&
        files.witness_policy.empty()) {
      return options;
    }
    return absl::InvalidArgumentError(
        "a log domain, retired keys and witnesses need --log-key as well");
  }
  if (files.keys.size() > kKeysMax) {
    return absl::InvalidArgumentError(std::to_string(files.keys.size()) +
                                      " log keys; expected at most " +
                                      std::to_string(kKeysMax));
  }
  options.domain = files.domain;
  for (const std::string& path : files.keys) {
    if (absl::Status added = AddKey(path, &options); !added.ok()) return added;
  }
  // As long as any origin.
  const std::string origin = checkpoint::OriginOf(options.domain, 350212002001);
  if (absl::Status name = checkpoint::CheckNoteName(origin); !name.ok()) {
    return name;
  }
  for (const std::string& hex : files.retired) {
    auto key = PublicKey(hex);
    if (!key.ok()) return key.status();
    options.retired.push_back(*std::move(key));
  }
  if (!files.witness_policy.empty()) {
    auto witnesses = Witnesses(files.witness_policy);
    if (!witnesses.ok()) return witnesses.status();
    options.witnesses = *std::move(witnesses);
  }
  return options;
}

}  // namespace greenledger::ledger
