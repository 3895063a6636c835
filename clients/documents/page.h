// The frame of every document: a whole HTML file that needs no other one and
// prints on A4, ending with where its figures are from.
#ifndef GREENLEDGER_CLIENTS_DOCUMENTS_PAGE_H_
#define GREENLEDGER_CLIENTS_DOCUMENTS_PAGE_H_

#include <string>

#include "clients/documents/html.h"
#include "clients/documents/source.h"

namespace greenledger::documents {

// The document; `body` is HTML.
std::string Page(const Source& source, const std::string& title,
                 const std::string& body);

// The same without the closing part on the source, for documents that have it
// on every page of their own.
std::string BarePage(const Source& source, const std::string& title,
                     const std::string& body);

// Book, checkpoint (size and root), digest of the list and day.
void PutSource(const Source& source, Html* html);

// Who issues it and when, at the right: the community's committee.
void PutSignature(const Source& source, int32_t day, Html* html);

// `none`, for tables without rows.
std::string NoneText(cli::Language language);

}  // namespace greenledger::documents

#endif  // GREENLEDGER_CLIENTS_DOCUMENTS_PAGE_H_
