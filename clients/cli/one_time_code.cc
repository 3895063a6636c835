#include "clients/cli/one_time_code.h"

#include "clients/cli/local_fault.h"
#include "clients/cli/output.h"
#include "clients/cli/qr_code.h"
#include "clients/cli/text_width.h"
#include "storage/proof/sha256.h"

namespace greenledger::cli {
namespace {

constexpr size_t kGroupCharacters = 4;
constexpr size_t kTypedMin = 8;
constexpr size_t kTypedMax = 64;

}  // namespace

std::string OneTimeCode(std::string_view bytes) {
  static constexpr char kDigits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  std::string code;
  for (size_t i = 0; i < kCodeCharacters; ++i) {
    if (i > 0 && i % kGroupCharacters == 0) code += '-';
    code += kDigits[static_cast<unsigned char>(bytes[i]) & 31];
  }
  return code;
}

std::optional<std::string> PlainCode(std::string_view typed) {
  std::string plain;
  for (char c : typed) {
    if (c == ' ' || c == '-') continue;
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (!(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9')) return std::nullopt;
    plain += c;
  }
  if (plain.size() < kTypedMin || plain.size() > kTypedMax) return std::nullopt;
  return plain;
}

ExitCode ReportBadCode(Session& session, const std::string& typed) {
  return session.UsageError(
      session.Say("取货码应为 8 至 64 个字母和数字，得到 ",
                  "a code is 8 to 64 letters and digits, found ") +
      Printable(typed));
}

std::string CodeHash(std::string_view code) {
  const proof::Hash hash = proof::Sha256({*PlainCode(code)});
  return std::string(proof::AsBytes(hash));
}

ExitCode ShowCode(Session& session, const std::string& heading,
                  const std::string& code, bool qr) {
  if (session.json) {
    session.around.out << "{\"code\":" << JsonString(code) << "}\n";
    return ExitCode::kOk;
  }
  session.around.out << heading << "\n" << code << "\n";
  if (!qr) return ExitCode::kOk;
  auto picture = QrCode(code);
  if (!picture.ok()) return ReportLocal(session, picture.status());
  session.around.out << *picture;
  return ExitCode::kOk;
}

}  // namespace greenledger::cli
