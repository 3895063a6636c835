// greenledger objection file|answer|list, and the verbs of contacts
#include <fmt/format.h>

#include <memory>
#include <string>

#include "clients/cli/command_fields.h"
#include "clients/cli/contestant_option.h"
#include "clients/cli/nouns.h"
#include "clients/cli/objection_contact.h"
#include "clients/cli/output.h"
#include "clients/cli/paging.h"
#include "clients/cli/server_error.h"
#include "clients/cli/table.h"
#include "services/ledger/rules/local_day.h"
#include "storage/proof/sha256.h"

namespace greenledger::cli {
namespace {

struct FileOptions {
  v1::ObjectionFiled objection;
  v1::Contestant about;
  std::string contact;
  std::string public_key;
};

ExitCode File(Session& session, const FileOptions& options) {
  v1::FileObjectionRequest request;
  const ExitCode sealed =
      SealContact(session, options.contact, options.public_key,
                  request.mutable_sealed_contact());
  if (sealed != ExitCode::kOk) return sealed;
  v1::ObjectionFiled* objection = request.mutable_objection();
  *objection = options.objection;
  if (options.about.kind() != v1::CONTESTANT_KIND_UNSPECIFIED) {
    *objection->mutable_about() = options.about;
  }
  const proof::Hash digest = proof::Sha256({request.sealed_contact()});
  objection->set_contact_digest(std::string(proof::AsBytes(digest)));
  return SendCommand(
      session, &Client::Selection::FileObjection, request,
      session.Say("已记下，联系方式已密封", "filed, the contact is sealed"));
}

void AddFileVerb(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "file",
      {"记下异议或投诉；姓名和联系方式密封，不写入账本",
       "Take down an objection or complaint; name and contact are sealed and "
       "stay outside the book"},
      "greenledger objection file --campaign 1 --household 12 \\\n"
      "  --text '5 月把电池混入厨余' --contact contact.txt --seal-for "
      "committee.key.pub \\\n  --by S-07 --book 310101001001\n"
      "greenledger objection file --text '晚上设备常满' --contact - \\\n"
      "  --seal-for committee.key.pub --by S-07 --book 310101001001");
  auto options = std::make_shared<FileOptions>();
  v1::ObjectionFiled* objection = &options->objection;
  Fields(*verb, session, objection)
      .May("--campaign",
           {"正在公示的评选；不给则为投诉",
            "the campaign whose list is up; a complaint if not given"},
           &v1::ObjectionFiled::set_campaign_number)
      .Need("--text", {"内容，不写姓名", "what is said, without names"},
            objection->mutable_text())
      .Need("--contact",
            {"写有姓名和联系方式的文件；- 为标准输入",
             "file with name and contact; - is standard input"},
            &options->contact)
      .Need("--seal-for",
            {"居委会的公钥文件，见 key generate --backup",
             "the committee's public key file: see key generate --backup"},
            &options->public_key)
      .By(objection->mutable_by());
  AddOptionalContestantOptions(*verb, session, &options->about);
  AddCommandOptions(*verb, session);
  DoInBook(*verb, session,
           [&session, options] { return File(session, *options); });
}

struct AnswerOptions {
  v1::ObjectionAnswered answer;
  bool upheld = false;
  bool rejected = false;
  bool strike = false;
};

ExitCode Answer(Session& session, const AnswerOptions& options) {
  if (options.upheld == options.rejected) {
    return session.UsageError(
        session.Say("请给出 --upheld（成立）或 --rejected（不成立）之一",
                    "give one of --upheld and --rejected"));
  }
  v1::AnswerObjectionRequest request;
  *request.mutable_answer() = options.answer;
  request.mutable_answer()->set_upheld(options.upheld);
  request.mutable_answer()->set_effect(
      options.strike ? v1::OBJECTION_EFFECT_STRIKE : v1::OBJECTION_EFFECT_NONE);
  return SendCommand(session, &Client::Selection::AnswerObjection, request,
                     session.Say("已答复", "answered"));
}

void AddAnswer(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "answer",
      {"答复异议或投诉；答复人不是记录人",
       "Answer an objection or complaint, as somebody else than who filed it"},
      "greenledger objection answer 4711 --rejected --answer "
      "'已查监控，属实为他户' "
      "\\\n  --by C-02 --book 310101001001\n"
      "greenledger objection answer 4711 --upheld --strike --answer '属实' "
      "\\\n  --by C-02 --book 310101001001");
  auto options = std::make_shared<AnswerOptions>();
  v1::ObjectionAnswered* answer = &options->answer;
  Fields(*verb, session, answer)
      .Need("objection", {"异议的条目号", "index of its entry"},
            &v1::ObjectionAnswered::set_objection_index)
      .Need("--answer", {"答复，不写姓名", "the answer, without names"},
            answer->mutable_answer())
      .By(answer->mutable_by());
  CLI::Option* upheld = verb->add_flag("--upheld", options->upheld,
                                       session.Say("成立", "it was right"));
  verb->add_flag("--rejected", options->rejected,
                 session.Say("不成立", "it was not"));
  verb->add_flag("--strike", options->strike,
                 session.Say("从名单除名，后一名递补",
                             "strike the contestant off the list; the next "
                             "one moves up"))
      ->needs(upheld);
  AddCommandOptions(*verb, session);
  DoInBook(*verb, session,
           [&session, options] { return Answer(session, *options); });
}

