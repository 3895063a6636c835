// Contacts of those who object: kept as they came, outside the book, until they
// are erased for good.
#include <gmock/gmock.h>

#include "storage/fold_store.h"
#include "tests/services/selection/selection_world.h"
#include "tests/testing/memory_folder.h"

namespace greenledger::selection {
namespace {

using points::IsAccepted;
using points::ReasonOf;
constexpr char kSealed[] = "name and telephone, sealed";

class ObjectionTest : public ::testing::Test {
 protected:
  void SetUp() override {
    world_.RunToReview();
    world_.Agree();
    ASSERT_TRUE(IsAccepted(world_.Step(v1::CAMPAIGN_STATE_REVIEWED)));
    ASSERT_TRUE(IsAccepted(world_.Step(v1::CAMPAIGN_STATE_NOTICE)));
  }

  v1::FileObjectionRequest Objection(const std::string& sealed = kSealed) {
    v1::FileObjectionRequest request = world_.ObjectionTo(1, sealed);
    *request.mutable_header() = world_.points.ledger.Header();
    return request;
  }

  static v1::GetObjectionContactRequest Get(uint64_t index) {
    v1::GetObjectionContactRequest request;
    request.set_book(ledger::kBook);
    request.set_objection_index(index);
    return request;
  }

  std::string Failure(uint64_t index) {
    return world_.Failure(&SelectionWorld::Stub::GetObjectionContact,
                          Get(index));
  }

  std::string Contact(uint64_t index) {
    return world_.Read(&SelectionWorld::Stub::GetObjectionContact, Get(index))
        .sealed_contact();
  }

  void Erase(uint64_t index) {
    v1::EraseObjectionContactRequest request;
    request.set_book(ledger::kBook);
    request.set_objection_index(index);
    world_.Read(&SelectionWorld::Stub::EraseObjectionContact, request);
    EXPECT_EQ(
        world_.Failure(&SelectionWorld::Stub::EraseObjectionContact, request),
        "CONTACT_UNKNOWN");
  }

