// greenledger document notice|candidates|result|certificates
#include <fmt/format.h>

#include <memory>

#include "clients/cli/document_verbs.h"
#include "clients/cli/evaluated_list.h"
#include "clients/cli/names.h"
#include "clients/cli/paging.h"
#include "clients/cli/selection_reads.h"
#include "clients/cli/server_error.h"
#include "clients/cli/verb.h"
#include "clients/documents/certificate.h"
#include "clients/documents/list.h"

namespace greenledger::cli {
namespace {

using documents::ListInput;

struct ListOptions {
  uint32_t campaign = 0;
  DocumentOptions document;
};

// A document of a list: what it needs and how it is made.
struct ListDocument {
  const char* verb;
  Text what;
  // The earliest state in which it can be made.
  v1::CampaignState from;
  // The evaluated list, or the winners.
  bool all;
  std::string (*make)(const ListInput&);
};

constexpr ListDocument kDocuments[] = {
    {"notice",
     {"公示：拟命名名单、规则和提出异议的办法",
      "The notice: winners, rule, and how to object"},
     v1::CAMPAIGN_STATE_NOTICE,
     false,
     documents::Notice},
    {"candidates",
     {"候选名单及得分", "All candidates with their scores"},
     v1::CAMPAIGN_STATE_EVALUATED,
     true,
     documents::CandidatesList},
    {"result",
     {"命名决定", "The decision"},
     v1::CAMPAIGN_STATE_DECIDED,
     false,
     documents::Result},
};

// All that a list's documents are made from.
struct ListWorld {
  DocumentWorld world;
  v1::CampaignStanding campaign;
  std::vector<v1::Candidate> candidates;
  v1::Scheme scheme;
  // The text whose SHA-256 is the list's digest.
  std::string text;

  ListInput input() const {
    return {world.source, campaign, candidates, world.directory, scheme};
  }
};

std::optional<ExitCode> CheckState(Session& session,
                                   const v1::CampaignStanding& campaign,
                                   v1::CampaignState from) {
  const v1::CampaignState state = campaign.state();
  if (state >= from && state != v1::CAMPAIGN_STATE_CANCELLED) {
    return std::nullopt;
  }
  session.PrintError(fmt::format(
      fmt::runtime(session.Say("评选现为“{}”，还不能印发此文件",
                               "the campaign is `{}`: too early for this "
                               "document")),
      In(session.language, NameOf(state))));
  return ExitCode::kRefused;
}

void AddHouseholds(ListWorld* list) {
  const v1::ContestantKind kind = list->campaign.rule().contestants();
  if (kind != v1::CONTESTANT_KIND_HOUSEHOLD &&
      kind != v1::CONTESTANT_KIND_PERSON) {
    return;
  }
  for (const v1::Candidate& one : list->candidates) {
    if (one.row().book() != 0) continue;
    list->world.directory.AddHousehold(one.row().number(),
                                       one.building_number());
  }
}

std::optional<ExitCode> ReadList(Session& session, const ListOptions& options,
                                 v1::CampaignState from, bool all,
                                 ListWorld* list) {
  grpc::Status status =
      GetCampaign(session, session.book, options.campaign, &list->campaign);
  if (!status.ok()) return ReportError(session, status);
  if (auto wrong = CheckState(session, list->campaign, from)) return wrong;
  status = ReadCandidates(session, options.campaign, !all, &list->candidates);
  if (status.ok()) status = GetScheme(session, &list->scheme);
  if (!status.ok()) return ReportError(session, status);
  auto failed = all ? ReadListText(session, list->campaign, &list->text)
                    : MakeWinnersText(session, list->campaign, list->candidates,
                                      &list->text);
  if (failed.has_value()) return failed;
  failed = ReadWorld(session, options.document, &list->world);
  if (failed.has_value()) return failed;
  AddHouseholds(list);
  list->world.source.list_digest =
      all ? list->campaign.evaluation().list_digest()
          : list->campaign.winners_digest();
  return std::nullopt;
}

ExitCode MakeList(Session& session, const ListOptions& options,
                  const ListDocument& document) {
  ListWorld list;
  if (auto failed =
          ReadList(session, options, document.from, document.all, &list)) {
    return *failed;
  }
  std::vector<documents::File> files = {
      {std::string(document.verb) + ".html", document.make(list.input())},
      {"list.txt", list.text}};
  if (document.all) {
    files.push_back({std::string(document.verb) + ".csv",
                     documents::CandidatesCsv(list.input())});
  }
  return WriteDocuments(session, options.document.out, files);
}

ExitCode MakeCertificates(Session& session, const ListOptions& options) {
  ListWorld list;
  if (auto failed = ReadList(session, options, v1::CAMPAIGN_STATE_DECIDED,
                             false, &list)) {
    return *failed;
  }
  std::vector<v1::TitleStanding> titles;
  v1::ListTitlesRequest request;
  request.set_book(session.book);
  request.set_campaign_number(options.campaign);
  const grpc::Status status =
      ForEachPage(session, &Client::Selection::ListTitles, request,
                  [&](const v1::ListTitlesResponse& page) {
                    for (const v1::TitleStanding& title : page.titles()) {
                      if (title.check() != v1::TITLE_CHECK_REVOKED) {
                        titles.push_back(title);
                      }
                    }
                  });
  if (!status.ok()) return ReportError(session, status);
  if (titles.empty()) {
    session.PrintError(session.Say("没有已授予且未撤销的称号",
                                   "no title is granted and not revoked"));
    return ExitCode::kRefused;
  }
  return WriteDocuments(
      session, options.document.out,
      {{"certificates.html",
        documents::Certificates(list.world.source, list.campaign, titles,
                                list.world.directory)},
       {"list.txt", list.text}});
}

// A verb of a campaign's documents.
CLI::App* AddListVerb(CLI::App& noun, Session& session, const char* name,
                      const Text& what, ListOptions* options) {
  CLI::App* verb = AddVerb(
      noun, session, name, what,
      fmt::format("greenledger document {0} 1 --out {0} --book 310101001001\n"
                  "greenledger document {0} 1 --out {0} --names names.csv "
                  "--book 310101001001",
                  name));
  verb->add_option("campaign", options->campaign,
                   session.Say("评选编号", "the campaign's number"))
      ->required();
  AddDocumentOptions(*verb, session, &options->document);
  return verb;
}

}  // namespace

void AddDocumentLists(CLI::App& noun, Session& session) {
  for (const ListDocument& document : kDocuments) {
    auto options = std::make_shared<ListOptions>();
    CLI::App* verb =
        AddListVerb(noun, session, document.verb, document.what, options.get());
    DoInBook(*verb, session, [&session, options, &document] {
      return MakeList(session, *options, document);
    });
  }
  auto options = std::make_shared<ListOptions>();
  CLI::App* verb = AddListVerb(
      noun, session, "certificates",
      {"证书，每个称号一页", "Certificates, one page for each title"},
      options.get());
  DoInBook(*verb, session,
           [&session, options] { return MakeCertificates(session, *options); });
}

}  // namespace greenledger::cli
