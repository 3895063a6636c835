#include "clients/documents/certificate.h"

#include "clients/cli/money.h"
#include "clients/cli/names.h"
#include "clients/documents/html.h"
#include "clients/documents/page.h"
#include "clients/documents/rule_text.h"
#include "clients/documents/words.h"

namespace greenledger::documents {
namespace {

using cli::Language;
using cli::Text;

void PutCertificate(const Source& source, const v1::CampaignStanding& campaign,
                    const v1::TitleStanding& title, const Directory& directory,
                    Html* html) {
  const Language language = source.language;
  const v1::TitleGranted& granted = title.granted();
  html->Open("section", "certificate");
  html->Put("h1", In(language, Text{"荣誉证书", "Certificate"}));
  html->Put(
      "p",
      Fill(language, {"{}：", "{}:"}, directory.FullName(granted.contestant())),
      "to");
  html->Paragraph(
      Fill(language,
           {"在{}“{}”评选（第 {} 号）中，经评审、公示，名列第 {}，特授予",
            "In the campaign of {} for “{}” (number {}), after review and "
            "public notice, with rank {}, has the title"},
           source.community, TitleText(campaign.rule(), language),
           granted.campaign_number(), granted.rank()));
  html->Put("p",
            Fill(language, {"{}级“{}”", "{1} ({0})"},
                 In(language, cli::NameOf(granted.level())),
                 TitleText(campaign.rule(), language)),
            "title");
  html->Paragraph(Fill(language, {"有效期：{}至{}。", "Valid from {} to {}."},
                       LongDay(granted.from_day(), language),
                       LongDay(granted.to_day(), language)));
  if (granted.milli_points() > 0) {
    html->Paragraph(Fill(language,
                         {"奖励积分 {}。", "With a prize of {} points."},
                         cli::Thousandths(granted.milli_points())));
  }
  PutSignature(source, source.day, html);
  html->Open("div", "source");
  html->Paragraph(Fill(
      language,
      {"授予记录：账本 {1:012} 第 {0} 条。核对：greenledger proof get --index "
       "{0} "
       "--book {1:012} 取得证明，再用 greenledger proof check "
       "离线核对；其检查点"
       "不小于下列检查点。",
       "On record as entry {0} of book {1:012}. To check: greenledger proof "
       "get "
       "--index {0} --book {1:012} gets the proof, greenledger proof check "
       "checks it offline; its checkpoint is not smaller than the one below."},
      title.index(), source.book));
  html->Close("div");
  PutSource(source, html);
  html->Close("section");
}

}  // namespace

std::string Certificates(const Source& source,
                         const v1::CampaignStanding& campaign,
                         const std::vector<v1::TitleStanding>& titles,
                         const Directory& directory) {
  Html html;
  for (const v1::TitleStanding& title : titles) {
    PutCertificate(source, campaign, title, directory, &html);
  }
  return BarePage(source,
                  Fill(source.language, {"“{}”荣誉证书", "Certificates: {}"},
                       TitleText(campaign.rule(), source.language)),
                  html.Take());
}

}  // namespace greenledger::documents
