#include "clients/documents/masked_name.h"

#include <algorithm>
#include <vector>

namespace greenledger::documents {
namespace {

constexpr std::string_view kStar = "＊";
// Longer ones are not surname and given name, as those of some peoples.
constexpr size_t kChineseNameMax = 4;

constexpr std::string_view kDoubleSurnames[] = {
    "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容",
    "令狐", "长孙", "宇文", "司徒", "司空", "夏侯", "轩辕", "端木", "百里",
    "东郭", "南宫", "西门", "独孤", "完颜", "太史", "公羊", "澹台", "公冶",
    "宗政", "濮阳", "淳于", "单于", "太叔", "申屠", "仲孙", "钟离", "鲜于",
    "闾丘", "赫连", "呼延", "第五", "拓跋", "万俟", "闻人", "梁丘", "左丘",
    "歐陽", "司馬", "諸葛", "東方", "尉遲", "公孫", "長孫", "軒轅", "南宮",
    "西門", "獨孤", "鍾離", "聞人"};

// Characters of UTF-8.
std::vector<std::string_view> Characters(std::string_view text) {
  std::vector<std::string_view> characters;
  for (size_t at = 0; at < text.size();) {
    size_t end = at + 1;
    while (end < text.size() &&
           (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) {
      ++end;
    }
    characters.push_back(text.substr(at, end - at));
    at = end;
  }
  return characters;
}

bool IsLatin(std::string_view character) {
  // U+0000 to U+024F begin with a byte up to 0xC9.
  return static_cast<unsigned char>(character.front()) <= 0xC9;
}

bool IsChinese(std::string_view character) {
  const auto first = static_cast<unsigned char>(character.front());
  // U+3400 to U+9FFF, and the planes from U+20000 on.
  return (first >= 0xE3 && first <= 0xE9 && character >= "㐀") ||
         (first == 0xF0 && character.size() == 4 && character >= "\U00020000");
}

std::string_view Trimmed(std::string_view text) {
  const size_t first = text.find_first_not_of(' ');
  if (first == text.npos) return "";
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

}  // namespace

std::string MaskedName(std::string_view name) {
  const std::vector<std::string_view> characters = Characters(Trimmed(name));
  if (characters.empty()) return "";
  const bool chinese =
      std::all_of(characters.begin(), characters.end(), IsChinese);
  if (chinese && characters.size() <= kChineseNameMax) {
    const bool double_surname =
        characters.size() > 2 &&
        std::any_of(std::begin(kDoubleSurnames), std::end(kDoubleSurnames),
                    [&](std::string_view surname) {
                      return Trimmed(name).starts_with(surname);
                    });
    const size_t shown = characters.size() == 1 ? 0 : (double_surname ? 2 : 1);
    std::string masked;
    for (size_t i = 0; i < characters.size(); ++i) {
      masked += i < shown ? characters[i] : kStar;
    }
    return masked;
  }
  if (characters.size() == 1) return std::string(kStar);
  const std::string first(characters.front());
  if (IsLatin(first)) return first + "***";
  return first + std::string(kStar) + std::string(kStar);
}

}  // namespace greenledger::documents