  SelectionWorld world_;
};

TEST_F(ObjectionTest, TheContactIsKeptAsItCameAndNotInTheBook) {
  const v1::CommandResult filed =
      world_.Run(&SelectionWorld::Stub::FileObjection, Objection());
  ASSERT_TRUE(IsAccepted(filed));
  EXPECT_EQ(Contact(filed.first_index()), kSealed);
  world_.Restart();
  EXPECT_EQ(Contact(filed.first_index()), kSealed);
  for (const std::string& entry : world_.points.ledger.Entries()) {
    EXPECT_EQ(entry.find(kSealed), std::string::npos);
  }
  EXPECT_EQ(Failure(filed.first_index() - 1), "CONTACT_UNKNOWN");
  EXPECT_EQ(world_.Failure(&SelectionWorld::Stub::GetObjectionContact,
                           [] {
                             auto request = Get(1);
                             request.set_book(350212009009);
                             return request;
                           }()),
            "BOOK_UNKNOWN");
}

TEST_F(ObjectionTest, ErasedIsErasedAlsoIfTheRequestComesAgain) {
  const v1::FileObjectionRequest request = Objection();
  const v1::CommandResult filed =
      world_.Run(&SelectionWorld::Stub::FileObjection, request);
  ASSERT_TRUE(IsAccepted(filed));
  EXPECT_TRUE(world_.FilesHold(kSealed));
  Erase(filed.first_index());
  EXPECT_EQ(Failure(filed.first_index()), "CONTACT_UNKNOWN");
  EXPECT_FALSE(world_.FilesHold(kSealed));
  EXPECT_EQ(world_.Read(&SelectionWorld::Stub::FileObjection, request)
                .result()
                .code(),
            v1::COMMAND_RESULT_CODE_DUPLICATE);
  world_.Restart();
  EXPECT_EQ(Failure(filed.first_index()), "CONTACT_UNKNOWN");
  EXPECT_EQ(world_.ContactsKept(), 0u);
  v1::ListObjectionsRequest list;
  list.set_book(ledger::kBook);
  EXPECT_EQ(world_.Read(&SelectionWorld::Stub::ListObjections, list)
                .objections_size(),
            1);
}

TEST_F(ObjectionTest, ARefusedObjectionLeavesNoContact) {
  v1::FileObjectionRequest request = Objection();
  request.mutable_objection()->set_campaign_number(77);
  EXPECT_EQ(ReasonOf(world_.Run(&SelectionWorld::Stub::FileObjection, request)),
            v1::REFUSAL_REASON_CAMPAIGN_UNKNOWN);
  EXPECT_EQ(world_.ContactsKept(), 0u);
  EXPECT_EQ(world_.Read(&SelectionWorld::Stub::FileObjection, request)
                .result()
                .code(),
            v1::COMMAND_RESULT_CODE_REFUSED);
  EXPECT_EQ(world_.ContactsKept(), 0u);
}

TEST_F(ObjectionTest, ARefusalSparesTheSameContactOfAnother) {
  const v1::CommandResult filed =
      world_.Run(&SelectionWorld::Stub::FileObjection, Objection());
  ASSERT_TRUE(IsAccepted(filed));
  v1::FileObjectionRequest refused = Objection();
  refused.mutable_objection()->set_campaign_number(77);
  EXPECT_FALSE(
      IsAccepted(world_.Run(&SelectionWorld::Stub::FileObjection, refused)));
  EXPECT_EQ(Contact(filed.first_index()), kSealed);
}

TEST_F(ObjectionTest, AnIdThatIsUsedLeavesNoContact) {
  v1::FileObjectionRequest request = Objection();
  ASSERT_TRUE(
      IsAccepted(world_.Run(&SelectionWorld::Stub::FileObjection, request)));
  const v1::CommandHeader header = request.header();
  request = world_.ObjectionTo(1, "sealed anew");
  *request.mutable_header() = header;
  EXPECT_EQ(world_.Read(&SelectionWorld::Stub::FileObjection, request)
                .result()
                .code(),
            v1::COMMAND_RESULT_CODE_ID_REUSED);
  EXPECT_EQ(world_.ContactsKept(), 1u);
}

TEST_F(ObjectionTest, CheckingAloneKeepsNothing) {
  v1::FileObjectionRequest request = Objection();
  request.mutable_header()->set_validate_only(true);
  EXPECT_TRUE(IsAccepted(
      world_.Read(&SelectionWorld::Stub::FileObjection, request).result()));
  EXPECT_EQ(world_.ContactsKept(), 0u);
}

TEST_F(ObjectionTest, TheDigestMustBeThatOfTheContact) {
  v1::FileObjectionRequest request = Objection();
  request.set_sealed_contact("something else");
  EXPECT_EQ(world_.Failure(&SelectionWorld::Stub::FileObjection, request),
            "BAD_FIELD");
  EXPECT_EQ(world_.ContactsKept(), 0u);
}

TEST_F(ObjectionTest, ListsThoseThatWaitAndPagesThem) {
  std::vector<uint64_t> filed;
  for (const char* sealed : {"a", "b", "c"}) {
    const v1::CommandResult result =
        world_.Run(&SelectionWorld::Stub::FileObjection, Objection(sealed));
    ASSERT_TRUE(IsAccepted(result));
    filed.push_back(result.first_index());
  }
  ASSERT_TRUE(IsAccepted(world_.Answer(filed[1], v1::OBJECTION_EFFECT_NONE)));
  v1::ListObjectionsRequest request;
  request.set_book(ledger::kBook);
  request.set_campaign_number(kCampaign);
  request.set_open_only(true);
  request.set_page_size(1);
  auto page = world_.Read(&SelectionWorld::Stub::ListObjections, request);
  ASSERT_EQ(page.objections_size(), 1);
  EXPECT_EQ(page.objections(0).index(), filed[0]);
  request.set_page_token(page.next_page_token());
  page = world_.Read(&SelectionWorld::Stub::ListObjections, request);
  ASSERT_EQ(page.objections_size(), 1);
  EXPECT_EQ(page.objections(0).index(), filed[2]);
  EXPECT_EQ(page.next_page_token(), "");
  request.set_open_only(false);
  EXPECT_EQ(world_.Failure(&SelectionWorld::Stub::ListObjections, request),
            "BAD_PAGE_TOKEN");
  request.clear_page_token();
  request.set_page_size(0);
  page = world_.Read(&SelectionWorld::Stub::ListObjections, request);
  ASSERT_EQ(page.objections_size(), 3);
  EXPECT_TRUE(page.objections(1).answered().upheld());
  EXPECT_GT(page.objections(1).answered_day(), 0);
  EXPECT_FALSE(page.objections(2).has_answered());
}

}  // namespace
}  // namespace greenledger::selection
