#include "clients/cli/entry_text.h"

#include <fmt/format.h>

#include "clients/cli/drop_reason.h"
#include "clients/cli/evidence_text.h"
#include "clients/cli/money.h"
#include "clients/cli/names.h"
#include "clients/cli/output.h"
#include "clients/cli/oversight_text.h"
#include "clients/cli/points_text.h"
#include "clients/cli/reasons.h"
#include "clients/cli/refusal_text.h"
#include "clients/cli/selection_text.h"
#include "clients/cli/self_report_text.h"
#include "greenledger/v1/record.pb.h"
#include "services/ledger/rules/source.h"

namespace greenledger::cli {
namespace {

// A claim debits suspense and credits the household; not counting the debit
// counts it once. What is only reserved or set free moves nothing.
int64_t Moved(const v1::Entry& entry, v1::Asset asset) {
  int64_t moved = 0;
  for (const v1::Posting& posting : entry.postings()) {
    bool earner = posting.owner() == v1::ACCOUNT_OWNER_HOUSEHOLD ||
                  posting.owner() == v1::ACCOUNT_OWNER_SUSPENSE;
    const bool claimed = posting.owner() == v1::ACCOUNT_OWNER_SUSPENSE &&
                         posting.amount() < 0 && !entry.has_entry_reversed();
    if (earner && !claimed && posting.asset() == asset &&
        posting.stage() == v1::STAGE_UNSPECIFIED) {
      moved += posting.amount();
    }
  }
  return moved;
}

class Detail {
 public:
  Detail(const v1::Entry& entry, Language language)
      : entry_(entry), language_(language) {}

  std::string Write() const {
    switch (entry_.body_case()) {
      case v1::Entry::kDrop:
        return DropReason(entry_, nullptr, language_);
      case v1::Entry::kQuarantined:
        return In(language_, ReasonText(entry_.quarantined().reason()));
      case v1::Entry::kClearance:
        return Clearance();
      case v1::Entry::kScaleTest:
        return ScaleTest();
      case v1::Entry::kDailyClose:
        return DailyClose();
      case v1::Entry::kMonitor:
        return MonitorText(Record().monitor(), language_);
      case v1::Entry::kStarted:
        return StartedText(Record().started(), language_);
      case v1::Entry::kRefused:
        return Refusals();
      case v1::Entry::kBookOpened:
        return entry_.book_opened().community_name();
      case v1::Entry::kSchemePublished:
        return entry_.scheme_published().version();
      case v1::Entry::kTariffPublished:
        return entry_.tariff_published().version();
      default:
        return Registry();
    }
  }

 private:
  std::string Say(std::string_view zh, std::string_view en) const {
    return In(language_, Text{zh, en});
  }

  std::string Registry() const {
    switch (entry_.body_case()) {
      case v1::Entry::kPlaceOpened:
        return fmt::format("{} {}", entry_.place_opened().number(),
                           entry_.place_opened().name());
      case v1::Entry::kHouseholdChanged:
        return In(language_, NameOf(entry_.household_changed().state()));
      case v1::Entry::kHouseholdOpened:
        return In(language_, NameOf(entry_.household_opened().state()));
      case v1::Entry::kMemberAdded:
        return std::to_string(entry_.member_added().member().number());
      case v1::Entry::kMemberRemoved:
        return std::to_string(entry_.member_removed().member_number());
      case v1::Entry::kCardIssued:
        return ToHex(entry_.card_issued().card_hash());
      case v1::Entry::kCardBlocked:
        return ToHex(entry_.card_blocked().card_hash());
      case v1::Entry::kKioskOpened:
        return std::to_string(entry_.kiosk_opened().number());
      case v1::Entry::kKioskClosed:
        return std::to_string(entry_.kiosk_closed().number());
      case v1::Entry::kIncarnationAdmitted:
        return fmt::format("{}: {}",
                           entry_.incarnation_admitted().kiosk_number(),
                           entry_.incarnation_admitted().incarnation());
      default:
        return Device();
    }
  }

