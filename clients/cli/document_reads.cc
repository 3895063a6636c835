#include "clients/cli/document_reads.h"

#include <map>

#include "clients/cli/paging.h"
#include "clients/cli/selection_reads.h"
#include "clients/documents/rule_text.h"
#include "services/ledger/rules/local_day.h"

namespace greenledger::cli {
namespace {

// Whether a title of that book is held by a contestant of the session's book.
bool IsOurs(const Session& session, uint64_t book,
            const v1::TitleGranted& granted) {
  const uint64_t home = granted.contestant().book();
  return (home == 0 ? book : home) == session.book;
}

grpc::Status ReadTitlesOf(Session& session, uint64_t book,
                          std::vector<documents::NamedTitle>* titles) {
  v1::ListTitlesRequest request;
  request.set_book(book);
  request.set_page_size(kPageSize);
  std::map<uint32_t, std::string> names;  // by campaign
  grpc::Status named = grpc::Status::OK;
  const grpc::Status status = ForEachPage(
      session, &Client::Selection::ListTitles, request,
      [&](const v1::ListTitlesResponse& page) {
        for (const v1::TitleStanding& title : page.titles()) {
          if (!IsOurs(session, book, title.granted()) || !named.ok()) continue;
          const uint32_t number = title.granted().campaign_number();
          if (!names.contains(number)) {
            v1::CampaignStanding campaign;
            named = GetCampaign(session, book, number, &campaign);
            names[number] =
                documents::TitleText(campaign.rule(), session.language);
          }
          titles->push_back({.title = title, .name = names[number]});
        }
      });
  return status.ok() ? named : status;
}

grpc::Status ReadBoard(Session& session, const v1::Board& board,
                       std::vector<v1::Standing>* standings) {
  v1::ListTopRequest request;
  *request.mutable_board() = board;
  request.set_page_size(kPageSize);
  return ForEachPage(session, &Client::Ranking::ListTop, request,
                     [&](const v1::ListTopResponse& page) {
                       standings->insert(standings->end(),
                                         page.standings().begin(),
                                         page.standings().end());
                     });
}

}  // namespace

grpc::Status ReadIndicators(Session& session, int32_t from_day, int32_t to_day,
                            v1::GetIndicatorsResponse* indicators) {
  v1::GetIndicatorsRequest request;
  request.set_book(session.book);
  request.set_from_day(rules::FormatDay(from_day));
  request.set_to_day(rules::FormatDay(to_day));
  return session.client().Call(&Client::Ranking::GetIndicators, request,
                               indicators);
}

grpc::Status ReadCampaigns(Session& session,
                           std::vector<v1::CampaignStanding>* campaigns) {
  v1::ListCampaignsRequest request;
  request.set_book(session.book);
  return ForEachPage(session, &Client::Selection::ListCampaigns, request,
                     [&](const v1::ListCampaignsResponse& page) {
                       campaigns->insert(campaigns->end(),
                                         page.campaigns().begin(),
                                         page.campaigns().end());
                     });
}

grpc::Status ReadTitles(Session& session,
                        std::vector<documents::NamedTitle>* titles) {
  std::vector<uint64_t> books;
  grpc::Status status =
      ForEachPage(session, &Client::Ledger::ListBooks, v1::ListBooksRequest(),
                  [&](const v1::ListBooksResponse& page) {
                    for (const v1::Book& book : page.books())
                      books.push_back(book.book());
                  });
  for (size_t i = 0; i < books.size() && status.ok(); ++i) {
    status = ReadTitlesOf(session, books[i], titles);
  }
  return status;
}

grpc::Status ReadBoards(Session& session, v1::ContestantKind contestants,
                        v1::StandingMeasure measure, int32_t day,
                        int32_t day_before, documents::BoardPair* boards) {
  boards->contestants = contestants;
  boards->measure = measure;
  v1::Board board;
  board.set_book(session.book);
  board.set_contestants(contestants);
  board.set_scope(v1::BOARD_SCOPE_COMMUNITY);
  board.set_period(v1::PERIOD_KIND_MONTH);
  board.set_measure(measure);
  board.set_day(rules::FormatDay(day));
  const grpc::Status status = ReadBoard(session, board, &boards->now);
  if (!status.ok()) return status;
  board.set_day(rules::FormatDay(day_before));
  return ReadBoard(session, board, &boards->before);
}

grpc::Status ReadActiveHouseholds(Session& session, int32_t day,
                                  uint64_t* households) {
  v1::GetIndicatorsResponse indicators;
  const grpc::Status status = ReadIndicators(session, day, day, &indicators);
  for (const v1::Indicator& one : indicators.stretch().indicators()) {
    if (one.kind() == v1::INDICATOR_KIND_PARTICIPATION) {
      *households = one.denominator();
    }
  }
  return status;
}

}  // namespace greenledger::cli
