#include "clients/kiosk/receipt.h"

#include <gtest/gtest.h>

#include "storage/checkpoint/receipt.h"

namespace greenledger::kiosk {
namespace {

v1::SubmitRecordsResponse Answer() {
  v1::SubmitRecordsResponse answer;
  answer.set_book(310101001001);
  v1::RecordResult* booked = answer.add_results();
  booked->set_code(v1::RECORD_RESULT_CODE_ACCEPTED);
  booked->set_index(7);
  booked->set_leaf_hash(std::string(32, '\0'));
  booked->set_milli_points(2500);
  booked->set_milli_merit(1000);
  answer.add_results()->set_code(v1::RECORD_RESULT_CODE_OUT_OF_ORDER);
  return answer;
}

TEST(ReceiptText, IsMadeFromTheAnswerAlone) {
  const auto text = ReceiptText(Answer(), 0);
  EXPECT_EQ(text,
            "GL1:310101001001:7:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA:"
            "2500:1000");
  const auto receipt = checkpoint::ParseReceipt(*text);
  ASSERT_TRUE(receipt.ok()) << receipt.status();
  EXPECT_EQ(receipt->index, 7u);
}

TEST(ReceiptText, ThereIsNoneWithoutAnEntry) {
  EXPECT_EQ(ReceiptText(Answer(), 1), std::nullopt);
  v1::SubmitRecordsResponse answer = Answer();
  answer.mutable_results(0)->set_leaf_hash("short");
  EXPECT_EQ(ReceiptText(answer, 0), std::nullopt);
}

}  // namespace
}  // namespace greenledger::kiosk
