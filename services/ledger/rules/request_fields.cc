#include "services/ledger/rules/request_fields.h"

#include <algorithm>
#include <string>

#include "services/ledger/rules/request_limits.h"

namespace greenledger::rules {
namespace {

constexpr int kEvidenceKindsMax = 6;

bool IsHexDigit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') ||
         (c >= 'A' && c <= 'F');
}

bool IsUuid(std::string_view text) {
  constexpr std::string_view kForm = "hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh";
  return std::equal(text.begin(), text.end(), kForm.begin(), kForm.end(),
                    [](char c, char form) {
                      return form == 'h' ? IsHexDigit(c) : c == form;
                    });
}

}  // namespace

void CheckBook(const FieldPath& at, uint64_t book, FaultList& faults) {
  if (book >= 110'000'000'000 && book <= 659'999'999'999) return;
  faults.Add(at, "book", std::to_string(book),
             "a community's 12-digit code, 110000000000 to 659999999999");
}

void CheckHeader(const v1::CommandHeader& header, const FieldPath& at,
                 FaultList& faults) {
  if (!IsUuid(header.request_id())) {
    faults.Add(at, "request_id", header.request_id(),
               "a UUID such as 6f1c3b52-0d5e-4f5e-9b1e-2f6a9e1c7a10");
  }
  CheckBook(at, header.book(), faults);
}

void CheckBy(const FieldPath& at, const std::string& by, FaultList& faults) {
  faults.CheckText(at, "by", by, 1, kByBytesMax);
  // Where two persons are asked for, a blank must not make a second of one.
  if (by.starts_with(' ') || by.ends_with(' ') ||
      by.find("  ") != std::string::npos) {
    faults.Add(at, "by", by, "no blank around it, and none doubled");
  }
}

void CheckContestant(const v1::Contestant& contestant, const FieldPath& at,
                     FaultList& faults) {
  const v1::ContestantKind kind = contestant.kind();
  const bool person = kind == v1::CONTESTANT_KIND_PERSON;
  const bool home = person || kind == v1::CONTESTANT_KIND_HOUSEHOLD;
  const bool whole = kind == v1::CONTESTANT_KIND_COMMUNITY;
  faults.CheckOneOf(at, "kind", kind,
                    {v1::CONTESTANT_KIND_HOUSEHOLD, v1::CONTESTANT_KIND_PERSON,
                     v1::CONTESTANT_KIND_BUILDING, v1::CONTESTANT_KIND_GRID,
                     v1::CONTESTANT_KIND_COMMUNITY});
  faults.CheckRange(at, "number", contestant.number(), whole ? 0 : 1,
                    whole  ? 0
                    : home ? kHouseholdMax
                           : kPlaceMax);
  faults.CheckRange(at, "member", contestant.member(), person ? 1 : 0,
                    person ? kMemberMax : 0);
  if (contestant.book() != 0) CheckBook(at, contestant.book(), faults);
}

void CheckEvidenceKinds(const google::protobuf::RepeatedField<int>& kinds,
                        int least, const FieldPath& at, FaultList& faults) {
  faults.CheckCount(at, "evidence", kinds.size(), least, kEvidenceKindsMax);
  for (int i = 0; i < std::min(kinds.size(), kEvidenceKindsMax); ++i) {
    const FieldPath path(at, "evidence", i);
    const auto kind = static_cast<v1::EvidenceKind>(kinds[i]);
    faults.CheckOneOf(
        path, "", kind,
        {v1::EVIDENCE_KIND_HEARING, v1::EVIDENCE_KIND_FILES,
         v1::EVIDENCE_KIND_INTERVIEWS, v1::EVIDENCE_KIND_INSPECTION,
         v1::EVIDENCE_KIND_DISCUSSION, v1::EVIDENCE_KIND_FEEDBACK});
    if (i > 0 && kind <= kinds[i - 1]) {
      faults.Add(path, "", v1::EvidenceKind_Name(kind),
                 "after the kind before it");
    }
  }
}

void CheckActivityKind(const FieldPath& at, v1::ActivityKind kind,
                       FaultList& faults) {
  faults.CheckOneOf(
      at, "kind", kind,
      {v1::ACTIVITY_KIND_VOLUNTEERING, v1::ACTIVITY_KIND_LEARNING,
       v1::ACTIVITY_KIND_HELPING, v1::ACTIVITY_KIND_CAMPAIGN_DAY});
}

void CheckPage(int32_t page_size, std::string_view page_token,
               FaultList& faults) {
  const FieldPath root;
  if (page_size < 0) {
    faults.Add(root, "page_size", std::to_string(page_size), "0 or more");
  }
  faults.CheckText(root, "page_token", page_token, 0, kPageTokenBytesMax);
}

}  // namespace greenledger::rules
