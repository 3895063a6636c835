// What the kiosk's own program is told over the local socket, and what a
// technician reads.
#include "clients/kiosk/agent/local_desk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "absl/strings/escaping.h"
#include "clients/cli/card_hash.h"
#include "clients/kiosk/agent/health.h"
#include "nlohmann/json.hpp"
#include "tests/clients/kiosk/agent_testing.h"

namespace greenledger::kiosk {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

constexpr const char* kDrop =
    R"({"op":"drop","card_number":"00112233445566778899aabbccddeeff",)"
    R"("bin":1,"class":11,"grams":1200,"quality":"good"})";

class LocalDeskTest : public AgentTest {
 protected:
  json Ask(std::string_view line) {
    return json::parse(AnswerLine(*agent, line).line);
  }
  std::string ErrorOf(std::string_view line) {
    const json answer = Ask(line);
    EXPECT_FALSE(answer["ok"]);
    return answer["error"].get<std::string>() + ": " +
           answer["message"].get<std::string>();
  }
};

TEST_F(LocalDeskTest, ADropIsAnsweredWhenItIsOnDisk) {
  Open();
  const json answer = Ask(kDrop);
  EXPECT_EQ(answer, json({{"ok", true}, {"sequence", 2}}));
  Settle();
  EXPECT_EQ(Sent(2).drop().card_hash(),
            cli::CardHash(
                absl::HexStringToBytes("00112233445566778899aabbccddeeff")));
}

TEST_F(LocalDeskTest, EveryKindOfRecordCanBeMade) {
  Open();
  EXPECT_TRUE(Ask(kDrop)["ok"]);
  EXPECT_TRUE(Ask(R"({"op":"clearance","bin":1,"class":1,"grams":1000,)"
                  R"("collector":5})")["ok"]);
  EXPECT_TRUE(Ask(R"({"op":"scale_test","bin":1,"reference_grams":1000,)"
                  R"("measured_grams":999})")["ok"]);
  EXPECT_EQ(Ask(R"({"op":"daily_close","id":"x"})"),
            json({{"ok", true}, {"sequence", 5}, {"id", "x"}}));
  // No rule: no record.
  EXPECT_EQ(Ask(R"({"op":"monitor","kind":"door","value":1})"),
            json({{"ok", true}}));
  Settle();
  EXPECT_EQ(Sent(3).clearance().counted().grams(), 1200u);
  EXPECT_EQ(Sent(4).scale_test().measured_grams(), 999u);
  EXPECT_TRUE(Sent(5).has_daily_close());
}

TEST_F(LocalDeskTest, FaultsNameTheFieldTheValueAndWhatWouldBeRight) {
  Open();
  EXPECT_THAT(ErrorOf("{"), HasSubstr("BAD_LINE"));
  EXPECT_THAT(ErrorOf("[1]"), HasSubstr("BAD_LINE"));
  EXPECT_THAT(ErrorOf(R"({"op":"dorp"})"),
              HasSubstr(R"(BAD_FIELD: op: "dorp"; expected drop, clearance)"));
  EXPECT_THAT(ErrorOf(R"({"op":"drop","card":"12","bin":1})"),
              HasSubstr("card: \"12\"; expected 32 hexadecimal digits"));
  EXPECT_THAT(ErrorOf(R"({"op":"lookup_card"})"), HasSubstr("card: missing"));
  std::string drop = kDrop;
  drop.replace(drop.find("1200"), 4, "-5");
  EXPECT_THAT(ErrorOf(drop), HasSubstr("grams: -5; expected 0 to"));
  EXPECT_THAT(ErrorOf(R"({"op":"price"})"), HasSubstr("NO_TARIFF"));
  EXPECT_EQ(agent->status().last_sequence, 1u);
}

TEST_F(LocalDeskTest, NoLineEndsTheProgram) {
  Open();
  const std::string deep(60'000, '[');
  EXPECT_THAT(ErrorOf(deep), HasSubstr("BAD_LINE"));
  std::string nested = R"({"op":"monitor","kind":"door","bin":)" +
                       std::string(30'000, '[') + std::string(30'000, ']') +
                       R"(,"id":[[]]})";
  EXPECT_THAT(ErrorOf(nested), HasSubstr("bin"));
  std::string line = kDrop;
  for (size_t at = 0; at < line.size(); ++at) {
    std::string bent = line;
    bent[at] = static_cast<char>(bent[at] ^ 0x80);
    EXPECT_TRUE(Ask(bent).contains("ok"));
    EXPECT_TRUE(Ask(line.substr(0, at)).contains("ok"));
  }
}

TEST_F(LocalDeskTest, ReceiptsAndStatus) {
  Open();
  EXPECT_TRUE(AnswerLine(*agent, R"({"op":"receipts"})").wants_receipts);
  server.poisoned = 1;
  Settle();
  const json receipt = json::parse(ReceiptLine(receipts.at(0)))["receipt"];
  EXPECT_EQ(receipt["sequence"], 1);
  EXPECT_EQ(receipt["booked"], false);
  EXPECT_EQ(receipt["reason"], "QUARANTINE_REASON_BIN_UNKNOWN");
  const json status = Ask(R"({"op":"status"})");
  EXPECT_EQ(status["acknowledged"], 1);
  EXPECT_EQ(status["takes_drops"], true);
}

TEST_F(LocalDeskTest, TheHealthFileFitsATelephonesScreen) {
  Open();
  Ask(kDrop);
  Settle();
  clock.Advance(std::chrono::hours(30));
  server.admission = v1::BOOT_ADMISSION_REJECTED;
  agent->Step();
  agent->Step();
  const auto health = ReadHealth(folder.path());
  ASSERT_TRUE(health.ok()) << health.status();
  AgentStatus status = *health;
  status.journal_problem = std::string(100, 'x');
  status.takes_drops = false;
  status.clock_synced = false;
  for (const auto language :
       {cli::Language::kChinese, cli::Language::kEnglish}) {
    const std::string text =
        StatusText(status, status.now_us + 600'000'000, language);
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
      EXPECT_LE(line.size(), language == cli::Language::kEnglish ? 40u : 60u)
          << line;
    }
    EXPECT_THAT(text, HasSubstr("350212002001 / 7"));
  }
  EXPECT_THAT(StatusText(status, status.now_us, cli::Language::kEnglish),
              HasSubstr("takes no drops"));
}

}  // namespace
}  // namespace greenledger::kiosk
