// How documents look, on screen and on A4.
#ifndef GREENLEDGER_CLIENTS_DOCUMENTS_STYLE_H_
#define GREENLEDGER_CLIENTS_DOCUMENTS_STYLE_H_

#include <string_view>

namespace greenledger::documents {

inline constexpr std::string_view kStyle = R"(
@page { size: A4; margin: 24mm 22mm 20mm 24mm;
  @bottom-center { content: "— " counter(page) " —"; font-size: 9pt; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 164mm; padding: 8mm 0; color: #111;
  font: 12pt/1.75 "Noto Serif CJK SC", "Source Han Serif SC", "Songti SC",
    STSong, SimSun, "宋体", "Times New Roman", serif;
  font-variant-numeric: tabular-nums; }
h1, h2, h3, th { font-family: "Noto Sans CJK SC", "Source Han Sans SC",
    "Heiti SC", STHeiti, SimHei, "黑体", Arial, sans-serif; }
h1 { font-size: 20pt; line-height: 1.4; text-align: center;
  margin: 0 0 8mm; text-wrap: balance; }
h2 { font-size: 13.5pt; margin: 6mm 0 2mm; break-after: avoid; }
h3 { font-size: 12pt; margin: 4mm 0 1mm; break-after: avoid; }
p { margin: 0 0 2mm; text-align: justify; orphans: 2; widows: 2; }
:lang(zh) p { text-indent: 2em; }
ul { margin: 0 0 2mm; padding-left: 2em; }
li { margin: 0; }
table { width: 100%; border-collapse: collapse; margin: 2mm 0 4mm;
  font-size: 10.5pt; line-height: 1.45; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { border: 0.5pt solid #555; padding: 1mm 2mm; text-align: left;
  vertical-align: top; }
th { background: #eee; font-weight: 700; text-align: center;
  print-color-adjust: exact; -webkit-print-color-adjust: exact; }
td.number { text-align: right; white-space: nowrap; }
td.none { text-align: center; color: #555; }
pre { font: 9pt/1.4 "Noto Sans Mono CJK SC", monospace; white-space: pre-wrap; }
.signature { margin: 10mm 0 0; text-align: right; break-inside: avoid; }
.signature p { text-align: right; text-indent: 0; }
.source { margin-top: 10mm; padding-top: 2mm; border-top: 0.5pt solid #555;
  font-size: 8.5pt; line-height: 1.5; break-inside: avoid; color: #333; }
.source p { text-indent: 0; text-align: left; margin: 0;
  overflow-wrap: anywhere; }
.certificate { break-after: page; break-inside: avoid; height: 250mm;
  padding: 16mm 16mm 8mm; border: 3pt double #8a1f1f; display: flex;
  flex-direction: column; }
.certificate:last-child { break-after: auto; }
.certificate h1 { font-size: 34pt; letter-spacing: 0.2em; margin: 8mm 0 14mm;
  color: #8a1f1f; }
.certificate p { font-size: 15pt; line-height: 2; }
.certificate p.to { text-indent: 0; }
.certificate p.title { font-size: 24pt; text-align: center; text-indent: 0;
  font-family: "Noto Sans CJK SC", "Source Han Sans SC", "Heiti SC", SimHei,
    "黑体", Arial, sans-serif; margin: 6mm 0; }
.certificate .signature p { font-size: 13pt; }
.certificate .source { margin-top: auto; }
.certificate .source p { font-size: 8pt; line-height: 1.5; text-indent: 0; }
@media print { body { max-width: none; padding: 0; }
  a { color: inherit; text-decoration: none; } }
)";

}  // namespace greenledger::documents

#endif  // GREENLEDGER_CLIENTS_DOCUMENTS_STYLE_H_
