// A server that cannot do its work says why in one line and with its exit code,
// and does not start.
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include "clients/cli/pki/dev_ca.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "storage/anchor.h"
#include "tests/integration/community.h"
#include "tests/integration/fresh_checkpoint.h"
#include "tests/testing/certificates.h"
#include "tests/testing/temp_folder.h"

namespace greenledger::integration {
namespace {

using ::testing::HasSubstr;

using Flags = std::vector<std::string>;

size_t Count(std::string_view text, std::string_view part) {
  size_t count = 0;
  for (size_t at = 0; (at = text.find(part, at)) != std::string_view::npos;
       ++at) {
    ++count;
  }
  return count;
}

class StartRefusalsTest : public ::testing::Test {
 protected:
  struct Row {
    Flags flags;
    int exit_code;
    std::string text;
  };

  // Flags of a good server with one more.
  Flags With(const Flags& more) const {
    Flags flags = community_.flags();
    flags.insert(flags.end(), more.begin(), more.end());
    return flags;
  }

  // Flags of a good server with another value for one of them.
  Flags Instead(const std::string& flag, const std::string& value) const {
    Flags flags = community_.flags();
    for (size_t i = 0; i + 1 < flags.size(); ++i) {
      if (flags[i] == flag) flags[i + 1] = value;
    }
    return flags;
  }

  static void ExpectRefused(const std::vector<Row>& rows) {
    for (const Row& row : rows) {
      ServerProcess server(row.flags);
      EXPECT_EQ(server.Wait(), row.exit_code) << row.text << "\n"
                                              << server.log();
      EXPECT_THAT(server.log(), HasSubstr(row.text));
      EXPECT_LE(Count(server.log(), " fatal "), 1u) << server.log();
    }
  }

  // The data folder as a killed server leaves it.
  void MakeBook() const {
    const auto server = community_.Serve();
    community_.Populate(*server);
    server->Kill();
  }

