// Every fault of requests that read or upload, and of what all have in common.
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/services/ledger/rules/request_testing.h"

namespace greenledger::rules {
namespace {

using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using testing::kHeader;
using testing::RequestCase;
using testing::Row;
using testing::TextRow;

class RequestCheckTest : public ::testing::TestWithParam<RequestCase> {};

TEST_P(RequestCheckTest, NamesEveryField) {
  EXPECT_THAT(GetParam().fields(), ElementsAreArray(GetParam().expected));
}

using Upload = v1::SubmitRecordsRequest;

RequestCase UploadRow(std::string name, std::function<void(Upload&)> change,
                      std::vector<std::string> expected) {
  return Row<Upload>(
      std::move(name),
      "incarnation: 1 first_sequence: 5 records: 'a' records: ''",
      [change = std::move(change)](Upload& upload) {
        upload.set_previous_chain(std::string(32, 'c'));
        upload.set_signature(std::string(64, 's'));
        change(upload);
      },
      std::move(expected));
}

INSTANTIATE_TEST_SUITE_P(
    Kiosk, RequestCheckTest,
    ::testing::Values(
        UploadRow("good", [](Upload&) {}, {}),
        UploadRow("empty", [](Upload& r) { r.Clear(); },
                  {"incarnation", "first_sequence", "records", "previous_chain",
                   "signature"}),
        UploadRow("last sequence of all",
                  [](Upload& r) { r.set_first_sequence(UINT64_MAX - 2); }, {}),
        UploadRow("sequence runs over",
                  [](Upload& r) { r.set_first_sequence(UINT64_MAX - 1); },
                  {"first_sequence"}),
        UploadRow("1000 records",
                  [](Upload& r) {
                    while (r.records_size() < 1000) r.add_records("a");
                  },
                  {}),
        UploadRow("1001 records",
                  [](Upload& r) {
                    while (r.records_size() < 1001) r.add_records("a");
                  },
                  {"records"}),
        UploadRow("largest record",
                  [](Upload& r) { r.set_records(1, std::string(32'768, 'a')); },
                  {}),
        UploadRow("record too large",
                  [](Upload& r) { r.set_records(1, std::string(32'769, 'a')); },
                  {"records[1]"}),
        UploadRow("a mebibyte",
                  [](Upload& r) {
                    r.clear_records();
                    for (int i = 0; i < 32; ++i) {
                      r.add_records(std::string(32'768, 'a'));
                    }
                  },
                  {}),
        UploadRow("more than a mebibyte",
                  [](Upload& r) {
                    r.clear_records();
                    r.add_records("a");
                    for (int i = 0; i < 32; ++i) {
                      r.add_records(std::string(32'768, 'a'));
                    }
                  },
                  {"records"}),
        UploadRow("short chain",
                  [](Upload& r) { r.set_previous_chain(std::string(31, 'c')); },
                  {"previous_chain"}),
        UploadRow("long signature",
                  [](Upload& r) { r.set_signature(std::string(65, 's')); },
                  {"signature"}),
        TextRow<v1::GetWatermarkRequest>("watermark", "incarnation: 1", {}),
        TextRow<v1::GetWatermarkRequest>("watermark of none", "",
                                         {"incarnation"})));

INSTANTIATE_TEST_SUITE_P(
    Ledger, RequestCheckTest,
    ::testing::Values(
        TextRow<v1::ListBooksRequest>("books", "", {}),
        TextRow<v1::ListBooksRequest>("clamped page", "page_size: 100000", {}),
        TextRow<v1::ListBooksRequest>("bad page",
                                      "page_size: -1 page_token: '\\n'",
                                      {"page_size", "page_token"}),
        Row<v1::ListBooksRequest>("long token", "",
                                  [](v1::ListBooksRequest& r) {
                                    r.set_page_token(std::string(513, 'a'));
                                  },
                                  {"page_token"}),
        TextRow<v1::GetTotalsRequest>("totals", "book: 110000000000", {}),
        TextRow<v1::GetTotalsRequest>("last book", "book: 659999999999", {}),
        TextRow<v1::GetTotalsRequest>("below", "book: 109999999999", {"book"}),
        TextRow<v1::GetTotalsRequest>("above", "book: 660000000000", {"book"}),
        TextRow<v1::GetBalanceRequest>(
            "balance", "book: 350212003001 household: 4000000000", {}),
        TextRow<v1::GetBalanceRequest>("balance of none", "",
                                       {"book", "household"}),
        TextRow<v1::GetBalanceRequest>(
            "household too high", "book: 350212003001 household: 4000000001",
            {"household"}),
        TextRow<v1::ListBalancesRequest>(
            "balances", "book: 350212003001 owner: ACCOUNT_OWNER_LOSS", {}),
        TextRow<v1::ListBalancesRequest>("balances of nobody",
                                         "book: 350212003001 page_size: -5",
                                         {"owner", "page_size"}),
        TextRow<v1::ListBalancesRequest>("owner unknown",
                                         "book: 350212003001 owner: 99",
                                         {"owner"}),
        TextRow<v1::ListStatementRequest>("statement",
                                          "book: 350212003001 household: 1",
                                          {}),
        TextRow<v1::ListStatementRequest>("statement of none", "page_size: -1",
                                          {"book", "household", "page_size"}),
        TextRow<v1::GetEntryRequest>("entry", "book: 350212003001", {}),
        TextRow<v1::GetEntryRequest>("entry of no book", "index: 5", {"book"}),
        TextRow<v1::FollowEntriesRequest>("follow", "book: 350212003001", {}),
        TextRow<v1::FollowEntriesRequest>("follow no book", "", {"book"})));

INSTANTIATE_TEST_SUITE_P(
    Proofs, RequestCheckTest,
    ::testing::Values(
        TextRow<v1::GetCheckpointRequest>("checkpoint", "book: 350212003001",
                                          {}),
        TextRow<v1::GetCheckpointRequest>("checkpoint of no book",
                                          "fresh: true", {"book"}),
        TextRow<v1::GetProofRequest>("proof", "book: 350212003001 size: 9", {}),
        TextRow<v1::GetProofRequest>("proof of no book", "", {"book"}),
        TextRow<v1::GetConsistencyProofRequest>(
            "equal sizes", "book: 350212003001 old_size: 7 new_size: 7", {}),
        TextRow<v1::GetConsistencyProofRequest>(
            "shrinking book", "book: 350212003001 old_size: 8 new_size: 7",
            {"old_size"}),
        TextRow<v1::ListVerifierKeysRequest>("keys of no book", "", {"book"}),
        TextRow<v1::AddCosignaturesRequest>(
            "cosignatures", "book: 350212003001 signatures: 'a'", {}),
        TextRow<v1::AddCosignaturesRequest>("no cosignature",
                                            "book: 350212003001",
                                            {"signatures"}),
        Row<v1::AddCosignaturesRequest>("many cosignatures",
                                        "book: 350212003001",
                                        [](v1::AddCosignaturesRequest& r) {
                                          for (int i = 0; i < 17; ++i)
                                            r.add_signatures("a");
                                        },
                                        {"signatures"}),
        Row<v1::AddCosignaturesRequest>("long cosignature",
                                        "book: 350212003001 signatures: 'a'",
                                        [](v1::AddCosignaturesRequest& r) {
                                          r.add_signatures(
                                              std::string(6001, 'a'));
                                        },
                                        {"signatures[1]"})));

INSTANTIATE_TEST_SUITE_P(
    RegistryQueries, RequestCheckTest,
    ::testing::Values(
        TextRow<v1::GetHouseholdRequest>("household",
                                         "book: 350212003001 household: 1", {}),
        TextRow<v1::GetHouseholdRequest>("no household", "",
                                         {"book", "household"}),
        TextRow<v1::ListKiosksRequest>("kiosks", "book: 350212003001", {}),
        TextRow<v1::ListKiosksRequest>("kiosks of no book", "page_size: -1",
                                       {"book", "page_size"}),
        TextRow<v1::GetTariffRequest>("tariff of today", "book: 350212003001",
                                      {}),
        TextRow<v1::GetTariffRequest>("tariff",
                                      "book: 350212003001 version: '2026.1'",
                                      {}),
        TextRow<v1::GetTariffRequest>("tariff of no name", "version: 'A b'",
                                      {"book", "version"}),
        TextRow<v1::ListPlacesRequest>("places", "book: 350212003001", {}),
        TextRow<v1::ListPlacesRequest>("places of no book", "page_token: '\\t'",
                                       {"book", "page_token"})));

// Every command begins with the same header.
using Block = v1::BlockCardRequest;

RequestCase HeaderRow(std::string name,
                      std::function<void(v1::CommandHeader&)> change,
                      std::vector<std::string> expected) {
  return Row<Block>(
      std::move(name),
      std::string(kHeader) + "card { card_hash: '0123456789abcdef' }",
      [change = std::move(change)](Block& r) { change(*r.mutable_header()); },
      std::move(expected));
}

INSTANTIATE_TEST_SUITE_P(
    Header, RequestCheckTest,
    ::testing::Values(
        HeaderRow("good", [](v1::CommandHeader&) {}, {}),
        HeaderRow("only a check",
                  [](v1::CommandHeader& h) { h.set_validate_only(true); }, {}),
        HeaderRow("capitals",
                  [](v1::CommandHeader& h) {
                    h.set_request_id("6F1C3B52-0D5E-4F5E-9B1E-2F6A9E1C7A10");
                  },
                  {}),
        HeaderRow("no id", [](v1::CommandHeader& h) { h.clear_request_id(); },
                  {"header.request_id"}),
        HeaderRow("braces",
                  [](v1::CommandHeader& h) {
                    h.set_request_id("{6f1c3b52-0d5e-4f5e-9b1e-2f6a9e1c7a10}");
                  },
                  {"header.request_id"}),
        HeaderRow("no dashes",
                  [](v1::CommandHeader& h) {
                    h.set_request_id("6f1c3b520d5e4f5e9b1e2f6a9e1c7a10");
                  },
                  {"header.request_id"}),
        HeaderRow("not hexadecimal",
                  [](v1::CommandHeader& h) {
                    h.set_request_id("6f1c3b52-0d5e-4f5e-9b1e-2f6a9e1c7a1g");
                  },
                  {"header.request_id"}),
        HeaderRow("no book", [](v1::CommandHeader& h) { h.clear_book(); },
                  {"header.book"})));

TEST(RequestCheckTest, SaysWhatWasFoundAndWhatWouldBeRight) {
  v1::GetBalanceRequest request;
  request.set_book(35);
  EXPECT_THAT(
      Check(request),
      ElementsAre(
          common::Fault{
              "book", "35",
              "a community's 12-digit code, 110000000000 to 659999999999"},
          common::Fault{"household", "0", "1 to 4000000000"}));
}

}  // namespace
}  // namespace greenledger::rules
