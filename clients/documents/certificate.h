// A certificate for each title, one page each, that says how to check it.
#ifndef GREENLEDGER_CLIENTS_DOCUMENTS_CERTIFICATE_H_
#define GREENLEDGER_CLIENTS_DOCUMENTS_CERTIFICATE_H_

#include <string>
#include <vector>

#include "clients/documents/directory.h"
#include "clients/documents/source.h"
#include "greenledger/v1/selection_service.pb.h"

namespace greenledger::documents {

// One page for each of `titles`, which are of that campaign.
std::string Certificates(const Source& source,
                         const v1::CampaignStanding& campaign,
                         const std::vector<v1::TitleStanding>& titles,
                         const Directory& directory);

}  // namespace greenledger::documents

#endif  // GREENLEDGER_CLIENTS_DOCUMENTS_CERTIFICATE_H_
