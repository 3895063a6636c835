// greenledger log witness
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "clients/cli/local_fault.h"
#include "clients/cli/log_verbs.h"
#include "clients/cli/server_error.h"
#include "clients/cli/text_width.h"
#include "clients/cli/verb.h"
#include "clients/witness/collect.h"
#include "clients/witness/http_client.h"
#include "storage/checkpoint/checkpoint.h"

namespace greenledger::cli {
namespace {

struct WitnessOptions {
  std::vector<std::string> urls;
  bool fresh = false;
};

// Signature lines without their line ends, as the server takes them.
void AppendLines(const std::vector<checkpoint::NoteSignature>& signatures,
                 v1::AddCosignaturesRequest* request) {
  for (const checkpoint::NoteSignature& signature : signatures) {
    std::string line = checkpoint::FormatSignatureLine(signature);
    line.pop_back();
    request->add_signatures(std::move(line));
  }
}

// Asks one witness; kOk, or an exit code after saying why it did not cosign.
ExitCode AskWitness(Session& session, const std::string& url,
                    const std::string& note_bytes,
                    v1::AddCosignaturesRequest* request) {
  const std::chrono::seconds timeout(session.timeout_seconds);
  grpc::Status failed;
  const auto signatures = witness::CollectCosignatures(
      note_bytes, request->size(),
      [&](const std::string& body) {
        return witness::Post(url + "/add-checkpoint", body,
                             witness::kWitnessAnswerMax, timeout);
      },
      [&](uint64_t old_size) {
        return GetGrowth(session, old_size, request->size(), &failed);
      });
  if (!failed.ok()) return ReportError(session, failed);
  if (signatures.ok()) {
    AppendLines(*signatures, request);
    return ExitCode::kOk;
  }
  session.PrintError(session.Say("没有得到联署：", "no cosignature: ") +
                     Printable(url) + ": " +
                     Printable(std::string(signatures.status().message())));
  return absl::IsUnavailable(signatures.status()) ? ExitCode::kUnreachable
                                                  : ExitCode::kRefused;
}

ExitCode HandIn(Session& session, const v1::AddCosignaturesRequest& request) {
  v1::AddCosignaturesResponse response;
  grpc::Status status = session.client().Call(&Client::Proofs::AddCosignatures,
                                              request, &response);
  if (!status.ok()) return ReportError(session, status);
  if (session.json) {
    session.around.out << fmt::format(
        "{{\"size\":{},\"added\":{},\"ignored\":{}}}\n", request.size(),
        response.added(), response.ignored());
    return ExitCode::kOk;
  }
  session.around.out << fmt::format(
      fmt::runtime(session.Say(
          "规模 {} 的检查点：新增联署 {} 个，未采用 {} 个\n",
          "checkpoint of size {}: {} cosignatures added, {} not taken\n")),
      request.size(), response.added(), response.ignored());
  return ExitCode::kOk;
}

ExitCode Collect(Session& session, const WitnessOptions& options) {
  std::string note_bytes;
  const auto refused =
      GetCheckpoint(session, options.fresh, std::nullopt, &note_bytes);
  if (refused) return *refused;
  const auto read = ReadCheckpoint(note_bytes, std::nullopt);
  if (!read.ok()) return ReportUnproven(session, read.status());
  v1::AddCosignaturesRequest request;
  request.set_book(session.book);
  request.set_size(read->checkpoint.head.size);
  ExitCode worst = ExitCode::kOk;
  for (const std::string& url : options.urls) {
    worst = std::max(worst, AskWitness(session, url, note_bytes, &request));
  }
  if (request.signatures().empty()) return worst;
  return std::max(worst, HandIn(session, request));
}

}  // namespace

void AddLogWitness(CLI::App& noun, Session& session) {
  CLI::App* verb =
      AddVerb(noun, session, "witness",
              {"请见证人联署账本最新的检查点",
               "Have witnesses cosign a book's newest checkpoint"},
              "greenledger log witness --book 310101001001 --witness "
              "http://127.0.0.1:8470\n"
              "greenledger log witness --book 310101001001 --fresh --witness "
              "http://10.0.0.5:8470 --witness http://10.0.0.6:8470");
  auto options = std::make_shared<WitnessOptions>();
  verb->add_option("--witness", options->urls,
                   session.Say("见证人的网址，可重复",
                               "a witness's URL, may be repeated"))
      ->required()
      ->expected(1, 15);
  verb->add_flag("--fresh", options->fresh,
                 session.Say("账本若已增长，先签署新的检查点",
                             "have a new checkpoint made if the book has "
                             "grown"));
  DoInBook(*verb, session,
           [&session, options] { return Collect(session, *options); });
}

}  // namespace greenledger::cli
