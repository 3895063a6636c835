// Reads files in RocksDB's log format, that is write-ahead logs and MANIFESTs,
// without RocksDB: to know where one is damaged, and to read what is behind the
// damage.
//
//   file   = blocks of 32 KiB, the last one may be shorter
//   block  = fragments; less than 7 bytes at its end are zeros
//   fragment = masked CRC-32C of type and bytes u32 ‖ size u16 ‖ type u8 ‖
//   bytes
//
// Numbers are little-endian. A record is one fragment of type 1, or one of type
// 2, any number of type 3 and one of type 4.
#ifndef GREENLEDGER_STORAGE_LOG_FILE_H_
#define GREENLEDGER_STORAGE_LOG_FILE_H_

#include <cstdint>
#include <functional>
#include <string_view>

namespace greenledger::storage {

// Calls `visit` for every record that is whole, in order, also behind damage,
// and returns the size of the part before the first damage: only whole records
// are in it. A record that is cut by the end of the file, and zeros up to it,
// count as damage too.
uint64_t ReadLogFile(std::string_view file,
                     const std::function<void(std::string_view record)>& visit);

}  // namespace greenledger::storage

#endif  // GREENLEDGER_STORAGE_LOG_FILE_H_
