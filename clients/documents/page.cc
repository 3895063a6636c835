#include "clients/documents/page.h"

#include "clients/documents/style.h"
#include "clients/documents/words.h"

namespace greenledger::documents {

using cli::Language;
using cli::Text;

std::string NoneText(Language language) {
  return In(language, Text{"（无）", "none"});
}

void PutSource(const Source& source, Html* html) {
  const Language language = source.language;
  html->Open("div", "source");
  html->Paragraph(
      Fill(language, {"账本：{:012}（{} {} {}）", "Book: {:012} ({}, {}, {})"},
           source.book, source.district, source.street, source.community));
  const std::string signer =
      source.origin.empty()
          ? In(language, Text{"服务器未签署", "not signed by the server"})
          : Fill(language, {"{} 签署", "signed as {}"}, source.origin);
  html->Paragraph(Fill(language,
                       {"检查点：共 {} 条，{}；默克尔根 {}",
                        "Checkpoint: {} entries, {}; Merkle root {}"},
                       source.size, signer, Hex(source.root)));
  if (!source.list_digest.empty()) {
    html->Paragraph(
        Fill(language,
             {"名单摘要（SHA-256）：{}", "Digest of the list (SHA-256): {}"},
             Hex(source.list_digest)));
  }
  html->Paragraph(Fill(language, {"制表日期：{}", "Drawn up on {}"},
                       LongDay(source.day, language)));
  html->Close("div");
}

// A community's name with what its committee is called, where it lacks that.
std::string CommitteeOf(const Source& source) {
  const bool named = source.community.ends_with("委员会") ||
                     source.community.ends_with("居委会");
  return source.community +
         (named || source.language != Language::kChinese ? "" : "居民委员会");
}

void PutSignature(const Source& source, int32_t day, Html* html) {
  html->Open("div", "signature");
  html->Paragraph(Fill(source.language,
                       {"{}（盖章）", "Committee of {} (stamp)"},
                       CommitteeOf(source)));
  html->Paragraph(LongDay(day, source.language));
  html->Close("div");
}

std::string BarePage(const Source& source, const std::string& title,
                     const std::string& body) {
  const bool chinese = source.language == Language::kChinese;
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width\">\n"
      "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n{}</body>\n"
      "</html>\n",
      chinese ? "zh-CN" : "en", Escape(title), kStyle, body);
}

std::string Page(const Source& source, const std::string& title,
                 const std::string& body) {
  Html html;
  html.Put("h1", title);
  html.Add(body);
  PutSource(source, &html);
  return BarePage(source, title, html.Take());
}

}  // namespace greenledger::documents
