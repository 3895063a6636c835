// greenledger kiosk conformance
#include <fmt/format.h>

#include <memory>

#include "clients/cli/conformance_operator.h"
#include "clients/cli/files.h"
#include "clients/cli/kiosk_verbs.h"
#include "clients/cli/local_fault.h"
#include "clients/cli/output.h"
#include "clients/cli/pki/certificate.h"
#include "clients/cli/pki/dev_ca.h"
#include "clients/cli/seed_file.h"
#include "clients/cli/verb.h"
#include "clients/conformance/example_config.h"
#include "clients/conformance/run.h"

namespace greenledger::cli {
namespace {

using conformance::Action;
using conformance::Verdict;

constexpr size_t kPemBytesMax = 65536;
constexpr int64_t kDaySeconds = 86400;
constexpr int kAttendedWait = 300;
constexpr int kUnattendedWait = 30;

struct Options {
  uint64_t kiosk = 0;
  std::string pki;
  std::string server_certificate;
  std::string server_key;
  std::string client_ca;
  std::string record_key;
  std::string listen = "127.0.0.1:0";
  std::string only;
  int wait_seconds = 0;
  ActionCommands commands;
};

// Names files of --pki where their own options are missing.
void NameFiles(uint64_t book, Options& options) {
  if (options.pki.empty()) return;
  const pki::AuthorityFiles files = pki::AuthorityFilesIn(options.pki);
  const auto name = [](std::string& path, const std::string& otherwise) {
    if (path.empty()) path = otherwise;
  };
  name(options.server_certificate, files.server_certificate);
  name(options.server_key, files.server_key);
  name(options.client_ca, files.ca_certificate);
  if (options.record_key.empty()) {
    options.record_key =
        pki::KioskFilesIn(options.pki, book, options.kiosk).seed;
  }
}

std::optional<conformance::ServerIdentity> ReadIdentity(
    Session& session, const Options& options) {
  conformance::ServerIdentity identity;
  const auto read = [&](const std::string& path, std::string* text) {
    return ReadNamedFile(session, path, kPemBytesMax, text);
  };
  if (options.server_certificate.empty() || options.server_key.empty() ||
      options.client_ca.empty()) {
    session.PrintError(session.Say(
        "请给出 --pki，或 --server-cert、--server-key 和 --client-ca",
        "give --pki, or --server-cert, --server-key and --client-ca"));
    return std::nullopt;
  }
  if (!read(options.server_certificate, &identity.certificate) ||
      !read(options.server_key, &identity.key) ||
      !read(options.client_ca, &identity.client_ca)) {
    return std::nullopt;
  }
  return identity;
}

// The public key in hexadecimal digits, or that of the seed in a file.
std::optional<crypto::Ed25519PublicKey> ReadRecordKey(Session& session,
                                                      const Options& options) {
  std::string bytes;
  if (FromHex(options.record_key, kSeedBytes, &bytes)) {
    return *crypto::Ed25519PublicKey::FromBytes(bytes);
  }
  if (options.record_key.empty()) {
    session.PrintError(session.Say("请给出 --pki 或 --record-key",
                                   "give --pki or --record-key"));
    return std::nullopt;
  }
  std::string text;
  if (!ReadNamedFile(session, options.record_key, kPemBytesMax, &text)) {
    return std::nullopt;
  }
  if (text.ends_with('\n')) text.pop_back();
  if (!FromHex(text, kSeedBytes, &bytes)) {
    session.PrintError(options.record_key + ": " +
                       session.Say("不是 64 个十六进制数字的种子",
                                   "is no seed of 64 hexadecimal digits"));
    return std::nullopt;
  }
  return *crypto::Ed25519PublicKey::FromBytes(
      crypto::Ed25519PrivateKey::FromSeed(bytes)->public_key());
}

// A server of the usual names under an authority made up for this run.
absl::StatusOr<conformance::ServerIdentity> MakeStranger(
    int64_t now_us, const std::string& client_ca) {
  pki::CertificateText text;
  text.not_before = now_us / 1'000'000 - kDaySeconds;
  text.not_after = now_us / 1'000'000 + kDaySeconds;
  text.common_name = "a stranger's authority";
  const auto root = pki::Issue(text, nullptr);
  if (!root.ok()) return root.status();
  text.common_name = "localhost";
  text.alternative_names = "DNS:localhost,IP:127.0.0.1,IP:::1";
  text.extended_usage = "serverAuth";
  const auto leaf = pki::Issue(text, &*root);
  if (!leaf.ok()) return leaf.status();
  const auto certificate = pki::CertificatePem(*leaf);
  if (!certificate.ok()) return certificate.status();
  const auto key = pki::KeyPem(*leaf);
  if (!key.ok()) return key.status();
  return conformance::ServerIdentity{*certificate, *key, client_ca};
}

const char* JsonWord(Verdict verdict) {
  switch (verdict) {
    case Verdict::kKept:
      return "kept";
    case Verdict::kBroken:
      return "broken";
    case Verdict::kElsewhere:
      return "elsewhere";
    case Verdict::kNotSeen:
      break;
  }
  return "not_seen";
}

std::string JsonLine(const conformance::Report& report, int number) {
  std::string findings;
  for (const std::string& finding : report.Findings(number)) {
    findings += (findings.empty() ? "" : ",") + JsonString(finding);
  }
  return fmt::format(R"({{"promise":"K{}","verdict":"{}","findings":[{}]}})",
                     number, JsonWord(report.VerdictOf(number)), findings);
}

void PrintPromise(Session& session, const conformance::Report& report,
                  int number) {
  const conformance::Promise& promise = conformance::PromiseOf(number);
  const Verdict verdict = report.VerdictOf(number);
  std::ostream& out = session.around.out;
  out << fmt::format("{:<4}[{}] {}\n", fmt::format("K{}", number),
                     In(session.language, VerdictText(verdict)),
                     In(session.language, promise.text));
  if (verdict == Verdict::kNotSeen || verdict == Verdict::kElsewhere) {
    out << "      → " << In(session.language, promise.to_see) << "\n";
  }
  for (const std::string& finding : report.Findings(number)) {
    out << "      " << finding << "\n";
  }
}

ExitCode Print(Session& session, const conformance::Report& report,
               const conformance::Promises& promises) {
  bool broken = false;
  bool not_seen = false;
  for (const int number : promises) {
    if (session.json) {
      session.around.out << JsonLine(report, number) << "\n";
    } else {
      PrintPromise(session, report, number);
    }
    broken |= report.VerdictOf(number) == Verdict::kBroken;
    not_seen |= report.VerdictOf(number) == Verdict::kNotSeen;
  }
  if (broken) return ExitCode::kVerificationFailed;
  return not_seen ? ExitCode::kNotSeen : ExitCode::kOk;
}

ExitCode TestKiosk(Session& session, Options options) {
  NameFiles(session.book, options);
  const auto identity = ReadIdentity(session, options);
  if (!identity) return ExitCode::kUsage;
  const auto record_key = ReadRecordKey(session, options);
  if (!record_key) return ExitCode::kUsage;
  const auto stranger =
      MakeStranger(session.around.now_micros(), identity->client_ca);
  if (!stranger.ok()) return ReportLocal(session, stranger.status());
  const auto only = options.only.empty()
                        ? conformance::AllPromises()
                        : conformance::ParsePromises(options.only);
  if (!only.ok()) return ReportLocal(session, only.status());
  ConformanceOperator people(
      session, session.json ? session.around.err : session.around.out,
      options.commands);
  if (options.wait_seconds == 0) {
    options.wait_seconds = people.attended() ? kAttendedWait : kUnattendedWait;
  }
  conformance::Report report(session.language);
  const absl::Status status = conformance::RunConformance(
      {.book = session.book,
       .kiosk = options.kiosk,
       .record_key = *record_key,
       .list_key = *crypto::Ed25519PrivateKey::FromSeed(
           session.around.random_bytes(kSeedBytes)),
       .config = conformance::ExampleConfig(options.kiosk, record_key->bytes()),
       .listen = options.listen,
       .identity = *identity,
       .stranger = *stranger,
       .promises = *only,
       .wait = std::chrono::seconds(options.wait_seconds)},
      people, report);
  if (status.ok()) return Print(session, report, *only);
  const ExitCode code = ReportLocal(session, status);
  return status.code() == absl::StatusCode::kDeadlineExceeded
             ? ExitCode::kUnreachable
             : code;
}

void AddFileOptions(CLI::App& verb, const Session& session, Options& options) {
  verb.add_option("--pki", options.pki,
                  session.Say("greenledger pki init 所建的文件夹",
                              "folder made by greenledger pki init"));
  verb.add_option(
      "--server-cert", options.server_certificate,
      session.Say("服务器证书（PEM）", "server's certificate, PEM"));
  verb.add_option("--server-key", options.server_key,
                  session.Say("其私钥（PEM）", "its private key, PEM"));
  verb.add_option("--client-ca", options.client_ca,
                  session.Say("签发设备证书的机构（PEM）",
                              "authority of the kiosk's certificate, PEM"));
  verb.add_option(
      "--record-key", options.record_key,
      session.Say("核对记录签名的公钥（64 个十六进制数字）或其种子文件",
                  "public key of its records (64 hexadecimal "
                  "digits), or the file of its seed"));
}

void AddActionOptions(CLI::App& verb, const Session& session,
                      Options& options) {
  const auto add = [&](const char* name, Action action, const Text& text) {
    verb.add_option_function<std::string>(
        name,
        [&options, action](const std::string& command) {
          options.commands[action] = command;
        },
        In(session.language, text));
  };
  add("--drops-by", Action::kDrop,
      {"让设备投放一次的命令；有它即无人值守",
       "command that makes the kiosk record one drop; nobody is asked then"});
  add("--restart-by", Action::kRestart,
      {"让设备断电重启的命令", "command that cuts its power and restores it"});
  add("--daily-close-by", Action::kDailyClose,
      {"让设备做日结的命令", "command that makes it do its daily close"});
  add("--scale-test-by", Action::kScaleTest,
      {"让设备做秤检验的命令", "command that makes it test a scale"});
  add("--monitor-by", Action::kMonitor,
      {"让设备报监测值的命令", "command that makes it send a monitor"});
}

}  // namespace

void AddKioskConformance(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "conformance",
      {"检验一台设备（任何厂家）是否遵守协议的二十条约定",
       "Test whether a kiosk (of any vendor) keeps the protocol's promises"},
      "greenledger kiosk conformance --pki pki --book 310101001001 --kiosk 3\n"
      "greenledger kiosk conformance --pki pki --book 310101001001 --kiosk 3 "
      "--only K5,K6 --drops-by './drop.sh' --json");
  auto options = std::make_shared<Options>();
  verb->add_option("--kiosk", options->kiosk,
                   session.Say("设备编号", "the kiosk's number"))
      ->required();
  AddFileOptions(*verb, session, *options);
  verb->add_option("--listen", options->listen,
                   session.Say("监听的 IP:端口；端口 0 为任意空闲端口",
                               "IP:PORT to listen on; port 0 is any free one"))
      ->capture_default_str();
  verb->add_option("--only", options->only,
                   session.Say("只检验这些约定，如 K5,K6",
                               "only these promises, such as K5,K6"));
  verb->add_option("--wait", options->wait_seconds,
                   session.Say("等候设备每次动作的秒数（有人值守默认 300，"
                               "无人 30）",
                               "seconds for each thing the kiosk is to do "
                               "(default 300, with --drops-by 30)"))
      ->check(CLI::Range(1, 3600));
  AddActionOptions(*verb, session, *options);
  DoInBook(*verb, session,
           [&session, options] { return TestKiosk(session, *options); });
}

}  // namespace greenledger::cli
