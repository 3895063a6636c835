// Orders and vouchers: codes that people carry, and what they stand for.
#include "clients/cli/one_time_code.h"
#include "clients/cli/orders.h"
#include "gmock/gmock.h"
#include "tests/clients/cli/points_testing.h"

namespace greenledger::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

using OrderTest = PointsTest;

// What the test's random bytes give.
constexpr char kCode[] = "1111-1111-1111-1111-1111";

TEST(OneTimeCodeTest, IsTwentyCharactersThatNobodyMixesUp) {
  EXPECT_EQ(OneTimeCode(std::string(20, '\x01')), kCode);
  EXPECT_EQ(OneTimeCode(std::string(20, '\xff')), "ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ");
  std::string all;
  for (char c = 0; c < 32; ++c) all += OneTimeCode(std::string(20, c))[0];
  EXPECT_EQ(all, "0123456789ABCDEFGHJKMNPQRSTVWXYZ");
}

TEST(OneTimeCodeTest, IsReadAsPeopleTypeIt) {
  EXPECT_EQ(PlainCode("k7qm 2wx9-0a4t"), "K7QM2WX90A4T");
  EXPECT_EQ(CodeHash("k7qm-2wx9"), CodeHash(" K7QM 2WX9 "));
  EXPECT_EQ(CodeHash("K7QM2WX9"),
            std::string(proof::AsBytes(proof::Sha256({"K7QM2WX9"}))));
  EXPECT_FALSE(PlainCode("K7QM-2WX").has_value());
  EXPECT_FALSE(PlainCode("K7QM_2WX9").has_value());
  EXPECT_FALSE(PlainCode(std::string(65, 'A')).has_value());
}

TEST(CodeOrIndexTest, FewDigitsAreAnIndexAndTwentyACode) {
  EXPECT_EQ(ReadCodeOrIndex("4711")->index, 4711u);
  EXPECT_EQ(ReadCodeOrIndex("4711")->code, "");
  EXPECT_EQ(ReadCodeOrIndex("11111111111111111111")->code,
            std::string(20, '1'));
  EXPECT_EQ(ReadCodeOrIndex("k7qm-2wx9")->code, "K7QM2WX9");
  EXPECT_FALSE(ReadCodeOrIndex("47-").has_value());
}

TEST_F(OrderTest, PlaceTakesThePriceFromTheCatalogueAndShowsTheCodeOnce) {
  const Outcome outcome =
      Do({"order", "place", "--household", "12", "--reward", "3", "--place",
          "21", "--pieces", "2", "--by", "S-07", "--qr"});
  EXPECT_EQ(outcome.code, ExitCode::kOk) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr(kCode));
  EXPECT_THAT(outcome.out, HasSubstr("█"));
  EXPECT_THAT(points.last, HasSubstr("milli_points: 6000"));
  EXPECT_THAT(points.last, HasSubstr(R"(purpose: "soap")"));
  EXPECT_THAT(points.last, HasSubstr("place_number: 21 pieces: 2"));
  EXPECT_EQ(points.holds[0].placed().order().code_hash(), CodeHash(kCode));
}

TEST_F(OrderTest, NoCodeIsShownForAnOrderThatWasRefused) {
  v1::Refusal refusal;
  refusal.set_field("hold.milli_points");
  refusal.set_reason(v1::REFUSAL_REASON_INSUFFICIENT_POINTS);
  refusal.set_value("2500");
  points.refusals = {refusal};
  const Outcome outcome = Do(
      {"order", "place", "--household", "12", "--reward", "3", "--by", "S-07"});
  EXPECT_EQ(outcome.code, ExitCode::kRefused);
  EXPECT_THAT(outcome.out + outcome.err, Not(HasSubstr("1111")));
  EXPECT_THAT(outcome.err, HasSubstr("(2.5 points are free)"));
}

TEST_F(OrderTest, WithoutAnAnswerTheCodeIsToldSoThatItCanBeCancelled) {
  points.failure = grpc::Status(grpc::StatusCode::UNAVAILABLE, "away");
  const Outcome outcome = Do(
      {"order", "place", "--household", "12", "--reward", "3", "--by", "S-07"});
  EXPECT_EQ(outcome.code, ExitCode::kUnreachable);
  EXPECT_THAT(outcome.err, HasSubstr(kCode));
  EXPECT_THAT(outcome.err, Not(HasSubstr("--request-id")));
}

TEST_F(OrderTest, CollectFindsTheHoldOfACodeAndSaysWhatToHandOver) {
  Do({"order", "place", "--household", "12", "--reward", "3", "--place", "21",
      "--by", "S-07"});
  const Outcome outcome = Do({"order", "collect", "1111 1111 1111 1111 1111",
                              "--place", "21", "--by", "S-08"});
  EXPECT_EQ(outcome.code, ExitCode::kOk) << outcome.err;
  EXPECT_THAT(points.last, HasSubstr("commit { hold_index: 4711"));
  EXPECT_THAT(points.last, HasSubstr(R"(by: "S-08")"));
  EXPECT_THAT(outcome.out, HasSubstr("1 × soap (place 21, 3 points)"));
}

TEST_F(OrderTest, NothingIsHandedOverForACodeThatNobodyHasHere) {
  Do({"order", "place", "--household", "12", "--reward", "3", "--place", "21",
      "--by", "S-07"});
  for (const std::vector<std::string>& more :
       {std::vector<std::string>{kCode, "--place", "22"},
        {"2222-2222-2222-2222-2222"}}) {
    std::vector<std::string> arguments = {"order", "collect", "--by", "S-08"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    EXPECT_EQ(Do(arguments).code, ExitCode::kRefused);
  }
  EXPECT_EQ(Do({"order", "collect", "x", "--by", "S-08"}).code,
            ExitCode::kUsage);
  EXPECT_THAT(points.last, Not(HasSubstr("commit")));
}

TEST_F(OrderTest, CancelTakesACodeOrAnIndex) {
  Do({"order", "place", "--household", "12", "--reward", "3", "--by", "S-07"});
  EXPECT_EQ(Sent({"order", "cancel", kCode, "--by", "S-08"}),
            R"(cancel { hold_index: 4711 cause: VOID_CAUSE_CANCELLED )"
            R"(by: "S-08" })");
  EXPECT_THAT(Sent({"order", "cancel", "99", "--by", "S-08"}),
              HasSubstr("hold_index: 99"));
}

TEST_F(OrderTest, AVoucherCostsNothingAndIsListedApart) {
  EXPECT_THAT(Sent({"voucher", "issue", "--reward", "3", "--expires",
                    "2026-12-31", "--purpose", "prize", "--by", "S-07"}),
              HasSubstr("expires_us: 1798732799999999"));
  EXPECT_THAT(points.last, Not(HasSubstr("milli_points")));
  EXPECT_THAT(points.last, HasSubstr("voucher: true"));
  EXPECT_THAT(Do({"voucher", "list"}).out, HasSubstr("1 × soap (voucher)"));
  EXPECT_THAT(Do({"order", "list"}).out, Not(HasSubstr("soap")));
  EXPECT_THAT(Sent({"voucher", "use", kCode, "--by", "S-08"}),
              HasSubstr("hold_index: 4711"));
}

}  // namespace
}  // namespace greenledger::cli
