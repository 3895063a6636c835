// Names as they may be put up: whoever knows the family recognises it, nobody
// else learns it.
#ifndef GREENLEDGER_CLIENTS_DOCUMENTS_MASKED_NAME_H_
#define GREENLEDGER_CLIENTS_DOCUMENTS_MASKED_NAME_H_

#include <string>
#include <string_view>

namespace greenledger::documents {

// `王＊＊` for 王小明, `欧阳＊` for a surname of two characters, `J***` for a
// name in Latin letters, the first character and two stars for other names;
// only a star for one character. REQUIRES: UTF-8.
std::string MaskedName(std::string_view name);

}  // namespace greenledger::documents

#endif  // GREENLEDGER_CLIENTS_DOCUMENTS_MASKED_NAME_H_
