#include "clients/documents/directory.h"

#include "clients/documents/masked_name.h"
#include "clients/documents/words.h"

namespace greenledger::documents {

using cli::Language;

Directory::Directory(uint64_t book, Language language)
    : book_(book), language_(language) {}

void Directory::AddPlace(const v1::Place& place) {
  const bool is_new =
      places_.insert_or_assign(place.number(), place.name()).second;
  if (is_new && place.kind() == v1::PLACE_KIND_GRID) ++grids_;
}

void Directory::AddBook(const v1::Book& book) {
  books_[book.book()] = book.community_name();
}

void Directory::AddHousehold(uint64_t number, uint64_t building) {
  if (building != 0) building_of_[number] = building;
}

void Directory::AddName(uint64_t household, std::string_view name) {
  masked_[household] = MaskedName(name);
}

bool Directory::IsOwn(const v1::Contestant& contestant) const {
  return contestant.book() == 0 || contestant.book() == book_;
}

std::string Directory::PlaceName(uint64_t number) const {
  const auto found = places_.find(number);
  return found == places_.end()
             ? Fill(language_, {"{} 号地点", "place {}"}, number)
             : found->second;
}

std::string Directory::BookName(uint64_t book) const {
  const auto found = books_.find(book);
  return found == books_.end() ? fmt::format("{:012}", book) : found->second;
}

std::string Directory::PlaceOf(const v1::Contestant& contestant) const {
  if (!IsOwn(contestant)) return BookName(contestant.book());
  if (contestant.kind() != v1::CONTESTANT_KIND_HOUSEHOLD &&
      contestant.kind() != v1::CONTESTANT_KIND_PERSON) {
    return "";
  }
  const auto building = building_of_.find(contestant.number());
  return building == building_of_.end() ? "" : PlaceName(building->second);
}

std::string Directory::NameOf(const v1::Contestant& contestant) const {
  switch (contestant.kind()) {
    case v1::CONTESTANT_KIND_BUILDING:
    case v1::CONTESTANT_KIND_GRID:
      return IsOwn(contestant) ? PlaceName(contestant.number())
                               : Fill(language_, {"{} 号地点", "place {}"},
                                      contestant.number());
    case v1::CONTESTANT_KIND_COMMUNITY:
      return BookName(IsOwn(contestant) ? book_ : contestant.book());
    default:
      break;
  }
  const auto masked = masked_.find(contestant.number());
  std::string name =
      masked != masked_.end() && IsOwn(contestant)
          ? masked->second
          : Fill(language_, {"{} 号住户", "household {}"}, contestant.number());
  if (contestant.kind() == v1::CONTESTANT_KIND_PERSON) {
    name +=
        Fill(language_, {"（成员 {}）", " (member {})"}, contestant.member());
  }
  return name;
}

std::string Directory::FullName(const v1::Contestant& contestant) const {
  const std::string place = PlaceOf(contestant);
  const std::string name = NameOf(contestant);
  if (place.empty()) return name;
  return language_ == Language::kChinese ? place + " " + name
                                         : name + ", " + place;
}

}  // namespace greenledger::documents
