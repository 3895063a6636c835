#include "storage/log_file.h"

#include <array>
#include <string>

namespace greenledger::storage {
namespace {

constexpr size_t kBlockSize = 32 * 1024;
constexpr size_t kHeaderSize = 7;
enum FragmentType : uint8_t { kFull = 1, kFirst = 2, kMiddle = 3, kLast = 4 };

constexpr std::array<uint32_t, 256> MakeCrcTable() {
  constexpr uint32_t kCastagnoli = 0x82F63B78;
  std::array<uint32_t, 256> table{};
  for (uint32_t i = 0; i < table.size(); ++i) {
    uint32_t crc = i;
    for (int bit = 0; bit < 8; ++bit) {
      crc = (crc >> 1) ^ ((crc & 1) != 0 ? kCastagnoli : 0);
    }
    table[i] = crc;
  }
  return table;
}

uint32_t MaskedCrc32c(std::string_view bytes) {
  static constexpr std::array<uint32_t, 256> kTable = MakeCrcTable();
  uint32_t crc = 0xFFFFFFFF;
  for (const char byte : bytes) {
    crc = kTable[(crc ^ static_cast<uint8_t>(byte)) & 0xFF] ^ (crc >> 8);
  }
  crc = ~crc;
  return ((crc >> 15) | (crc << 17)) + 0xA282EAD8;
}

uint32_t LittleEndian(std::string_view bytes) {
  uint32_t value = 0;
  for (size_t i = bytes.size(); i > 0; --i) {
    value = value << 8 | static_cast<uint8_t>(bytes[i - 1]);
  }
  return value;
}

// The bytes of the fragment at the beginning of what is left of a block;
// false unless it is whole.
bool ParseFragment(std::string_view block, uint8_t* type,
                   std::string_view* bytes) {
  if (block.size() < kHeaderSize) return false;
  const size_t size = LittleEndian(block.substr(4, 2));
  if (size > block.size() - kHeaderSize) return false;
  *type = static_cast<uint8_t>(block[6]);
  *bytes = block.substr(kHeaderSize, size);
  return *type >= kFull && *type <= kLast &&
         MaskedCrc32c(block.substr(6, 1 + size)) ==
             LittleEndian(block.substr(0, 4));
}

// Puts fragments together.
class Assembler {
 public:
  explicit Assembler(const std::function<void(std::string_view)>& visit)
      : visit_(visit) {}

  // Whether the fragment continues what came before.
  bool Add(uint8_t type, std::string_view bytes) {
    const bool begins = type == kFull || type == kFirst;
    const bool fits = begins != in_record_;
    if (begins) record_.clear();
    if (!fits && !begins) return false;
    record_.append(bytes);
    in_record_ = type == kFirst || type == kMiddle;
    if (!in_record_) visit_(record_);
    return fits;
  }
  void Drop() { in_record_ = false; }
  bool in_record() const { return in_record_; }

 private:
  const std::function<void(std::string_view)>& visit_;
  std::string record_;
  bool in_record_ = false;
};

}  // namespace

uint64_t ReadLogFile(
    std::string_view file,
    const std::function<void(std::string_view record)>& visit) {
  Assembler assembler(visit);
  uint64_t intact = 0;
  bool damaged = false;
  for (size_t begin = 0; begin < file.size(); begin += kBlockSize) {
    const std::string_view block = file.substr(begin, kBlockSize);
    size_t at = 0;
    while (at + kHeaderSize <= block.size()) {
      uint8_t type = 0;
      std::string_view bytes;
      if (!ParseFragment(block.substr(at), &type, &bytes)) {
        // The next fragment that can be found begins the next block.
        assembler.Drop();
        damaged = true;
        break;
      }
      at += kHeaderSize + bytes.size();
      if (!assembler.Add(type, bytes)) damaged = true;
      if (!damaged && !assembler.in_record()) intact = begin + at;
    }
  }
  return intact;
}

}  // namespace greenledger::storage
