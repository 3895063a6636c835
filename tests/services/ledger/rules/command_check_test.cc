// Every fault of the registry's commands but those about households.
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/services/ledger/rules/request_testing.h"

namespace greenledger::rules {
namespace {

using testing::Command;
using ::testing::ElementsAreArray;
using testing::kHeader;
using testing::RequestCase;
using testing::Row;
using testing::TextRow;

class CommandCheckTest : public ::testing::TestWithParam<RequestCase> {};

TEST_P(CommandCheckTest, NamesEveryField) {
  EXPECT_THAT(GetParam().fields(), ElementsAreArray(GetParam().expected));
}

INSTANTIATE_TEST_SUITE_P(
    Empty, CommandCheckTest,
    ::testing::Values(
        TextRow<v1::OpenBookRequest>("book", "", {"header", "book_opened"}),
        TextRow<v1::OpenPlacesRequest>("places", "", {"header", "places"}),
        TextRow<v1::RegisterHouseholdsRequest>("households", "",
                                               {"header", "households"}),
        TextRow<v1::ChangeHouseholdRequest>("change", "", {"header", "change"}),
        TextRow<v1::AddMemberRequest>("add", "", {"header", "member_added"}),
        TextRow<v1::RemoveMemberRequest>("remove", "",
                                         {"header", "member_removed"}),
        TextRow<v1::IssueCardRequest>("issue", "", {"header", "card"}),
        TextRow<v1::BlockCardRequest>("block", "", {"header", "card"}),
        TextRow<v1::RegisterKiosksRequest>("kiosks", "", {"header", "kiosks"}),
        TextRow<v1::CloseKioskRequest>("close", "", {"header", "kiosk"}),
        TextRow<v1::AdmitIncarnationRequest>("admit", "",
                                             {"header", "incarnation"}),
        TextRow<v1::PublishSchemeRequest>("scheme", "", {"header", "scheme"}),
        TextRow<v1::PublishTariffRequest>("tariff", "", {"header", "tariff"})));

using Book = v1::OpenBookRequest;
constexpr char kCheckedBook[] =
    "book_opened { community_name: '城南社区' street_name: '城南街道' "
    "district_name: '城南区' utc_offset_minutes: ";

INSTANTIATE_TEST_SUITE_P(
    OpenBook, CommandCheckTest,
    ::testing::Values(
        Command<Book>("good", std::string(kCheckedBook) + "480 }", {}),
        Command<Book>("furthest west", std::string(kCheckedBook) + "-720 }",
                      {}),
        Command<Book>("furthest east", std::string(kCheckedBook) + "840 }", {}),
        Command<Book>("too far west", std::string(kCheckedBook) + "-721 }",
                      {"book_opened.utc_offset_minutes"}),
        Command<Book>("too far east", std::string(kCheckedBook) + "841 }",
                      {"book_opened.utc_offset_minutes"}),
        Command<Book>("no names", "book_opened { }",
                      {"book_opened.community_name", "book_opened.street_name",
                       "book_opened.district_name"}),
        Row<Book>("long name", kHeader + std::string(kCheckedBook) + "480 }",
                  [](Book& r) {
                    r.mutable_book_opened()->set_street_name(
                        std::string(61, 'a'));
                  },
                  {"book_opened.street_name"})));

using Places = v1::OpenPlacesRequest;

INSTANTIATE_TEST_SUITE_P(
    OpenPlaces, CommandCheckTest,
    ::testing::Values(
        Command<Places>(
            "good",
            "places { number: 1 kind: PLACE_KIND_GRID name: 'a' } places { "
            "number: 2 kind: PLACE_KIND_BUILDING parent_number: 1 name: 'b' }",
            {}),
        Command<Places>("empty", "places { }",
                        {"places[0].number", "places[0].kind",
                         "places[0].name"}),
        Command<Places>(
            "a street",
            "places { number: 1 kind: PLACE_KIND_STREET name: 'a' }",
            {"places[0].kind"}),
        Command<Places>("grid in a grid",
                        "places { number: 1 kind: PLACE_KIND_GRID "
                        "parent_number: 2 name: 'a' }",
                        {"places[0].parent_number"}),
        Command<Places>(
            "building in the community",
            "places { number: 1 kind: PLACE_KIND_BUILDING name: 'a' }",
            {"places[0].parent_number"}),
        Command<Places>("building in itself",
                        "places { number: 1 kind: PLACE_KIND_BUILDING "
                        "parent_number: 1 name: 'a' }",
                        {"places[0].parent_number"}),
        Command<Places>("number twice",
                        "places { number: 1 kind: PLACE_KIND_GRID name: 'a' } "
                        "places { number: 1 kind: PLACE_KIND_GRID name: 'b' }",
                        {"places[1].number"}),
        Command<Places>(
            "number too high",
            "places { number: 1000001 kind: PLACE_KIND_GRID name: 'a' }",
            {"places[0].number"}),
        Row<Places>("501", kHeader,
                    [](Places& r) {
                      for (uint64_t i = 1; i <= 501; ++i) {
                        v1::Place& place = *r.add_places();
                        place.set_number(i);
                        place.set_kind(v1::PLACE_KIND_GRID);
                        place.set_name("a");
                      }
                    },
                    {"places"})));

// A row for one kiosk of a request, after `change`.
RequestCase KioskRow(std::string name, std::function<void(v1::Kiosk&)> change,
                     std::vector<std::string> expected) {
  return Row<v1::RegisterKiosksRequest>(
      std::move(name), kHeader + std::string(R"(
      kiosks { number: 1000000 incarnation: 1
               public_key: '0123456789abcdef0123456789abcdef'
               bins { number: 1 class_code: 1 }
               bins { number: 999 class_code: 1 } })"),
      [change = std::move(change)](v1::RegisterKiosksRequest& r) {
        change(*r.mutable_kiosks(0));
      },
      std::move(expected));
}

INSTANTIATE_TEST_SUITE_P(
    Kiosks, CommandCheckTest,
    ::testing::Values(
        KioskRow("good", [](v1::Kiosk&) {}, {}),
        KioskRow("empty", [](v1::Kiosk& k) { k.Clear(); },
                 {"kiosks[0].number", "kiosks[0].bins"}),
        KioskRow("numbers too high",
                 [](v1::Kiosk& k) {
                   k.set_number(1'000'001);
                   k.set_place_number(1'000'001);
                 },
                 {"kiosks[0].number", "kiosks[0].place_number"}),
        KioskRow("bin twice",
                 [](v1::Kiosk& k) { k.mutable_bins(1)->set_number(1); },
                 {"kiosks[0].bins[1].number"}),
        KioskRow("bad bin",
                 [](v1::Kiosk& k) {
                   k.mutable_bins(1)->set_number(1000);
                   k.mutable_bins(1)->set_class_code(10'000);
                 },
                 {"kiosks[0].bins[1].number", "kiosks[0].bins[1].class_code"}),
        KioskRow("100 bins",
                 [](v1::Kiosk& k) {
                   k.clear_bins();
                   for (uint32_t i = 1; i <= 100; ++i) {
                     k.add_bins()->set_number(i);
                     k.mutable_bins()->rbegin()->set_class_code(1);
                   }
                 },
                 {"kiosks[0].bins"}),
        Row<v1::RegisterKiosksRequest>(
            "201 of one number", kHeader,
            [](v1::RegisterKiosksRequest& r) {
              for (uint64_t i = 1; i <= 201; ++i) {
                v1::Kiosk& kiosk = *r.add_kiosks();
                kiosk.set_number(i == 2 ? 1 : i);
                kiosk.set_incarnation(1);
                kiosk.set_public_key(std::string(32, 'k'));
                kiosk.add_bins()->set_number(1);
                kiosk.mutable_bins(0)->set_class_code(1);
              }
            },
            {"kiosks", "kiosks[1].number"}),
        Command<v1::CloseKioskRequest>("close", "kiosk { number: 1 }", {}),
        Command<v1::CloseKioskRequest>("close none", "kiosk { }",
                                       {"kiosk.number"}),
        Command<v1::AdmitIncarnationRequest>(
            "admit", "incarnation { kiosk_number: 1 incarnation: 2 }", {}),
        Command<v1::AdmitIncarnationRequest>("admit none", "incarnation { }",
                                             {"incarnation.kiosk_number",
                                              "incarnation.incarnation"})));

INSTANTIATE_TEST_SUITE_P(
    Documents, CommandCheckTest,
    ::testing::Values(
        Row<v1::PublishSchemeRequest>("scheme", kHeader,
                                      [](v1::PublishSchemeRequest& r) {
                                        *r.mutable_scheme() =
                                            testing::SmallScheme();
                                      },
                                      {}),
        Row<v1::PublishSchemeRequest>(
            "faults of a scheme", kHeader,
            [](v1::PublishSchemeRequest& r) {
              *r.mutable_scheme() = testing::SmallScheme();
              r.mutable_scheme()->clear_version();
              r.mutable_scheme()->mutable_classes(1)->clear_colour();
            },
            {"scheme.version", "scheme.classes[1].colour"}),
        Row<v1::PublishTariffRequest>("tariff", kHeader,
                                      [](v1::PublishTariffRequest& r) {
                                        *r.mutable_tariff() =
                                            testing::SmallTariff();
                                      },
                                      {}),
        Row<v1::PublishTariffRequest>(
            "faults of a tariff", kHeader,
            [](v1::PublishTariffRequest& r) {
              *r.mutable_tariff() = testing::SmallTariff();
              v1::TariffLine& line = *r.mutable_tariff()->mutable_lines(2);
              line.mutable_windows(1)->set_to_minute(0);
              r.mutable_tariff()->clear_late_rule();
            },
            {"tariff.lines[2].windows[1].to_minute", "tariff.late_rule"})));

}  // namespace
}  // namespace greenledger::rules
