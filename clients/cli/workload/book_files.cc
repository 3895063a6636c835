#include "clients/cli/workload/book_files.h"

#include <array>
#include <utility>

#include "absl/strings/escaping.h"
#include "clients/cli/workload/csv.h"
#include "clients/cli/workload/files.h"
#include "fmt/format.h"
#include "storage/crypto/ed25519.h"

namespace greenledger::workload {
namespace {

std::string Hex(const CardHash& card) {
  return absl::BytesToHexString(std::string(card.data(), card.size()));
}

std::string PlacesCsv(const Community& community) {
  std::string csv = fmt::format("{}\n", kPlacesHeader);
  for (const Grid& grid : community.grids) {
    csv += fmt::format("{},grid,0,第{}网格\n", grid.number, grid.number);
  }
  for (const Grid& grid : community.grids) {
    for (const uint64_t building : grid.buildings) {
      csv += fmt::format("{},building,{},{}网格{}号楼\n", building, grid.number,
                         grid.number, building % 1000);
    }
  }
  return csv;
}

std::string HouseholdsCsv(const Community& community) {
  std::string csv = fmt::format("{}\n", kHouseholdsHeader);
  for (const Household& household : community.households) {
    std::string cards;
    for (const CardHash& card : household.cards) {
      if (!cards.empty()) cards.push_back(' ');
      cards += Hex(card);
    }
    csv += fmt::format(
        "{},{},{},{},{},{},{},{}\n", household.number, household.building,
        household.tenant ? "tenant" : "owner",
        household.adults + household.minors, household.adults, household.minors,
        household.active ? "active" : "registered", cards);
  }
  return csv;
}

absl::StatusOr<std::string> KiosksCsv(const Community& community,
                                      std::span<const BinOfKiosk> bins) {
  std::string bins_text;
  for (const BinOfKiosk& bin : bins) {
    bins_text += fmt::format("{}{}:{}", bins_text.empty() ? "" : " ",
                             bin.number, bin.class_code);
  }
  std::string csv = fmt::format("{}\n", kKiosksHeader);
  for (const KioskSite& site : community.kiosks) {
    auto key = crypto::Ed25519PrivateKey::FromSeed(site.seed);
    if (!key.ok()) return key.status();
    csv += fmt::format("{},{},{},{},{}\n", site.number, site.grid,
                       absl::BytesToHexString(key->public_key()),
                       site.incarnation, bins_text);
  }
  return csv;
}

std::string BlockedCsv(const Community& community) {
  std::string csv = fmt::format("{}\n", kBlockedHeader);
  for (const CardHash& card : community.blocked_cards) csv += Hex(card) + "\n";
  return csv;
}

std::string SeedsCsv(const Community& community) {
  std::string csv = fmt::format("{}\n", kSeedsHeader);
  for (const KioskSite& site : community.kiosks) {
    csv +=
        fmt::format("{},{}\n", site.number, absl::BytesToHexString(site.seed));
  }
  return csv;
}

std::string ClocksCsv(const Community& community) {
  std::string csv = fmt::format("{}\n", kClocksHeader);
  for (const KioskSite& site : community.kiosks) {
    csv += fmt::format("{},{},{}\n", site.number, site.clock_skew_us,
                       site.clock_synced ? 1 : 0);
  }
  return csv;
}

}  // namespace

absl::Status WriteCommunities(std::string_view folder,
                              std::span<const CommunityName> names) {
  std::string csv = fmt::format("{}\n", kCommunitiesHeader);
  for (const CommunityName& name : names) {
    csv += CsvLine({std::to_string(name.code), name.community, name.street,
                    name.district});
  }
  return WriteFile(fmt::format("{}/communities.csv", folder), csv);
}

absl::Status WriteBook(std::string_view folder, const Community& community,
                       std::span<const BinOfKiosk> bins,
                       std::span<const PlannedUpload> plan) {
  const std::string base = BookFolder(folder, community.name.code);
  absl::Status made = MakeNewFolder(base + "/records");
  if (!made.ok()) return made;
  absl::StatusOr<std::string> kiosks = KiosksCsv(community, bins);
  if (!kiosks.ok()) return kiosks.status();
  const std::array<std::pair<std::string, std::string>, 6> files = {
      {{"places.csv", PlacesCsv(community)},
       {"households.csv", HouseholdsCsv(community)},
       {"blocked-cards.csv", BlockedCsv(community)},
       {"kiosks.csv", *std::move(kiosks)},
       {"clocks.csv", ClocksCsv(community)},
       {"plan.csv", PlanCsv(plan)}}};
  for (const auto& [name, content] : files) {
    absl::Status written = WriteFile(base + "/" + name, content);
    if (!written.ok()) return written;
  }
  return WriteFile(base + "/kiosk-seeds.csv", SeedsCsv(community), 0600);
}

absl::Status WriteRecords(std::string_view folder, uint64_t book,
                          uint64_t kiosk,
                          const std::vector<std::string>& records) {
  return WriteFile(RecordsPath(folder, book, kiosk), JoinRecords(records));
}

}  // namespace greenledger::workload
