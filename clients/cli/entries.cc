// greenledger entries show|list|follow
#include <fmt/format.h>

#include <limits>
#include <memory>

#include "clients/cli/book_info.h"
#include "clients/cli/entry_text.h"
#include "clients/cli/local_fault.h"
#include "clients/cli/local_time.h"
#include "clients/cli/money.h"
#include "clients/cli/names.h"
#include "clients/cli/nouns.h"
#include "clients/cli/output.h"
#include "clients/cli/pki/files.h"
#include "clients/cli/server_error.h"
#include "clients/cli/table.h"
#include "clients/cli/text_width.h"
#include "clients/cli/verb.h"
#include "storage/checkpoint/receipt.h"

namespace greenledger::cli {
namespace {

struct Range {
  uint64_t from = 0;
  // Last index wanted.
  uint64_t to = std::numeric_limits<uint64_t>::max();
};

// One line: index, local time, kind, actor, household, detail.
std::string EntryLine(const Session& session, const v1::Entry& entry,
                      int32_t utc_offset_minutes) {
  std::string actor = In(session.language, NameOf(entry.actor().kind()));
  if (entry.actor().number() != 0) {
    actor += fmt::format(" {}", entry.actor().number());
  }
  std::string household;
  if (entry.household() != 0) {
    household =
        session.Say("  住户 ", "  household ") +
        fmt::format("{} (#{})", entry.household(), entry.household_entry());
  }
  return fmt::format("{}  {}  {}  {}{}  {}", entry.index(),
                     LocalTime(entry.time_us(), utc_offset_minutes),
                     In(session.language, NameOf(entry.body_case())), actor,
                     household,
                     Printable(EntryDetail(entry, session.language)));
}

std::string AmountOf(const v1::Posting& posting) {
  return posting.asset() == v1::ASSET_PIECES ||
                 posting.asset() == v1::ASSET_PENALTY ||
                 posting.asset() == v1::ASSET_GOODS
             ? std::to_string(posting.amount())
             : SignedThousandths(posting.amount());
}

// What is only reserved, or set free, says so.
std::string StageText(const Session& session, v1::Stage stage) {
  switch (stage) {
    case v1::STAGE_PENDING:
      return session.Say("（预留）", " (reserved)");
    case v1::STAGE_RELEASED:
      return session.Say("（释放）", " (set free)");
    default:
      return "";
  }
}

void PrintPostings(Session& session, const v1::Entry& entry) {
  if (entry.postings().empty()) return;
  Table table({{session.Say("账户", "account")},
               {session.Say("编号", "number"), Table::Align::kRight},
               {session.Say("项目", "asset")},
               {session.Say("类别", "class"), Table::Align::kRight},
               {session.Say("数量", "amount"), Table::Align::kRight}});
  for (const v1::Posting& posting : entry.postings()) {
    table.AddRow(
        {In(session.language, NameOf(posting.owner())),
         std::to_string(posting.owner_number()),
         In(session.language, NameOf(posting.asset())),
         posting.class_code() == 0 ? "" : std::to_string(posting.class_code()),
         AmountOf(posting) + StageText(session, posting.stage())});
  }
  table.Print(session.around.out);
}

ExitCode Unreadable(Session& session, uint64_t index) {
  session.PrintError(session.Say("条目无法解读：", "cannot read entry ") +
                     std::to_string(index));
  return ExitCode::kServerError;
}

// What the kiosk gave the resident, of an entry that came from a kiosk.
void PrintReceipt(Session& session, const v1::Entry& entry,
                  std::string_view leaf_hash) {
  if (entry.actor().kind() != v1::ACTOR_KIND_KIOSK) return;
  if (leaf_hash.size() != sizeof(proof::Hash)) return;
  session.around.out << session.Say("回执 ", "receipt ")
                     << checkpoint::FormatReceipt(
                            {.book = session.book,
                             .index = entry.index(),
                             .leaf = proof::FromBytes(leaf_hash),
                             .milli_points = PointsMoved(entry),
                             .milli_merit = MeritMoved(entry)})
                     << "\n";
}

// `out_file` is a new file for the entry's exact bytes; none if empty.
ExitCode Show(Session& session, uint64_t index, const std::string& out_file) {
  v1::GetEntryRequest request;
  request.set_book(session.book);
  request.set_index(index);
  v1::GetEntryResponse response;
  grpc::Status status =
      session.client().Call(&Client::Ledger::GetEntry, request, &response);
  if (!status.ok()) return ReportError(session, status);
  v1::Entry entry;
  if (!entry.ParseFromString(response.entry().entry())) {
    return Unreadable(session, index);
  }
  if (!out_file.empty()) {
    absl::Status written =
        pki::WriteNewFile(out_file, response.entry().entry(), 0644);
    if (!written.ok()) return ReportLocal(session, written);
  }
  std::ostream& out = session.around.out;
  if (session.json) {
    out << EntryJson(entry) << "\n";
    return ExitCode::kOk;
  }
  int32_t utc_offset_minutes = 0;
  status = GetUtcOffset(session, &utc_offset_minutes);
  if (!status.ok()) return ReportError(session, status);
  out << EntryLine(session, entry, utc_offset_minutes) << "\n";
  PrintPostings(session, entry);
  out << session.Say("叶哈希 ", "leaf hash ") << ToHex(response.leaf_hash())
      << "\n";
  PrintReceipt(session, entry, response.leaf_hash());
  return ExitCode::kOk;
}

// Prints one message's entries; false when the last wanted one is out or one
// cannot be read.
bool PrintEntries(Session& session, const v1::FollowEntriesResponse& response,
                  const Range& range, int32_t utc_offset_minutes,
                  ExitCode* code) {
  uint64_t index = response.first_index();
  for (const std::string& bytes : response.entries()) {
    v1::Entry entry;
    if (!entry.ParseFromString(bytes)) {
      *code = Unreadable(session, index);
      return false;
    }
    if (index > range.to) return false;
    session.around.out << (session.json
                               ? EntryJson(entry)
                               : EntryLine(session, entry, utc_offset_minutes))
                       << "\n";
    if (index == range.to) return false;
    ++index;
  }
  session.around.out << std::flush;
  return true;
}

ExitCode Print(Session& session, const Range& range, bool stop_at_end) {
  int32_t utc_offset_minutes = 0;
  grpc::Status status = GetUtcOffset(session, &utc_offset_minutes);
  if (!status.ok()) return ReportError(session, status);
  v1::FollowEntriesRequest request;
  request.set_book(session.book);
  request.set_from_index(range.from);
  request.set_stop_at_end(stop_at_end);
  ExitCode code = ExitCode::kOk;
  status = session.client().Follow(
      request, [&](const v1::FollowEntriesResponse& response) {
        return PrintEntries(session, response, range, utc_offset_minutes,
                            &code);
      });
  if (!status.ok()) return ReportError(session, status);
  return code;
}

void AddFrom(CLI::App& verb, const Session& session, Range& range) {
  verb.add_option("--from", range.from,
                  session.Say("第一个条目的序号", "index of the first entry"))
      ->capture_default_str();
}

}  // namespace

void AddEntries(CLI::App& app, Session& session) {
  CLI::App* noun =
      AddNoun(app, session, "entries", {"账本条目", "Entries of a book"});
  noun->alias("entry");
  auto range = std::make_shared<Range>();
  CLI::App* show = AddVerb(*noun, session, "show",
                           {"显示一个条目及其过账和叶哈希",
                            "Show an entry with its postings and leaf hash"},
                           "greenledger entries show 42 --book 310101001001");
  show->add_option("index", range->from,
                   session.Say("条目序号", "the entry's index"))
      ->required();
  auto out_file = std::make_shared<std::string>();
  show->add_option("--out", *out_file,
                   session.Say("把条目的原始字节写入此新文件",
                               "write the entry's exact bytes to this new "
                               "file"));
  DoInBook(*show, session, [&session, range, out_file] {
    return Show(session, range->from, *out_file);
  });
  CLI::App* list = AddVerb(
      *noun, session, "list", {"列出一段条目", "List a range of entries"},
      "greenledger entries list --from 100 --to 199 --book 310101001001\n"
      "greenledger entries list --json --book 310101001001");
  AddFrom(*list, session, *range);
  list->add_option("--to", range->to,
                   session.Say("最后一个条目的序号；不给则到末尾",
                               "index of the last; to the end if not given"));
  DoInBook(*list, session,
           [&session, range] { return Print(session, *range, true); });
  CLI::App* follow = AddVerb(
      *noun, session, "follow",
      {"列出条目并等待新的，直到按 Ctrl-C",
       "List entries and go on with new ones until Ctrl-C"},
      "greenledger entries follow --from 1000 --json --book 310101001001");
  AddFrom(*follow, session, *range);
  DoInBook(*follow, session,
           [&session, range] { return Print(session, *range, false); });
  AddReverse(*noun, session);
}

}  // namespace greenledger::cli
