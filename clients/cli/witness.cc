// greenledger witness
#include "clients/witness/witness.h"

#include <fmt/format.h>

#include <memory>

#include "clients/cli/local_fault.h"
#include "clients/cli/nouns.h"
#include "clients/cli/pinned_keys.h"
#include "clients/cli/verb.h"
#include "clients/witness/http_server.h"
#include "storage/checkpoint/add_checkpoint.h"
#include "storage/checkpoint/key_file.h"

namespace greenledger::cli {
namespace {

struct ServeOptions {
  std::string listen = "127.0.0.1:8470";
  std::string prefix;
  std::string key_file;
  std::string state;
  // Log keys in place of verifier keys of any kind.
  PinnedKeys logs;
};

absl::StatusOr<checkpoint::NoteSigner> LoadSigner(const std::string& path) {
  const auto key = checkpoint::ReadKeyFile(path);
  if (!key.ok()) return key.status();
  if (key->type != checkpoint::KeyType::kCosignature) {
    return absl::InvalidArgumentError(
        path +
        ": is the key of a log: a witness signs with a key of its own "
        "(greenledger key generate FILE --witness NAME)");
  }
  return checkpoint::NoteSigner::FromSeed(key->name, key->type, key->seed);
}

ExitCode Serve(Session& session, const ServeOptions& options) {
  const auto policy = LoadPolicy(session, options.logs);
  if (!policy) return ExitCode::kUsage;
  if (policy->log_keys().keys().empty()) {
    return session.UsageError(session.Say(
        "没有日志的公钥：见证人要知道见证哪些日志",
        "no key of a log: a witness must know which logs it witnesses"));
  }
  const auto signer = LoadSigner(options.key_file);
  if (!signer.ok()) return ReportLocal(session, signer.status());
  auto state = witness::StateFolder::Open(options.state);
  if (!state.ok()) return ReportLocal(session, state.status());
  witness::Witness witness(*signer, *policy, *std::move(state));
  const auto server = witness::HttpServer::Listen(
      options.listen, options.prefix + "/add-checkpoint",
      {.body_bytes_max = checkpoint::kAddCheckpointMax,
       .stop_on_signals = true},
      [&](std::string_view body) {
        const int64_t now_us = session.around.now_micros();
        return witness.AddCheckpoint(body,
                                     static_cast<uint64_t>(now_us / 1'000'000));
      });
  if (!server.ok()) return ReportLocal(session, server.status());
  session.around.out << fmt::format(
                            fmt::runtime(session.Say(
                                "见证人 {}\n端口 {}，按 Ctrl-C 结束\n",
                                "witness {}\nlistening on port {}, Ctrl-C to "
                                "end\n")),
                            signer->verifier().ToText(), (*server)->port())
                     << std::flush;
  (*server)->Run();
  return ExitCode::kOk;
}

}  // namespace

void AddWitness(CLI::App& app, Session& session) {
  CLI::App* verb = AddVerb(
      app, session, "witness",
      {"作为见证人：记住各日志最后的检查点，为其延续联署",
       "Be a witness: remember each log's last checkpoint and cosign what "
       "extends it"},
      "greenledger witness --key w1.key --state w1 --policy logs.txt\n"
      "greenledger witness --listen 10.0.0.5:8470 --key w1.key --state w1 "
      "--log ledger.example/310101001001+cb1ab551+AQOh...");
  auto options = std::make_shared<ServeOptions>();
  verb->add_option("--listen", options->listen,
                   session.Say("监听的 IP:端口；端口 0 为任意空闲端口",
                               "IP:PORT to listen on; port 0 is any free one"))
      ->capture_default_str();
  verb->add_option("--prefix", options->prefix,
                   session.Say("路径前缀，如 /witness",
                               "prefix of the path, such as /witness"));
  verb->add_option("--key", options->key_file,
                   session.Say("见证人的密钥文件", "the witness's key file"))
      ->required();
  verb->add_option("--state", options->state,
                   session.Say("状态目录，须长期保存",
                               "state folder, to be kept for good"))
      ->required();
  CLI::Option* logs =
      verb->add_option("--log", options->logs.keys,
                       session.Say("日志的验证公钥，可重复",
                                   "verifier key of a log, may be repeated"));
  verb->add_option("--policy", options->logs.policy_file,
                   session.Say("列有日志公钥的信任文件",
                               "policy file with the keys of logs"))
      ->excludes(logs);
  Do(*verb, session, [&session, options] { return Serve(session, *options); });
}

}  // namespace greenledger::cli
