// greenledger pki init|root
#include <fmt/format.h>

#include <memory>

#include "clients/cli/local_fault.h"
#include "clients/cli/nouns.h"
#include "clients/cli/output.h"
#include "clients/cli/pki/dev_ca.h"
#include "clients/cli/pki/root_ca.h"
#include "clients/cli/seed_file.h"
#include "clients/cli/sheet.h"
#include "clients/cli/table.h"
#include "clients/cli/verb.h"
#include "clients/cli/workload/generate.h"
#include "storage/crypto/ed25519.h"

namespace greenledger::cli {
namespace {

struct InitOptions {
  std::string folder;
  std::string workload;
  // BOOK-NUMBER each.
  std::vector<std::string> kiosks;
  int valid_days = 365;
};

bool ReadKiosk(const std::string& text, pki::KioskIdentity* kiosk) {
  size_t dash = text.find('-');
  if (dash == std::string::npos) return false;
  return ReadNumber(text.substr(0, dash), &kiosk->book) &&
         ReadNumber(text.substr(dash + 1), &kiosk->number);
}

// Named kiosks get their seeds here, so that the public keys can be shown.
bool AddNamed(Session& session, const InitOptions& options,
              std::vector<pki::KioskIdentity>* kiosks) {
  for (const std::string& text : options.kiosks) {
    pki::KioskIdentity kiosk;
    if (!ReadKiosk(text, &kiosk)) {
      session.PrintError(session.Say("--kiosk 应为 账本-编号，得到 ",
                                     "--kiosk must be BOOK-NUMBER, found ") +
                         text);
      return false;
    }
    kiosk.record_seed = session.around.random_bytes(kSeedBytes);
    kiosks->push_back(kiosk);
  }
  return true;
}

ExitCode PrintPublicKeys(Session& session,
                         const std::vector<pki::KioskIdentity>& kiosks) {
  Table table({{session.Say("账本", "book")},
               {session.Say("设备", "kiosk"), Table::Align::kRight},
               {"public_key"}});
  for (const pki::KioskIdentity& kiosk : kiosks) {
    auto key = crypto::Ed25519PrivateKey::FromSeed(kiosk.record_seed);
    if (!key.ok()) return ReportLocal(session, key.status());
    table.AddRow({std::to_string(kiosk.book), std::to_string(kiosk.number),
                  ToHex(key->public_key())});
  }
  table.Print(session.around.out);
  return ExitCode::kOk;
}

ExitCode Init(Session& session, const InitOptions& init) {
  pki::PkiOptions options;
  options.folder = init.folder;
  options.now_us = session.around.now_micros();
  options.valid_days = init.valid_days;
  if (!AddNamed(session, init, &options.kiosks)) return ExitCode::kUsage;
  std::vector<pki::KioskIdentity> named = options.kiosks;
  if (!init.workload.empty()) {
    auto kiosks = workload::ReadKioskIdentities(init.workload);
    if (!kiosks.ok()) return ReportLocal(session, kiosks.status());
    options.kiosks.insert(options.kiosks.end(), kiosks->begin(), kiosks->end());
  }
  absl::StatusOr<pki::PkiResult> result = pki::RunPkiInit(options);
  if (!result.ok()) return ReportLocal(session, result.status());
  session.around.out << fmt::format(
      fmt::runtime(session.Say("{}：证书机构、服务器证书和 {} 台设备的证书\n",
                               "{}: an authority, the server's certificate "
                               "and those of {} kiosks\n")),
      init.folder, result->kiosks);
  return named.empty() ? ExitCode::kOk : PrintPublicKeys(session, named);
}

ExitCode MakeRoot(Session& session, const pki::RootOptions& given) {
  pki::RootOptions options = given;
  options.now_us = session.around.now_micros();
  absl::Status made = pki::MakeRoot(options);
  if (!made.ok()) return ReportLocal(session, made);
  session.around.out << fmt::format(
      fmt::runtime(session.Say(
          "{}：请把 root.key 移到离线介质妥善保管，issuing.pem 和 issuing.key "
          "放到服务器上\n",
          "{}: take root.key off line and lock it away; issuing.pem and "
          "issuing.key belong on the server\n")),
      options.folder);
  return ExitCode::kOk;
}

void AddRoot(CLI::App& noun, Session& session) {
  CLI::App* root = AddVerb(
      noun, session, "root",
      {"新建正式证书机构：离线的根，和由它签署的签发证书",
       "Make the authority of kiosks in the street: an offline root, and an "
       "issuing certificate signed by it"},
      "greenledger pki root --folder authority --server ledger.example\n"
      "greenledger pki root --folder next --root-cert root.pem "
      "--root-key root.key");
  auto options = std::make_shared<pki::RootOptions>();
  root->add_option(
          "--folder", options->folder,
          session.Say("证书存放的新文件夹", "new folder for the files"))
      ->required();
  CLI::Option* certificate = root->add_option(
      "--root-cert", options->root_certificate,
      session.Say("已有的根证书：只新建签发证书",
                  "a root made before: only a new issuing certificate"));
  CLI::Option* key =
      root->add_option("--root-key", options->root_key,
                       session.Say("已有根的私钥", "that root's key"));
  certificate->needs(key);
  key->needs(certificate);
  root->add_option("--server", options->server_names,
                   session.Say("服务器的主机名或地址，可重复；同时发服务器证书",
                               "host name or address of the server, may be "
                               "repeated; it gets a certificate too"));
  root->add_option("--root-days", options->root_days,
                   session.Say("根的有效天数", "days the root is valid"))
      ->check(CLI::Range(1, 14'610))
      ->capture_default_str();
  root->add_option(
          "--issuing-days", options->issuing_days,
          session.Say("签发证书的有效天数", "days the issuing one is valid"))
      ->check(CLI::Range(1, 3'653))
      ->capture_default_str();
  root->add_option(
          "--server-days", options->server_days,
          session.Say("服务器证书的有效天数", "days the server's is valid"))
      ->check(CLI::Range(1, 825))
      ->capture_default_str();
  Do(*root, session,
     [&session, options] { return MakeRoot(session, *options); });
}

void AddInit(CLI::App& noun, Session& session) {
  CLI::App* init = AddVerb(
      noun, session, "init",
      {"新建证书机构，给服务器和设备发证书（不可用于街上的设备）",
       "Make an authority with certificates for the server and kiosks (not "
       "for kiosks in the street)"},
      "greenledger pki init --folder pki --workload estate\n"
      "greenledger pki init --folder pki --kiosk 310101001001-3");
  auto options = std::make_shared<InitOptions>();
  init->add_option(
          "--folder", options->folder,
          session.Say("证书存放的新文件夹", "new folder for the files"))
      ->required();
  init->add_option("--workload", options->workload,
                   session.Say("给该工作量文件夹的所有设备发证书",
                               "for all kiosks of this workload folder"));
  init->add_option("--kiosk", options->kiosks,
                   session.Say("账本-编号，可重复；显示其公钥",
                               "BOOK-NUMBER, may be repeated; shows its "
                               "public key"));
  init->add_option("--days", options->valid_days,
                   session.Say("有效天数", "days of validity"))
      ->check(CLI::Range(1, 825))
      ->capture_default_str();
  Do(*init, session, [&session, options] { return Init(session, *options); });
}

}  // namespace

void AddPki(CLI::App& app, Session& session) {
  CLI::App* noun =
      AddNoun(app, session, "pki", {"证书机构", "Certificate authorities"});
  AddInit(*noun, session);
  AddRoot(*noun, session);
}

}  // namespace greenledger::cli
