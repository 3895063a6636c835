// greenledger proof get|check|consistency
#include <fmt/format.h>

#include <memory>

#include "clients/cli/files.h"
#include "clients/cli/local_fault.h"
#include "clients/cli/nouns.h"
#include "clients/cli/output.h"
#include "clients/cli/pinned_keys.h"
#include "clients/cli/pki/files.h"
#include "clients/cli/server_error.h"
#include "clients/cli/verb.h"
#include "storage/checkpoint/proof_file.h"
#include "storage/proof/consistency.h"

namespace greenledger::cli {
namespace {

struct GetOptions {
  uint64_t index = 0;
  uint64_t size = 0;
  std::string out;
};

struct ProofCheckOptions {
  std::string file;
  std::string leaf_hash;
  std::string entry;
  PinnedKeys pinned;
};

struct GrowthOptions {
  std::string old_file;
  std::string new_file;
  PinnedKeys pinned;
};

ExitCode Get(Session& session, const GetOptions& options) {
  v1::GetProofRequest request;
  request.set_book(session.book);
  request.set_index(options.index);
  request.set_size(options.size);
  v1::GetProofResponse response;
  grpc::Status status =
      session.client().Call(&Client::Proofs::GetProof, request, &response);
  if (!status.ok()) return ReportError(session, status);
  if (!options.out.empty()) {
    absl::Status written =
        pki::WriteNewFile(options.out, response.proof(), 0644);
    if (!written.ok()) return ReportLocal(session, written);
  }
  if (session.json) {
    session.around.out << fmt::format(
        "{{\"index\":{},\"leaf_hash\":\"{}\",\"proof\":{}}}\n", options.index,
        ToHex(response.leaf_hash()), JsonString(response.proof()));
  } else if (options.out.empty()) {
    session.around.out << response.proof();
  } else {
    session.around.out << session.Say("叶哈希 ", "leaf hash ")
                       << ToHex(response.leaf_hash()) << "\n";
  }
  return ExitCode::kOk;
}

// The leaf that the person has in hand; false after saying what is wrong.
bool LeafOf(Session& session, const ProofCheckOptions& options,
            proof::Hash* leaf) {
  if (options.leaf_hash.empty() == options.entry.empty()) {
    session.UsageError(session.Say("请给出 --leaf-hash 或 --entry 之一",
                                   "give one of --leaf-hash and --entry"));
    return false;
  }
  std::string bytes;
  if (!options.entry.empty()) {
    if (!ReadNamedFile(session, options.entry, kEntryBytesMax, &bytes)) {
      return false;
    }
    *leaf = proof::LeafHash(bytes);
    return true;
  }
  if (!FromHex(options.leaf_hash, leaf->size(), &bytes)) {
    session.UsageError(session.Say("--leaf-hash 应为 64 位十六进制数",
                                   "--leaf-hash must be 64 hexadecimal "
                                   "digits"));
    return false;
  }
  *leaf = proof::FromBytes(bytes);
  return true;
}

ExitCode CheckProof(Session& session, const ProofCheckOptions& options) {
  proof::Hash leaf{};
  if (!LeafOf(session, options, &leaf)) return ExitCode::kUsage;
  const auto policy = LoadPolicy(session, options.pinned);
  if (!policy) return ExitCode::kUsage;
  std::string bytes;
  if (!ReadNamedFile(session, options.file, checkpoint::kProofFileMax,
                     &bytes)) {
    return ExitCode::kUsage;
  }
  auto file = checkpoint::ParseProofFile(bytes);
  if (!file.ok()) return ReportUnproven(session, file.status());
  auto verified = checkpoint::VerifyProofFile(*file, leaf, *policy);
  if (!verified.ok()) return ReportUnproven(session, verified.status());
  session.around.out << fmt::format(
      fmt::runtime(session.Say("证明成立：{1} 的条目 {0} 在规模为 {2} "
                               "的检查点中；{3}\n",
                               "proven: entry {0} of {1} is in the checkpoint "
                               "of size {2}; {3}\n")),
      file->index, verified->checkpoint.origin, verified->checkpoint.head.size,
      SignersText(session, *verified));
  return ExitCode::kOk;
}

// Reads one of the two checkpoints; an exit code if that fails.
std::optional<ExitCode> ReadFile(
    Session& session, const std::string& path,
    const std::optional<checkpoint::Policy>& policy,
    checkpoint::VerifiedCheckpoint* read) {
  std::string bytes;
  if (!ReadNamedFile(session, path, checkpoint::kNoteMax, &bytes)) {
    return ExitCode::kUsage;
  }
  auto found = ReadCheckpoint(bytes, policy);
  if (!found.ok()) return ReportUnproven(session, found.status());
  *read = *std::move(found);
  return std::nullopt;
}

// Whether the server joins the two heads. The roots are those of the files;
// what the server says of them does not count.
ExitCode Join(Session& session, uint64_t book, const proof::TreeHead& older,
              const proof::TreeHead& newer) {
  v1::GetConsistencyProofRequest request;
  request.set_book(book);
  request.set_old_size(older.size);
  request.set_new_size(newer.size);
  v1::GetConsistencyProofResponse response;
  grpc::Status status = session.client().Call(
      &Client::Proofs::GetConsistencyProof, request, &response);
  if (!status.ok()) return ReportError(session, status);
  std::vector<proof::Hash> hashes;
  for (const std::string& hash : response.hashes()) {
    if (hash.size() != sizeof(proof::Hash)) break;
    hashes.push_back(proof::FromBytes(hash));
  }
  if (proof::VerifyConsistency(older, newer, hashes)) return ExitCode::kOk;
  return ReportUnproven(
      session, absl::DataLossError(
                   "the server's proof does not join the two checkpoints"));
}

ExitCode CheckGrowth(Session& session, const GrowthOptions& options) {
  std::optional<checkpoint::Policy> policy;
  if (options.pinned.given()) {
    policy = LoadPolicy(session, options.pinned);
    if (!policy) return ExitCode::kUsage;
  }
  checkpoint::VerifiedCheckpoint older;
  checkpoint::VerifiedCheckpoint newer;
  auto failed = ReadFile(session, options.old_file, policy, &older);
  if (!failed) failed = ReadFile(session, options.new_file, policy, &newer);
  if (failed) return *failed;
  const checkpoint::Checkpoint& before = older.checkpoint;
  const checkpoint::Checkpoint& after = newer.checkpoint;
  auto book = checkpoint::BookOfOrigin(before.origin);
  if (!book.ok()) return ReportLocal(session, book.status());
  if (before.origin != after.origin || before.head.size > after.head.size) {
    return session.UsageError(session.Say(
        "两个检查点应属同一账本，且 --old 不大于 --new",
        "both checkpoints must be of one book, --old not the larger"));
  }
  const ExitCode joined = Join(session, *book, before.head, after.head);
  if (joined != ExitCode::kOk) return joined;
  session.around.out << fmt::format(
      fmt::runtime(session.Say(
          "证明成立：{}：规模 {} 的账本只是规模 {} 的账本的延续；{}\n",
          "proven: {}: the book of size {} only extends that of size {}; "
          "{}\n")),
      before.origin, after.head.size, before.head.size,
      SignersText(session, newer));
  return ExitCode::kOk;
}

void AddGet(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "get",
      {"取得条目在账本中的证明文件", "Get the proof file of an entry"},
      "greenledger proof get --index 42 --book 310101001001 --out 42.proof");
  auto options = std::make_shared<GetOptions>();
  verb->add_option("--index", options->index,
                   session.Say("条目序号", "the entry's index"))
      ->required();
  verb->add_option("--size", options->size,
                   session.Say("以此规模的检查点为准；默认最新",
                               "size of the checkpoint, if not the newest"));
  verb->add_option("--out", options->out,
                   session.Say("写入此新文件", "write this new file"));
  DoInBook(*verb, session,
           [&session, options] { return Get(session, *options); });
}

void AddCheckProof(CLI::App& noun, Session& session) {
  CLI::App* verb =
      AddVerb(noun, session, "check",
              {"离线核对证明文件", "Check a proof file, without a server"},
              "greenledger proof check 42.proof --leaf-hash 5dc9...4328 --key "
              "ledger.example/310101001001+cb1ab551+AQOh...");
  auto options = std::make_shared<ProofCheckOptions>();
  verb->add_option("file", options->file,
                   session.Say("证明文件", "the proof file"))
      ->required();
  verb->add_option("--leaf-hash", options->leaf_hash,
                   session.Say("条目的叶哈希", "the entry's leaf hash"));
  verb->add_option(
      "--entry", options->entry,
      session.Say("含条目原始字节的文件", "file with the entry's exact bytes"));
  AddPinnedKeys(*verb, session, &options->pinned);
  Do(*verb, session,
     [&session, options] { return CheckProof(session, *options); });
}

void AddConsistency(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "consistency",
      {"证明新检查点只是旧检查点的延续",
       "Prove that a newer checkpoint only extends an older one"},
      "greenledger proof consistency --old march.txt --new april.txt --policy "
      "policy.txt");
  auto options = std::make_shared<GrowthOptions>();
  verb->add_option("--old", options->old_file,
                   session.Say("旧检查点文件", "file of the older checkpoint"))
      ->required();
  verb->add_option("--new", options->new_file,
                   session.Say("新检查点文件", "file of the newer checkpoint"))
      ->required();
  AddPinnedKeys(*verb, session, &options->pinned);
  Do(*verb, session,
     [&session, options] { return CheckGrowth(session, *options); });
}

}  // namespace

void AddProof(CLI::App& app, Session& session) {
  CLI::App* noun = AddNoun(
      app, session, "proof",
      {"证明：条目在账本中、账本只增不改",
       "Proofs: that an entry is in the book, that the book only grew"});
  AddGet(*noun, session);
  AddCheckProof(*noun, session);
  AddConsistency(*noun, session);
}

}  // namespace greenledger::cli
