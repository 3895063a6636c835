// What a book knows: the fold of its entries. It changes only by Apply.
//
// Invariants: size() is the index of the next entry; every balance is the sum
// of the postings applied so far; for every asset and class the balances of
// all accounts sum to zero; a household's lots are at most its points that no
// hold reserves.
#ifndef GREENLEDGER_SERVICES_LEDGER_RULES_STATE_H_
#define GREENLEDGER_SERVICES_LEDGER_RULES_STATE_H_

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/inlined_vector.h"
#include "absl/status/status.h"
#include "greenledger/v1/entry.pb.h"
#include "greenledger/v1/record.pb.h"
#include "services/ledger/rules/balances.h"
#include "services/ledger/rules/card_hash.h"
#include "services/ledger/rules/compiled_tariff.h"
#include "services/ledger/rules/correction_state.h"
#include "services/ledger/rules/evidence_state.h"
#include "services/ledger/rules/lots.h"
#include "services/ledger/rules/oversight_state.h"
#include "services/ledger/rules/points_state.h"
#include "services/ledger/rules/rating.h"
#include "services/ledger/rules/rewards_state.h"
#include "services/ledger/rules/selection_state.h"
#include "services/ledger/rules/tally.h"
#include "storage/crypto/ed25519.h"
#include "storage/proof/sha256.h"

namespace greenledger::rules {

// A drop that later parts may still join (Tariff.merge_window_minutes).
struct MergeGroup {
  uint64_t kiosk = 0;
  uint64_t first_index = 0;
  int64_t start_us = 0;
  uint64_t tariff_index = 0;
  uint32_t class_code = 0;
  int32_t day = 0;
  v1::Quality quality = v1::QUALITY_UNSPECIFIED;
  MergedSoFar merged;
};

// What a tariff line gave on one local day.
struct DayUseRow {
  int32_t day = 0;
  uint32_t class_code = 0;  // the line's
  DayUse use;
};

// Who earns: a household, or the suspense account of a card.
struct Earner {
  Balances balances;
  // Oldest first, at most kMergeGroupsMax.
  absl::InlinedVector<MergeGroup, 1> groups;
  absl::InlinedVector<DayUseRow, 2> day_uses;

  // That of a line on a day, all zero if it had none yet. Valid until another
  // one is asked for.
  DayUse& DayUseOf(int32_t day, uint32_t line_class);
};
inline constexpr size_t kMergeGroupsMax = 8;

// What a drop needs comes first, in a few cache lines side by side.
struct HouseholdState {
  uint64_t number = 0;
  uint64_t entries = 0;     // entries of this household so far
  uint64_t last_index = 0;  // the newest of them
  v1::HouseholdState state = v1::HOUSEHOLD_STATE_UNSPECIFIED;
  bool dirty = false;  // changed since its row was last taken
  Earner earner;
  // What of its free points ends some day.
  Lots lots;
  v1::Tenure tenure = v1::TENURE_UNSPECIFIED;
  uint32_t residents = 0;
  uint64_t building = 0;
  std::vector<std::pair<uint32_t, v1::MemberKind>> members;
  absl::InlinedVector<CardHash, 1> cards;  // blocked ones left out
  // Size of the book when last something changed which of its cards earn.
  uint64_t cards_version = 0;
};

// A published list of waste classes.
struct PublishedScheme {
  v1::Scheme scheme;
  uint64_t index = 0;  // of the entry that published it
  CompiledScheme compiled;
};

// A published tariff; compiled.index() is the entry that published it.
struct PublishedTariff {
  v1::Tariff tariff;
  CompiledTariff compiled;
};

struct CardState {
  uint32_t household_slot = 0;  // in BookState::households()
  bool blocked = false;
};

// The registered part of a household as a message, and back.
void FillHousehold(const HouseholdState& household, v1::Household* message);
void ReadHousehold(const v1::Household& message, HouseholdState* household);

// A record is at most so many bytes; what is larger is never parsed.
inline constexpr size_t kRecordBytesMax = 1024;

// A certificate that lets a device act for its kiosk.
struct KioskCertificate {
  proof::Hash fingerprint{};  // SHA-256 of its DER
  v1::CertificateKind kind = v1::CERTIFICATE_KIND_UNSPECIFIED;
  int64_t not_after_us = 0;
  friend bool operator==(const KioskCertificate&,
                         const KioskCertificate&) = default;
};

struct KioskState {
  v1::Kiosk kiosk;  // incarnation is the one now admitted
  // Of the journal now admitted; nullptr before a kiosk without key enrolled.
  std::shared_ptr<const crypto::Ed25519PublicKey> key;
  bool closed = false;
  uint64_t watermark = 0;
  proof::Hash chain{};  // chain(watermark)
  std::vector<uint64_t> used_incarnations;
  // Of the journal.
  Tally tally;
  // The clocks of the newest record whose device time was plausible.
  int64_t last_device_time_us = 0;
  uint64_t last_monotonic_us = 0;
  // What lets a device enrol; the serial number is empty if nothing does.
  v1::KioskInvited invitation;
  // Of the device that enrolled last; empty if none ever did.
  std::string serial;
  // Those that count, in the order of their issue: at most two operational
  // ones and a bootstrap one.
  std::vector<KioskCertificate> certificates;

