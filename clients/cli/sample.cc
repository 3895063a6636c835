// greenledger sample commit|draw|list
#include <fmt/format.h>

#include <memory>
#include <string>

#include "clients/cli/choice_option.h"
#include "clients/cli/command_fields.h"
#include "clients/cli/names.h"
#include "clients/cli/nouns.h"
#include "clients/cli/output.h"
#include "clients/cli/paging.h"
#include "clients/cli/seed_file.h"
#include "clients/cli/table.h"
#include "clients/cli/text_width.h"
#include "storage/proof/sha256.h"

namespace greenledger::cli {
namespace {

constexpr Text kNumber = {"抽样编号", "the sample's number"};

template <typename Take>
grpc::Status ForEachSample(Session& session, const Take& take) {
  v1::ListSamplesRequest request;
  request.set_book(session.book);
  return ForEachPage(session, &Client::Evidence::ListSamples, request,
                     [&](const v1::ListSamplesResponse& page) {
                       for (const auto& sample : page.samples()) take(sample);
                     });
}

std::string DrawnNumbers(const v1::SampleDrawn& drawn) {
  std::string text;
  for (const uint64_t number : drawn.drawn()) {
    text += (text.empty() ? "" : " ") + std::to_string(number);
  }
  return text;
}

void AddCommitSample(CLI::App& noun, Session& session) {
  CLI::App* verb =
      AddVerb(noun, session, "commit",
              {"事先封存抽样的种子：只公布其摘要",
               "Fix the seed of a sample in advance: only its digest is told"},
              "greenledger sample commit 3 --size 20 --from households \\\n"
              "  --for '六月入户抽查' --seed-file sample-3.seed --by S-07 "
              "--book 310101001001");
  auto request = std::make_shared<v1::CommitSampleRequest>();
  auto seed_file = std::make_shared<std::string>();
  v1::SampleCommitted* sample = request->mutable_sample();
  AddChoice<v1::SampleFrom>(
      *verb, session, "--from", {"从什么中抽", "what from"},
      ChoicesOf<v1::SampleFrom>("SAMPLE_FROM_"),
      [sample](v1::SampleFrom from) { sample->set_from(from); })
      ->required();
  Fields(*verb, session, sample)
      .Need("number", kNumber, &v1::SampleCommitted::set_number)
      .Need("--size", {"抽多少个", "how many"}, &v1::SampleCommitted::set_size)
      .Need("--for", {"用途", "what for"}, sample->mutable_purpose())
      .Need("--seed-file,--out",
            {"种子文件；没有则新建（权限 0600）",
             "file of the seed; made if there is none (mode 0600)"},
            seed_file.get())
      .By(sample->mutable_by());
  AddCommandOptions(*verb, session);
  DoInBook(*verb, session, [&session, request, seed_file] {
    std::string seed;
    const ExitCode code = ReadOrMakeSeed(session, *seed_file, &seed);
    if (code != ExitCode::kOk) return code;
    const proof::Hash digest = proof::Sha256({seed});
    request->mutable_sample()->set_seed_digest(
        std::string(proof::AsBytes(digest)));
    return SendCommand(session, &Client::Evidence::CommitSample, *request,
                       session.Say("种子已封存", "seed committed to"));
  });
}

// What came out of a draw that was just done.
ExitCode PrintDrawn(Session& session, uint32_t number) {
  const auto print = [&](const v1::SampleStanding& sample) {
    if (sample.committed().number() != number) return;
    session.around.out << fmt::format(
        fmt::runtime(session.Say("从 {} 个中抽出：{}\n", "out of {}: {}\n")),
        sample.drawn().population(), DrawnNumbers(sample.drawn()));
  };
  const grpc::Status status = ForEachSample(session, print);
  return status.ok() ? ExitCode::kOk : ReportError(session, status);
}

void AddDraw(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "draw", {"公布种子并抽取", "Tell the seed and draw"},
      "greenledger sample draw 3 --seed-file sample-3.seed --by S-07 "
      "--book 310101001001");
  auto request = std::make_shared<v1::DrawSampleRequest>();
  auto seed_file = std::make_shared<std::string>();
  v1::SampleDrawn* draw = request->mutable_draw();
  Fields(*verb, session, draw)
      .Need("sample", kNumber, &v1::SampleDrawn::set_sample_number)
      .Need("--seed-file",
            {"封存时的种子文件", "file of the seed that was committed to"},
            seed_file.get())
      .By(draw->mutable_by());
  AddCommandOptions(*verb, session);
  DoInBook(*verb, session, [&session, request, seed_file] {
    v1::SampleDrawn* told = request->mutable_draw();
    ExitCode code = ReadSeed(session, *seed_file, told->mutable_seed());
    if (code != ExitCode::kOk) return code;
    code = SendCommand(session, &Client::Evidence::DrawSample, *request,
                       session.Say("已抽取", "sample drawn"));
    if (code != ExitCode::kOk || session.json || session.dry_run) return code;
    return PrintDrawn(session, told->sample_number());
  });
}

ExitCode ListSamples(Session& session) {
  constexpr auto kRight = Table::Align::kRight;
  Table table({{session.Say("抽样", "sample"), kRight},
               {session.Say("用途", "what for")},
               {session.Say("来源", "from")},
               {session.Say("个数", "size"), kRight},
               {session.Say("封存条目", "committed"), kRight},
               {session.Say("抽取条目", "drawn"), kRight},
               {session.Say("总数", "out of"), kRight},
               {session.Say("抽中", "which")}});
  const auto add = [&](const v1::SampleStanding& sample) {
    if (session.json) session.around.out << ToJson(sample) << "\n";
    const v1::SampleCommitted& committed = sample.committed();
    const bool drawn = sample.has_drawn();
    table.AddRow({std::to_string(committed.number()), committed.purpose(),
                  In(session.language, NameOf(committed.from())),
                  std::to_string(committed.size()),
                  std::to_string(sample.committed_index()),
                  drawn ? std::to_string(sample.drawn_index()) : "",
                  drawn ? std::to_string(sample.drawn().population()) : "",
                  DrawnNumbers(sample.drawn())});
  };
  const grpc::Status status = ForEachSample(session, add);
  if (!status.ok()) return ReportError(session, status);
  if (!session.json) table.Print(session.around.out);
  return ExitCode::kOk;
}

}  // namespace

void AddSample(CLI::App& app, Session& session) {
  CLI::App* noun = AddNoun(app, session, "sample",
                           {"抽查：谁也不能挑选的抽样",
                            "Unannounced samples, which nobody can choose"});
  AddCommitSample(*noun, session);
  AddDraw(*noun, session);
  CLI::App* list = AddVerb(*noun, session, "list", {"列出抽样", "List samples"},
                           "greenledger sample list --book 310101001001");
  DoInBook(*list, session, [&session] { return ListSamples(session); });
}

}  // namespace greenledger::cli
