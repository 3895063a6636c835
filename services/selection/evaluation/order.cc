#include "services/selection/evaluation/order.h"

#include <algorithm>
#include <limits>
#include <span>
#include <string>

#include "storage/big_endian.h"
#include "storage/proof/sha256.h"

namespace greenledger::evaluation {
namespace {

uint64_t MoreIsBetter(uint64_t value) { return ~value; }

// Who earned no merit at all reached it last.
uint64_t ReachedAt(const Subject& subject) {
  return subject.figures.reached_at == 0 ? std::numeric_limits<uint64_t>::max()
                                         : subject.figures.reached_at;
}

void AppendDraw(const rules::ContestantKey& key, const Draw& draw,
                std::vector<uint64_t>* ties) {
  std::string numbers;
  storage::AppendBigEndian64(&numbers,
                             static_cast<uint64_t>(draw.rule_time_us));
  storage::AppendBigEndian64(&numbers, key.book);
  storage::AppendBigEndian64(&numbers, key.number);
  storage::AppendBigEndian64(&numbers, key.member);
  const proof::Hash drawn = proof::Sha256({draw.seed, numbers});
  for (size_t at = 0; at < drawn.size(); at += sizeof(uint64_t)) {
    ties->push_back(
        storage::BigEndian(proof::AsBytes(drawn).substr(at, sizeof(uint64_t))));
  }
}

}  // namespace

void AppendTies(const v1::CampaignRule& rule, const Subject& subject,
                const Draw& draw, std::vector<uint64_t>* ties) {
  if (rule.layer() == v1::CAMPAIGN_LAYER_STANDARD) return;
  for (const int tie_break : rule.tie_breaks()) {
    switch (tie_break) {
      case v1::TIE_BREAK_FEWER_REJECTED:
        ties->push_back(
            ValueOf(subject.figures, v1::STANDING_MEASURE_REJECTED, {}));
        break;
      case v1::TIE_BREAK_MORE_ACTIVE_WEEKS:
        ties->push_back(MoreIsBetter(subject.figures.active_weeks));
        break;
      case v1::TIE_BREAK_MORE_CLASSES:
        ties->push_back(MoreIsBetter(subject.figures.ClassCount()));
        break;
      case v1::TIE_BREAK_EARLIER:
        ties->push_back(ReachedAt(subject));
        break;
      case v1::TIE_BREAK_DRAW:
        if (!draw.seed.empty()) AppendDraw(subject.key, draw, ties);
        break;
      default:
        break;
    }
  }
}

std::vector<Placing> PlaceAll(const std::vector<uint32_t>& scores,
                              const std::vector<uint64_t>& ties) {
  if (scores.empty()) return {};
  const size_t width = ties.size() / scores.size();
  const auto ties_of = [&](uint32_t candidate) {
    return std::span(ties).subspan(candidate * width, width);
  };
  std::vector<Placing> order(scores.size());
  for (uint32_t i = 0; i < order.size(); ++i) order[i].candidate = i;
  const auto before = [&](const Placing& a, const Placing& b) {
    const uint32_t score_a = scores[a.candidate];
    const uint32_t score_b = scores[b.candidate];
    if (score_a != score_b) return score_a > score_b;
    return std::ranges::lexicographical_compare(ties_of(a.candidate),
                                                ties_of(b.candidate));
  };
  std::stable_sort(order.begin(), order.end(), before);
  for (uint32_t i = 0; i < order.size(); ++i) {
    const bool equal = i > 0 && !before(order[i - 1], order[i]);
    order[i].rank = equal ? order[i - 1].rank : i + 1;
  }
  return order;
}

}  // namespace greenledger::evaluation
