// Options whose value is one of the contract's enums, by a name.
#ifndef GREENLEDGER_CLIENTS_CLI_CHOICE_OPTION_H_
#define GREENLEDGER_CLIENTS_CLI_CHOICE_OPTION_H_

#include <google/protobuf/descriptor.h>
#include <google/protobuf/generated_enum_reflection.h>

#include <CLI/CLI.hpp>
#include <functional>
#include <map>
#include <string>

#include "clients/cli/session.h"

namespace greenledger::cli {

// What people type and what it means.
template <typename Enum>
using Choices = std::map<std::string, Enum>;

// `CONTESTANT_KIND_HOUSEHOLD` is `household` if `prefix` is `CONTESTANT_KIND_`;
// without the first value, which is UNSPECIFIED.
template <typename Enum>
Choices<Enum> ChoicesOf(const std::string& prefix) {
  Choices<Enum> choices;
  const auto* type = google::protobuf::GetEnumDescriptor<Enum>();
  for (int i = 1; i < type->value_count(); ++i) {
    std::string name = type->value(i)->name().substr(prefix.size());
    for (char& c : name) {
      c = c == '_' ? '-' : static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    choices[name] = static_cast<Enum>(type->value(i)->number());
  }
  return choices;
}

// Calls `set` with what was chosen.
template <typename Enum>
CLI::Option* AddChoice(CLI::App& verb, const Session& session, const char* name,
                       const Text& what, const Choices<Enum>& choices,
                       std::function<void(Enum)> set) {
  return verb
      .add_option_function<std::string>(
          name,
          [choices, set = std::move(set)](const std::string& chosen) {
            set(choices.at(chosen));
          },
          In(session.language, what))
      ->check(CLI::IsMember(choices));
}

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_CHOICE_OPTION_H_