  std::string Device() const {
    switch (entry_.body_case()) {
      case v1::Entry::kKioskInvited:
        return fmt::format("{}: {}", entry_.kiosk_invited().kiosk_number(),
                           entry_.kiosk_invited().serial());
      case v1::Entry::kKioskEnrolled:
        return fmt::format("{}: {}", entry_.kiosk_enrolled().kiosk_number(),
                           entry_.kiosk_enrolled().serial());
      case v1::Entry::kCertificateRenewed:
        return std::to_string(entry_.certificate_renewed().kiosk_number());
      case v1::Entry::kCertificatesRevoked:
        return fmt::format("{}: {}",
                           entry_.certificates_revoked().kiosk_number(),
                           entry_.certificates_revoked().why());
      default:
        return Points();
    }
  }

  std::string Points() const {
    std::string text = OversightDetail(entry_, language_);
    if (text.empty()) text = PointsDetail(entry_, language_);
    if (text.empty()) text = RewardsDetail(entry_, language_);
    if (text.empty()) text = EvidenceDetail(entry_, language_);
    return text.empty() ? SelectionDetail(entry_, language_) : text;
  }

  v1::Record Record() const {
    v1::Record record;
    const v1::KioskRecord* source = rules::SourceOf(entry_);
    if (!record.ParseFromString(source->record())) record.Clear();
    return record;
  }

  std::string Clearance() const {
    v1::Record record = Record();
    const v1::Clearance& clearance = record.clearance();
    std::string text =
        fmt::format(fmt::runtime(Say("投口 {}，类别 {}，{} kg，清运单位 {}",
                                     "bin {}, class {}, {} kg, collector {}")),
                    clearance.bin(), clearance.class_code(),
                    Thousandths(clearance.grams()), clearance.collector());
    if (!entry_.clearance().has_counted_by_ledger()) return text;
    return text +
           fmt::format(
               fmt::runtime(Say("；设备计数 {} 次，账本 {} 次，重量 {} / {} kg",
                                "; counted {} drops by the kiosk, {} by the "
                                "ledger, {} / {} kg")),
               clearance.counted().drops(),
               entry_.clearance().counted_by_ledger().drops(),
               Thousandths(clearance.counted().grams()),
               Thousandths(entry_.clearance().counted_by_ledger().grams()));
  }

  std::string ScaleTest() const {
    v1::Record record = Record();
    const v1::ScaleTest& test = record.scale_test();
    return fmt::format(
        fmt::runtime(Say("投口 {}：标准 {} kg，实测 {} kg",
                         "bin {}: reference {} kg, measured {} kg")),
        test.bin(), Thousandths(test.reference_grams()),
        Thousandths(test.measured_grams()));
  }

  std::string DailyClose() const {
    v1::Record record = Record();
    std::string text =
        fmt::format(fmt::runtime(Say("{} 条记录，", "{} records, ")),
                    record.daily_close().records());
    if (entry_.daily_close().agrees()) {
      return text + Say("与账本一致", "as the ledger has them");
    }
    return text + fmt::format(fmt::runtime(Say(
                                  "与账本不一致（账本：{} 条记录）",
                                  "not as the ledger has them ({} records)")),
                              entry_.daily_close().by_ledger().records());
  }

  std::string Refusals() const {
    std::string text;
    for (const v1::Refusal& refusal : entry_.refused().refusals()) {
      if (!text.empty()) text += Say("；", "; ");
      text += RefusalText(refusal, language_);
    }
    return text;
  }

  const v1::Entry& entry_;
  Language language_;
};

}  // namespace

int64_t PointsMoved(const v1::Entry& entry) {
  return Moved(entry, v1::ASSET_POINTS);
}

int64_t MeritMoved(const v1::Entry& entry) {
  return Moved(entry, v1::ASSET_MERIT);
}

std::string EntryDetail(const v1::Entry& entry, Language language) {
  return Detail(entry, language).Write();
}

std::string EntryJson(const v1::Entry& entry) {
  std::string json = "{\"entry\":" + ToJson(entry);
  v1::Record record;
  const v1::KioskRecord* source = rules::SourceOf(entry);
  if (source != nullptr && record.ParseFromString(source->record())) {
    json += ",\"record\":" + ToJson(record);
  }
  return json + "}";
}

}  // namespace greenledger::cli
