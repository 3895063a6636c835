#include "clients/cli/objection_contact.h"

#include <fmt/format.h>

#include <memory>

#include "clients/cli/files.h"
#include "clients/cli/local_fault.h"
#include "clients/cli/output.h"
#include "clients/cli/server_error.h"
#include "clients/cli/text_width.h"
#include "clients/cli/verb.h"
#include "storage/backup/backup_key.h"
#include "storage/backup/sealed_box.h"

namespace greenledger::cli {
namespace {

// Lines of a contact, each made harmless for the terminal.
std::string PrintableLines(const std::string& text) {
  std::string lines;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    lines += Printable(text.substr(at, end - at)) + "\n";
    at = end + 1;
  }
  return lines;
}

ExitCode Contact(Session& session, uint64_t index,
                 const std::string& key_file) {
  const auto key = backup::ReadSecretKey(key_file);
  if (!key.ok()) return ReportLocal(session, key.status());
  v1::GetObjectionContactRequest request;
  request.set_book(session.book);
  request.set_objection_index(index);
  v1::GetObjectionContactResponse response;
  const grpc::Status status = session.client().Call(
      &Client::Selection::GetObjectionContact, request, &response);
  if (!status.ok()) return ReportError(session, status);
  const auto contact = backup::OpenBox(*key, response.sealed_contact());
  if (absl::IsPermissionDenied(contact.status())) {
    return ReportLocal(session, contact.status());
  }
  if (!contact.ok()) {
    session.PrintError(
        session.Say("密封的联系方式有误：", "the sealed contact is damaged: ") +
        std::string(contact.status().message()));
    return ExitCode::kVerificationFailed;
  }
  if (session.json) {
    session.around.out << fmt::format("{{\"contact\":{}}}\n",
                                      JsonString(Printable(*contact)));
  } else {
    session.around.out << PrintableLines(*contact);
  }
  return ExitCode::kOk;
}

ExitCode Erase(Session& session, uint64_t index) {
  v1::EraseObjectionContactRequest request;
  request.set_book(session.book);
  request.set_objection_index(index);
  v1::EraseObjectionContactResponse response;
  const grpc::Status status = session.client().Call(
      &Client::Selection::EraseObjectionContact, request, &response);
  if (!status.ok()) return ReportError(session, status);
  session.around.out << session.Say("联系方式已删除，异议仍在账本中\n",
                                    "contact erased; the objection stays\n");
  return ExitCode::kOk;
}

}  // namespace

ExitCode SealContact(Session& session, const std::string& file,
                     const std::string& public_key_file, std::string* sealed) {
  const auto key = backup::ReadPublicKey(public_key_file);
  if (!key.ok()) return ReportLocal(session, key.status());
  std::string contact;
  if (!ReadNamedFile(session, file == "-" ? "/dev/stdin" : file,
                     backup::kBoxContentMax, &contact)) {
    return ExitCode::kUsage;
  }
  if (contact.find_first_not_of(" \t\r\n") == contact.npos) {
    return session.UsageError(
        session.Say("姓名和联系方式为空：异议须署真实姓名",
                    "name and contact are empty: an objection carries a name"));
  }
  auto box = backup::SealBox(*key, contact);
  if (!box.ok()) return ReportLocal(session, box.status());
  *sealed = *std::move(box);
  return ExitCode::kOk;
}

void AddObjectionContact(CLI::App& noun, Session& session) {
  CLI::App* contact = AddVerb(
      noun, session, "contact",
      {"用居委会的密钥打开异议人的联系方式",
       "Open the contact of whoever objected, with the committee's key"},
      "greenledger objection contact 4711 --key committee.key --book "
      "310101001001");
  struct Given {
    uint64_t index = 0;
    std::string key;
  };
  auto given = std::make_shared<Given>();
  contact
      ->add_option("objection", given->index,
                   session.Say("异议的条目号", "index of its entry"))
      ->required();
  contact
      ->add_option(
          "--key", given->key,
          session.Say("居委会的密钥文件", "the committee's secret key file"))
      ->required();
  DoInBook(*contact, session, [&session, given] {
    return Contact(session, given->index, given->key);
  });
  CLI::App* erase =
      AddVerb(noun, session, "erase-contact",
              {"永久删除异议人的联系方式", "Erase a contact for good"},
              "greenledger objection erase-contact 4711 --book 310101001001");
  auto index = std::make_shared<uint64_t>(0);
  erase
      ->add_option("objection", *index,
                   session.Say("异议的条目号", "index of its entry"))
      ->required();
  DoInBook(*erase, session,
           [&session, index] { return Erase(session, *index); });
}

}  // namespace greenledger::cli
