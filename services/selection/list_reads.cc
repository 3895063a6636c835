// ListObjections and ListTitles.
#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "services/ledger/reads.h"
#include "services/selection/calls.h"
#include "services/selection/selection_service.h"
#include "services/selection/standing.h"

namespace greenledger::selection {
namespace {

constexpr ledger::PageSizes kObjections{50, 200};
constexpr ledger::PageSizes kTitles{100, 1000};
// Rows looked at for one page, so that a filter that lets little through does
// not keep the book; a page may be short of that and not be the last.
constexpr size_t kLookedAtMax = 20'000;

// Adds a page of the rows after `after` that `fill` takes; returns the token of
// the next. A row's key is `key_of(*at)`.
template <typename At, typename KeyOf, typename Fill>
std::string FillRows(At at, At end, size_t size, const std::string& arguments,
                     KeyOf key_of, Fill fill) {
  uint64_t last = 0;
  size_t filled = 0;
  for (size_t looked = 0; at != end && filled < size && looked < kLookedAtMax;
       ++at, ++looked) {
    last = key_of(*at);
    if (fill(*at)) ++filled;
  }
  if (at == end) return "";
  return common::EncodePageToken(std::to_string(last), arguments);
}

bool IsWanted(const v1::ListObjectionsRequest& request,
              const rules::ObjectionState& objection) {
  if (request.open_only() && objection.answered_index != 0) return false;
  return request.campaign_number() == 0 ||
         objection.filed.campaign_number() == request.campaign_number();
}

void FillObjections(const v1::ListObjectionsRequest& request, uint64_t after,
                    const std::string& arguments, const rules::BookState& state,
                    v1::ListObjectionsResponse* response) {
  const auto& objections = state.selection().objections;
  const size_t size = ledger::PageSize(request.page_size(),
                                       kObjections.standard, kObjections.most);
  response->set_next_page_token(FillRows(
      objections.upper_bound(after), objections.end(), size, arguments,
      [](const auto& row) { return row.first; },
      [&](const auto& row) {
        if (!IsWanted(request, row.second)) return false;
        FillObjection(row.first, row.second, response->add_objections());
        return true;
      }));
}

bool IsWanted(const v1::ListTitlesRequest& request,
              const rules::TitleState& title) {
  return request.campaign_number() == 0 ||
         title.granted.campaign_number() == request.campaign_number();
}

// Titles of a household and its members after `after`, in the order of their
// entries.
std::vector<uint64_t> TitlesOf(const rules::SelectionState& selection,
                               uint64_t household, uint64_t after) {
  constexpr uint32_t kMembersMax = 50;
  std::vector<uint64_t> titles;
  for (uint32_t member = 0; member <= kMembersMax; ++member) {
    rules::ContestantKey key;
    key.kind = member == 0 ? v1::CONTESTANT_KIND_HOUSEHOLD
                           : v1::CONTESTANT_KIND_PERSON;
    key.number = household;
    key.member = member;
    const auto found = selection.titles_of.find(key);
    if (found == selection.titles_of.end()) continue;
    std::copy_if(found->second.begin(), found->second.end(),
                 std::back_inserter(titles),
                 [after](uint64_t index) { return index > after; });
  }
  std::sort(titles.begin(), titles.end());
  return titles;
}

void FillTitles(const v1::ListTitlesRequest& request, uint64_t after,
                const std::string& arguments, const rules::BookState& state,
                int32_t today, v1::ListTitlesResponse* response) {
  const rules::SelectionState& selection = state.selection();
  const size_t size =
      ledger::PageSize(request.page_size(), kTitles.standard, kTitles.most);
  const auto fill = [&](uint64_t index, const rules::TitleState& title) {
    if (!IsWanted(request, title)) return false;
    FillTitle(state, index, title, today, response->add_titles());
    return true;
  };
  if (request.household_number() != 0) {
    const auto titles = TitlesOf(selection, request.household_number(), after);
    return response->set_next_page_token(FillRows(
        titles.begin(), titles.end(), size, arguments,
        [](uint64_t index) { return index; },
        [&](uint64_t index) {
          return fill(index, selection.titles.at(index));
        }));
  }
  // A campaign's titles come after its rule.
  const auto* campaign = selection.Find(request.campaign_number());
  if (campaign != nullptr) after = std::max(after, campaign->rule_index);
  response->set_next_page_token(FillRows(
      selection.titles.upper_bound(after), selection.titles.end(), size,
      arguments, [](const auto& row) { return row.first; },
      [&](const auto& row) { return fill(row.first, row.second); }));
}

}  // namespace

grpc::ServerUnaryReactor* SelectionServiceImpl::ListObjections(
    grpc::CallbackServerContext* context,
    const v1::ListObjectionsRequest* request,
    v1::ListObjectionsResponse* response) {
  return ledger::Serve(
      context, *request, [&](grpc::ServerUnaryReactor* reactor) {
        const std::string arguments =
            "ListObjections/" + std::to_string(request->book()) + "/" +
            std::to_string(request->campaign_number()) + "/" +
            (request->open_only() ? "open" : "all");
        const auto after =
            ledger::NumberCursor(request->page_token(), arguments);
        if (!after.has_value()) {
          return common::BadPageToken(request->page_token());
        }
        return ledger::ReadBook(*ports_.books, request->book(), reactor,
                                [&](const rules::BookState& state,
                                    const storage::BookTree&, uint64_t*) {
                                  FillObjections(*request, *after, arguments,
                                                 state, response);
                                  return grpc::Status::OK;
                                });
      });
}

grpc::ServerUnaryReactor* SelectionServiceImpl::ListTitles(
    grpc::CallbackServerContext* context, const v1::ListTitlesRequest* request,
    v1::ListTitlesResponse* response) {
  return ledger::Serve(
      context, *request, [&](grpc::ServerUnaryReactor* reactor) {
        const std::string arguments =
            "ListTitles/" + std::to_string(request->book()) + "/" +
            std::to_string(request->campaign_number()) + "/" +
            std::to_string(request->household_number());
        const auto after =
            ledger::NumberCursor(request->page_token(), arguments);
        if (!after.has_value()) {
          return common::BadPageToken(request->page_token());
        }
        return ledger::ReadBook(*ports_.books, request->book(), reactor,
                                [&](const rules::BookState& state,
                                    const storage::BookTree&, uint64_t*) {
                                  FillTitles(*request, *after, arguments, state,
                                             state.DayOf(clock_->NowMicros()),
                                             response);
                                  return grpc::Status::OK;
                                });
      });
}

}  // namespace greenledger::selection
