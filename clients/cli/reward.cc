// greenledger reward check|publish|list|picture
#include <fmt/format.h>

#include <memory>
#include <string>

#include "clients/cli/catalogue.h"
#include "clients/cli/command.h"
#include "clients/cli/document_file.h"
#include "clients/cli/local_fault.h"
#include "clients/cli/money.h"
#include "clients/cli/names.h"
#include "clients/cli/nouns.h"
#include "clients/cli/output.h"
#include "clients/cli/pki/files.h"
#include "clients/cli/reward_text.h"
#include "clients/cli/table.h"
#include "clients/cli/text_width.h"
#include "clients/cli/verb.h"

namespace greenledger::cli {
namespace {

constexpr size_t kPictureBytesMax = 40'000;

// `picture` is the file of a picture; none if empty.
ExitCode Read(Session& session, const std::string& path,
              const std::string& picture, v1::Reward* reward) {
  const ExitCode code = ReadDocument(session, path, ParseRewardText, reward);
  if (code != ExitCode::kOk || picture.empty()) return code;
  return ReadNamedFile(session, picture, kPictureBytesMax,
                       reward->mutable_picture())
             ? ExitCode::kOk
             : ExitCode::kUsage;
}

ExitCode CheckReward(Session& session, const std::string& path) {
  v1::Reward reward;
  const ExitCode code = Read(session, path, "", &reward);
  if (code != ExitCode::kOk) return code;
  session.around.out << fmt::format(
      fmt::runtime(session.Say("{}：没有错误，{} {}\n",
                               "{}: no faults, number {} {}\n")),
      path, reward.number(),
      Printable(In(session.language, {reward.name_zh(), reward.name_en()})));
  return code;
}

ExitCode Publish(Session& session, const std::string& path,
                 const std::string& picture) {
  v1::PublishRewardRequest request;
  const ExitCode code = Read(session, path, picture, request.mutable_reward());
  if (code != ExitCode::kOk) return code;
  return SendCommand(session, &Client::Rewards::PublishReward, request,
                     session.Say("目录已更新", "catalogue line published"));
}

ExitCode List(Session& session, uint64_t household) {
  v1::ListRewardsResponse catalogue;
  const grpc::Status status = GetCatalogue(session, household, &catalogue);
  if (!status.ok()) return ReportError(session, status);
  Table table({{session.Say("编号", "number"), Table::Align::kRight},
               {session.Say("名称", "name")},
               {session.Say("种类", "kind")},
               {session.Say("积分", "points"), Table::Align::kRight},
               {session.Say("每户限额", "limit")},
               {session.Say("已有", "had"), Table::Align::kRight},
               {session.Say("可换", "offered")},
               {session.Say("库存", "stock")}});
  for (const v1::CatalogueLine& line : catalogue.lines()) {
    if (session.json) session.around.out << ToJson(line) << "\n";
    const v1::Reward& reward = line.reward();
    const bool article = reward.kind() == v1::REWARD_KIND_ARTICLE;
    table.AddRow(
        {std::to_string(reward.number()),
         RewardName(catalogue, reward.number(), session.language),
         In(session.language, NameOf(reward.kind())),
         article ? "" : Thousandths(reward.milli_points()),
         LimitText(reward, session.language),
         household == 0 ? "" : std::to_string(line.had_pieces()),
         line.offered() ? session.Say("是", "yes") : session.Say("否", "no"),
         StockText(line, session.language)});
  }
  if (!session.json) table.Print(session.around.out);
  return ExitCode::kOk;
}

ExitCode Picture(Session& session, uint32_t number, const std::string& file) {
  v1::GetRewardPictureRequest request;
  request.set_book(session.book);
  request.set_reward_number(number);
  v1::GetRewardPictureResponse response;
  const grpc::Status status = session.client().Call(
      &Client::Rewards::GetRewardPicture, request, &response);
  if (!status.ok()) return ReportError(session, status);
  if (response.picture().empty()) {
    session.PrintError(session.Say("此奖品没有图片", "it has no picture"));
    return ExitCode::kRefused;
  }
  const absl::Status written =
      pki::WriteNewFile(file, response.picture(), 0644);
  if (!written.ok()) return ReportLocal(session, written);
  session.around.out << fmt::format(
      fmt::runtime(session.Say("{}：{} 字节\n", "{}: {} bytes\n")), file,
      response.picture().size());
  return ExitCode::kOk;
}

void AddPublishReward(CLI::App& noun, Session& session) {
  auto picture = std::make_shared<std::string>();
  CLI::App* verb = AddPublishVerb(
      noun, session,
      {"发布目录中的一项；同编号的前一版随之失效",
       "Publish a line of the catalogue; it replaces the one before it"},
      "greenledger reward publish soap.txtpb --book 310101001001\n"
      "greenledger reward publish soap.txtpb --picture soap.jpg "
      "--book 310101001001",
      [&session, picture](const std::string& path) {
        return Publish(session, path, *picture);
      });
  verb->add_option("--picture", *picture,
                   session.Say("图片：JPEG、PNG 或 WebP，最多 40000 字节",
                               "its picture: JPEG, PNG or WebP, at most "
                               "40,000 bytes"));
}

void AddPicture(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "picture",
      {"把图片存为新文件", "Write a picture to a new file"},
      "greenledger reward picture 3 --out soap.jpg --book 310101001001");
  struct Given {
    uint32_t number = 0;
    std::string file;
  };
  auto given = std::make_shared<Given>();
  verb->add_option("reward", given->number,
                   session.Say("奖品编号", "the reward's number"))
      ->required();
  verb->add_option("--out", given->file, session.Say("新文件", "the new file"))
      ->required();
  DoInBook(*verb, session, [&session, given] {
    return Picture(session, given->number, given->file);
  });
}

}  // namespace

void AddReward(CLI::App& app, Session& session) {
  CLI::App* noun =
      AddNoun(app, session, "reward", {"奖品目录", "The catalogue of rewards"});
  AddCheckVerb(
      *noun, session,
      {"检查目录文件；不需要服务器", "Check a line's file; needs no server"},
      "greenledger reward check soap.txtpb",
      [&session](const std::string& path) {
        return CheckReward(session, path);
      });
  AddPublishReward(*noun, session);
  CLI::App* list = AddVerb(
      *noun, session, "list", {"列出目录和库存", "List catalogue and stocks"},
      "greenledger reward list --book 310101001001\n"
      "greenledger reward list --household 12 --book 310101001001");
  auto household = std::make_shared<uint64_t>(0);
  list->add_option("--household", *household,
                   session.Say("同时显示此住户本期已有多少",
                               "show what this household had already, too"));
  DoInBook(*list, session,
           [&session, household] { return List(session, *household); });
  AddPicture(*noun, session);
}

}  // namespace greenledger::cli
