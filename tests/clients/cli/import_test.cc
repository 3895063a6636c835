#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <set>

#include "clients/cli/import_batches.h"
#include "tests/clients/cli/cli_testing.h"

namespace greenledger::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Keeps what it accepted, as a server does: by id, and places by number.
class BookRegistry final : public v1::RegistryService::Service {
 public:
  grpc::Status OpenPlaces(grpc::ServerContext*,
                          const v1::OpenPlacesRequest* request,
                          v1::OpenPlacesResponse* response) override {
    v1::CommandResult* result = response->mutable_result();
    if (Known(request->header(), result)) return grpc::Status::OK;
    std::set<uint64_t> known = places;
    known.insert(0);
    for (int i = 0; i < request->places_size(); ++i) {
      uint64_t parent = request->places(i).parent_number();
      if (!known.contains(parent)) {
        Refuse("places", i, "parent_number", parent,
               v1::REFUSAL_REASON_PLACE_UNKNOWN, result);
      }
      known.insert(request->places(i).number());
    }
    if (Accept(request->header(), result)) places = known;
    return grpc::Status::OK;
  }

  grpc::Status RegisterHouseholds(
      grpc::ServerContext*, const v1::RegisterHouseholdsRequest* request,
      v1::RegisterHouseholdsResponse* response) override {
    v1::CommandResult* result = response->mutable_result();
    if (Known(request->header(), result)) return grpc::Status::OK;
    for (int i = 0; i < request->households_size(); ++i) {
      const v1::Household& household = request->households(i);
      if (!places.contains(household.building_number())) {
        Refuse("households", i, "building_number", household.building_number(),
               v1::REFUSAL_REASON_PLACE_UNKNOWN, result);
      }
      last = household;
    }
    Accept(request->header(), result);
    return grpc::Status::OK;
  }

  grpc::Status RegisterKiosks(grpc::ServerContext*,
                              const v1::RegisterKiosksRequest* request,
                              v1::RegisterKiosksResponse* response) override {
    kiosk = request->kiosks(0);
    Accept(request->header(), response->mutable_result());
    return grpc::Status::OK;
  }

  std::set<uint64_t> places;
  std::set<std::string> stored;
  v1::Household last;
  v1::Kiosk kiosk;
  int calls = 0;

 private:
  bool Known(const v1::CommandHeader& header, v1::CommandResult* result) {
    ++calls;
    if (!stored.contains(header.request_id())) return false;
    result->set_code(v1::COMMAND_RESULT_CODE_DUPLICATE);
    return true;
  }

  bool Accept(const v1::CommandHeader& header, v1::CommandResult* result) {
    bool refused = result->refusals_size() > 0;
    result->set_code(refused ? v1::COMMAND_RESULT_CODE_REFUSED
                             : v1::COMMAND_RESULT_CODE_ACCEPTED);
    if (refused || header.validate_only()) return false;
    stored.insert(header.request_id());
    return true;
  }

  static void Refuse(const std::string& list, int at, const std::string& field,
                     uint64_t value, v1::RefusalReason reason,
                     v1::CommandResult* result) {
    v1::Refusal* refusal = result->add_refusals();
    refusal->set_field(list + "[" + std::to_string(at) + "]." + field);
    refusal->set_value(std::to_string(value));
    refusal->set_reason(reason);
  }
};

