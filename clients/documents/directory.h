// How contestants are called in print: by building and masked name, never by
// room. Names are not in the book; they come from a local file and only their
// masked forms are kept.
#ifndef GREENLEDGER_CLIENTS_DOCUMENTS_DIRECTORY_H_
#define GREENLEDGER_CLIENTS_DOCUMENTS_DIRECTORY_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>

#include "clients/cli/language.h"
#include "greenledger/v1/evidence.pb.h"
#include "greenledger/v1/ledger_service.pb.h"
#include "greenledger/v1/registry.pb.h"
#include "greenledger/v1/selection_service.pb.h"

namespace greenledger::documents {

// Not thread-safe.
class Directory {
 public:
  Directory(uint64_t book, cli::Language language);

  void AddPlace(const v1::Place& place);
  // Another community of the server, for nominations.
  void AddBook(const v1::Book& book);
  void AddHousehold(uint64_t number, uint64_t building);
  // The householder's full name, of which only the masked form is kept.
  void AddName(uint64_t household, std::string_view name);

  // Where it is: the name of a household's building, or of the community that
  // nominated it; empty if unknown and for a place itself.
  std::string PlaceOf(const v1::Contestant& contestant) const;
  // Who it is: a masked name, else `12 号住户`; the name of a place.
  std::string NameOf(const v1::Contestant& contestant) const;
  // Both in one text.
  std::string FullName(const v1::Contestant& contestant) const;

  size_t grids() const { return grids_; }
  size_t buildings() const { return places_.size() - grids_; }

 private:
  bool IsOwn(const v1::Contestant& contestant) const;
  std::string PlaceName(uint64_t number) const;
  std::string BookName(uint64_t book) const;

  uint64_t book_;
  cli::Language language_;
  size_t grids_ = 0;
  std::map<uint64_t, std::string> places_;
  std::map<uint64_t, std::string> books_;
  std::unordered_map<uint64_t, uint64_t> building_of_;
  std::unordered_map<uint64_t, std::string> masked_;
};

}  // namespace greenledger::documents

#endif  // GREENLEDGER_CLIENTS_DOCUMENTS_DIRECTORY_H_
