#include "clients/cli/import_batches.h"

#include <fmt/format.h>

#include <charconv>

#include "clients/cli/command.h"
#include "clients/cli/output.h"
#include "clients/cli/progress.h"
#include "clients/cli/reasons.h"
#include "storage/proof/sha256.h"

namespace greenledger::cli {
namespace {

struct ItemField {
  // Place in the batch.
  size_t item = 0;
  std::string column;
};

// The column that stands for a field of the request.
std::string ColumnOf(std::string_view field) {
  static const std::map<std::string, std::string, std::less<>> kColumns = {
      {"parent_number", "parent"},     {"place_number", "place"},
      {"building_number", "building"}, {"card_hashes", "cards"},
      {"members", "adults"},
  };
  field = field.substr(0, field.find_first_of(".["));
  auto found = kColumns.find(field);
  return found == kColumns.end() ? std::string(field) : found->second;
}

// Takes `households[3].building_number` apart; a path without an index means
// the first item.
ItemField ParseField(std::string_view path) {
  ItemField result;
  size_t open = path.find('[');
  if (open == std::string_view::npos) return result;
  const char* end = path.data() + path.size();
  std::from_chars(path.data() + open + 1, end, result.item);
  size_t dot = path.find("].");
  if (dot != std::string_view::npos) {
    result.column = ColumnOf(path.substr(dot + 2));
  }
  return result;
}

size_t LineOf(const ImportBatch& batch, size_t item) {
  return item < batch.lines.size() ? batch.lines[item] : batch.lines.front();
}

class Import {
 public:
  Import(Session& session, const ImportPlan& plan)
      : session_(session), plan_(plan) {}

  // Both end at the first call that fails; its code is then in `*code`.
  bool CheckAll(ExitCode* code);
  bool StoreAll(ExitCode* code);
  void Report() const;

  std::vector<LineFault> faults;

 private:
  void Check(size_t number, const v1::CommandResult& result);
  bool OpenedEarlier(size_t number, const v1::Refusal& refusal) const;
  void AddRefusals(size_t number, const v1::CommandResult& result);
  bool AddViolations(const ImportBatch& batch, const grpc::Status& status);
  grpc::Status Send(const ImportBatch& batch, bool validate_only,
                    v1::CommandResult* result);

