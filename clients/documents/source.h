// What every printed document names: the book, the state of it that the figures
// were taken at, and the day.
#ifndef GREENLEDGER_CLIENTS_DOCUMENTS_SOURCE_H_
#define GREENLEDGER_CLIENTS_DOCUMENTS_SOURCE_H_

#include <cstdint>
#include <string>

#include "clients/cli/language.h"

namespace greenledger::documents {

struct Source {
  cli::Language language = cli::Language::kChinese;
  uint64_t book = 0;
  std::string community;
  std::string street;
  std::string district;
  // Who signed the checkpoint, such as `ledger.example/310101001001`; empty if
  // the server signs none.
  std::string origin;
  // Entries of the book, and the root of its tree over them, 32 bytes.
  uint64_t size = 0;
  std::string root;
  // SHA-256 of the list that the document shows, 32 bytes; empty if it shows
  // none.
  std::string list_digest;
  // Day that the document bears, days since 1970-01-01.
  int32_t day = 0;
};

// A file of a document.
struct File {
  std::string name;
  std::string bytes;
};

}  // namespace greenledger::documents

#endif  // GREENLEDGER_CLIENTS_DOCUMENTS_SOURCE_H_