class ImportTest : public CliTest<BookRegistry> {
 protected:
  Outcome Import(const std::string& kind, const std::string& content,
                 std::vector<std::string> more = {}) {
    path = WriteFile(kind + ".csv", content);
    std::vector<std::string> arguments = {"import", kind, path, "--book",
                                          "310101001001"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    Outcome outcome = Run(arguments);
    for (std::string* text : {&outcome.out, &outcome.err}) {
      size_t at = 0;
      while ((at = text->find(path)) != std::string::npos) {
        text->replace(at, path.size(), "FILE");
      }
    }
    return outcome;
  }

  std::string path;
};

// A grid and then `count` buildings in it.
std::string PlacesFile(int count) {
  std::string file = "number,kind,parent,name\n1,grid,0,第一网格\n";
  for (int i = 2; i < count + 2; ++i) {
    file += std::to_string(i) + ",building,1," + std::to_string(i) + "号楼\n";
  }
  return file;
}

constexpr char kHouseholdHeader[] =
    "number,building,tenure,residents,adults,minors,state,cards\n";
constexpr char kCard[] = "00112233445566778899aabbccddeeff";

TEST_F(ImportTest, PlacesOfEarlierBatchesMayBeParents) {
  Outcome outcome = Import("places", PlacesFile(1200));
  EXPECT_EQ(outcome.code, ExitCode::kOk) << outcome.out << outcome.err;
  EXPECT_EQ(outcome.out, "places: 1201 imported, 0 were there already\n");
  EXPECT_EQ(registry.places.size(), 1202u);
}

TEST_F(ImportTest, RunAgainSaysWhatWasThere) {
  Import("places", PlacesFile(700));
  ASSERT_EQ(registry.stored.size(), 2u);
  registry.stored.erase(registry.stored.begin());
  Outcome outcome = Import("places", PlacesFile(700));
  EXPECT_EQ(outcome.code, ExitCode::kOk);
  EXPECT_THAT(
      outcome.out,
      ::testing::AnyOf("places: 500 imported, 201 were there already\n",
                       "places: 201 imported, 500 were there already\n"));
}

TEST_F(ImportTest, ADryRunStoresNothing) {
  Outcome outcome = Import("places", PlacesFile(1200), {"--dry-run"});
  EXPECT_EQ(outcome.code, ExitCode::kOk) << outcome.out << outcome.err;
  EXPECT_THAT(registry.stored, IsEmpty());
  EXPECT_EQ(outcome.out,
            "nothing stored; places: 1201 would be imported, 0 are there "
            "already\n");
}

TEST_F(ImportTest, EveryMalformedLineIsListedAndNothingIsSent) {
  std::string file = kHouseholdHeader;
  file += std::string("1,10,owner,3,2,1,active,") + kCard + "\n";
  file += "2,10,ownr,3,2,1,active,\n";
  file += "x,10,tenant,0,2,1,closed,123\n";
  file += "4,10,tenant\n";
  file += "1,10,tenant,2,2,0,registered,\n";
  file += std::string("6,10,tenant,2,2,0,active,") + kCard + "\n";
  file += "7,10,tenant,60,40,20,active,\"a\"b\n";
  Outcome outcome = Import("households", file);
  EXPECT_EQ(outcome.code, ExitCode::kRefused);
  EXPECT_EQ(registry.calls, 0);
  EXPECT_EQ(
      outcome.out,
      "FILE:3: tenure: \"ownr\": expected owner | tenant\n"
      "FILE:4: number: \"x\": expected a whole number from 1 to 4000000000\n"
      "FILE:4: residents: \"0\": expected a whole number from 1 to 50\n"
      "FILE:4: state: \"closed\": expected active | registered\n"
      "FILE:4: cards: \"123\": expected a card's hash: 32 hexadecimal "
      "digits\n"
      "FILE:5: expected 8 fields, found 3\n"
      "FILE:6: number: \"1\": also on line 2\n"
      "FILE:7: cards: \"00112233445566778899aabbccddeeff\": also on line 2\n"
      "FILE:8: cards: \"…\": expected a comma or a line end after the closing "
      "quote\n");
  EXPECT_EQ(outcome.err, "error: 9 faults; nothing was sent\n");
}

TEST_F(ImportTest, FaultsInChinese) {
  language = "zh";
  Outcome outcome = Import("places", "number,kind,parent,name\n1,格,0,\n");
  EXPECT_EQ(outcome.out,
            "FILE:2: kind: \"格\": 应为 grid | building\n"
            "FILE:2: name: \"\": 应为 1 至 60 字节的文字\n");
  EXPECT_EQ(outcome.err, "错误：共 2 处问题；没有发送任何内容\n");
}

TEST_F(ImportTest, TheServersRefusalsAreListedByLineBeforeAnythingIsStored) {
  registry.places = {10};
  std::string file = kHouseholdHeader;
  for (int i = 1; i <= 501; ++i) {
    file += std::to_string(i) + (i == 2 || i == 501 ? ",99" : ",10") +
            ",owner,3,2,1,active,\n";
  }
  Outcome outcome = Import("households", file);
  EXPECT_EQ(outcome.code, ExitCode::kRefused);
  EXPECT_EQ(outcome.out,
            "FILE:3: building: \"99\": there is no such place\n"
            "FILE:502: building: \"99\": there is no such place\n");
  EXPECT_EQ(outcome.err, "error: 2 faults; nothing was stored\n");
  EXPECT_THAT(registry.stored, IsEmpty());
}

TEST_F(ImportTest, ReadsEveryColumnOfAHouseholdInAnyOrder) {
  registry.places = {10};
  Import("households",
         std::string("cards,state,minors,adults,residents,tenure,building,"
                     "number\n") +
             kCard + ",registered,1,2,4,tenant,10,7\n");
  EXPECT_EQ(registry.last.number(), 7u);
  EXPECT_EQ(registry.last.building_number(), 10u);
  EXPECT_EQ(registry.last.tenure(), v1::TENURE_TENANT);
  EXPECT_EQ(registry.last.residents(), 4u);
  EXPECT_EQ(registry.last.state(), v1::HOUSEHOLD_STATE_REGISTERED);
  ASSERT_EQ(registry.last.members_size(), 3);
  EXPECT_EQ(registry.last.members(2).number(), 3u);
  EXPECT_EQ(registry.last.members(2).kind(), v1::MEMBER_KIND_MINOR);
  ASSERT_EQ(registry.last.card_hashes_size(), 1);
  EXPECT_EQ(registry.last.card_hashes(0).substr(0, 2),
            std::string("\x00\x11", 2));
}

TEST_F(ImportTest, ReadsAKioskWithItsBins) {
  std::string key(64, 'a');
  Outcome outcome =
      Import("kiosks", "number,place,public_key,incarnation,bins\n3,0," + key +
                           ",20260301,1:3 2:4\n");
  EXPECT_EQ(outcome.code, ExitCode::kOk) << outcome.out;
  EXPECT_EQ(registry.kiosk.public_key(), std::string(32, '\xAA'));
  EXPECT_EQ(registry.kiosk.incarnation(), 20260301u);
  ASSERT_EQ(registry.kiosk.bins_size(), 2);
  EXPECT_EQ(registry.kiosk.bins(1).class_code(), 4u);
}

TEST_F(ImportTest, AKioskThatWillEnrolHasNoKeyYet) {
  Outcome outcome =
      Import("kiosks", "number,place,public_key,incarnation,bins\n3,0,,,1:3\n");
  EXPECT_EQ(outcome.code, ExitCode::kOk) << outcome.out;
  EXPECT_EQ(registry.kiosk.number(), 3u);
  EXPECT_EQ(registry.kiosk.public_key(), "");
  outcome = Import("kiosks",
                   "number,place,public_key,incarnation,bins\n3,0,,5,1:3\n");
  EXPECT_EQ(outcome.out,
            "FILE:2: public_key: \"\": expected an Ed25519 public key: 64 "
            "hexadecimal digits\n");
}

TEST_F(ImportTest, BadBinsAreNamed) {
  std::string key(64, 'a');
  Outcome outcome =
      Import("kiosks", "number,place,public_key,incarnation,bins\n3,0," + key +
                           ",1,1:3 1:4 x\n");
  EXPECT_EQ(outcome.out,
            "FILE:2: bins: \"1\": also on line 2\n"
            "FILE:2: bins: \"x\": expected BIN:CLASS, such as 1:3 (bin 1 to "
            "999, class 1 to 9999)\n");
}

TEST_F(ImportTest, TheHeadingMustNameTheColumns) {
  Outcome outcome = Import("places", "number,kind,name\n1,grid,x\n");
  EXPECT_EQ(outcome.out,
            "FILE:1: expected the heading number,kind,parent,name\n");
}

TEST(BatchRequestIdTest, FollowsFromBookKindAndContent) {
  std::vector<SheetRow> rows = {{2, {"1", "grid"}}, {3, {"2", "building"}}};
  std::string id = BatchRequestId(310101001001, "places", rows);
  EXPECT_EQ(id.size(), 36u);
  EXPECT_EQ(id, BatchRequestId(310101001001, "places", rows));
  EXPECT_NE(id, BatchRequestId(310101001002, "places", rows));
  EXPECT_NE(id, BatchRequestId(310101001001, "kiosks", rows));
  rows[1].cells = {"2b", "uilding"};
  EXPECT_NE(id, BatchRequestId(310101001001, "places", rows));
}

}  // namespace
}  // namespace greenledger::cli