  // Whether a device must show a certificate that counts. Before it ever
  // enrolled, any certificate of the authority that names the kiosk will do.
  bool enrolled() const { return !serial.empty(); }
  // nullptr if there is no such certificate, or it is void.
  const KioskCertificate* FindCertificate(const proof::Hash& fingerprint) const;
  // Class of a bin, nullopt if the kiosk has no such bin.
  std::optional<uint32_t> BinClass(uint32_t bin) const;
};

// Owner and number of an account that is neither a household's nor suspense.
using AccountKey = std::pair<v1::AccountOwner, uint64_t>;

// Counts of a book, as GetTotals gives them.
struct Totals {
  uint64_t drops = 0;
  uint64_t drops_rejected = 0;
  uint64_t drops_suspense = 0;
  uint64_t quarantined = 0;
  uint64_t clearances = 0;
  uint64_t milli_points_issued = 0;
  friend bool operator==(const Totals&, const Totals&) = default;
};

// What the caller of Apply already knows about a kiosk's record, so that it is
// not computed twice on the hot path. Absent parts are computed.
struct ApplyHints {
  const v1::Record* record = nullptr;  // source.record, parsed
  const proof::Hash* chain = nullptr;  // chain(source.sequence)
};

// Not thread-safe.
class BookState {
 public:
  explicit BookState(uint64_t book) : book_(book) {}
  BookState(BookState&&) = default;
  BookState& operator=(BookState&&) = default;

  // Folds the next entry. DATA_LOSS if the entry cannot follow (wrong book or
  // index, time not rising, unknown household or kiosk, household sequence
  // broken): the log is damaged and nothing may be built on it.
  absl::Status Apply(const v1::Entry& entry, const ApplyHints& hints = {});

  uint64_t book() const { return book_; }
  uint64_t size() const { return size_; }
  int64_t last_time_us() const { return last_time_us_; }
  const v1::BookOpened& info() const { return info_; }
  const Totals& totals() const { return totals_; }

  // nullptr where there is none; valid until the next Apply.
  const HouseholdState* FindHousehold(uint64_t number) const;
  const CardState* FindCard(const CardHash& card) const;
  const HouseholdState& HouseholdOf(const CardState& card) const {
    return households_[card.household_slot];
  }
  const Earner* FindSuspense(uint64_t number) const;
  const KioskState* FindKiosk(uint64_t number) const;
  const v1::Place* FindPlace(uint64_t number) const;
  // Brings what a drop by this card will need closer to the processor, a step
  // at a time: each step needs what the one before it fetched. Changes nothing.
  void Prefetch(const CardHash& card, int step) const;
  static constexpr int kPrefetchSteps = 2;

