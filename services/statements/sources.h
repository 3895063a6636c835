// What sentences look up: earlier entries, tariffs, and the names of classes,
// rewards and places.
#ifndef GREENLEDGER_SERVICES_STATEMENTS_SOURCES_H_
#define GREENLEDGER_SERVICES_STATEMENTS_SOURCES_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "greenledger/v1/statement_service.pb.h"
#include "services/ledger/rules/rerate.h"
#include "services/ledger/rules/state.h"

namespace greenledger::statements {

// Where a book's texts come from.
struct Sources {
  int32_t utc_offset_minutes = 0;
  rules::EntryAt entry_at;
  // nullptr if there is none of that version.
  std::function<std::shared_ptr<const rules::PublishedScheme>(std::string_view)>
      scheme;
  // The name of a reward or article, empty if there is none of that number.
  std::function<std::string(uint32_t number, v1::Language language)>
      reward_name;
  // The same for a grid or building.
  std::function<std::string(uint64_t number)> place_name;
  // The title that a campaign gives, as a reward's name.
  std::function<std::string(uint32_t campaign, v1::Language language)>
      title_name;
};

// A tariff that rated drops, with its scheme.
struct RatedBy {
  v1::Tariff tariff;
  std::shared_ptr<const rules::PublishedScheme> scheme;

  // nullptr if the scheme has no such class.
  const v1::WasteClass* ClassOf(uint32_t code) const;
  // The line that rates a class: its own, else its class's, else nullptr.
  const v1::TariffLine* LineFor(uint32_t code) const;
  // The campaign that changes the line on a local day, nullptr if none does.
  const v1::Campaign* CampaignOn(uint32_t line, int32_t day) const;
};

// Where a statement's sentences get what they look up; each tariff is read
// once. Not thread-safe; `sources` must outlive it.
class Archive {
 public:
  explicit Archive(const Sources& sources) : sources_(sources) {}

  // An earlier entry, which has that body. DATA_LOSS otherwise, and what
  // reading it fails with.
  absl::StatusOr<v1::Entry> Read(uint64_t index,
                                 v1::Entry::BodyCase body) const;
  // Any earlier entry.
  absl::StatusOr<v1::Entry> Read(uint64_t index) const;
  // The tariff that entry `index` published, or by which it began a correction.
  // Valid as long as this. DATA_LOSS if it did neither.
  absl::StatusOr<const RatedBy*> TariffAt(uint64_t index);

  std::string RewardName(uint32_t number, v1::Language language) const;
  // The community's own counter for place 0.
  std::string PlaceName(uint64_t number, v1::Language language) const;
  // Of a campaign's title.
  std::string TitleName(uint32_t campaign, v1::Language language) const;

  const Sources& sources() const { return sources_; }

 private:
  const Sources& sources_;
  std::map<uint64_t, RatedBy> tariffs_;
};

}  // namespace greenledger::statements

#endif  // GREENLEDGER_SERVICES_STATEMENTS_SOURCES_H_
