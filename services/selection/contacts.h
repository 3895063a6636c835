// Names and contacts of those who object, as the caller sealed them: outside
// the books, in a store of their own, by book and SHA-256, until somebody
// erases them.
#ifndef GREENLEDGER_SERVICES_SELECTION_CONTACTS_H_
#define GREENLEDGER_SERVICES_SELECTION_CONTACTS_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/common/mutex.h"
#include "storage/fold_store.h"

namespace greenledger::selection {

// Thread-safe.
class Contacts {
 public:
  // Errors as FoldStore::Open has them. These rows are no fold: what is
  // damaged is lost.
  static absl::StatusOr<std::unique_ptr<Contacts>> Open(
      storage::FoldStore::Options options);

  // Where a contact lies; `digest` is the SHA-256 of its sealed bytes.
  static std::string KeyOf(uint64_t book, std::string_view digest);

  // Keeps a contact, synced, for a command that is about to be handed over,
  // and says so; false, and nothing is written, if `is_known()`: the command
  // was decided before and its contact may have been erased since. After true,
  // Release or Drop must follow once.
  absl::StatusOr<bool> Hold(const std::string& key, std::string_view sealed,
                            const std::function<bool()>& is_known);
  // The command was accepted, or what became of it is unknown.
  void Release(const std::string& key);
  // The command was refused: the contact goes, unless another command holds it
  // or it `is_used()` by an objection.
  absl::Status Drop(const std::string& key,
                    const std::function<bool()>& is_used);

  // NOT_FOUND if it is not there.
  absl::StatusOr<std::string> Get(const std::string& key) const;
  // Leaves no bytes of it in any file. NOT_FOUND if it is not there.
  absl::Status Erase(const std::string& key);

 private:
  explicit Contacts(std::unique_ptr<storage::FoldStore> store)
      : store_(std::move(store)) {}
  // Whether nobody holds it after one less does.
  bool LetGo(const std::string& key);

  const std::unique_ptr<storage::FoldStore> store_;
  // Held while rows are written; taken before any book's lock.
  common::Mutex writing_;
  common::Mutex mutex_;
  // Commands that are under way with a contact.
  std::map<std::string, int> held_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace greenledger::selection

#endif  // GREENLEDGER_SERVICES_SELECTION_CONTACTS_H_
