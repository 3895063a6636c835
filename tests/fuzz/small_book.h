// A book with one kiosk, one household and a tariff, for fuzz targets.
#ifndef GREENLEDGER_TESTS_FUZZ_SMALL_BOOK_H_
#define GREENLEDGER_TESTS_FUZZ_SMALL_BOOK_H_

#include <cstdlib>
#include <string>
#include <vector>

#include "greenledger/v1/entry.pb.h"
#include "services/ledger/rules/decide_command.h"
#include "services/ledger/rules/state.h"

namespace greenledger::testing {

inline constexpr uint64_t kBook = 350212002001;
inline constexpr uint64_t kKiosk = 7;
inline constexpr uint64_t kIncarnation = 11;
inline constexpr int64_t kTimeUs = 1'780'624'800LL * 1'000'000;

inline v1::Scheme SmallScheme() {
  v1::Scheme scheme;
  scheme.set_version("s");
  scheme.set_title("s");
  scheme.set_effective_from("2026-01-01");
  v1::WasteClass* waste = scheme.add_classes();
  waste->set_code(3);
  waste->set_name_zh("厨余");
  waste->set_name_en("food");
  waste->set_colour("#00aa00");
  waste->set_measure(v1::MEASURE_WEIGHT);
  return scheme;
}

inline v1::Tariff SmallTariff() {
  v1::Tariff tariff;
  tariff.set_version("t");
  tariff.set_title("t");
  tariff.set_effective_from("2026-01-01");
  tariff.set_scheme("s");
  tariff.set_late_after_hours(100);
  tariff.set_late_rule(v1::LATE_RULE_COUNT_WHEN_RECEIVED);
  tariff.set_merge_window_minutes(5);
  v1::TariffLine* line = tariff.add_lines();
  line->set_class_code(3);
  line->set_milli_points_per_kg(2000);
  line->set_milli_merit_per_drop(1000);
  line->set_max_grams(30000);
  return tariff;
}

inline std::vector<v1::Entry> SmallBookBodies() {
  std::vector<v1::Entry> bodies(6);
  v1::BookOpened* opened = bodies[0].mutable_book_opened();
  opened->set_community_name("c");
  opened->set_street_name("s");
  opened->set_district_name("d");
  opened->set_utc_offset_minutes(480);
  *bodies[1].mutable_scheme_published() = SmallScheme();
  *bodies[2].mutable_tariff_published() = SmallTariff();
  v1::Place* grid = bodies[3].mutable_place_opened();
  grid->set_number(1);
  grid->set_kind(v1::PLACE_KIND_GRID);
  grid->set_name("g");
  v1::Place* building = bodies[4].mutable_place_opened();
  building->set_number(2);
  building->set_kind(v1::PLACE_KIND_BUILDING);
  building->set_parent_number(1);
  building->set_name("b");
  v1::Kiosk* kiosk = bodies[5].mutable_kiosk_opened();
  kiosk->set_number(kKiosk);
  kiosk->set_public_key(std::string(32, '\1'));
  kiosk->set_incarnation(kIncarnation);
  kiosk->add_bins()->set_number(1);
  kiosk->mutable_bins(0)->set_class_code(3);
  return bodies;
}

// Calls `add(entry)` with the book's entries in order; `state` is the fold of
// those before.
template <typename Add>
void MakeSmallBook(const rules::BookState& state, Add add) {
  int number = 0;
  for (v1::Entry& entry : SmallBookBodies()) {
    entry.mutable_actor()->set_kind(v1::ACTOR_KIND_OPERATOR);
    entry.set_request_id("r" + std::to_string(++number));
    rules::CompleteEntry(state, kTimeUs + number, nullptr, &entry);
    if (!add(entry).ok()) std::abort();
  }
}

}  // namespace greenledger::testing

#endif  // GREENLEDGER_TESTS_FUZZ_SMALL_BOOK_H_
