// Whoever makes a kiosk do something in a run of the conformance program: a
// person who reads what is printed, or commands.
#ifndef GREENLEDGER_CLIENTS_CLI_CONFORMANCE_OPERATOR_H_
#define GREENLEDGER_CLIENTS_CLI_CONFORMANCE_OPERATOR_H_

#include <map>
#include <ostream>
#include <string>

#include "clients/cli/session.h"
#include "clients/conformance/run.h"

namespace greenledger::cli {

// Shell commands; each does its action once.
using ActionCommands = std::map<conformance::Action, std::string>;

class ConformanceOperator final : public conformance::Surroundings {
 public:
  // A person is asked if there is no command for drops. Says what is going on
  // on `out`; both must outlive this.
  ConformanceOperator(Session& session, std::ostream& out,
                      ActionCommands commands);

  int64_t SteadyMicros() override;
  int64_t NowMicros() override;
  bool Await(const std::function<bool()>& done,
             std::chrono::microseconds at_most) override;
  // FAILED_PRECONDITION for a command that ends with another code than 0.
  absl::StatusOr<bool> Ask(conformance::Action action, int times) override;
  void Tell(const Text& text) override;
  void Listening(int port) override;

  // Whether a person does what is to be done.
  bool attended() const;

 private:
  absl::Status Execute(const std::string& command) const;

  Session& session_;
  std::ostream& out_;
  const ActionCommands commands_;
};

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_CONFORMANCE_OPERATOR_H_
