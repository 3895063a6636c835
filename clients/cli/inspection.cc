// greenledger inspection book|inspectors
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "clients/cli/book_info.h"
#include "clients/cli/choice_option.h"
#include "clients/cli/command_fields.h"
#include "clients/cli/contestant_option.h"
#include "clients/cli/files.h"
#include "clients/cli/nouns.h"
#include "clients/cli/output.h"
#include "clients/cli/table.h"
#include "clients/documents/words.h"
#include "storage/proof/sha256.h"

namespace greenledger::cli {
namespace {

constexpr size_t kAttachmentBytesMax = 64 << 20;

struct Booking {
  v1::BookInspectionRequest request;
  // Names of kinds of evidence.
  std::vector<std::string> evidence;
  // `TITLE=FILE` each.
  std::vector<std::string> attachments;
};

// The contract wants kinds rising, each once; people write them in any order.
void FillEvidence(const Booking& booking, v1::InspectionBooked* inspection) {
  const auto choices = ChoicesOf<v1::EvidenceKind>("EVIDENCE_KIND_");
  std::vector<int> kinds;
  for (const std::string& name : booking.evidence) {
    kinds.push_back(choices.at(name));
  }
  std::sort(kinds.begin(), kinds.end());
  kinds.erase(std::unique(kinds.begin(), kinds.end()), kinds.end());
  inspection->mutable_evidence()->Assign(kinds.begin(), kinds.end());
}

// Only the hash of an attachment goes to the server.
ExitCode FillAttachments(Session& session, const Booking& booking,
                         v1::InspectionBooked* inspection) {
  for (const std::string& text : booking.attachments) {
    const size_t equals = text.rfind('=');
    if (equals == text.npos) {
      return session.UsageError(
          session.Say("--attach 应为 名称=文件，得到 ",
                      "--attach takes TITLE=FILE, found ") +
          text);
    }
    std::string content;
    if (!ReadNamedFile(session, text.substr(equals + 1), kAttachmentBytesMax,
                       &content)) {
      return ExitCode::kUsage;
    }
    v1::Attachment* attachment = inspection->add_attachments();
    attachment->set_title(text.substr(0, equals));
    const proof::Hash hash = proof::Sha256({content});
    attachment->set_sha256(std::string(proof::AsBytes(hash)));
  }
  return ExitCode::kOk;
}

ExitCode Send(Session& session, Booking& booking) {
  v1::InspectionBooked* inspection = booking.request.mutable_inspection();
  FillEvidence(booking, inspection);
  const ExitCode code = FillAttachments(session, booking, inspection);
  if (code != ExitCode::kOk) return code;
  const grpc::Status status =
      DefaultToToday(session, inspection->mutable_day());
  if (!status.ok()) return ReportError(session, status);
  return SendCommand(session, &Client::Evidence::BookInspection,
                     booking.request,
                     session.Say("检查已登记", "inspection booked"));
}

void AddEvidence(CLI::App& verb, Session& session, Booking& booking) {
  verb.add_option("--evidence", booking.evidence,
                  session.Say("证据类别，逗号分隔",
                              "kinds of evidence, with commas between"))
      ->delimiter(',')
      ->check(CLI::IsMember(ChoicesOf<v1::EvidenceKind>("EVIDENCE_KIND_")))
      ->required();
  verb.add_option("--attach", booking.attachments,
                  session.Say("附件 名称=文件，可重复；只登记其 SHA-256",
                              "a file kept elsewhere, TITLE=FILE, may be "
                              "repeated; its SHA-256 is booked"));
}

void AddBookInspection(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "book",
      {"登记对住户、楼栋、网格或社区的检查",
       "Book that somebody looked at a contestant and scored it"},
      "greenledger inspection book --household 12 --score 930 --evidence "
      "inspection \\\n  --note '桶内无错投' --by S-07 --book 310101001001\n"
      "greenledger inspection book --building 21 --campaign 1 --score 880 \\\n"
      "  --evidence hearing,inspection --attach 'photo 1=photo.jpg' --by S-07 "
      "\\\n  --book 310101001001\n"
      "greenledger inspection book --household 12 --recheck 4711 --score 900 "
      "\\\n  --evidence inspection --by S-09 --book 310101001001");
  auto booking = std::make_shared<Booking>();
  v1::InspectionBooked* inspection = booking->request.mutable_inspection();
  AddContestantOptions(*verb, session, inspection->mutable_subject());
  Fields(*verb, session, inspection)
      .Need("--score", {"得分，0 至 1000", "its score, 0 to 1000"},
            &v1::InspectionBooked::set_score_permille)
      .May("--campaign",
           {"所属评选的考察；不给则为日常检查",
            "the campaign whose visit it is; an ordinary one if not given"},
           &v1::InspectionBooked::set_campaign_number)
      .May("--sample", {"抽中它的抽样", "the sample that named it"},
           &v1::InspectionBooked::set_sample_number)
      .May("--recheck",
           {"盲复查：所复查的检查的条目序号",
            "blind repeat of the inspection with this entry index"},
           &v1::InspectionBooked::set_recheck_of)
      .May("--day",
           {"哪天 YYYY-MM-DD；不给则今天",
            "on which day, YYYY-MM-DD; today if not given"},
           inspection->mutable_day())
      .May("--note", {"所见，不写姓名", "what was seen, without names"},
           inspection->mutable_note())
      .By(inspection->mutable_by());
  AddEvidence(*verb, session, *booking);
  AddCommandOptions(*verb, session);
  DoInBook(*verb, session,
           [&session, booking] { return Send(session, *booking); });
}

ExitCode Inspectors(Session& session) {
  v1::ListInspectorsRequest request;
  request.set_book(session.book);
  v1::ListInspectorsResponse response;
  const grpc::Status status = session.client().Call(
      &Client::Evidence::ListInspectors, request, &response);
  if (!status.ok()) return ReportError(session, status);
  constexpr auto kRight = Table::Align::kRight;
  Table table({{session.Say("检查人", "inspector")},
               {session.Say("检查", "inspections"), kRight},
               {session.Say("平均分", "mean"), kRight},
               {session.Say("被复查", "repeated"), kRight},
               {session.Say("一致", "agreed"), kRight},
               {session.Say("一致率", "share"), kRight}});
  for (const v1::InspectorFigures& one : response.inspectors()) {
    if (session.json) session.around.out << ToJson(one) << "\n";
    const uint64_t rechecked = one.rechecked();
    table.AddRow({one.by(), std::to_string(one.inspections()),
                  std::to_string(one.mean_score_permille()),
                  std::to_string(rechecked), std::to_string(one.agreed()),
                  rechecked == 0
                      ? ""
                      : documents::Share(one.agreed() * 1000 / rechecked)});
  }
  if (!session.json) table.Print(session.around.out);
  return ExitCode::kOk;
}

}  // namespace

void AddInspection(CLI::App& app, Session& session) {
  CLI::App* noun = AddNoun(app, session, "inspection",
                           {"检查和考察", "Inspections and visits"});
  AddBookInspection(*noun, session);
  CLI::App* inspectors = AddVerb(
      *noun, session, "inspectors",
      {"各检查人的平均分，以及盲复查是否一致（相差不超过 100）",
       "How inspectors score, and how many blind repeats agree within 100"},
      "greenledger inspection inspectors --book 310101001001");
  DoInBook(*inspectors, session, [&session] { return Inspectors(session); });
}

}  // namespace greenledger::cli
