#include "services/ledger/registry_items.h"

#include <string>

namespace greenledger::ledger {
namespace {

rules::CommandItem& Add(std::string field, Items* items) {
  rules::CommandItem& item = items->emplace_back();
  item.field = std::move(field);
  return item;
}

std::string Element(const char* list, int i) {
  return std::string(list) + "[" + std::to_string(i) + "]";
}

}  // namespace

Items ItemsOf(const v1::OpenBookRequest& request) {
  Items items;
  *Add("book_opened", &items).entry.mutable_book_opened() =
      request.book_opened();
  return items;
}

Items ItemsOf(const v1::OpenPlacesRequest& request) {
  Items items;
  for (int i = 0; i < request.places_size(); ++i) {
    *Add(Element("places", i), &items).entry.mutable_place_opened() =
        request.places(i);
  }
  return items;
}

Items ItemsOf(const v1::RegisterHouseholdsRequest& request) {
  Items items;
  for (int i = 0; i < request.households_size(); ++i) {
    *Add(Element("households", i), &items).entry.mutable_household_opened() =
        request.households(i);
  }
  return items;
}

Items ItemsOf(const v1::ChangeHouseholdRequest& request) {
  Items items;
  *Add("change", &items).entry.mutable_household_changed() = request.change();
  return items;
}

Items ItemsOf(const v1::AddMemberRequest& request) {
  Items items;
  *Add("member_added", &items).entry.mutable_member_added() =
      request.member_added();
  return items;
}

Items ItemsOf(const v1::RemoveMemberRequest& request) {
  Items items;
  *Add("member_removed", &items).entry.mutable_member_removed() =
      request.member_removed();
  return items;
}

Items ItemsOf(const v1::IssueCardRequest& request) {
  Items items;
  *Add("card", &items).entry.mutable_card_issued() = request.card();
  return items;
}

Items ItemsOf(const v1::BlockCardRequest& request) {
  Items items;
  *Add("card", &items).entry.mutable_card_blocked() = request.card();
  return items;
}

Items ItemsOf(const v1::RegisterKiosksRequest& request) {
  Items items;
  for (int i = 0; i < request.kiosks_size(); ++i) {
    *Add(Element("kiosks", i), &items).entry.mutable_kiosk_opened() =
        request.kiosks(i);
  }
  return items;
}

Items ItemsOf(const v1::CloseKioskRequest& request) {
  Items items;
  *Add("kiosk", &items).entry.mutable_kiosk_closed() = request.kiosk();
  return items;
}

Items ItemsOf(const v1::AdmitIncarnationRequest& request) {
  Items items;
  *Add("incarnation", &items).entry.mutable_incarnation_admitted() =
      request.incarnation();
  return items;
}

Items ItemsOf(const v1::PublishSchemeRequest& request) {
  Items items;
  *Add("scheme", &items).entry.mutable_scheme_published() = request.scheme();
  return items;
}

Items ItemsOf(const v1::PublishTariffRequest& request) {
  Items items;
  *Add("tariff", &items).entry.mutable_tariff_published() = request.tariff();
  return items;
}

}  // namespace greenledger::ledger
