#include "clients/cli/text_width.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

namespace greenledger::cli {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

// Unicode's East Asian Wide and Fullwidth, coarsely.
constexpr Range kWide[] = {
    {0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0x33FF},
    {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0xA000, 0xA4CF},
    {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},
    {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},   {0x1F300, 0x1F64F},
    {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD},
};
constexpr Range kZeroWidth[] = {
    {0x0300, 0x036F}, {0x200B, 0x200D}, {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF}};
// C0 and C1 controls, line separators, and marks that turn the direction of
// what follows.
constexpr Range kControl[] = {{0x00, 0x1F},
                              {0x7F, 0x9F},
                              {0x200E, 0x200F},
                              {0x2028, 0x202E},
                              {0x2060, 0x206F}};

template <size_t kCount>
bool Contains(const Range (&ranges)[kCount], char32_t point) {
  return std::any_of(std::begin(ranges), std::end(ranges),
                     [point](const Range& range) {
                       return point >= range.first && point <= range.last;
                     });
}

// One step through a text; `length` 0 means a byte that is not UTF-8.
struct Step {
  char32_t point;
  size_t length;
};

size_t SequenceLength(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  if (lead >= 0xF0 && lead <= 0xF4) return 4;
  return 0;
}

Step Decode(std::string_view text) {
  auto lead = static_cast<unsigned char>(text.front());
  size_t length = SequenceLength(lead);
  if (length == 1) return {lead, 1};
  if (length == 0 || text.size() < length) return {0, 0};
  constexpr unsigned char kLeadBits[] = {0, 0, 0x1F, 0x0F, 0x07};
  char32_t point = lead & kLeadBits[length];
  for (size_t i = 1; i < length; ++i) {
    auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xC0) != 0x80) return {0, 0};
    point = (point << 6) | (byte & 0x3F);
  }
  constexpr char32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  bool surrogate = point >= 0xD800 && point <= 0xDFFF;
  if (point < kSmallest[length] || point > 0x10FFFF || surrogate) return {0, 0};
  return {point, length};
}

}  // namespace

size_t DisplayWidth(std::string_view text) {
  size_t width = 0;
  while (!text.empty()) {
    Step step = Decode(text);
    text.remove_prefix(std::max<size_t>(step.length, 1));
    if (step.length != 0 && Contains(kZeroWidth, step.point)) continue;
    width += step.length != 0 && Contains(kWide, step.point) ? 2 : 1;
  }
  return width;
}

std::string Printable(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    Step step = Decode(text);
    bool bad = step.length == 0 || Contains(kControl, step.point);
    size_t length = std::max<size_t>(step.length, 1);
    if (bad) {
      result += '?';
    } else {
      result += text.substr(0, length);
    }
    text.remove_prefix(length);
  }
  return result;
}

}  // namespace greenledger::cli
