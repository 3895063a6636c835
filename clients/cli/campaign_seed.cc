// greenledger campaign seed
#include <fmt/format.h>

#include <memory>
#include <string>

#include "clients/cli/campaign_verbs.h"
#include "clients/cli/local_fault.h"
#include "clients/cli/output.h"
#include "clients/cli/pki/files.h"
#include "clients/cli/seed_file.h"
#include "clients/cli/verb.h"
#include "storage/proof/sha256.h"

namespace greenledger::cli {
namespace {

// `"\xab\xcd..."` as protobuf's text format has bytes.
std::string TextFormatBytes(std::string_view bytes) {
  const std::string hex = ToHex(bytes);
  std::string text = "\"";
  for (size_t i = 0; i < hex.size(); i += 2) text += "\\x" + hex.substr(i, 2);
  return text + "\"";
}

ExitCode MakeSeed(Session& session, const std::string& file) {
  const std::string seed = session.around.random_bytes(kSeedBytes);
  const absl::Status made = pki::WriteNewFile(file, seed, 0600);
  if (!made.ok()) return ReportLocal(session, made);
  const proof::Hash hash = proof::Sha256({seed});
  const std::string_view digest = proof::AsBytes(hash);
  if (session.json) {
    session.around.out << fmt::format("{{\"file\":{},\"digest\":\"{}\"}}\n",
                                      JsonString(file), ToHex(digest));
    return ExitCode::kOk;
  }
  session.around.out << fmt::format(
      fmt::runtime(session.Say(
          "种子已写入 {}，评选时用 --seed-file 给出，此前不得示人。\n摘要 {}\n"
          "写入规则的一行：\ndraw_seed_digest: {}\n",
          "Seed written to {}: --seed-file tells it when the campaign is "
          "evaluated; until then nobody sees it.\ndigest {}\nthe line for the "
          "rule:\ndraw_seed_digest: {}\n")),
      file, ToHex(digest), TextFormatBytes(digest));
  return ExitCode::kOk;
}

}  // namespace

void AddCampaignSeed(CLI::App& noun, Session& session) {
  CLI::App* verb =
      AddVerb(noun, session, "seed",
              {"生成抽签种子文件（权限 0600，绝不覆盖），显示其摘要",
               "Make the seed of a draw (mode 0600, never overwrites one) and "
               "show its digest"},
              "greenledger campaign seed --out seed");
  auto file = std::make_shared<std::string>();
  verb->add_option("--out", *file, session.Say("新文件", "the new file"))
      ->required();
  Do(*verb, session, [&session, file] { return MakeSeed(session, *file); });
}

}  // namespace greenledger::cli
