// greenledger household move
#include <memory>

#include "clients/cli/command_fields.h"
#include "clients/cli/household_verbs.h"

namespace greenledger::cli {

void AddHouseholdMove(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "move",
      {"住户迁往另一社区，带走积分和荣誉；原账户注销",
       "Move a household to another community with its points and merit; its "
       "account here is closed"},
      "greenledger household move 12 --to-book 310101001002 "
      "--to-household 345 \\\n  --by S-07 --book 310101001001");
  auto request = std::make_shared<v1::MoveHouseholdRequest>();
  v1::HouseholdMovedOut* move = request->mutable_move();
  Fields(*verb, session, move)
      .Need("household", {"住户编号", "the household's number"},
            &v1::HouseholdMovedOut::set_household_number)
      .Need("--to-book", {"迁入社区的 12 位代码", "the other community's code"},
            &v1::HouseholdMovedOut::set_to_book)
      .Need("--to-household",
            {"在迁入社区的住户编号，须已激活",
             "its number there, where it is active already"},
            &v1::HouseholdMovedOut::set_to_household)
      .By(move->mutable_by());
  SendsCommand(*verb, session, &Client::Points::MoveHousehold, request,
               {"住户已迁出；到达对方账本后自动完结",
                "the household has left; it arrives by itself"});
}

}  // namespace greenledger::cli
