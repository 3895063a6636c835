// greenledger stock receive|count|write-off|move, greenledger article
// hand-out|return|exchange|lost
#include <memory>
#include <string>

#include "clients/cli/command_fields.h"
#include "clients/cli/nouns.h"

namespace greenledger::cli {
namespace {

constexpr Text kReward = {"奖品或器具编号", "number of the reward or article"};
constexpr Text kPlace = {"地点；不给则为社区柜台",
                         "the place; the community's counter if not given"};
constexpr Text kPieces = {"件数", "how many"};

struct StockVerb {
  const char* name;
  v1::StockCause cause;
  Text description;
  const char* example;
  Text done;
};

constexpr StockVerb kStockVerbs[] = {
    {"receive",
     v1::STOCK_CAUSE_RECEIVED,
     {"登记进货", "Book goods that came in"},
     "greenledger stock receive 3 --pieces 200 --by S-07 "
     "--book 310101001001",
     {"已入库", "received"}},
    {"count",
     v1::STOCK_CAUSE_COUNTED,
     {"登记盘点：实有件数，含待取的；差额入账",
      "Book a count: pieces that are there, those included that wait to be "
      "picked up; the difference is posted"},
     "greenledger stock count 3 --place 21 --pieces 187 --by S-07 "
     "--book 310101001001",
     {"盘点已登记", "count booked"}},
    {"write-off",
     v1::STOCK_CAUSE_WRITTEN_OFF,
     {"登记损坏或退回的物品", "Book goods that were damaged or went back"},
     "greenledger stock write-off 3 --pieces 2 --why 'water damage' "
     "--by S-07 --book 310101001001",
     {"已核销", "written off"}},
    {"move",
     v1::STOCK_CAUSE_MOVED,
     {"登记移到另一地点的物品", "Book goods that went to another place"},
     "greenledger stock move 3 --pieces 50 --to-place 21 --by S-07 "
     "--book 310101001001",
     {"已移库", "moved"}},
};

void AddStockVerb(CLI::App& noun, Session& session, const StockVerb& given) {
  CLI::App* verb =
      AddVerb(noun, session, given.name, given.description, given.example);
  auto request = std::make_shared<v1::ChangeStockRequest>();
  v1::StockChanged* change = request->mutable_change();
  change->set_cause(given.cause);
  const Fields fields(*verb, session, change);
  fields.Need("reward", kReward, &v1::StockChanged::set_reward_number)
      .May("--place", kPlace, &v1::StockChanged::set_place_number)
      .Need("--pieces", kPieces, &v1::StockChanged::set_pieces)
      .By(change->mutable_by());
  if (given.cause == v1::STOCK_CAUSE_MOVED) {
    fields.Need("--to-place", {"移到的地点", "where it went"},
                &v1::StockChanged::set_to_place_number);
  }
  if (given.cause == v1::STOCK_CAUSE_WRITTEN_OFF) {
    fields.Why(change->mutable_why());
  } else {
    fields.May("--why", {"说明", "what people should know"},
               change->mutable_why());
  }
  SendsCommand(*verb, session, &Client::Rewards::ChangeStock, request,
               given.done);
}

struct ArticleVerb {
  const char* name;
  v1::ArticleMove move;
  Text description;
  Text done;
};

constexpr ArticleVerb kArticleVerbs[] = {
    {"hand-out",
     v1::ARTICLE_MOVE_HANDED_OUT,
     {"发给住户", "Give a household an article"},
     {"已发放", "handed out"}},
    {"return",
     v1::ARTICLE_MOVE_RETURNED,
     {"住户归还，可再用", "A household brought it back, to be used again"},
     {"已归还", "returned"}},
    {"exchange",
     v1::ARTICLE_MOVE_EXCHANGED,
     {"以旧换新", "A household brought a worn one back and got another"},
     {"已更换", "exchanged"}},
    {"lost",
     v1::ARTICLE_MOVE_LOST,
     {"住户遗失", "A household has it no more"},
     {"遗失已登记", "loss booked"}},
};

void AddArticleVerb(CLI::App& noun, Session& session,
                    const ArticleVerb& given) {
  const std::string name = given.name;
  CLI::App* verb = AddVerb(noun, session, name, given.description,
                           "greenledger article " + name +
                               " 12 --article 7 --by S-07 "
                               "--book 310101001001\n"
                               "greenledger article " +
                               name +
                               " 12 --article 7 --pieces 2 --place 21 "
                               "--by S-07 --book 310101001001");
  auto request = std::make_shared<v1::MoveArticleRequest>();
  v1::ArticleMoved* move = request->mutable_move();
  move->set_move(given.move);
  move->set_pieces(1);
  Fields(*verb, session, move)
      .Need("household", {"住户编号", "the household's number"},
            &v1::ArticleMoved::set_household_number)
      .Need("--article", {"器具编号", "the article's number"},
            &v1::ArticleMoved::set_reward_number)
      .May("--place", kPlace, &v1::ArticleMoved::set_place_number)
      .May("--pieces", {"件数，默认 1", "how many, 1 if not given"},
           &v1::ArticleMoved::set_pieces)
      .By(move->mutable_by());
  SendsCommand(*verb, session, &Client::Rewards::MoveArticle, request,
               given.done);
}

}  // namespace

void AddStock(CLI::App& app, Session& session) {
  CLI::App* noun = AddNoun(app, session, "stock",
                           {"各地点的库存", "Stocks of rewards and articles"});
  for (const StockVerb& verb : kStockVerbs) AddStockVerb(*noun, session, verb);
}

void AddArticle(CLI::App& app, Session& session) {
  CLI::App* noun = AddNoun(app, session, "article",
                           {"发给住户的器具（油杯、灯）",
                            "What is lent to households (oil cups, lamps)"});
  for (const ArticleVerb& verb : kArticleVerbs) {
    AddArticleVerb(*noun, session, verb);
  }
}

}  // namespace greenledger::cli