  Session& session_;
  const ImportPlan& plan_;
  size_t there_ = 0;
  size_t accepted_ = 0;
};

grpc::Status Import::Send(const ImportBatch& batch, bool validate_only,
                          v1::CommandResult* result) {
  v1::CommandHeader header;
  header.set_book(session_.book);
  header.set_request_id(batch.request_id);
  header.set_validate_only(validate_only);
  return batch.send(header, result);
}

bool Import::CheckAll(ExitCode* code) {
  Progress progress(session_, session_.Say("检查", "checking"));
  for (size_t i = 0; i < plan_.batches.size(); ++i) {
    v1::CommandResult result;
    grpc::Status status = Send(plan_.batches[i], true, &result);
    if (status.ok()) {
      Check(i, result);
    } else if (!AddViolations(plan_.batches[i], status)) {
      *code = ReportError(session_, status);
      return false;
    }
    progress.Show(i + 1, plan_.batches.size());
  }
  return true;
}

void Import::Check(size_t number, const v1::CommandResult& result) {
  const ImportBatch& batch = plan_.batches[number];
  if (result.code() == v1::COMMAND_RESULT_CODE_DUPLICATE) {
    there_ += batch.lines.size();
  } else if (result.code() == v1::COMMAND_RESULT_CODE_ACCEPTED) {
    accepted_ += batch.lines.size();
  } else {
    size_t before = faults.size();
    AddRefusals(number, result);
    if (faults.size() == before) accepted_ += batch.lines.size();
  }
}

bool Import::OpenedEarlier(size_t number, const v1::Refusal& refusal) const {
  if (refusal.reason() != v1::REFUSAL_REASON_PLACE_UNKNOWN) return false;
  auto found = plan_.place_batches.find(refusal.value());
  return found != plan_.place_batches.end() && found->second < number;
}

void Import::AddRefusals(size_t number, const v1::CommandResult& result) {
  const ImportBatch& batch = plan_.batches[number];
  if (result.code() != v1::COMMAND_RESULT_CODE_REFUSED) {
    faults.push_back(
        {.line = batch.lines.front(),
         .column = "",
         .value = "",
         .problem = session_.Say("这一批的请求编号已用于其他内容",
                                 "this batch's request id was used for "
                                 "something else")});
    return;
  }
  for (const v1::Refusal& refusal : result.refusals()) {
    if (OpenedEarlier(number, refusal)) continue;
    ItemField field = ParseField(refusal.field());
    faults.push_back(
        {.line = LineOf(batch, field.item),
         .column = field.column,
         .value = refusal.value(),
         .problem = In(session_.language, ReasonText(refusal.reason()))});
  }
}

// What the file's own checks let through and the server's do not.
bool Import::AddViolations(const ImportBatch& batch,
                           const grpc::Status& status) {
  ServerError error = DecodeError(status, session_.language);
  for (const FieldViolation& violation : error.violations) {
    ItemField field = ParseField(violation.field);
    faults.push_back({.line = LineOf(batch, field.item),
                      .column = "",
                      .value = "",
                      .problem = field.column + ": " + violation.description});
  }
  return !error.violations.empty();
}

bool Import::StoreAll(ExitCode* code) {
  Progress progress(session_, session_.Say("导入", "importing"));
  accepted_ = 0;
  there_ = 0;
  for (size_t i = 0; i < plan_.batches.size(); ++i) {
    const ImportBatch& batch = plan_.batches[i];
    session_.request_id = batch.request_id;
    v1::CommandResult result;
    grpc::Status status = Send(batch, false, &result);
    if (!status.ok()) {
      *code = ReportError(session_, status);
      return false;
    }
    Check(i, result);
    // The book has changed since the check; what comes later may build on
    // this batch.
    if (!faults.empty()) return true;
    progress.Show(i + 1, plan_.batches.size());
  }
  return true;
}

void Import::Report() const {
  std::ostream& out = session_.around.out;
  if (session_.json) {
    out << fmt::format(R"({{"{}":{},"present":{}}})",
                       session_.dry_run ? "acceptable" : "imported", accepted_,
                       there_)
        << "\n";
    return;
  }
  std::string text =
      session_.dry_run
          ? session_.Say("检查通过，未写入：{} 可导入 {} 条，已在账本中 {} 条",
                         "nothing stored; {}: {} would be imported, {} are "
                         "there already")
          : session_.Say("{}：导入 {} 条，此前已在账本中 {} 条",
                         "{}: {} imported, {} were there already");
  out << fmt::format(fmt::runtime(text), plan_.what, accepted_, there_) << "\n";
}

}  // namespace

std::string BatchRequestId(uint64_t book, std::string_view kind,
                           const std::vector<SheetRow>& rows) {
  std::string content =
      fmt::format("greenledger/import/v1\n{} {}\n", book, kind);
  for (const SheetRow& row : rows) {
    for (const std::string& cell : row.cells) {
      content += fmt::format("{}:{},", cell.size(), cell);
    }
    content += "\n";
  }
  proof::Hash hash = proof::Sha256({content});
  return Uuid(proof::AsBytes(hash), 8);
}

ExitCode RunImport(Session& session, const ImportPlan& plan) {
  Import import(session, plan);
  ExitCode code = ExitCode::kOk;
  if (!import.CheckAll(&code)) return code;
  Text consequence = {"没有写入任何内容", "nothing was stored"};
  if (import.faults.empty() && !session.dry_run) {
    if (!import.StoreAll(&code)) return code;
    consequence = {"这一批及其后的没有写入",
                   "their batch and those after it were not stored"};
  }
  if (import.faults.empty()) {
    import.Report();
    return ExitCode::kOk;
  }
  PrintFaults(session, plan.file, import.faults, consequence);
  return ExitCode::kRefused;
}

}  // namespace greenledger::cli
