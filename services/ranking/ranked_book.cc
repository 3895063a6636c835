#include "services/ranking/ranked_book.h"

namespace greenledger::ranking {

absl::Status RankedBook::UseStore(const storage::FoldStore* store) {
  Forget();
  absl::Status loaded = standings_.Load(*store);
  if (loaded.ok()) {
    store_ = store;
  } else {
    Forget();
  }
  return loaded;
}

void RankedBook::Forget() {
  boards_.Clear();
  standings_ = BookStandings(code, source_, &boards_);
  store_ = nullptr;
}

}  // namespace greenledger::ranking