std::string OutcomeText(const Session& session,
                        const v1::ObjectionStanding& objection) {
  if (!objection.has_answered()) return session.Say("未答复", "open");
  const v1::ObjectionAnswered& answer = objection.answered();
  std::string text = answer.upheld() ? session.Say("成立", "upheld")
                                     : session.Say("不成立", "rejected");
  if (answer.effect() == v1::OBJECTION_EFFECT_STRIKE) {
    text += session.Say("，除名", ", struck off");
  }
  return text;
}

ExitCode List(Session& session, v1::ListObjectionsRequest request) {
  request.set_book(session.book);
  Table table({{session.Say("条目", "entry"), Table::Align::kRight},
               {session.Say("评选", "campaign"), Table::Align::kRight},
               {session.Say("提出", "filed")},
               {session.Say("答复期限", "answer until")},
               {session.Say("关于", "about")},
               {session.Say("内容", "what was said")},
               {session.Say("结论", "outcome")},
               {session.Say("答复", "answer")}});
  const auto take = [&](const v1::ListObjectionsResponse& page) {
    for (const v1::ObjectionStanding& one : page.objections()) {
      if (session.json) session.around.out << ToJson(one) << "\n";
      const v1::ObjectionFiled& filed = one.filed();
      table.AddRow(
          {std::to_string(one.index()),
           filed.campaign_number() == 0
               ? ""
               : std::to_string(filed.campaign_number()),
           rules::FormatDay(one.filed_day()),
           rules::FormatDay(filed.answer_until()),
           filed.has_about() ? ContestantText(filed.about(), session.language)
                             : "",
           filed.text(), OutcomeText(session, one), one.answered().answer()});
    }
  };
  const grpc::Status status =
      ForEachPage(session, &Client::Selection::ListObjections, request, take);
  if (!status.ok()) return ReportError(session, status);
  if (!session.json) table.Print(session.around.out);
  return ExitCode::kOk;
}

void AddListObjections(CLI::App& noun, Session& session) {
  CLI::App* verb =
      AddVerb(noun, session, "list",
              {"列出异议和投诉", "List objections and complaints"},
              "greenledger objection list --open --book 310101001001");
  auto request = std::make_shared<v1::ListObjectionsRequest>();
  Fields(*verb, session, request.get())
      .May("--campaign", {"只列此评选的", "only those of this campaign"},
           &v1::ListObjectionsRequest::set_campaign_number);
  verb->add_flag_callback(
      "--open", [request] { request->set_open_only(true); },
      session.Say("只列未答复的", "only those that wait for an answer"));
  DoInBook(*verb, session,
           [&session, request] { return List(session, *request); });
}

}  // namespace

void AddObjection(CLI::App& app, Session& session) {
  CLI::App* noun = AddNoun(app, session, "objection",
                           {"异议和投诉", "Objections and complaints"});
  AddFileVerb(*noun, session);
  AddAnswer(*noun, session);
  AddListObjections(*noun, session);
  AddObjectionContact(*noun, session);
}

}  // namespace greenledger::cli
