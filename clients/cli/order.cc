// greenledger order place|collect|cancel|list, greenledger voucher issue|use|
// cancel|list
#include <fmt/format.h>

#include <memory>
#include <optional>
#include <string>

#include "clients/cli/catalogue.h"
#include "clients/cli/command_fields.h"
#include "clients/cli/deadline.h"
#include "clients/cli/hold_list.h"
#include "clients/cli/nouns.h"
#include "clients/cli/orders.h"
#include "clients/cli/server_error.h"

namespace greenledger::cli {
namespace {

constexpr uint32_t kPiecesMax = 100;

struct OrderOptions {
  v1::HoldPlaced hold;
  std::string expires;
  bool qr = false;
};

// Options that orders and vouchers share.
void AddOrderFields(CLI::App& verb, Session& session, OrderOptions* options) {
  v1::Order* order = options->hold.mutable_order();
  order->set_pieces(1);
  Fields(verb, session, order)
      .Need("--reward", {"奖品编号，见 reward list", "the reward's number"},
            &v1::Order::set_reward_number)
      .May("--place",
           {"取货地点；不给则为社区柜台",
            "where it is picked up; the community's counter if not given"},
           &v1::Order::set_place_number);
  verb.add_option_function<uint32_t>(
          "--pieces", [order](uint32_t pieces) { order->set_pieces(pieces); },
          session.Say("件数，默认 1", "how many, 1 if not given"))
      ->check(CLI::Range(1u, kPiecesMax));
  verb.add_flag(
      "--qr", options->qr,
      session.Say("同时显示二维码", "show the code as a QR code too"));
}

// What it costs is what the catalogue says at this moment; the server checks.
ExitCode Order(Session& session, const OrderOptions& options) {
  v1::HoldPlaced hold = options.hold;
  v1::ListRewardsResponse catalogue;
  const grpc::Status status =
      GetCatalogue(session, hold.household_number(), &catalogue);
  if (!status.ok()) return ReportError(session, status);
  const v1::CatalogueLine* line =
      FindLine(catalogue, hold.order().reward_number());
  if (line == nullptr) {
    session.PrintError(
        session.Say("目录中没有奖品 ", "the catalogue has no reward ") +
        std::to_string(hold.order().reward_number()));
    return ExitCode::kRefused;
  }
  hold.set_milli_points(line->reward().milli_points() * hold.order().pieces());
  hold.set_purpose(
      RewardName(catalogue, hold.order().reward_number(), session.language));
  return PlaceOrder(session, std::move(hold), options.qr);
}

void AddOrderPlace(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "place",
      {"为住户订购奖品：预留积分和物品，给出取货码",
       "Order a reward for a household: reserves points and goods, shows the "
       "pick-up code"},
      "greenledger order place --household 12 --reward 3 --by S-07 "
      "--book 310101001001\n"
      "greenledger order place --household 12 --reward 3 --place 21 "
      "--pieces 2 --qr \\\n  --by S-07 --book 310101001001");
  auto options = std::make_shared<OrderOptions>();
  Fields(*verb, session, &options->hold)
      .Need("--household", {"住户编号", "the household's number"},
            &v1::HoldPlaced::set_household_number)
      .By(options->hold.mutable_by());
  AddOrderFields(*verb, session, options.get());
  AddDryRun(*verb, session);
  DoInBook(*verb, session,
           [&session, options] { return Order(session, *options); });
}

void AddIssue(CLI::App& noun, Session& session) {
  CLI::App* verb =
      AddVerb(noun, session, "issue",
              {"发一张礼券：不花积分，用一次",
               "Issue a voucher: it costs no points and is good for once"},
              "greenledger voucher issue --reward 3 --expires 30d \\\n"
              "  --purpose 'cleanest building' --by S-07 --book 310101001001\n"
              "greenledger voucher issue --household 12 --reward 3 --place 21 "
              "\\\n  --expires 2026-12-31 --purpose prize --by S-07 "
              "--book 310101001001");
  auto options = std::make_shared<OrderOptions>();
  options->hold.mutable_order()->set_voucher(true);
  Fields(*verb, session, &options->hold)
      .May("--household",
           {"只给此住户；不给则持码即可",
            "for this household; for whoever has the code if not given"},
           &v1::HoldPlaced::set_household_number)
      .Need("--expires",
            {"有效期：90m、12h、7d，或本地日期、时间",
             "for how long (90m, 12h, 7d) or until which local day or time"},
            &options->expires)
      .Need("--purpose", {"用途", "what for"}, options->hold.mutable_purpose())
      .By(options->hold.mutable_by());
  AddOrderFields(*verb, session, options.get());
  AddDryRun(*verb, session);
  DoInBook(*verb, session, [&session, options] {
    int64_t expires_us = 0;
    if (auto failed = ReadDeadline(session, options->expires, &expires_us)) {
      return *failed;
    }
    options->hold.set_expires_us(expires_us);
    return PlaceOrder(session, options->hold, options->qr);
  });
}

// Open orders, or open vouchers.
void AddList(CLI::App& noun, Session& session, bool vouchers,
             const Text& description, const std::string& example) {
  CLI::App* verb = AddVerb(noun, session, "list", description, example);
  auto place = std::make_shared<std::optional<uint64_t>>();
  verb->add_option("--place", *place,
                   session.Say("只列在此地点取的；0 为社区柜台",
                               "only at this place; 0 is the community's own "
                               "counter"));
  DoInBook(*verb, session, [&session, place, vouchers] {
    return PrintHolds(session, *place, [vouchers](const v1::HoldPlaced& hold) {
      return hold.has_order() && hold.order().voucher() == vouchers;
    });
  });
}

}  // namespace

void AddOrder(CLI::App& app, Session& session) {
  CLI::App* noun = AddNoun(app, session, "order",
                           {"订单：用积分换的奖品", "Orders of rewards"});
  AddOrderPlace(*noun, session);
  AddCollectVerb(*noun, session, "collect",
                 {"凭取货码交付物品", "Hand over what waits for a code"},
                 "greenledger order collect K7QM-2WX9-0A4T-ZZ81-5HNE "
                 "--by S-07 --book 310101001001");
  AddCancelVerb(*noun, session, "cancel",
                {"取消订单，释放积分和物品",
                 "Cancel an order: points and goods are free again"},
                "greenledger order cancel K7QM-2WX9-0A4T-ZZ81-5HNE "
                "--by S-07 --book 310101001001\n"
                "greenledger order cancel 4711 --by S-07 "
                "--book 310101001001");
  AddList(*noun, session, false, {"列出待取的订单", "List orders that wait"},
          "greenledger order list --place 21 --book 310101001001");
}

void AddVoucher(CLI::App& app, Session& session) {
  CLI::App* noun = AddNoun(app, session, "voucher",
                           {"礼券：不花积分的奖品", "Rewards without points"});
  AddIssue(*noun, session);
  AddCollectVerb(*noun, session, "use",
                 {"凭礼券码交付物品", "Hand over what waits for a voucher"},
                 "greenledger voucher use K7QM-2WX9-0A4T-ZZ81-5HNE "
                 "--by S-07 --book 310101001001");
  AddCancelVerb(*noun, session, "cancel",
                {"作废礼券，释放物品", "Cancel a voucher"},
                "greenledger voucher cancel 4711 --by S-07 "
                "--book 310101001001");
  AddList(*noun, session, true, {"列出未用的礼券", "List vouchers not used"},
          "greenledger voucher list --book 310101001001");
}

}  // namespace greenledger::cli
