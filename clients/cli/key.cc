// greenledger key generate|show|list
#include <fmt/format.h>

#include <memory>

#include "clients/cli/local_fault.h"
#include "clients/cli/nouns.h"
#include "clients/cli/output.h"
#include "clients/cli/seed_file.h"
#include "clients/cli/server_error.h"
#include "clients/cli/table.h"
#include "clients/cli/verb.h"
#include "storage/backup/backup_key.h"
#include "storage/checkpoint/checkpoint.h"
#include "storage/checkpoint/key_file.h"

namespace greenledger::cli {
namespace {

using checkpoint::KeyType;
using checkpoint::NoteSigner;
using checkpoint::SecretKey;

struct KeyOptions {
  std::string file;
  std::string domain;
  std::string witness;
  bool backup = false;
  bool public_key = false;
};

ExitCode GenerateForBackups(Session& session, const KeyOptions& options) {
  const backup::SecretKey key =
      backup::MakeSecretKey(session.around.random_bytes(backup::kKeySize),
                            session.around.random_bytes(backup::kKeySize));
  absl::Status made = backup::CreateKeyFiles(options.file, key);
  if (!made.ok()) return ReportLocal(session, made);
  session.around.out << fmt::format(
      fmt::runtime(session.Say(
          "备份密钥 {}。服务器只需要 {}.pub；请把 {} "
          "移到别处保存，至少两份：没有它，备份无法恢复\n",
          "Backup key {}. The server needs {}.pub only; take {} elsewhere, two "
          "copies at least: without it no backup can be restored\n")),
      backup::KeyId(key.pub), options.file, options.file);
  return ExitCode::kOk;
}

ExitCode Generate(Session& session, const KeyOptions& options) {
  const int kinds = (options.domain.empty() ? 0 : 1) +
                    (options.witness.empty() ? 0 : 1) + options.backup;
  if (kinds != 1) {
    return session.UsageError(session.Say(
        "请给出 --domain（日志密钥）、--witness（见证人密钥）或 "
        "--backup（备份密钥）之一",
        "give one of --domain (key of a log), --witness (key of a witness) and "
        "--backup (key of backups)"));
  }
  if (options.backup) return GenerateForBackups(session, options);
  const bool log = options.witness.empty();
  const SecretKey key{.type = log ? KeyType::kEd25519 : KeyType::kCosignature,
                      .name = log ? options.domain : options.witness,
                      .seed = session.around.random_bytes(kSeedBytes)};
  // Refuses a name that no note can have.
  auto signer = NoteSigner::FromSeed(key.name, key.type, key.seed);
  if (!signer.ok()) return ReportLocal(session, signer.status());
  absl::Status made = checkpoint::CreateKeyFile(options.file, key);
  if (!made.ok()) return ReportLocal(session, made);
  if (!log) {
    session.around.out << signer->verifier().ToText() << "\n";
    return ExitCode::kOk;
  }
  session.around.out << fmt::format(
      fmt::runtime(
          session.Say("{}：{} 的日志密钥。各账本的验证公钥：greenledger "
                      "key show {} --book 社区代码\n",
                      "{}: key of the logs of {}. Its verifier key "
                      "for a book: greenledger key show {} --book "
                      "CODE\n")),
      options.file, key.name, options.file);
  return ExitCode::kOk;
}

ExitCode Show(Session& session, const KeyOptions& options) {
  auto key = checkpoint::ReadKeyFile(options.file);
  if (!key.ok()) return ReportLocal(session, key.status());
  auto secret = crypto::Ed25519PrivateKey::FromSeed(key->seed);
  if (!secret.ok()) return ReportLocal(session, secret.status());
  if (options.public_key) {
    session.around.out << ToHex(secret->public_key()) << "\n";
    return ExitCode::kOk;
  }
  std::string name = key->name;
  if (key->type == KeyType::kEd25519) {
    if (session.book == 0) {
      return session.UsageError(session.Say(
          "日志密钥的验证公钥按账本而不同：请用 --book 给出 12 位社区代码",
          "a log's verifier key is another one for each book: give the "
          "community's 12-digit code with --book"));
    }
    name = checkpoint::OriginOf(
        options.domain.empty() ? key->name : options.domain, session.book);
  }
  auto verifier =
      checkpoint::VerifierKey::Make(name, key->type, secret->public_key());
  if (!verifier.ok()) return ReportLocal(session, verifier.status());
  session.around.out << verifier->ToText() << "\n";
  return ExitCode::kOk;
}

ExitCode ListKeys(Session& session) {
  v1::ListVerifierKeysRequest request;
  request.set_book(session.book);
  v1::ListVerifierKeysResponse response;
  grpc::Status status = session.client().Call(&Client::Proofs::ListVerifierKeys,
                                              request, &response);
  if (!status.ok()) return ReportError(session, status);
  if (session.json) {
    for (const v1::VerifierKey& key : response.keys()) {
      session.around.out << ToJson(key) << "\n";
    }
    return ExitCode::kOk;
  }
  Table table({{session.Say("验证公钥", "verifier key")},
               {session.Say("状态", "state")}});
  for (const v1::VerifierKey& key : response.keys()) {
    table.AddRow({key.text(), key.retired() ? session.Say("已停用", "retired")
                                            : session.Say("使用中", "signs")});
  }
  table.Print(session.around.out);
  return ExitCode::kOk;
}

void AddGenerateKey(CLI::App& noun, Session& session) {
  CLI::App* verb =
      AddVerb(noun, session, "generate",
              {"新建密钥文件（权限 0600，绝不覆盖）",
               "Make a key file (mode 0600, never overwrites one)"},
              "greenledger key generate log.key --domain ledger.example\n"
              "greenledger key generate w1.key --witness witness.example/w1\n"
              "greenledger key generate backup.key --backup");
  auto options = std::make_shared<KeyOptions>();
  verb->add_option("file", options->file,
                   session.Say("新密钥文件", "the new key file"))
      ->required();
  verb->add_option("--domain", options->domain,
                   session.Say("日志密钥：各账本日志的域名",
                               "key of a log: the name of all books' logs"));
  verb->add_option(
      "--witness", options->witness,
      session.Say("见证人密钥：见证人的名称", "key of a witness: its name"));
  verb->add_flag("--backup", options->backup,
                 session.Say("备份密钥：另写公钥文件 FILE.pub",
                             "key of backups: also writes its public half, "
                             "FILE.pub"));
  Do(*verb, session,
     [&session, options] { return Generate(session, *options); });
}

void AddShowKey(CLI::App& noun, Session& session) {
  CLI::App* verb =
      AddVerb(noun, session, "show",
              {"显示密钥文件的验证公钥", "Show a key file's verifier key"},
              "greenledger key show log.key --book 310101001001\n"
              "greenledger key show log.key --public-key");
  auto options = std::make_shared<KeyOptions>();
  verb->add_option("file", options->file,
                   session.Say("密钥文件", "the key file"))
      ->required();
  verb->add_option("--domain", options->domain,
                   session.Say("域名；默认取自密钥文件",
                               "the logs' name, if not that of the file"));
  verb->add_flag("--public-key", options->public_key,
                 session.Say("只显示 64 位十六进制公钥（用于 "
                             "greenledgerd --log-key-retired）",
                             "only the public key, 64 hexadecimal digits (for "
                             "greenledgerd --log-key-retired)"));
  Do(*verb, session, [&session, options] { return Show(session, *options); });
}

}  // namespace

void AddKey(CLI::App& app, Session& session) {
  CLI::App* noun = AddNoun(
      app, session, "key",
      {"检查点与备份的密钥",
       "Keys that sign checkpoints, those that verify, and those of backups"});
  AddGenerateKey(*noun, session);
  AddShowKey(*noun, session);
  CLI::App* list =
      AddVerb(*noun, session, "list",
              {"服务器公布的验证公钥（请经其他途径核实后再信任）",
               "Verifier keys as the server tells them (before you trust one, "
               "hear of it elsewhere)"},
              "greenledger key list --book 310101001001");
  DoInBook(*list, session, [&session] { return ListKeys(session); });
}

}  // namespace greenledger::cli
