#include "clients/cli/report_entries.h"

#include <limits>
#include <string>

#include "clients/cli/server_error.h"
#include "services/ledger/rules/source.h"

namespace greenledger::cli {

ExitCode ForEachEntryBefore(Session& session, uint64_t end,
                            const std::function<void(const v1::Entry&)>& take) {
  v1::FollowEntriesRequest request;
  request.set_book(session.book);
  request.set_stop_at_end(true);
  uint64_t index = 0;
  bool readable = true;
  v1::Entry entry;
  const grpc::Status status = session.client().Follow(
      request, [&](const v1::FollowEntriesResponse& response) {
        for (const std::string& bytes : response.entries()) {
          if (index == end) return false;
          readable = entry.ParseFromString(bytes);
          if (!readable) return false;
          take(entry);
          ++index;
        }
        return true;
      });
  if (!status.ok()) return ReportError(session, status);
  if (readable) return ExitCode::kOk;
  session.PrintError(session.Say("条目无法解读：", "cannot read entry ") +
                     std::to_string(index));
  return ExitCode::kServerError;
}

ExitCode ForEachEntry(Session& session,
                      const std::function<void(const v1::Entry&)>& take) {
  return ForEachEntryBefore(session, std::numeric_limits<uint64_t>::max(),
                            take);
}

std::optional<v1::Record> RecordOf(const v1::Entry& entry) {
  const v1::KioskRecord* source = rules::SourceOf(entry);
  v1::Record record;
  if (source == nullptr || !record.ParseFromString(source->record())) {
    return std::nullopt;
  }
  return record;
}

int64_t MadeAt(const v1::Entry& entry, const v1::Record& record) {
  return record.clock_synced() && record.device_time_us() <= entry.time_us()
             ? record.device_time_us()
             : entry.time_us();
}

}  // namespace greenledger::cli
