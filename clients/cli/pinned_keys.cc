#include "clients/cli/pinned_keys.h"

#include <fmt/format.h>

#include <utility>

#include "clients/cli/files.h"
#include "clients/cli/local_fault.h"
#include "clients/cli/text_width.h"

namespace greenledger::cli {
namespace {

using checkpoint::Policy;
using checkpoint::VerifierKey;

absl::StatusOr<Policy> PolicyOfKeys(const std::vector<std::string>& texts) {
  std::vector<VerifierKey> logs;
  std::vector<VerifierKey> witnesses;
  for (const std::string& text : texts) {
    auto key = VerifierKey::Parse(text);
    if (!key.ok()) {
      return absl::InvalidArgumentError("--key " + text + ": " +
                                        std::string(key.status().message()));
    }
    const bool log = key->type() == checkpoint::KeyType::kEd25519;
    (log ? logs : witnesses).push_back(*std::move(key));
  }
  return Policy::Make(std::move(logs), std::move(witnesses), 0);
}

Text WhyUnproven(absl::StatusCode code) {
  switch (code) {
    case absl::StatusCode::kNotFound:
      return {"没有给出此账本日志的公钥", "no key is pinned for this log"};
    case absl::StatusCode::kPermissionDenied:
      return {"所信任的密钥没有签署，或联署不足",
              "not signed by the pinned keys, or by too few witnesses"};
    case absl::StatusCode::kOutOfRange:
      return {"检查点不含此条目", "the checkpoint does not reach that far"};
    case absl::StatusCode::kDataLoss:
      return {"哈希与检查点不符", "the hashes do not lead to the checkpoint"};
    default:
      return {"内容无法解读，或签名不符",
              "it cannot be read, or a signature is bad"};
  }
}

}  // namespace

void AddPinnedKeys(CLI::App& verb, const Session& session, PinnedKeys* pinned) {
  CLI::Option* keys = verb.add_option(
      "--key", pinned->keys,
      session.Say("所信任的验证公钥，可重复",
                  "verifier key that is trusted, may be repeated"));
  verb.add_option("--policy", pinned->policy_file,
                  session.Say("信任文件：日志与见证人的公钥",
                              "policy file: keys of logs and witnesses"))
      ->excludes(keys);
}

std::optional<Policy> LoadPolicy(Session& session, const PinnedKeys& pinned) {
  if (!pinned.given()) {
    session.UsageError(session.Say(
        "信任谁？请用 --key 给出验证公钥，或用 --policy 给出信任文件",
        "whom to trust? Give a verifier key with --key or a policy file with "
        "--policy"));
    return std::nullopt;
  }
  absl::StatusOr<Policy> policy = PolicyOfKeys(pinned.keys);
  if (!pinned.policy_file.empty()) {
    std::string text;
    if (!ReadNamedFile(session, pinned.policy_file, checkpoint::kPolicyBytesMax,
                       &text)) {
      return std::nullopt;
    }
    policy = Policy::Parse(text);
  }
  if (policy.ok()) return *std::move(policy);
  ReportLocal(session, policy.status());
  return std::nullopt;
}

absl::StatusOr<checkpoint::VerifiedCheckpoint> ReadCheckpoint(
    std::string_view bytes, const std::optional<Policy>& policy) {
  if (policy) return policy->Verify(bytes);
  auto note = checkpoint::ParseNote(bytes);
  if (!note.ok()) return note.status();
  auto read = checkpoint::ParseCheckpoint(note->text);
  if (!read.ok()) return read.status();
  return checkpoint::VerifiedCheckpoint{
      *std::move(note), *std::move(read), {}, {}};
}

ExitCode ReportUnproven(Session& session, const absl::Status& status) {
  session.PrintError(
      fmt::format("{} ({})", In(session.language, WhyUnproven(status.code())),
                  Printable(std::string(status.message()))));
  return ExitCode::kVerificationFailed;
}

std::string SignersText(const Session& session,
                        const checkpoint::VerifiedCheckpoint& verified) {
  if (verified.log_signatures.empty()) {
    return session.Say("签名未核对：请用 --key 或 --policy",
                       "signatures not checked: give --key or --policy");
  }
  return fmt::format(
      fmt::runtime(session.Say("日志签名 {} 个，见证人联署 {} 个",
                               "signed by keys of the log: {}, cosigned by "
                               "witnesses: {}")),
      verified.log_signatures.size(), verified.cosignatures.size());
}

}  // namespace greenledger::cli
