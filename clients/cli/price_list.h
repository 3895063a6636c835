// A tariff as residents read it.
#ifndef GREENLEDGER_CLIENTS_CLI_PRICE_LIST_H_
#define GREENLEDGER_CLIENTS_CLI_PRICE_LIST_H_

#include <string>

#include "clients/cli/language.h"
#include "greenledger/v1/scheme.pb.h"
#include "greenledger/v1/tariff.pb.h"

namespace greenledger::cli {

// Name of a class in that language; its code if the scheme does not have it.
std::string ClassName(const v1::Scheme& scheme, uint32_t class_code,
                      Language language);

// `2 points/kg + 0.5 points/piece`; `–` if the line gives none.
std::string RateText(const v1::TariffLine& line, Language language);

// Title, rates, limits, campaigns and rules; ends with a line feed.
std::string PriceList(const v1::Tariff& tariff, const v1::Scheme& scheme,
                      Language language);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_PRICE_LIST_H_
