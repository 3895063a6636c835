// FileObjection, and the contacts that come with objections.
#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "services/common/logging.h"
#include "services/ledger/operator_command.h"
#include "services/selection/calls.h"
#include "services/selection/selection_service.h"

namespace greenledger::selection {
namespace {

constexpr char kObjectionRpc[] = "FileObjection";

ledger::Command CommandOf(const v1::FileObjectionRequest& request) {
  return ledger::OperatorCommand(
      kObjectionRpc, request, OneItem("objection", [&](v1::Entry* entry) {
        *entry->mutable_objection_filed() = request.objection();
      }));
}

bool IsUsed(ledger::LiveBook* book, const std::string& digest) {
  common::MutexLock lock(book->mu);
  const auto& objections = book->state.selection().objections;
  return std::any_of(objections.begin(), objections.end(),
                     [&](const auto& one) {
                       return one.second.filed.contact_digest() == digest;
                     });
}

bool IsRefused(std::optional<common::Reason> failed,
               const v1::CommandResult& result) {
  return !failed.has_value() &&
         (result.code() == v1::COMMAND_RESULT_CODE_REFUSED ||
          result.code() == v1::COMMAND_RESULT_CODE_ID_REUSED);
}

grpc::Status ContactUnknown(uint64_t book, uint64_t index) {
  return common::Error(
      common::Reason::kContactUnknown,
      {{"book", std::to_string(book)}, {"index", std::to_string(index)}});
}

// Where the contact of an objection lies; nullopt if there is no such
// objection.
std::optional<std::string> KeyOf(ledger::LiveBook* book, uint64_t index) {
  common::MutexLock lock(book->mu);
  const auto& objections = book->state.selection().objections;
  const auto at = objections.find(index);
  if (at == objections.end()) return std::nullopt;
  return Contacts::KeyOf(book->code, at->second.filed.contact_digest());
}

// Finds the contact that a request names; `use(key)` says what became of it.
template <typename Request, typename Use>
grpc::Status WithContact(const ledger::Books& books, const Request& request,
                         Use use) {
  ledger::LiveBook* book = nullptr;
  grpc::Status found = ledger::FindBook(books, request.book(), &book);
  if (!found.ok()) return found;
  const auto key = KeyOf(book, request.objection_index());
  const absl::Status used =
      key.has_value() ? use(*key) : absl::NotFoundError("no such objection");
  if (absl::IsNotFound(used)) {
    return ContactUnknown(request.book(), request.objection_index());
  }
  return common::ToGrpc(used);
}

}  // namespace

void SelectionServiceImpl::DropContact(ledger::LiveBook* book,
                                       const std::string& digest,
                                       std::function<void()> answer) {
  auto drop = [this, book, digest, answer = std::move(answer)] {
    const absl::Status dropped =
        contacts_->Drop(Contacts::KeyOf(book->code, digest),
                        [&] { return IsUsed(book, digest); });
    // One that stays is harmless: nothing names it.
    if (!dropped.ok()) {
      common::LogWarning("contact_not_dropped",
                         {{"status", std::string(dropped.message())}});
    }
    answer();
  };
  if (!desk_.Take(drop)) drop();
}

grpc::Status SelectionServiceImpl::SubmitObjection(
    ledger::LiveBook* book, const v1::FileObjectionRequest& request,
    v1::FileObjectionResponse* response, grpc::ServerUnaryReactor* reactor) {
  const std::string& digest = request.objection().contact_digest();
  const auto held = contacts_->Hold(
      Contacts::KeyOf(book->code, digest), request.sealed_contact(),
      [&] { return IsKnown(book, request.header()); });
  if (!held.ok()) return common::ToGrpc(held.status());
  auto done = [this, book, digest, response, reactor, held = *held](
                  std::optional<common::Reason> failed,
                  const v1::CommandResult& result,
                  const std::vector<v1::Entry>&) {
    *response->mutable_result() = result;
    const auto answer = [reactor, failed] {
      reactor->Finish(failed.has_value() ? common::Error(*failed)
                                         : grpc::Status::OK);
    };
    if (held && IsRefused(failed, result)) {
      return DropContact(book, digest, answer);
    }
    if (held) contacts_->Release(Contacts::KeyOf(book->code, digest));
    answer();
  };
  const grpc::Status taken = ports_.admission->Submit(
      std::make_unique<ledger::CommandTask>(book, ports_.store,
                                            CommandOf(request), done),
      request.ByteSizeLong());
  if (taken.ok() || !*held) return taken;
  DropContact(book, digest, [reactor, taken] { reactor->Finish(taken); });
  return grpc::Status::OK;
}

grpc::ServerUnaryReactor* SelectionServiceImpl::FileObjection(
    grpc::CallbackServerContext* context,
    const v1::FileObjectionRequest* request,
    v1::FileObjectionResponse* response) {
  return ledger::Serve(
      context, *request, [&](grpc::ServerUnaryReactor* reactor) {
        ledger::LiveBook* book = nullptr;
        grpc::Status found =
            ledger::FindBook(*ports_.books, request->header().book(), &book);
        if (!found.ok()) return found;
        if (request->header().validate_only()) {
          return ledger::SubmitCommand(ports_, book, CommandOf(*request),
                                       request->ByteSizeLong(), response,
                                       reactor);
        }
        return SubmitObjection(book, *request, response, reactor);
      });
}

grpc::ServerUnaryReactor* SelectionServiceImpl::GetObjectionContact(
    grpc::CallbackServerContext* context,
    const v1::GetObjectionContactRequest* request,
    v1::GetObjectionContactResponse* response) {
  return ledger::Serve(
      context, *request, [&](grpc::ServerUnaryReactor* reactor) {
        const grpc::Status status =
            WithContact(*ports_.books, *request, [&](const std::string& key) {
              auto sealed = contacts_->Get(key);
              if (sealed.ok()) {
                response->set_sealed_contact(*std::move(sealed));
              }
              return sealed.status();
            });
        if (status.ok()) reactor->Finish(status);
        return status;
      });
}

grpc::ServerUnaryReactor* SelectionServiceImpl::EraseObjectionContact(
    grpc::CallbackServerContext* context,
    const v1::EraseObjectionContactRequest* request,
    v1::EraseObjectionContactResponse*) {
  return ledger::Serve(
      context, *request, [&](grpc::ServerUnaryReactor* reactor) {
        const grpc::Status status = WithContact(
            *ports_.books, *request,
            [&](const std::string& key) { return contacts_->Erase(key); });
        if (status.ok()) reactor->Finish(status);
        return status;
      });
}

}  // namespace greenledger::selection