  // The balances of any account, households' and suspense included.
  const Balances* FindBalances(v1::AccountOwner owner, uint64_t number) const;
  // What holds promise to and reserve of an account; nullptr if nothing.
  const Balances* FindPending(v1::AccountOwner owner, uint64_t number) const;
  // What may be taken from an account: its balance less what holds reserve.
  int64_t FreeOf(v1::AccountOwner owner, uint64_t number, v1::Asset asset,
                 uint32_t class_code = 0) const;
  int64_t FreePoints(uint64_t household) const {
    return FreeOf(v1::ACCOUNT_OWNER_HOUSEHOLD, household, v1::ASSET_POINTS);
  }
  // The local day of a moment.
  int32_t DayOf(int64_t time_us) const;

  const std::vector<HouseholdState>& households() const { return households_; }
  uint64_t max_household() const { return max_household_; }
  // The highest cards_version of a household: the version of the list of cards
  // that earn.
  uint64_t cards_version() const { return cards_version_; }
  const absl::flat_hash_map<CardHash, CardState>& cards() const {
    return cards_;
  }
  const std::map<uint64_t, Earner>& suspense() const { return suspense_; }
  const std::map<uint64_t, KioskState>& kiosks() const { return kiosks_; }
  const std::map<uint64_t, v1::Place>& places() const { return places_; }
  const std::map<AccountKey, Balances>& accounts() const { return accounts_; }
  const std::vector<std::shared_ptr<const PublishedScheme>>& schemes() const {
    return schemes_;
  }
  // In the order of publication, which is the order of effective days.
  const std::vector<std::shared_ptr<const PublishedTariff>>& tariffs() const {
    return tariffs_;
  }
  // The tariff that rates drops of this local day; nullptr if none does.
  const CompiledTariff* TariffOn(int32_t day) const;
  const PublishedScheme* FindScheme(std::string_view version) const;
  const OversightState& oversight() const { return oversight_; }
  const PointsState& points() const { return points_; }
  const RewardsState& rewards() const { return rewards_; }
  const CorrectionState& corrections() const { return corrections_; }
  const EvidenceState& evidence() const { return evidence_; }
  const SelectionState& selection() const { return selection_; }

 private:
  friend class StateRows;

  absl::Status CheckOrder(const v1::Entry& entry) const;
  absl::Status ApplyBody(const v1::Entry& entry, const ApplyHints& hints);
  absl::Status CheckRegistry(const v1::Entry& entry) const;
  absl::Status ApplyRegistry(const v1::Entry& entry);
  absl::Status ApplyOversight(const v1::Entry& entry);
  absl::Status ApplyPoints(const v1::Entry& entry);
  absl::Status ApplyHoldPlaced(const v1::Entry& entry);
  // What an open hold has pending, for a state that is read from rows.
  void AddPendingOf(const v1::HoldPlaced& placed);
  absl::Status EndHold(const v1::Entry& entry, uint64_t index, bool committed);
  absl::Status ApplyBudget(const v1::Entry& entry);
  absl::Status ApplyMove(const v1::Entry& entry);
  absl::Status ApplyReward(const v1::Entry& entry);
  absl::Status ApplyCorrection(const v1::Entry& entry);
  absl::Status AddCorrection(const v1::CorrectionBegun& begun, uint64_t index);
  absl::Status ApplyEvidence(const v1::Entry& entry);
  absl::Status ApplySelection(const v1::Entry& entry);
  absl::Status ApplyDrop(const v1::Entry& entry, const v1::Record* record);
  absl::Status AdvanceKiosk(uint64_t kiosk, const v1::KioskRecord& source,
                            const ApplyHints& hints);
  absl::Status ApplyPostings(const v1::Entry& entry);
  absl::Status ApplyPending(const v1::Entry& entry, const v1::Posting& leg);
  // What an entry's points do to the household's lots and the month's figures.
  void NotePointsMoved(const v1::Entry& entry, int64_t to_household,
                       int64_t to_suspense);
  void ChangeLots(const v1::Entry& entry, int64_t milli_points);
  absl::Status ApplyHousehold(const v1::Household& household);
  absl::Status AddScheme(const v1::Scheme& scheme, uint64_t index);
  absl::Status AddTariff(const v1::Tariff& tariff, uint64_t index);
  absl::Status ApplyCard(const v1::Entry& entry);
  void NoteCards(uint64_t size, HouseholdState* household);
  absl::Status ApplyKiosk(const v1::Entry& entry);
  absl::Status OpenKiosk(const v1::Entry& entry);
  absl::Status ApplyDevice(const v1::Entry& entry);
  absl::Status Enrol(const v1::Entry& entry, KioskState* kiosk);
  void BeginJournal(uint64_t incarnation, KioskState* kiosk) const;
  void LinkHousehold(const v1::Entry& entry);
  void RememberDrop(const v1::Entry& entry, const v1::Record& record,
                    Earner* earner) const;
  // The limits of days and periods after a reversal and a correction: what was
  // taken back can be had again, what was given is used up.
  void FreeLimits(const v1::Entry& reversal);
  void FreeOrder(const v1::Entry& reversal);
  void CorrectLimits(const v1::Entry& rerated);
  // What a card used of the day is used by the household that claims its drops.
  void ClaimLimits(const v1::Entry& claim);
  struct UseChange {
    int32_t day = 0;
    uint32_t class_code = 0;
    int64_t milli_points = 0;
    int64_t merit_drops = 0;
  };
  void ChangeUse(const UseChange& change, Earner* earner) const;

