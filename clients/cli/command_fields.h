// Options of a verb that fill the message of its command.
//
//   auto request = std::make_shared<v1::GrantPrizeRequest>();
//   v1::PrizeGranted* prize = request->mutable_prize();
//   Fields(*verb, session, prize)
//       .Need("pool", {"奖池编号", "the pool's number"},
//             &v1::PrizeGranted::set_pool_number)
//       .NeedPoints("--points", {"积分", "points"},
//                   &v1::PrizeGranted::set_milli_points)
//       .By(prize->mutable_by());
//   SendsCommand(*verb, session, &Client::Points::GrantPrize, request,
//                {"奖励已发放", "prize granted"});
#ifndef GREENLEDGER_CLIENTS_CLI_COMMAND_FIELDS_H_
#define GREENLEDGER_CLIENTS_CLI_COMMAND_FIELDS_H_

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <type_traits>

#include "clients/cli/command.h"
#include "clients/cli/money.h"
#include "clients/cli/session.h"
#include "clients/cli/verb.h"

namespace greenledger::cli {

// What a household's number is called.
inline constexpr Text kHouseholdText = {"住户编号", "the household's number"};

// Puts options onto a verb, which keep pointing into the message: it must live
// as long as the command line. Names without hyphens are arguments by place.
template <typename Message>
class Fields {
 public:
  Fields(CLI::App& verb, const Session& session, Message* message)
      : verb_(verb), session_(session), message_(message) {}

  // A number that must be given, and one that may be.
  template <typename Number>
  const Fields& Need(const char* name, const Text& what,
                     void (Message::*set)(Number)) const {
    AddNumber(name, what, set)->required();
    return *this;
  }
  template <typename Number>
  const Fields& May(const char* name, const Text& what,
                    void (Message::*set)(Number)) const {
    AddNumber(name, what, set);
    return *this;
  }

  // The same for a text of the message, such as message->mutable_why().
  const Fields& Need(const char* name, const Text& what,
                     std::string* text) const {
    verb_.add_option(name, *text, In(session_.language, what))->required();
    return *this;
  }
  const Fields& May(const char* name, const Text& what,
                    std::string* text) const {
    verb_.add_option(name, *text, In(session_.language, what));
    return *this;
  }

  // The same for milli-points, given as points with up to three decimals; a
  // signed field takes a sign.
  template <typename Milli>
  const Fields& NeedPoints(const char* name, const Text& what,
                           void (Message::*set)(Milli)) const {
    AddPoints(name, what, set)->required();
    return *this;
  }
  template <typename Milli>
  const Fields& MayPoints(const char* name, const Text& what,
                          void (Message::*set)(Milli)) const {
    AddPoints(name, what, set);
    return *this;
  }

  // --by and --why, as most commands have them.
  const Fields& By(std::string* by) const {
    return Need("--by",
                {"经办人的工号或职务，不写姓名",
                 "who does it: a staff number or function, no name"},
                by);
  }
  const Fields& Why(std::string* why) const {
    return Need("--why", {"原因", "why"}, why);
  }

 private:
  template <typename Number>
  CLI::Option* AddNumber(const char* name, const Text& what,
                         void (Message::*set)(Number)) const {
    return verb_.add_option_function<Number>(
        name,
        [message = message_, set](const Number& number) {
          (message->*set)(number);
        },
        In(session_.language, what));
  }

  template <typename Milli>
  CLI::Option* AddPoints(const char* name, const Text& what,
                         void (Message::*set)(Milli)) const {
    const auto parse = [](const std::string& text) {
      if constexpr (std::is_signed_v<Milli>) {
        return ParseSignedThousandths(text);
      } else {
        return ParseThousandths(text);
      }
    };
    const std::string expected =
        session_.Say("应为积分数，最多三位小数，得到 ",
                     "points with at most three decimals, found ");
    return verb_
        .add_option_function<std::string>(
            name,
            [message = message_, set, parse](const std::string& text) {
              (message->*set)(*parse(text));
            },
            In(session_.language, what))
        ->check([parse, expected](const std::string& text) {
          return parse(text).has_value() ? std::string() : expected + text;
        });
  }

  CLI::App& verb_;
  const Session& session_;
  Message* message_;
};

// The verb sends `request`, with --request-id and --dry-run.
template <typename Stub, typename Request, typename Response>
void SendsCommand(CLI::App& verb, Session& session,
                  grpc::Status (Stub::*method)(grpc::ClientContext*,
                                               const Request&, Response*),
                  std::shared_ptr<Request> request, const Text& done) {
  AddCommandOptions(verb, session);
  DoInBook(verb, session, [&session, method, request, done] {
    return SendCommand(session, method, *request, In(session.language, done));
  });
}

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_COMMAND_FIELDS_H_
