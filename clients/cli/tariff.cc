// greenledger scheme check|publish, greenledger tariff
// check|publish|show|correct|correction
#include <fmt/format.h>

#include <memory>

#include "clients/cli/command.h"
#include "clients/cli/document_file.h"
#include "clients/cli/nouns.h"
#include "clients/cli/output.h"
#include "clients/cli/price_list.h"
#include "clients/cli/tariff_correct.h"
#include "clients/cli/text_width.h"
#include "clients/cli/verb.h"
#include "services/ledger/rules/tariff_text.h"

namespace greenledger::cli {
namespace {

ExitCode ReadScheme(Session& session, const std::string& path,
                    v1::Scheme* scheme) {
  return ReadDocument(session, path, rules::ParseSchemeText, scheme);
}

// `scheme` may be null.
ExitCode ReadTariff(Session& session, const std::string& path,
                    const v1::Scheme* scheme, v1::Tariff* tariff) {
  return ReadDocument(
      session, path,
      [scheme](std::string_view text) {
        return rules::ParseTariffText(text, scheme);
      },
      tariff);
}

ExitCode CheckScheme(Session& session, const std::string& path) {
  v1::Scheme scheme;
  ExitCode code = ReadScheme(session, path, &scheme);
  if (code != ExitCode::kOk) return code;
  session.around.out << fmt::format(
      fmt::runtime(session.Say("{}：没有错误，{} 个类别\n",
                               "{}: no faults, {} classes\n")),
      path, scheme.classes_size());
  return code;
}

ExitCode CheckTariff(Session& session, const std::string& path,
                     const std::string& scheme_path) {
  v1::Scheme scheme;
  if (!scheme_path.empty()) {
    ExitCode code = ReadScheme(session, scheme_path, &scheme);
    if (code != ExitCode::kOk) return code;
  }
  v1::Tariff tariff;
  ExitCode code = ReadTariff(session, path,
                             scheme_path.empty() ? nullptr : &scheme, &tariff);
  if (code != ExitCode::kOk) return code;
  if (!scheme_path.empty()) {
    session.around.out << PriceList(tariff, scheme, session.language) << "\n";
  }
  session.around.out << fmt::format(
      fmt::runtime(session.Say("{}：没有错误，{} 条价目\n",
                               "{}: no faults, {} lines\n")),
      path, tariff.lines_size());
  return code;
}

ExitCode PublishScheme(Session& session, const std::string& path) {
  v1::PublishSchemeRequest request;
  ExitCode code = ReadScheme(session, path, request.mutable_scheme());
  if (code != ExitCode::kOk) return code;
  return SendCommand(session, &Client::Registry::PublishScheme, request,
                     session.Say("分类目录已发布", "scheme published"));
}

ExitCode PublishTariff(Session& session, const std::string& path) {
  v1::PublishTariffRequest request;
  ExitCode code = ReadTariff(session, path, nullptr, request.mutable_tariff());
  if (code != ExitCode::kOk) return code;
  return SendCommand(session, &Client::Registry::PublishTariff, request,
                     session.Say("价目表已发布", "tariff published"));
}

ExitCode ShowTariff(Session& session, const std::string& version) {
  v1::GetTariffRequest request;
  request.set_book(session.book);
  request.set_version(version);
  v1::GetTariffResponse response;
  grpc::Status status =
      session.client().Call(&Client::Registry::GetTariff, request, &response);
  if (!status.ok()) return ReportError(session, status);
  std::ostream& out = session.around.out;
  if (session.json) {
    out << ToJson(response) << "\n";
    return ExitCode::kOk;
  }
  out << PriceList(response.tariff(), response.scheme(), session.language);
  out << session.Say("\n已发布的版本：", "\nPublished versions:");
  for (const std::string& published : response.versions()) {
    out << ' ' << Printable(published);
  }
  out << "\n";
  return ExitCode::kOk;
}

void AddTariffCheck(CLI::App& noun, Session& session) {
  auto scheme = std::make_shared<std::string>();
  CLI::App* verb = AddCheckVerb(
      noun, session,
      {"检查价目表文件，列出每处错误的行和列；不需要服务器",
       "Check a tariff file, every fault by line and column; needs no server"},
      "greenledger tariff check tariff.txtpb\n"
      "greenledger tariff check tariff.txtpb --scheme scheme.txtpb",
      [&session, scheme](const std::string& path) {
        return CheckTariff(session, path, *scheme);
      });
  verb->add_option("--scheme", *scheme,
                   session.Say("所用分类目录的文件：一并核对类别，并显示价目表",
                               "file of its scheme: check classes too, and "
                               "show the price list"));
}

void AddTariffShow(CLI::App& noun, Session& session) {
  CLI::App* verb =
      AddVerb(noun, session, "show", {"显示价目表", "Show a price list"},
              "greenledger tariff show --book 310101001001\n"
              "greenledger tariff show 2026-1 --lang en "
              "--book 310101001001");
  auto version = std::make_shared<std::string>();
  verb->add_option("version", *version,
                   session.Say("版本；不给则为今天适用的",
                               "its version; the one in force if not given"));
  DoInBook(*verb, session,
           [&session, version] { return ShowTariff(session, *version); });
}

}  // namespace

void AddScheme(CLI::App& app, Session& session) {
  CLI::App* noun = AddNoun(app, session, "scheme",
                           {"垃圾分类目录", "Lists of waste classes"});
  AddCheckVerb(*noun, session,
               {"检查分类目录文件；不需要服务器",
                "Check a scheme file; needs no server"},
               "greenledger scheme check scheme.txtpb",
               [&session](const std::string& path) {
                 return CheckScheme(session, path);
               });
  AddPublishVerb(*noun, session, {"发布分类目录", "Publish a scheme"},
                 "greenledger scheme publish scheme.txtpb --book 310101001001",
                 [&session](const std::string& path) {
                   return PublishScheme(session, path);
                 });
}

void AddTariff(CLI::App& app, Session& session) {
  CLI::App* noun =
      AddNoun(app, session, "tariff", {"价目表", "Tariffs (price lists)"});
  AddTariffCheck(*noun, session);
  AddPublishVerb(*noun, session, {"发布价目表", "Publish a tariff"},
                 "greenledger tariff publish tariff.txtpb --book 310101001001 "
                 "--dry-run\n"
                 "greenledger tariff publish tariff.txtpb --book 310101001001",
                 [&session](const std::string& path) {
                   return PublishTariff(session, path);
                 });
  AddTariffShow(*noun, session);
  AddTariffCorrect(*noun, session);
}

}  // namespace greenledger::cli
