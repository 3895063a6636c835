#include "clients/cli/kiosk_device.h"

#include <fmt/format.h>

#include <memory>

#include "clients/cli/command.h"
#include "clients/cli/local_time.h"
#include "clients/cli/names.h"
#include "clients/cli/one_time_code.h"
#include "clients/cli/output.h"
#include "clients/cli/paging.h"
#include "clients/cli/table.h"
#include "clients/cli/verb.h"

namespace greenledger::cli {
namespace {

constexpr int64_t kDayUs = int64_t{86'400} * 1'000'000;
constexpr size_t kFingerprintBytes = 32;

struct InviteOptions {
  uint64_t kiosk = 0;
  std::string serial;
  int days = 7;
  bool qr = false;
};

ExitCode Invite(Session& session, const InviteOptions& options) {
  const std::string code =
      OneTimeCode(session.around.random_bytes(kCodeCharacters));
  v1::InviteKioskRequest request;
  v1::KioskInvited* invited = request.mutable_invited();
  invited->set_kiosk_number(options.kiosk);
  invited->set_serial(options.serial);
  invited->set_code_hash(CodeHash(code));
  invited->set_expires_us(session.around.now_micros() + options.days * kDayUs);
  const ExitCode sent =
      SendCommand(session, &Client::Identity::InviteKiosk, request,
                  session.Say("设备已邀请", "kiosk invited"));
  if (sent != ExitCode::kOk || session.dry_run) return sent;
  return ShowCode(
      session,
      fmt::format(
          fmt::runtime(session.Say(
              "入网码（只显示这一次，{} 天内有效，仅限序列号 {}）：",
              "code (shown this once, good for {} days, for serial number {} "
              "only):")),
          options.days, options.serial),
      code, options.qr);
}

struct RevokeOptions {
  uint64_t kiosk = 0;
  std::string certificate;
  std::string why;
};

ExitCode Revoke(Session& session, const RevokeOptions& options) {
  v1::RevokeCertificatesRequest request;
  v1::CertificatesRevoked* revoked = request.mutable_revoked();
  revoked->set_kiosk_number(options.kiosk);
  revoked->set_why(options.why);
  if (!options.certificate.empty() &&
      !FromHex(options.certificate, kFingerprintBytes,
               revoked->mutable_fingerprint())) {
    return session.UsageError(
        session.Say("--certificate 应为 64 位十六进制数字，得到 ",
                    "--certificate must be 64 hexadecimal digits, found ") +
        options.certificate);
  }
  return SendCommand(session, &Client::Identity::RevokeCertificates, request,
                     session.Say("证书已吊销", "certificates revoked"));
}

std::string UtcTime(int64_t time_us) {
  return time_us == 0 ? "" : LocalTime(time_us, 0);
}

// One line for each certificate; one for a kiosk that has none.
void AddDevice(const Session& session, const v1::Device& device, Table* table) {
  const std::string kiosk = std::to_string(device.kiosk_number());
  const std::string invited = UtcTime(device.invited_until_us());
  if (device.certificates().empty()) {
    table->AddRow({kiosk, device.serial(), invited, "", "", ""});
  }
  for (const v1::DeviceCertificate& one : device.certificates()) {
    table->AddRow({kiosk, device.serial(), invited,
                   In(session.language, NameOf(one.kind())),
                   UtcTime(one.not_after_us()), ToHex(one.fingerprint())});
  }
}

ExitCode ListDevices(Session& session) {
  Table table({{session.Say("设备", "kiosk"), Table::Align::kRight},
               {session.Say("序列号", "serial")},
               {session.Say("邀请有效至 (UTC)", "invited until (UTC)")},
               {session.Say("证书", "certificate")},
               {session.Say("有效至 (UTC)", "valid until (UTC)")},
               {session.Say("指纹", "fingerprint")}});
  auto take = [&](const v1::ListDevicesResponse& page) {
    for (const v1::Device& device : page.devices()) {
      if (session.json) session.around.out << ToJson(device) << "\n";
      AddDevice(session, device, &table);
    }
  };
  v1::ListDevicesRequest request;
  request.set_book(session.book);
  grpc::Status status =
      ForEachPage(session, &Client::Identity::ListDevices, request, take);
  if (!status.ok()) return ReportError(session, status);
  if (!session.json) table.Print(session.around.out);
  return ExitCode::kOk;
}

void AddInvite(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "invite",
      {"邀请设备入网，显示一次性入网码",
       "Let a device enrol as a kiosk; shows its one-time code"},
      "greenledger kiosk invite 3 --serial SN-0042 --book 310101001001\n"
      "greenledger kiosk invite 3 --serial SN-0042 --days 2 --qr "
      "--book 310101001001");
  auto options = std::make_shared<InviteOptions>();
  verb->add_option("kiosk", options->kiosk,
                   session.Say("设备编号", "the kiosk's number"))
      ->required();
  verb->add_option("--serial", options->serial,
                   session.Say("设备的序列号", "the device's serial number"))
      ->required();
  verb->add_option("--days", options->days,
                   session.Say("入网码有效天数", "days the code is good for"))
      ->check(CLI::Range(1, 90))
      ->capture_default_str();
  verb->add_flag("--qr", options->qr,
                 session.Say("同时显示二维码", "show it as a QR code too"));
  AddCommandOptions(*verb, session);
  DoInBook(*verb, session,
           [&session, options] { return Invite(session, *options); });
}

void AddRevoke(CLI::App& noun, Session& session) {
  CLI::App* verb =
      AddVerb(noun, session, "revoke",
              {"吊销设备的证书，下一次调用起生效",
               "Make a kiosk's certificates worthless from its next call on"},
              "greenledger kiosk revoke 3 --why stolen --book 310101001001");
  auto options = std::make_shared<RevokeOptions>();
  verb->add_option("kiosk", options->kiosk,
                   session.Say("设备编号", "the kiosk's number"))
      ->required();
  verb->add_option(
      "--certificate", options->certificate,
      session.Say("只吊销该指纹的证书", "only the one with this fingerprint"));
  verb->add_option("--why", options->why, session.Say("原因", "why"))
      ->required();
  AddCommandOptions(*verb, session);
  DoInBook(*verb, session,
           [&session, options] { return Revoke(session, *options); });
}

}  // namespace

void AddDeviceVerbs(CLI::App& kiosk, Session& session) {
  AddInvite(kiosk, session);
  AddRevoke(kiosk, session);
  CLI::App* devices =
      AddVerb(kiosk, session, "devices",
              {"列出设备的序列号、邀请和有效证书",
               "List serial numbers, invitations and certificates that count"},
              "greenledger kiosk devices --book 310101001001");
  DoInBook(*devices, session, [&session] { return ListDevices(session); });
}

}  // namespace greenledger::cli
