#include "services/ledger/rules/entry_builder.h"

namespace greenledger::rules {

void BeginEntry(const BookState& state, int64_t time_us, uint64_t household,
                v1::Entry* entry) {
  if (entry->has_drop()) {
    // Clear would free the parts that the next entry, mostly a drop too, has
    // again.
    entry->clear_household();
    entry->clear_household_entry();
    entry->clear_household_previous();
    entry->clear_postings();
  } else {
    entry->Clear();
  }
  NumberEntry(state, time_us, household, entry);
}

void NumberEntry(const BookState& state, int64_t time_us, uint64_t household,
                 v1::Entry* entry) {
  entry->set_book(state.book());
  entry->set_index(state.size());
  entry->set_time_us(time_us);
  if (household == 0) return;
  entry->set_household(household);
  const HouseholdState* known = state.FindHousehold(household);
  if (known == nullptr) {
    entry->set_household_entry(1);
    return;
  }
  entry->set_household_entry(known->entries + 1);
  entry->set_household_previous(known->last_index);
}

void AddTransfer(v1::AccountOwner from, uint64_t from_number,
                 v1::AccountOwner to, uint64_t to_number, v1::Asset asset,
                 uint32_t class_code, int64_t amount, v1::Entry* entry) {
  v1::Posting* debit = entry->add_postings();
  debit->set_owner(from);
  debit->set_owner_number(from_number);
  debit->set_asset(asset);
  debit->set_class_code(class_code);
  debit->set_amount(-amount);
  v1::Posting* credit = entry->add_postings();
  credit->set_owner(to);
  credit->set_owner_number(to_number);
  credit->set_asset(asset);
  credit->set_class_code(class_code);
  credit->set_amount(amount);
}

}  // namespace greenledger::rules
