#include "services/common/peer.h"

#include "gtest/gtest.h"

namespace greenledger::common {
namespace {

TEST(PeerTest, OneKioskUriIsAKiosk) {
  EXPECT_EQ(ParseKioskUri("greenledger://kiosk/330106001001/1"),
            (KioskIdentity{330106001001, 1}));
  EXPECT_EQ(ParseKioskUri("greenledger://kiosk/330106001001/1000000"),
            (KioskIdentity{330106001001, 1'000'000}));
}

TEST(PeerTest, AnythingElseIsNobody) {
  for (const std::string_view uri : {
           "",
           "greenledger://kiosk/",
           "greenledger://kiosk/330106001001",
           "greenledger://kiosk/330106001001/",
           "greenledger://kiosk/330106001001/0",
           "greenledger://kiosk/330106001001/01",
           "greenledger://kiosk/330106001001/1000001",
           "greenledger://kiosk/330106001001/99999999999999999999999",
           "greenledger://kiosk/330106001001/-1",
           "greenledger://kiosk/330106001001/+1",
           "greenledger://kiosk/330106001001/1 ",
           "greenledger://kiosk/330106001001/1/",
           "greenledger://kiosk/330106001001/1/2",
           "greenledger://kiosk/330106001001/1?x",
           "greenledger://kiosk/033010600100/1",
           "greenledger://kiosk/33010600100/1",
           "greenledger://kiosk/3301060010011/1",
           "greenledger://kiosk/33010600100x/1",
           "greenledger://kiosk//330106001001/1",
           "greenledger://staff/330106001001/1",
           "Greenledger://kiosk/330106001001/1",
           "https://kiosk/330106001001/1",
           " greenledger://kiosk/330106001001/1",
       }) {
    EXPECT_EQ(ParseKioskUri(uri), std::nullopt) << uri;
  }
}

TEST(PeerTest, ABootstrapCertificateIsNoKiosks) {
  const std::string_view bootstrap =
      "greenledger://kiosk-bootstrap/330106001001/1";
  EXPECT_EQ(ParseBootstrapUri(bootstrap), (KioskIdentity{330106001001, 1}));
  EXPECT_EQ(ParseKioskUri(bootstrap), std::nullopt);
  EXPECT_EQ(ParseBootstrapUri("greenledger://kiosk/330106001001/1"),
            std::nullopt);
}

TEST(PeerTest, ACertificateWithTwoNamesIsNobody) {
  const std::string_view kiosk = "greenledger://kiosk/330106001001/1";
  EXPECT_EQ(KioskFromUris({kiosk}), (KioskIdentity{330106001001, 1}));
  EXPECT_EQ(KioskFromUris({}), std::nullopt);
  EXPECT_EQ(KioskFromUris({kiosk, kiosk}), std::nullopt);
  EXPECT_EQ(KioskFromUris({kiosk, "https://example.com"}), std::nullopt);
}

}  // namespace
}  // namespace greenledger::common
