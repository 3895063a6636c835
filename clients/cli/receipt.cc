// greenledger receipt show|check
#include "storage/checkpoint/receipt.h"

#include <fmt/format.h>

#include <memory>

#include "clients/cli/entry_text.h"
#include "clients/cli/files.h"
#include "clients/cli/local_fault.h"
#include "clients/cli/money.h"
#include "clients/cli/nouns.h"
#include "clients/cli/output.h"
#include "clients/cli/pinned_keys.h"
#include "clients/cli/qr_code.h"
#include "clients/cli/verb.h"
#include "storage/checkpoint/proof_file.h"

namespace greenledger::cli {
namespace {

using checkpoint::Receipt;

struct ReceiptOptions {
  std::string text;
  std::string proof;
  // File with the entry's bytes; may be empty.
  std::string entry;
  bool qr = false;
  PinnedKeys pinned;
};

void Print(Session& session, const Receipt& receipt) {
  if (session.json) {
    session.around.out << fmt::format(
        "{{\"book\":{},\"index\":{},\"leaf_hash\":\"{}\","
        "\"milli_points\":{},\"milli_merit\":{}}}\n",
        receipt.book, receipt.index, ToHex(proof::AsBytes(receipt.leaf)),
        receipt.milli_points, receipt.milli_merit);
    return;
  }
  session.around.out << fmt::format(
      fmt::runtime(
          session.Say("账本 {}，条目 {}：积分 {}，荣誉 {}\n叶哈希 {}\n",
                      "book {}, entry {}: points {}, merit {}\n"
                      "leaf hash {}\n")),
      receipt.book, receipt.index, SignedThousandths(receipt.milli_points),
      SignedThousandths(receipt.milli_merit),
      ToHex(proof::AsBytes(receipt.leaf)));
}

ExitCode Show(Session& session, const ReceiptOptions& options) {
  auto receipt = checkpoint::ParseReceipt(options.text);
  if (!receipt.ok()) return ReportLocal(session, receipt.status());
  Print(session, *receipt);
  if (!options.qr) return ExitCode::kOk;
  auto code = QrCode(options.text);
  if (!code.ok()) return ReportLocal(session, code.status());
  session.around.out << *code;
  return ExitCode::kOk;
}

// Whether the proof is that of the receipt's entry.
absl::StatusOr<checkpoint::VerifiedCheckpoint> Verify(
    const Receipt& receipt, std::string_view proof_bytes,
    const checkpoint::Policy& policy) {
  auto file = checkpoint::ParseProofFile(proof_bytes);
  if (!file.ok()) return file.status();
  if (file->index != receipt.index) {
    return absl::DataLossError(
        fmt::format("the proof is of entry {}, the receipt of entry {}",
                    file->index, receipt.index));
  }
  auto verified = checkpoint::VerifyProofFile(*file, receipt.leaf, policy);
  if (!verified.ok()) return verified.status();
  auto book = checkpoint::BookOfOrigin(verified->checkpoint.origin);
  if (!book.ok() || *book != receipt.book) {
    return absl::DataLossError(
        fmt::format("the checkpoint is of {}, the receipt of book {}",
                    verified->checkpoint.origin, receipt.book));
  }
  return verified;
}

// Whether these are the bytes of the receipt's entry and give its amounts,
// which the leaf hash alone does not show.
absl::Status CompareEntry(const Receipt& receipt, std::string_view bytes) {
  v1::Entry entry;
  if (proof::LeafHash(bytes) != receipt.leaf ||
      !entry.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return absl::DataLossError("the entry's bytes are not the receipt's");
  }
  if (PointsMoved(entry) == receipt.milli_points &&
      MeritMoved(entry) == receipt.milli_merit) {
    return absl::OkStatus();
  }
  return absl::DataLossError(
      fmt::format("the entry gives {} milli-points and {} of merit, the "
                  "receipt says {} and {}",
                  PointsMoved(entry), MeritMoved(entry), receipt.milli_points,
                  receipt.milli_merit));
}

ExitCode Check(Session& session, const ReceiptOptions& options) {
  auto receipt = checkpoint::ParseReceipt(options.text);
  if (!receipt.ok()) return ReportLocal(session, receipt.status());
  const auto policy = LoadPolicy(session, options.pinned);
  if (!policy) return ExitCode::kUsage;
  std::string proof_bytes;
  std::string entry;
  if (!ReadNamedFile(session, options.proof, checkpoint::kProofFileMax,
                     &proof_bytes) ||
      (!options.entry.empty() &&
       !ReadNamedFile(session, options.entry, kEntryBytesMax, &entry))) {
    return ExitCode::kUsage;
  }
  auto verified = Verify(*receipt, proof_bytes, *policy);
  if (verified.ok() && !options.entry.empty()) {
    absl::Status same = CompareEntry(*receipt, entry);
    if (!same.ok()) verified = same;
  }
  if (!verified.ok()) return ReportUnproven(session, verified.status());
  Print(session, *receipt);
  if (!session.json) {
    session.around.out << fmt::format(
        fmt::runtime(session.Say(
            "证明成立：此条目在账本规模为 {} 的检查点中；{}\n",
            "proven: the entry is in the book's checkpoint of size {}; {}\n")),
        verified->checkpoint.head.size, SignersText(session, *verified));
    if (options.entry.empty()) {
      session.around.out << session.Say(
          "积分与荣誉未核对：用 --entry 给出条目的原始字节即可核对\n",
          "points and merit were not checked: give the entry's bytes with "
          "--entry\n");
    }
  }
  return ExitCode::kOk;
}

void AddText(CLI::App& verb, const Session& session, ReceiptOptions& options) {
  verb.add_option("text", options.text,
                  session.Say("回执：GL1:…", "the receipt: GL1:..."))
      ->required();
}

}  // namespace

void AddReceipt(CLI::App& app, Session& session) {
  CLI::App* noun =
      AddNoun(app, session, "receipt",
              {"投放回执", "Receipts that residents get of their drops"});
  auto options = std::make_shared<ReceiptOptions>();
  CLI::App* show = AddVerb(
      *noun, session, "show", {"显示回执内容", "Show what a receipt says"},
      "greenledger receipt show GL1:310101001001:42:Ym9v...:1500:1000 --qr");
  AddText(*show, session, *options);
  show->add_flag("--qr", options->qr,
                 session.Say("并显示为二维码", "and as a QR code"));
  Do(*show, session, [&session, options] { return Show(session, *options); });
  CLI::App* check = AddVerb(
      *noun, session, "check",
      {"离线核对：回执的条目是否在账本中",
       "Check without a server that the receipt's entry is in the book"},
      "greenledger receipt check GL1:310101001001:42:Ym9v...:1500:1000 "
      "42.proof --policy policy.txt");
  AddText(*check, session, *options);
  check
      ->add_option("proof", options->proof,
                   session.Say("证明文件", "the proof file"))
      ->required();
  check->add_option("--entry", options->entry,
                    session.Say("含条目原始字节的文件：并核对积分与荣誉",
                                "file with the entry's exact bytes: checks "
                                "points and merit, too"));
  AddPinnedKeys(*check, session, &options->pinned);
  Do(*check, session, [&session, options] { return Check(session, *options); });
}

}  // namespace greenledger::cli
