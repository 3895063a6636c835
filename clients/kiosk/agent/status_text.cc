#include "clients/kiosk/agent/health.h"
#include "fmt/format.h"
#include "services/ledger/rules/local_day.h"

namespace greenledger::kiosk {
namespace {

using cli::In;
using cli::Language;
using cli::Text;

constexpr size_t kColumns = 40;
constexpr int64_t kSecondUs = 1'000'000;
constexpr int64_t kHourUs = 3600 * kSecondUs;
// Written every minute: older than this, the program does not run.
constexpr int64_t kOldUs = 180 * kSecondUs;

// `3 d 4 h`, `12 min`, `8 s`.
std::string Span(int64_t us, Language language) {
  const int64_t seconds = us < 0 ? 0 : us / kSecondUs;
  if (us >= 24 * kHourUs) {
    return fmt::format(
        fmt::runtime(In(language, Text{"{}天{}小时", "{} d {} h"})),
        us / kHourUs / 24, us / kHourUs % 24);
  }
  if (seconds >= 3600) {
    return fmt::format(
        fmt::runtime(In(language, Text{"{}小时{}分", "{} h {} min"})),
        seconds / 3600, seconds / 60 % 60);
  }
  if (seconds >= 60) {
    return fmt::format(fmt::runtime(In(language, Text{"{}分钟", "{} min"})),
                       seconds / 60);
  }
  return fmt::format(fmt::runtime(In(language, Text{"{}秒", "{} s"})), seconds);
}

Text AdmissionText(v1::BootAdmission admission) {
  switch (admission) {
    case v1::BOOT_ADMISSION_ACCEPTED:
      return {"已接受", "accepted"};
    case v1::BOOT_ADMISSION_PENDING:
      return {"等待中", "pending"};
    case v1::BOOT_ADMISSION_REJECTED:
      return {"被拒绝", "rejected"};
    default:
      return {"未联系上", "no contact yet"};
  }
}

// A text broken into lines of at most kColumns bytes, never within a character.
std::string Folded(std::string_view text) {
  std::string out;
  size_t width = 0;
  for (const char byte : text) {
    const bool begins = (static_cast<uint8_t>(byte) & 0xc0) != 0x80;
    if (begins && width + 3 > kColumns) {
      out += "\n ";
      width = 1;
    }
    out += byte == '\n' ? ' ' : byte;
    ++width;
  }
  return out;
}

class Page {
 public:
  explicit Page(Language language) : language_(language) {}

  void Line(const Text& name, std::string_view value) {
    text_ += Folded(In(language_, name) + ": " + std::string(value)) + "\n";
  }
  void Warn(const Text& what) { text_ += "! " + In(language_, what) + "\n"; }
  std::string Say(const Text& text) const { return In(language_, text); }
  std::string Take() { return std::move(text_); }

 private:
  Language language_;
  std::string text_;
};

void AddRecords(const AgentStatus& status, Page* page) {
  page->Line({"记录", "records"}, std::to_string(status.last_sequence));
  page->Line({"待上传", "to send"},
             std::to_string(status.last_sequence - status.acknowledged));
  page->Line({"保留自", "kept from"}, std::to_string(status.first_retained));
  page->Line({"隔离", "quarantined"}, std::to_string(status.sync.quarantined));
}

void AddWarnings(const AgentStatus& status, int64_t now_us, Page* page) {
  if (now_us - status.now_us > kOldUs) {
    page->Warn({"程序未在运行", "the program does not run"});
  }
  if (!status.takes_drops) {
    page->Warn({"不接受投放", "takes no drops"});
    if (!status.journal_problem.empty()) {
      page->Line({"原因", "why"}, status.journal_problem);
    }
  }
  if (!status.clock_synced) {
    page->Warn({"时钟未同步", "the clock is not synced"});
  }
  if (!status.sync.problem.empty()) {
    page->Line({"上传问题", "upload"}, status.sync.problem);
  }
}

}  // namespace

std::string StatusText(const AgentStatus& status, int64_t now_us,
                       Language language) {
  Page page(language);
  page.Line({"设备", "kiosk"},
            fmt::format("{} / {}", status.book, status.kiosk));
  page.Line({"软件", "software"}, status.software);
  page.Line({"服务器", "server"}, status.server);
  page.Line({"状态", "state"},
            In(language, AdmissionText(status.sync.admission)));
  page.Line({"上次联系", "last contact"},
            status.sync.last_contact_us == 0
                ? page.Say({"无", "never"})
                : Span(now_us - status.sync.last_contact_us, language) +
                      page.Say({"前", " ago"}));
  AddRecords(status, &page);
  page.Line({"剩余空间", "free"},
            fmt::format("{} MiB", status.free_bytes >> 20));
  page.Line({"价目表", "tariff"},
            status.tariff.empty() ? page.Say({"无", "none"}) : status.tariff);
  page.Line({"已知卡", "cards"}, std::to_string(status.cards_known));
  if (status.certificate_ends_us != 0) {
    page.Line({"证书剩余", "certificate for"},
              Span(status.certificate_ends_us - now_us, language));
  }
  page.Line({"运行时间", "up for"},
            Span(static_cast<int64_t>(status.uptime_us), language));
  AddWarnings(status, now_us, &page);
  return page.Take();
}

}  // namespace greenledger::kiosk