  // Place in households_, nullopt if it is not registered.
  std::optional<uint32_t> HouseholdSlot(uint64_t number) const;
  HouseholdState* MutableHousehold(uint64_t number);
  KioskState* MutableKiosk(uint64_t number);
  Balances* MutableBalances(v1::AccountOwner owner, uint64_t number);
  Balances* MutableAccount(const AccountKey& key);
  absl::Status Damaged(const v1::Entry& entry, std::string_view what) const;

  uint64_t book_;
  uint64_t size_ = 0;
  int64_t last_time_us_ = 0;
  uint64_t max_household_ = 0;
  uint64_t cards_version_ = 0;
  v1::BookOpened info_;
  Totals totals_;
  std::vector<HouseholdState> households_;
  absl::flat_hash_map<uint64_t, uint32_t> household_slots_;
  // The household, kiosk and accounts that were asked for last: a drop asks for
  // the same ones a dozen times. The maps' nodes stay where they are.
  mutable std::pair<uint64_t, uint32_t> last_household_{0, 0};
  mutable std::pair<uint64_t, KioskState*> last_kiosk_{0, nullptr};
  std::array<std::pair<AccountKey, Balances*>, 8> last_accounts_{};
  absl::flat_hash_map<CardHash, CardState> cards_;
  std::map<uint64_t, Earner> suspense_;
  std::map<uint64_t, KioskState> kiosks_;
  std::map<uint64_t, v1::Place> places_;
  std::map<AccountKey, Balances> accounts_;
  // Sums of what open holds have pending; an account without any is not there.
  std::map<AccountKey, Balances> pending_;
  std::vector<std::shared_ptr<const PublishedScheme>> schemes_;
  std::vector<std::shared_ptr<const PublishedTariff>> tariffs_;
  OversightState oversight_;
  PointsState points_;
  RewardsState rewards_;
  CorrectionState corrections_;
  EvidenceState evidence_;
  SelectionState selection_;
  // A drop counts for a day at most so long before that of any drop booked
  // earlier: what is remembered of older days is forgotten.
  int32_t reach_days_ = 0;
  // What changed since rows were last taken.
  std::vector<uint32_t> dirty_households_;
  std::vector<CardHash> dirty_cards_;
  std::vector<uint64_t> dirty_places_;
};

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_RULES_STATE_H_
