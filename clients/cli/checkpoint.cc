// greenledger checkpoint
#include "storage/checkpoint/checkpoint.h"

#include <fmt/format.h>

#include <memory>

#include "clients/cli/nouns.h"
#include "clients/cli/output.h"
#include "clients/cli/pinned_keys.h"
#include "clients/cli/server_error.h"
#include "clients/cli/verb.h"

namespace greenledger::cli {
namespace {

struct CheckpointOptions {
  bool fresh = false;
  PinnedKeys pinned;
};

void Print(Session& session, const std::string& bytes,
           const checkpoint::VerifiedCheckpoint& read) {
  const checkpoint::Checkpoint& says = read.checkpoint;
  if (session.json) {
    session.around.out << fmt::format(
        "{{\"origin\":{},\"size\":{},\"root\":\"{}\",\"verified\":{},"
        "\"checkpoint\":{}}}\n",
        JsonString(says.origin), says.head.size,
        ToHex(proof::AsBytes(says.head.root)), !read.log_signatures.empty(),
        JsonString(bytes));
    return;
  }
  // Standard output is the note and nothing else, so that it can be kept.
  session.around.out << bytes << std::flush;
  session.around.err << SignersText(session, read) << "\n";
}

ExitCode Get(Session& session, const CheckpointOptions& options) {
  std::optional<checkpoint::Policy> policy;
  if (options.pinned.given()) {
    policy = LoadPolicy(session, options.pinned);
    if (!policy) return ExitCode::kUsage;
  }
  v1::GetCheckpointRequest request;
  request.set_book(session.book);
  request.set_fresh(options.fresh);
  v1::GetCheckpointResponse response;
  grpc::Status status =
      session.client().Call(&Client::Proofs::GetCheckpoint, request, &response);
  if (!status.ok()) return ReportError(session, status);
  auto read = ReadCheckpoint(response.checkpoint(), policy);
  if (!read.ok()) return ReportUnproven(session, read.status());
  auto book = checkpoint::BookOfOrigin(read->checkpoint.origin);
  if (!book.ok() || *book != session.book) {
    return ReportUnproven(
        session, absl::InvalidArgumentError(
                     "it is of " + read->checkpoint.origin + ", not of book " +
                     std::to_string(session.book)));
  }
  Print(session, response.checkpoint(), *read);
  return ExitCode::kOk;
}

}  // namespace

void AddCheckpoint(CLI::App& app, Session& session) {
  CLI::App* verb = AddVerb(
      app, session, "checkpoint",
      {"显示账本最新的签名检查点", "Show a book's newest signed checkpoint"},
      "greenledger checkpoint --book 310101001001 > board.txt\n"
      "greenledger checkpoint --book 310101001001 --fresh --policy policy.txt");
  auto options = std::make_shared<CheckpointOptions>();
  verb->add_flag("--fresh", options->fresh,
                 session.Say("账本若已增长，先签署新的",
                             "have a new one made if the book has grown"));
  AddPinnedKeys(*verb, session, &options->pinned);
  DoInBook(*verb, session,
           [&session, options] { return Get(session, *options); });
}

}  // namespace greenledger::cli
