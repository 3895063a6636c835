// greenledger kiosk list|admit|close, greenledger place list; what is done with
// devices is in kiosk_device.cc, conformance in kiosk_conformance.cc.
#include <fmt/format.h>

#include <memory>

#include "clients/cli/command.h"
#include "clients/cli/kiosk_device.h"
#include "clients/cli/kiosk_verbs.h"
#include "clients/cli/names.h"
#include "clients/cli/nouns.h"
#include "clients/cli/output.h"
#include "clients/cli/paging.h"
#include "clients/cli/table.h"
#include "clients/cli/verb.h"

namespace greenledger::cli {
namespace {

std::string Bins(const v1::Kiosk& kiosk) {
  std::string text;
  for (const v1::Bin& bin : kiosk.bins()) {
    if (!text.empty()) text += ' ';
    text += fmt::format("{}:{}", bin.number(), bin.class_code());
  }
  return text;
}

ExitCode ListKiosks(Session& session) {
  Table table({{session.Say("设备", "kiosk"), Table::Align::kRight},
               {session.Say("地点", "place"), Table::Align::kRight},
               {session.Say("状态", "state")},
               {session.Say("日志编号", "incarnation")},
               {session.Say("已收记录", "watermark"), Table::Align::kRight},
               {session.Say("投口:类别", "bin:class")}});
  auto take = [&](const v1::ListKiosksResponse& page) {
    for (const v1::KioskStatus& status : page.kiosks()) {
      const v1::Kiosk& kiosk = status.kiosk();
      if (session.json) session.around.out << ToJson(status) << "\n";
      table.AddRow({std::to_string(kiosk.number()),
                    std::to_string(kiosk.place_number()),
                    status.closed() ? session.Say("已停用", "closed")
                                    : session.Say("在用", "in service"),
                    std::to_string(kiosk.incarnation()),
                    std::to_string(status.watermark()), Bins(kiosk)});
    }
  };
  v1::ListKiosksRequest request;
  request.set_book(session.book);
  grpc::Status status =
      ForEachPage(session, &Client::Registry::ListKiosks, request, take);
  if (!status.ok()) return ReportError(session, status);
  if (!session.json) table.Print(session.around.out);
  return ExitCode::kOk;
}

ExitCode ListPlaces(Session& session) {
  Table table({{session.Say("编号", "number"), Table::Align::kRight},
               {session.Say("种类", "kind")},
               {session.Say("所属", "parent"), Table::Align::kRight},
               {session.Say("名称", "name")}});
  auto take = [&](const v1::ListPlacesResponse& page) {
    for (const v1::Place& place : page.places()) {
      if (session.json) session.around.out << ToJson(place) << "\n";
      table.AddRow({std::to_string(place.number()),
                    In(session.language, NameOf(place.kind())),
                    std::to_string(place.parent_number()), place.name()});
    }
  };
  v1::ListPlacesRequest request;
  request.set_book(session.book);
  grpc::Status status =
      ForEachPage(session, &Client::Registry::ListPlaces, request, take);
  if (!status.ok()) return ReportError(session, status);
  if (!session.json) table.Print(session.around.out);
  return ExitCode::kOk;
}

std::shared_ptr<uint64_t> AddNumber(CLI::App& verb, const std::string& name,
                                    const std::string& description) {
  auto number = std::make_shared<uint64_t>(0);
  verb.add_option(name, *number, description)->required();
  return number;
}

void AddAdmit(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "admit",
      {"准许设备启用新日志（更换存储后）",
       "Let a kiosk begin a new journal (after its storage was replaced)"},
      "greenledger kiosk admit 3 20260301 --book 310101001001");
  auto kiosk =
      AddNumber(*verb, "kiosk", session.Say("设备编号", "the kiosk's number"));
  auto incarnation =
      AddNumber(*verb, "incarnation",
                session.Say("新日志编号，此前未用过",
                            "the new journal's number, never used before"));
  AddCommandOptions(*verb, session);
  DoInBook(*verb, session, [&session, kiosk, incarnation] {
    v1::AdmitIncarnationRequest request;
    request.mutable_incarnation()->set_kiosk_number(*kiosk);
    request.mutable_incarnation()->set_incarnation(*incarnation);
    return SendCommand(session, &Client::Registry::AdmitIncarnation, request,
                       session.Say("已准许", "incarnation admitted"));
  });
}

void AddClose(CLI::App& noun, Session& session) {
  CLI::App* verb =
      AddVerb(noun, session, "close",
              {"停用设备；它之后上传的记录将被拒绝",
               "Take a kiosk out of service; later uploads of it are refused"},
              "greenledger kiosk close 3 --book 310101001001");
  auto kiosk =
      AddNumber(*verb, "kiosk", session.Say("设备编号", "the kiosk's number"));
  AddCommandOptions(*verb, session);
  DoInBook(*verb, session, [&session, kiosk] {
    v1::CloseKioskRequest request;
    request.mutable_kiosk()->set_number(*kiosk);
    return SendCommand(session, &Client::Registry::CloseKiosk, request,
                       session.Say("设备已停用", "kiosk closed"));
  });
}

}  // namespace

void AddKiosk(CLI::App& app, Session& session) {
  CLI::App* noun = AddNoun(app, session, "kiosk", {"设备", "Kiosks"});
  CLI::App* list = AddVerb(*noun, session, "list",
                           {"列出设备和已收到的记录序号",
                            "List kiosks and how far their records are booked"},
                           "greenledger kiosk list --book 310101001001\n"
                           "greenledger kiosk list --book 310101001001 --json");
  DoInBook(*list, session, [&session] { return ListKiosks(session); });
  AddAdmit(*noun, session);
  AddClose(*noun, session);
  AddDeviceVerbs(*noun, session);
  AddKioskConformance(*noun, session);
}

void AddPlace(CLI::App& app, Session& session) {
  CLI::App* noun =
      AddNoun(app, session, "place", {"网格和楼栋", "Grids and buildings"});
  CLI::App* list = AddVerb(*noun, session, "list",
                           {"列出网格和楼栋", "List grids and buildings"},
                           "greenledger place list --book 310101001001");
  DoInBook(*list, session, [&session] { return ListPlaces(session); });
}

}  // namespace greenledger::cli
