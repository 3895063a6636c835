#include "services/ledger/verify/book_verifier.h"

#include <google/protobuf/util/message_differencer.h>

#include <utility>
#include <vector>

#include "services/ledger/rules/decide_command.h"
#include "services/ledger/rules/decide_oversight.h"
#include "services/ledger/rules/decide_record.h"
#include "services/ledger/rules/source.h"
#include "storage/journal/record_chain.h"

namespace greenledger::verify {
namespace {

// Where two entries differ, as `postings[1].amount: 3 -> 4`.
std::string Difference(const v1::Entry& stored, const v1::Entry& expected) {
  std::string report;
  google::protobuf::util::MessageDifferencer differencer;
  differencer.ReportDifferencesToString(&report);
  if (differencer.Compare(expected, stored)) {
    return "its bytes are not those its content is written with";
  }
  return "differs from what the rules give: " +
         report.substr(0, report.find('\n'));
}

}  // namespace

absl::Status BookVerifier::Bad(std::string_view what) const {
  return absl::DataLossError("book " + std::to_string(state_.book()) +
                             ", entry " + std::to_string(counts_.entries) +
                             ": " + std::string(what));
}

absl::Status BookVerifier::Add(std::string_view bytes) {
  if (!entry_.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return Bad("not an Entry message");
  }
  const v1::KioskRecord* source = rules::SourceOf(entry_);
  record_readable_ = source != nullptr &&
                     source->record().size() <= rules::kRecordBytesMax &&
                     record_.ParseFromString(source->record());
  if (absl::Status s = CheckPostings(); !s.ok()) return s;
  if (absl::Status s = CheckDecision(bytes); !s.ok()) return s;
  rules::ApplyHints hints;
  if (record_readable_) hints.record = &record_;
  if (absl::Status s = state_.Apply(entry_, hints); !s.ok()) return s;
  if (absl::Status s = CheckPointsNotNegative(); !s.ok()) return s;
  if (source != nullptr) {
    if (absl::Status s = CheckSignature(*source); !s.ok()) return s;
    ++counts_.records;
  }
  leaves_.Add(bytes);
  if (leaves_.full()) tree_.AppendMany(leaves_.Take());
  if (absl::Status s = digests_.Add(digests_.Of(entry_)); !s.ok()) return s;
  ++counts_.entries;
  counts_.postings += static_cast<uint64_t>(entry_.postings_size());
  return absl::OkStatus();
}

const proof::Frontier& BookVerifier::tree() {
  tree_.AppendMany(leaves_.Take());
  return tree_;
}

absl::Status BookVerifier::CheckPostings() {
  const auto& legs = entry_.postings();
  for (const v1::Posting& leg : legs) {
    __extension__ typedef __int128 Wide;
    Wide sum = 0;
    for (const v1::Posting& other : legs) {
      if (other.asset() == leg.asset() && other.stage() == leg.stage() &&
          other.class_code() == leg.class_code()) {
        sum += other.amount();
      }
    }
    if (sum != 0) {
      return Bad("postings of " + v1::Asset_Name(leg.asset()) + " class " +
                 std::to_string(leg.class_code()) + " do not sum to zero");
    }
  }
  return absl::OkStatus();
}

absl::Status BookVerifier::CheckDecision(std::string_view bytes) {
  // The rules rely on an order that only Apply checks in full.
  if (entry_.index() != state_.size() || entry_.book() != state_.book()) {
    return Bad("book or index is out of order");
  }
  if (const v1::KioskRecord* source = rules::SourceOf(entry_)) {
    const uint64_t kiosk = entry_.actor().number();
    if (state_.FindKiosk(kiosk) == nullptr) {
      return Bad("kiosk " + std::to_string(kiosk) + " is not registered");
    }
    if (!rules::HasTariffAt(state_, entry_.time_us())) {
      return Bad("no tariff was in force");
    }
    DecideRecordAgain(*source);
  } else {
    if (absl::Status s = CheckRequestId(); !s.ok()) return s;
    if (absl::Status s = DecideCommandAgain(); !s.ok()) return s;
  }
  expected_.SerializeToString(&expected_bytes_);
  if (expected_bytes_ != bytes) return Bad(Difference(entry_, expected_));
  return absl::OkStatus();
}

void BookVerifier::DecideRecordAgain(const v1::KioskRecord& source) {
  rules::RecordInput input;
  input.kiosk = entry_.actor().number();
  input.incarnation = source.incarnation();
  input.sequence = source.sequence();
  input.bytes = source.record();
  input.record = record_readable_ ? &record_ : nullptr;
  input.signature = source.signature();
  rules::DecideRecord(state_, input, entry_.time_us(), &expected_);
}

absl::Status BookVerifier::DecideCommandAgain() {
  expected_ = entry_;
  expected_.clear_postings();
  expected_.clear_household();
  expected_.clear_household_entry();
  expected_.clear_household_previous();
  if (absl::Status s = RateAgain(); !s.ok()) return s;
  auto original = OriginalOf();
  if (!original.ok()) return original.status();
  std::vector<rules::CommandItem> items(1);
  items[0].field = "entry";
  items[0].entry = expected_;
  items[0].original = *original;
  const auto refusals = rules::CheckCommand(state_, entry_.time_us(), &items);
  if (!refusals.empty()) {
    return Bad("the rules refuse it: " + refusals[0].field() + " is " +
               refusals[0].value() + " (" +
               v1::RefusalReason_Name(refusals[0].reason()) + ")");
  }
  rules::CompleteEntry(state_, entry_.time_us(), original->get(), &expected_);
  return absl::OkStatus();
}

// The amounts of a correction follow from the household's drops and the rates.
absl::Status BookVerifier::RateAgain() {
  if (!entry_at_ || !entry_.has_drops_rerated()) return absl::OkStatus();
  const v1::DropsRerated& rerated = entry_.drops_rerated();
  const auto& corrections = state_.corrections().all;
  const auto correction = corrections.find(rerated.correction_index());
  const rules::HouseholdState* household =
      state_.FindHousehold(rerated.household_number());
  if (correction == corrections.end() || household == nullptr) {
    return Bad("it belongs to no correction, or to no household");
  }
  auto again = rules::Rerate(
      rules::TaskFor(state_, correction->first, correction->second, *household),
      entry_at_);
  if (!again.ok()) return again.status();
  *expected_.mutable_drops_rerated() = *std::move(again);
  return absl::OkStatus();
}

// What an entry reverses is the opposite of its own postings, if the digest of
// that is the one that was kept of the entry it names.
absl::StatusOr<std::shared_ptr<const v1::Entry>> BookVerifier::OriginalOf() {
  if (!entry_.has_entry_reversed()) return nullptr;
  const uint64_t index = entry_.entry_reversed().reversed_index();
  if (index >= state_.size()) return Bad("it reverses an entry after it");
  auto kept = digests_.At(index);
  if (!kept.ok()) return kept.status();
  auto original = std::make_shared<v1::Entry>();
  original->set_household(entry_.household());
  rules::AddOpposite(entry_, original.get());
  const uint32_t day = entry_.entry_reversed().day();
  original->mutable_drop()->set_day(day);
  if (digests_.Of(*original) == *kept) return original;
  original->mutable_clearance();
  if (digests_.Of(*original) == *kept) return original;
  original->mutable_penalty();
  if (digests_.Of(*original) == *kept) return original;
  original->mutable_hold_committed()->set_order_day(day);
  if (digests_.Of(*original) == *kept) return original;
  original->mutable_adjustment_decided();
  if (digests_.Of(*original) == *kept) return original;
  return Bad("its postings are not the opposite of those of entry " +
             std::to_string(index));
}

// Entries of one command stand together, so an id that comes back later was
// used twice.
absl::Status BookVerifier::CheckRequestId() {
  const std::string& id = entry_.request_id();
  if (id.empty()) return Bad("a command without a request id");
  if (id == last_request_id_) return absl::OkStatus();
  last_request_id_ = id;
  if (!request_ids_.insert(id).second) {
    return Bad("request id " + id + " was used before");
  }
  return absl::OkStatus();
}

absl::Status BookVerifier::CheckSignature(const v1::KioskRecord& source) {
  const uint64_t number = entry_.actor().number();
  if (source.signature().empty()) {
    unsigned_since_.try_emplace(number, entry_.index());
    return absl::OkStatus();
  }
  const rules::KioskState& kiosk = *state_.FindKiosk(number);
  const journal::JournalId id{state_.book(), number, source.incarnation()};
  const std::string text =
      journal::BatchSigningText(id, source.sequence(), kiosk.chain);
  if (!kiosk.key->Verify(text, source.signature())) {
    auto since = unsigned_since_.find(number);
    return Bad("the signature of kiosk " + std::to_string(number) +
               " does not cover its records since entry " +
               std::to_string(since == unsigned_since_.end() ? entry_.index()
                                                             : since->second));
  }
  unsigned_since_.erase(number);
  ++counts_.signatures;
  return absl::OkStatus();
}

absl::Status BookVerifier::CheckPointsNotNegative() const {
  for (const v1::Posting& leg : entry_.postings()) {
    if (leg.owner() != v1::ACCOUNT_OWNER_HOUSEHOLD ||
        leg.asset() != v1::ASSET_POINTS || leg.amount() >= 0) {
      continue;
    }
    if (state_.FreePoints(leg.owner_number()) < 0) {
      return Bad("points of household " + std::to_string(leg.owner_number()) +
                 " that no hold reserves fall below zero");
    }
  }
  return absl::OkStatus();
}

absl::Status BookVerifier::Finish() const {
  if (unsigned_since_.empty()) return absl::OkStatus();
  const auto& [kiosk, index] = *unsigned_since_.begin();
  return absl::DataLossError("book " + std::to_string(state_.book()) +
                             ", entry " + std::to_string(index) +
                             ": no signature covers this record of kiosk " +
                             std::to_string(kiosk));
}

}  // namespace greenledger::verify
