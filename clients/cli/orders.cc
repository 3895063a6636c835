#include "clients/cli/orders.h"

#include <fmt/format.h>

#include <charconv>
#include <memory>
#include <utility>

#include "clients/cli/catalogue.h"
#include "clients/cli/command_fields.h"
#include "clients/cli/money.h"
#include "clients/cli/one_time_code.h"
#include "clients/cli/server_error.h"
#include "clients/cli/text_width.h"

namespace greenledger::cli {
namespace {

struct CollectOptions {
  std::string code;
  std::string by;
  std::optional<uint64_t> place;
};

// The open hold of a code; it must be at `place`, if one is given.
std::optional<ExitCode> FindOrder(Session& session, const std::string& code,
                                  std::optional<uint64_t> place,
                                  v1::Hold* found) {
  v1::ListHoldsRequest request;
  request.set_book(session.book);
  request.set_code_hash(CodeHash(code));
  v1::ListHoldsResponse response;
  const grpc::Status status =
      session.client().Call(&Client::Points::ListHolds, request, &response);
  if (!status.ok()) return ReportError(session, status);
  if (response.holds().empty()) {
    session.PrintError(
        session.Say("没有等待此取货码的物品：可能已取走、已取消或已过期",
                    "nothing waits for this code: it may have been collected "
                    "or cancelled, or its time is over"));
    return ExitCode::kRefused;
  }
  *found = response.holds(0);
  const uint64_t at = found->placed().order().place_number();
  if (place.has_value() && *place != at) {
    session.PrintError(
        session.Say("物品在另一地点等待：", "it waits at another place: ") +
        std::to_string(at));
    return ExitCode::kRefused;
  }
  return std::nullopt;
}

// What the clerk takes from the shelf; by its number if the catalogue cannot be
// had, since the goods are booked already.
void SayWhatToHandOver(Session& session, const v1::HoldPlaced& placed) {
  if (session.json || session.dry_run) return;
  v1::ListRewardsResponse catalogue;
  GetCatalogue(session, 0, &catalogue);
  const v1::Order& order = placed.order();
  session.around.out << fmt::format(
      fmt::runtime(session.Say("交付 {} × {}（地点 {}，{} 分）\n",
                               "hand over {} × {} (place {}, {} points)\n")),
      order.pieces(),
      Printable(RewardName(catalogue, order.reward_number(), session.language)),
      order.place_number(), Thousandths(placed.milli_points()));
}

ExitCode Collect(Session& session, const CollectOptions& options) {
  if (!PlainCode(options.code)) return ReportBadCode(session, options.code);
  v1::Hold hold;
  if (auto failed = FindOrder(session, options.code, options.place, &hold)) {
    return *failed;
  }
  v1::CommitHoldRequest request;
  request.mutable_commit()->set_hold_index(hold.index());
  request.mutable_commit()->set_code_hash(CodeHash(options.code));
  request.mutable_commit()->set_by(options.by);
  const ExitCode code =
      SendCommand(session, &Client::Points::CommitHold, request,
                  session.Say("已登记交付", "handed over"));
  if (code == ExitCode::kOk) SayWhatToHandOver(session, hold.placed());
  return code;
}

ExitCode Cancel(Session& session, const std::string& typed,
                const std::string& by) {
  const auto which = ReadCodeOrIndex(typed);
  if (!which.has_value()) return ReportBadCode(session, typed);
  uint64_t index = which->index;
  if (!which->code.empty()) {
    v1::Hold hold;
    if (auto failed = FindOrder(session, which->code, std::nullopt, &hold)) {
      return *failed;
    }
    index = hold.index();
  }
  v1::VoidHoldRequest request;
  request.mutable_cancel()->set_hold_index(index);
  request.mutable_cancel()->set_cause(v1::VOID_CAUSE_CANCELLED);
  request.mutable_cancel()->set_by(by);
  return SendCommand(session, &Client::Points::VoidHold, request,
                     session.Say("已取消，积分和物品已释放",
                                 "cancelled; points and goods are free"));
}

// The order may have been placed all the same, and its code is nowhere else.
void SayWhoseCodeItIs(Session& session, const std::string& code) {
  session.around.err << fmt::format(
      fmt::runtime(session.Say(
          "如果订单已生成，其取货码是 {}；可用 order cancel 取消\n",
          "if the order was placed, its code is {}; `order cancel` undoes "
          "it\n")),
      code);
}

}  // namespace

std::optional<CodeOrIndex> ReadCodeOrIndex(const std::string& typed) {
  CodeOrIndex read;
  const char* end = typed.data() + typed.size();
  const auto [stop, error] = std::from_chars(typed.data(), end, read.index);
  if (error == std::errc() && stop == end && typed.size() < kCodeCharacters) {
    return read;
  }
  auto code = PlainCode(typed);
  if (!code.has_value()) return std::nullopt;
  return CodeOrIndex{*std::move(code), 0};
}

// A repetition would be of another code, so no error offers the request's id.
ExitCode PlaceOrder(Session& session, v1::HoldPlaced hold, bool qr) {
  const std::string code =
      OneTimeCode(session.around.random_bytes(kCodeCharacters));
  v1::PlaceHoldRequest request;
  *request.mutable_header() = MakeHeader(session);
  session.request_id.clear();
  hold.mutable_order()->set_code_hash(CodeHash(code));
  *request.mutable_hold() = std::move(hold);
  v1::PlaceHoldResponse response;
  const grpc::Status status =
      session.client().Call(&Client::Points::PlaceHold, request, &response);
  if (!status.ok()) {
    const ExitCode failed = ReportError(session, status);
    if (failed == ExitCode::kUnreachable) SayWhoseCodeItIs(session, code);
    return failed;
  }
  const ExitCode sent = ReportResult(
      session, response.result(), session.Say("物品已预留", "goods reserved"));
  if (sent != ExitCode::kOk || session.dry_run) return sent;
  return ShowCode(session,
                  session.Say("取货码（只显示这一次）：",
                              "pick-up code (shown this once):"),
                  code, qr);
}

void AddCollectVerb(CLI::App& noun, Session& session, const std::string& name,
                    const Text& description, const std::string& examples) {
  CLI::App* verb = AddVerb(noun, session, name, description, examples);
  auto options = std::make_shared<CollectOptions>();
  Fields(*verb, session, options.get())
      .Need("code", {"取货码", "the pick-up code"}, &options->code)
      .By(&options->by);
  verb->add_option(
      "--place", options->place,
      session.Say("只交付在此地点等待的物品", "only what waits at this place"));
  AddCommandOptions(*verb, session);
  DoInBook(*verb, session,
           [&session, options] { return Collect(session, *options); });
}

void AddCancelVerb(CLI::App& noun, Session& session, const std::string& name,
                   const Text& description, const std::string& examples) {
  CLI::App* verb = AddVerb(noun, session, name, description, examples);
  auto options = std::make_shared<CollectOptions>();
  Fields(*verb, session, options.get())
      .Need("order",
            {"取货码，或预留的条目序号",
             "the pick-up code, or the index of the entry that placed it"},
            &options->code)
      .By(&options->by);
  AddCommandOptions(*verb, session);
  DoInBook(*verb, session, [&session, options] {
    return Cancel(session, options->code, options->by);
  });
}

}  // namespace greenledger::cli
