#include "clients/cli/contestant_option.h"

#include <fmt/format.h>

#include <cstdint>

#include "clients/cli/names.h"

namespace greenledger::cli {
namespace {

CLI::Option* AddNumber(CLI::App& group, const Session& session,
                       const char* name, const Text& what,
                       v1::Contestant* contestant, v1::ContestantKind kind) {
  return group.add_option_function<uint64_t>(
      name,
      [contestant, kind](uint64_t number) {
        // --member may have been read before.
        if (contestant->kind() != v1::CONTESTANT_KIND_PERSON) {
          contestant->set_kind(kind);
        }
        contestant->set_number(number);
      },
      In(session.language, what));
}

// An option group, so that exactly one of its options is asked for.
CLI::App* AddOptions(CLI::App& verb, Session& session,
                     v1::Contestant* contestant) {
  CLI::App* group = verb.add_option_group(
      session.Say("对象", "contestant"),
      session.Say("住户、住户成员、楼栋、网格或社区之一",
                  "one household, member of it, building, grid or community"));
  CLI::Option* household =
      AddNumber(*group, session, "--household", {"住户编号", "its number"},
                contestant, v1::CONTESTANT_KIND_HOUSEHOLD);
  AddNumber(*group, session, "--building", {"楼栋编号", "its number"},
            contestant, v1::CONTESTANT_KIND_BUILDING);
  AddNumber(*group, session, "--grid", {"网格编号", "its number"}, contestant,
            v1::CONTESTANT_KIND_GRID);
  group->add_flag_callback(
      "--community",
      [contestant] { contestant->set_kind(v1::CONTESTANT_KIND_COMMUNITY); },
      session.Say("社区本身", "the community itself"));
  verb.add_option_function<uint32_t>(
          "--member",
          [contestant](uint32_t member) {
            contestant->set_kind(v1::CONTESTANT_KIND_PERSON);
            contestant->set_member(member);
          },
          session.Say("住户的成员编号", "a member of the household"))
      ->needs(household);
  verb.add_option_function<uint64_t>(
      "--in-book", [contestant](uint64_t book) { contestant->set_book(book); },
      session.Say("对象在另一账本时，其 12 位社区代码",
                  "the code of its community, if it is in another book"));
  return group;
}

std::string WithinItsBook(const v1::Contestant& contestant, Language language) {
  const std::string kind = In(language, NameOf(contestant.kind()));
  switch (contestant.kind()) {
    case v1::CONTESTANT_KIND_PERSON:
      return fmt::format(
          fmt::runtime(
              In(language, {"住户 {} 成员 {}", "household {}, member {}"})),
          contestant.number(), contestant.member());
    case v1::CONTESTANT_KIND_COMMUNITY:
    case v1::CONTESTANT_KIND_UNSPECIFIED:
      return kind;
    default:
      return fmt::format("{} {}", kind, contestant.number());
  }
}

}  // namespace

void AddContestantOptions(CLI::App& verb, Session& session,
                          v1::Contestant* contestant) {
  AddOptions(verb, session, contestant)->require_option(1);
}

void AddOptionalContestantOptions(CLI::App& verb, Session& session,
                                  v1::Contestant* contestant) {
  AddOptions(verb, session, contestant)->require_option(0, 1);
}

std::string ContestantText(const v1::Contestant& contestant,
                           Language language) {
  const std::string text = WithinItsBook(contestant, language);
  if (contestant.book() == 0) return text;
  return fmt::format(
      fmt::runtime(In(language, {"账本 {1} {0}", "{} of book {}"})), text,
      contestant.book());
}

}  // namespace greenledger::cli
