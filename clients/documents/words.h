// Days, numbers and sentences as documents have them. Pure functions.
#ifndef GREENLEDGER_CLIENTS_DOCUMENTS_WORDS_H_
#define GREENLEDGER_CLIENTS_DOCUMENTS_WORDS_H_

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "clients/cli/language.h"
#include "greenledger/v1/ranking_service.pb.h"

namespace greenledger::documents {

// The text in that language with its places `{}` filled.
template <typename... Values>
std::string Fill(cli::Language language, const cli::Text& text,
                 const Values&... values) {
  return fmt::format(fmt::runtime(cli::In(language, text)), values...);
}

// `2026年3月5日`, `5 March 2026`, for days since 1970-01-01.
std::string LongDay(int32_t day, cli::Language language);

// The same for `YYYY-MM-DD`; any other text as it is.
std::string LongDay(const std::string& day, cli::Language language);

// `95.3%` for permille.
std::string Share(uint64_t permille);

// What is above or below the line of an indicator: `25.292 kg` where it is a
// mass, a plain number where things are counted.
std::string PartOf(v1::IndicatorKind kind, uint64_t part);

// `87.65` of 100 for a score in millionths, without needless zeros.
std::string Score(uint64_t millionths);

// `98.5` of 100 for permille.
std::string Mark(uint64_t permille);

// Lower-case hexadecimal digits.
std::string Hex(std::string_view bytes);

// `3（-2）`: how a value differs from the one before; the value alone if they
// are equal.
std::string WithChange(uint64_t value, uint64_t before, cli::Language language);

}  // namespace greenledger::documents

#endif  // GREENLEDGER_CLIENTS_DOCUMENTS_WORDS_H_
