#include "clients/cli/compare.h"

#include <fmt/format.h>
#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

#include <cstdint>

#include "clients/cli/local_fault.h"
#include "clients/cli/server_error.h"
#include "clients/cli/workload/files.h"

namespace greenledger::cli {
namespace {

using google::protobuf::Struct;

// JSON numbers are exact below 2^53, which the summary keeps to.
uint64_t Number(const Struct& object, const std::string& name) {
  auto at = object.fields().find(name);
  return at == object.fields().end()
             ? 0
             : static_cast<uint64_t>(at->second.number_value());
}

// Counts what was compared and prints what differs.
class Comparison {
 public:
  explicit Comparison(Session& session) : session_(session) {}

  void Check(uint64_t book, const std::string& what, uint64_t invented,
             uint64_t booked) {
    ++figures_;
    if (invented == booked) return;
    ++differences_;
    session_.around.out << fmt::format(
        fmt::runtime(session_.Say("{}：{} 应为 {}，账上是 {}\n",
                                  "{}: {} should be {} and is {}\n")),
        book, what, invented, booked);
  }

  ExitCode Finish() {
    session_.around.out << fmt::format(
        fmt::runtime(session_.Say("核对 {} 个数字，{} 个不符\n",
                                  "{} figures compared, {} differ\n")),
        figures_, differences_);
    return differences_ == 0 ? ExitCode::kOk : ExitCode::kRefused;
  }

 private:
  Session& session_;
  uint64_t figures_ = 0;
  uint64_t differences_ = 0;
};

uint64_t Booked(const v1::GetTotalsResponse& totals, v1::Asset asset,
                uint32_t class_code) {
  for (const v1::Balance& returned : totals.returned()) {
    if (returned.asset() == asset && returned.class_code() == class_code) {
      return returned.credits();
    }
  }
  return 0;
}

void CompareBook(const Struct& invented, const v1::GetTotalsResponse& totals,
                 Comparison* comparison) {
  const uint64_t book = totals.book().book();
  const auto check = [&](const char* name, uint64_t booked) {
    comparison->Check(book, name, Number(invented, name), booked);
  };
  check("households", totals.households());
  check("cards", totals.cards());
  check("kiosks", totals.kiosks());
  check("drops", totals.drops());
  check("drops_rejected", totals.drops_rejected());
  check("drops_suspense", totals.drops_suspense());
  check("quarantined", totals.quarantined());
  check("clearances", totals.clearances());
  const Struct& classes = invented.fields().at("returned").struct_value();
  for (const auto& [code, sums] : classes.fields()) {
    const uint32_t class_code = static_cast<uint32_t>(std::stoul(code));
    comparison->Check(book, "grams of class " + code,
                      Number(sums.struct_value(), "grams"),
                      Booked(totals, v1::ASSET_MASS, class_code));
    comparison->Check(book, "pieces of class " + code,
                      Number(sums.struct_value(), "pieces"),
                      Booked(totals, v1::ASSET_PIECES, class_code));
  }
}

}  // namespace

ExitCode CompareWithSummary(Session& session, const std::string& folder) {
  const std::string path = folder + "/summary.json";
  auto text = workload::ReadWholeFile(path);
  if (!text.ok()) return ReportLocal(session, text.status());
  Struct summary;
  if (!google::protobuf::util::JsonStringToMessage(*text, &summary).ok() ||
      !summary.fields().contains("books")) {
    return ReportLocal(session, absl::InvalidArgumentError(
                                    path + ": not the summary of a workload"));
  }
  Comparison comparison(session);
  for (const auto& value : summary.fields().at("books").list_value().values()) {
    v1::GetTotalsRequest request;
    request.set_book(Number(value.struct_value(), "book"));
    v1::GetTotalsResponse totals;
    grpc::Status status =
        session.client().Call(&Client::Ledger::GetTotals, request, &totals);
    if (!status.ok()) return ReportError(session, status);
    CompareBook(value.struct_value(), totals, &comparison);
  }
  return comparison.Finish();
}

}  // namespace greenledger::cli