  const testing::TempFolder folder_;
  const Community community_{1};
};

TEST_F(StartRefusalsTest, BadFlags) {
  ExpectRefused({
      {With({"--nonsense"}), 2, "--nonsense"},
      {With({"--services", "everything"}), 2, "--services"},
      {With({"--free-mib-min", "-1"}), 2, "--free-mib-min"},
      {With({"--ballast-mib", "much"}), 2, "--ballast-mib"},
      {With({"--rows-every", "0"}), 2, "--rows-every"},
      {With({"--metrics-port", "70000"}), 2, "metrics port is 70000"},
      {With({"--local-listen", "0.0.0.0:0"}), 2, "0.0.0.0:0"},
      {With({"--socket", folder_.File(std::string(120, 's'))}), 2, "107 bytes"},
      {With({"--ready-file", folder_.File("missing/ready")}), 2,
       "missing/ready"},
      {With({"--log-key", folder_.File("no.key")}), 2, "no.key"},
      {With({"--log-domain", "ledger.example"}), 2, "need --log-key"},
      {With({"--checkpoint-every", "-1"}), 2, "--checkpoint-every"},
      {{"--data", community_.data(), "--kiosk-listen", "127.0.0.1:0"},
       2,
       "--kiosk-listen requires"},
  });
}

TEST_F(StartRefusalsTest, BadCertificates) {
  const testing::KeyPair other =
      testing::Authority("other").Issue("DNS:localhost", "serverAuth");
  const std::string open_key = folder_.Write("open.key", other.key);
  std::filesystem::permissions(open_key, std::filesystem::perms::others_read,
                               std::filesystem::perm_options::add);
  const std::string other_key = folder_.Write("other.key", other.key);
  const std::string text = folder_.Write("text", "no certificate\n");
  const std::string missing = folder_.File("missing");
  ExpectRefused({
      {Instead("--tls-key", open_key), 2, "mode 0604"},
      {Instead("--tls-key", other_key), 2, "is not that of"},
      {Instead("--tls-key", missing), 2, "cannot read " + missing},
      {Instead("--tls-key", text), 2, "no unencrypted private key"},
      {Instead("--tls-cert", missing), 2, "cannot read " + missing},
      {Instead("--tls-cert", text), 2, "has no certificate in PEM form"},
      {Instead("--tls-ca", missing), 2, "cannot read " + missing},
      {Instead("--tls-ca", other_key), 2, "has no certificate in PEM form"},
  });
}

TEST_F(StartRefusalsTest, BadIssuingKeys) {
  const testing::Authority authority("issuing");
  const std::string certificate =
      folder_.Write("issuing.pem", authority.certificate());
  const pki::AuthorityFiles own = pki::AuthorityFilesIn(community_.pki());
  const std::string open_key = folder_.File("open.key");
  std::filesystem::copy(own.ca_key, open_key);
  std::filesystem::permissions(open_key, std::filesystem::perms::group_read,
                               std::filesystem::perm_options::add);
  const auto issuing = [&](const std::string& cert, const std::string& key) {
    return With({"--issuing-cert", cert, "--issuing-key", key});
  };
  ExpectRefused({
      {issuing(own.ca_certificate, open_key), 2, "mode 0640"},
      {issuing(certificate, own.ca_key), 2, "is not that of"},
      {issuing(folder_.File("none"), own.ca_key), 2, "cannot read"},
      {issuing(own.server_certificate, own.server_key), 2, "may issue others"},
      {With({"--issuing-cert", certificate}), 2, "--issuing-key"},
      {{"--data", community_.data(), "--enrol-listen", "127.0.0.1:0"},
       2,
       "--enrol-listen requires"},
  });
}

// Also if the certificate is good and the machine's clock is not.
TEST_F(StartRefusalsTest, ACertificateOutOfItsTime) {
  const testing::Authority authority("other");
  const auto flags_with = [&](const std::string& name, int64_t from,
                              int64_t to) {
    const testing::KeyPair pair =
        authority.Issue("DNS:localhost", "serverAuth", from, to);
    Flags flags = Instead("--tls-key", folder_.Write(name + ".key", pair.key));
    for (size_t i = 0; i + 1 < flags.size(); ++i) {
      if (flags[i] != "--tls-cert") continue;
      flags[i + 1] = folder_.Write(name + ".pem", pair.certificate);
    }
    return flags;
  };
  ExpectRefused({
      {flags_with("old", testing::Authority::kFrom, 1'600'000'000), 2,
       "old.pem is valid from 2020-01-01 00:00:00Z to 2020-09-13 12:26:40Z"},
      {flags_with("new", 4'000'000'000, testing::Authority::kTo), 2,
       "set the clock"},
  });
}

TEST_F(StartRefusalsTest, BadKeysForCheckpoints) {
  const std::string text = folder_.Write("text.key", "no key\n");
  const std::string open_key = folder_.File("open.key");
  const Flags good = WithLogKey(community_.flags(), folder_.File("log.key"));
  std::filesystem::copy(folder_.File("log.key"), open_key);
  std::filesystem::permissions(open_key, std::filesystem::perms::group_read,
                               std::filesystem::perm_options::add);
  ServerProcess running(good);
  ASSERT_TRUE(running.WaitUntilServing()) << running.log();
  Flags elsewhere = Instead("--data", folder_.File("data"));
  elsewhere.insert(elsewhere.end(), {"--log-key", folder_.File("log.key")});
  ExpectRefused({
      {With({"--log-key", text}), 2, "text.key"},
      {With({"--log-key", open_key}), 2, "open.key"},
      {elsewhere, 2, "another process signs with this key"},
  });
}

TEST_F(StartRefusalsTest, AFolderThatIsNone) {
  const std::string file = folder_.Write("file", "");
  ExpectRefused({
      {Instead("--data", file), 1, file},
      {Instead("--data", file + "/below"), 1, file},
  });
}

TEST_F(StartRefusalsTest, WhatAnotherServerHas) {
  const auto running = community_.Serve();
  Flags elsewhere = Instead("--data", folder_.File("data"));
  for (std::string& value : elsewhere) {
    if (value == "127.0.0.1:0") value = running->kiosk_address();
  }
  ExpectRefused({
      {community_.flags(), 5, "another process"},
      {elsewhere, 1, "cannot listen on " + running->kiosk_address()},
  });
  EXPECT_EQ(running->Drain(), 0) << running->log();
}

TEST_F(StartRefusalsTest, ANewerSchema) {
  MakeBook();
  const std::string slot =
      storage::EncodeAnchorSlot({.schema = 99, .commit = 1'000, .chain = {}});
  std::fstream(storage::AnchorPath(community_.data()),
               std::ios::in | std::ios::out | std::ios::binary)
      << slot;
  ExpectRefused({{community_.flags(), 4, "99"}});
}

TEST_F(StartRefusalsTest, ALostLog) {
  MakeBook();
  size_t removed = 0;
  for (const auto& file :
       std::filesystem::directory_iterator(community_.data() + "/db")) {
    if (file.path().extension() != ".log") continue;
    std::filesystem::remove(file);
    ++removed;
  }
  ASSERT_GT(removed, 0u);
  ExpectRefused({{community_.flags(), 3, "acknowledged"}});
}

TEST_F(StartRefusalsTest, ALostAnchor) {
  MakeBook();
  std::filesystem::remove(storage::AnchorPath(community_.data()));
  ExpectRefused({{community_.flags(), 3, "ANCHOR"}});
}

}  // namespace
}  // namespace greenledger::integration
