// The archive of a community in exactly seven parts (R45): community profile,
// plan, documents, activity record, summary, rewards and penalties, opinions.
#ifndef GREENLEDGER_CLIENTS_DOCUMENTS_ARCHIVE_H_
#define GREENLEDGER_CLIENTS_DOCUMENTS_ARCHIVE_H_

#include <string>
#include <vector>

#include "clients/documents/directory.h"
#include "clients/documents/figures.h"
#include "clients/documents/record.h"
#include "clients/documents/source.h"
#include "greenledger/v1/evidence_service.pb.h"
#include "greenledger/v1/registry_service.pb.h"
#include "greenledger/v1/selection_service.pb.h"

namespace greenledger::documents {

// What the archive is made from. All must outlive the call.
struct ArchiveInput {
  // Source, totals, indicators, points and campaigns of the summary.
  const SelfReportInput& summary;
  const Record& record;
  const std::vector<NamedTitle>& titles;
  uint64_t active_households;
  const std::vector<v1::ObjectionStanding>& objections;
  const v1::GetCalendarResponse& calendar;
  // Empty if no tariff is in force.
  const v1::GetTariffResponse& tariff;
  // Who keeps it: a staff number or function.
  const std::string& keeper;
};

// The files, index.html last; it names the others with their SHA-256.
std::vector<File> Archive(const ArchiveInput& input);

}  // namespace greenledger::documents

#endif  // GREENLEDGER_CLIENTS_DOCUMENTS_ARCHIVE_H_
