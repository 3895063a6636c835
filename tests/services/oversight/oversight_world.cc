#include "tests/services/oversight/oversight_world.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>

#include "services/ledger/verify/book_verifier.h"

namespace greenledger::oversight {

using Stub = v1::OversightService::StubInterface;

OversightWorld::OversightWorld(uint64_t rows_every, uint64_t households)
    : ledger(ledger::LedgerWorld::Options{nullptr, rows_every}) {
  ledger.Populate(households);
  Open();
  v1::OpenPartiesRequest request;
  v1::Party* collector = request.add_parties();
  collector->set_kind(v1::PARTY_KIND_COLLECTOR);
  collector->set_number(kCollector);
  collector->set_name("City Sanitation");
  v1::Party* processor = request.add_parties();
  processor->set_kind(v1::PARTY_KIND_PROCESSOR);
  processor->set_number(kProcessor);
  processor->set_name("Soap Works");
  EXPECT_EQ(Run(&Stub::OpenParties, request).code(),
            v1::COMMAND_RESULT_CODE_ACCEPTED);
}

void OversightWorld::Open() {
  service_ = std::make_unique<OversightServiceImpl>(&ledger.ledger());
  overseer_ = std::make_unique<Overseer>(
      Overseer::Options{.memory_file = folder_.path() + "/OVERSIGHT"},
      &ledger.ledger(), &ledger.clock);
  // Tests say when it looks.
  overseer_->Stop();
  grpc::ServerBuilder builder;
  builder.RegisterService(service_.get());
  server_ = builder.BuildAndStart();
  stub_ = v1::OversightService::NewStub(
      server_->InProcessChannel(grpc::ChannelArguments()));
}

void OversightWorld::Close() {
  server_->Shutdown();
  stub_.reset();
  server_.reset();
  overseer_->Keep();
  overseer_.reset();
  service_.reset();
}

void OversightWorld::Restart(bool forget) {
  Close();
  if (forget) std::filesystem::remove(folder_.path() + "/OVERSIGHT");
  ledger.Restart();
  Open();
}

v1::Entry OversightWorld::Send(v1::Record record) {
  record.set_sequence(++sequence_);
  v1::SubmitRecordsResponse response;
  EXPECT_TRUE(ledger.Submit({record}, &response).ok());
  v1::Entry entry;
  EXPECT_TRUE(entry.ParseFromString(ledger.Entries().back()));
  return entry;
}

v1::Record OversightWorld::ClearanceAt(int64_t time_us, uint32_t grams) {
  v1::Record record = ledger::DropRecord(1, time_us, 1);
  v1::Clearance* clearance = record.mutable_clearance();
  clearance->set_bin(1);
  clearance->set_class_code(kFood);
  clearance->set_grams(grams);
  clearance->set_collector(kCollector);
  return record;
}

v1::CommandResult OversightWorld::Publish(const v1::ClearancePlan& plan) {
  v1::PublishClearancePlanRequest request;
  *request.mutable_plan() = plan;
  return Run(&Stub::PublishClearancePlan, request);
}

v1::CommandResult OversightWorld::Publish(const v1::AnomalyRules& rules) {
  v1::PublishAnomalyRulesRequest request;
  *request.mutable_rules() = rules;
  return Run(&Stub::PublishAnomalyRules, request);
}

v1::CommandResult OversightWorld::Reverse(uint64_t index, uint64_t anomaly) {
  v1::ReverseEntryRequest request;
  request.mutable_reversed()->set_reversed_index(index);
  request.mutable_reversed()->set_anomaly_index(anomaly);
  request.mutable_reversed()->set_by("committee 3");
  request.mutable_reversed()->set_why("a stone in the bag");
  return Run(&Stub::ReverseEntry, request);
}

v1::CommandResult OversightWorld::Judge(uint64_t anomaly, v1::Verdict verdict) {
  v1::JudgeAnomalyRequest request;
  request.mutable_judged()->set_anomaly_index(anomaly);
  request.mutable_judged()->set_verdict(verdict);
  request.mutable_judged()->set_by("committee 3");
  request.mutable_judged()->set_why("seen on site");
  return Run(&Stub::JudgeAnomaly, request);
}

v1::CommandResult OversightWorld::HandOver(uint64_t grams) {
  v1::HandOverMaterialRequest request;
  v1::MaterialHandedOver* material = request.mutable_material();
  material->set_collector_number(kCollector);
  material->set_processor_number(kProcessor);
  material->set_manifest("M-1");
  material->set_class_code(kFood);
  material->set_grams(grams);
  return Run(&Stub::HandOverMaterial, request);
}

v1::CommandResult OversightWorld::Return(uint64_t grams) {
  v1::ReturnMaterialRequest request;
  v1::MaterialReturned* material = request.mutable_material();
  material->set_processor_number(kProcessor);
  material->set_manifest("R-1");
  material->set_class_code(kFood);
  material->set_used_grams(grams);
  material->set_product("soap");
  material->set_product_pieces(3);
  return Run(&Stub::ReturnMaterial, request);
}

std::vector<v1::Anomaly> OversightWorld::Anomalies(bool open_only,
                                                   int32_t page_size) {
  std::vector<v1::Anomaly> all;
  v1::ListAnomaliesRequest request;
  request.set_book(ledger::kBook);
  request.set_open_only(open_only);
  request.set_page_size(page_size);
  do {
    grpc::ClientContext context;
    v1::ListAnomaliesResponse response;
    status = stub_->ListAnomalies(&context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    all.insert(all.end(), response.anomalies().begin(),
               response.anomalies().end());
    request.set_page_token(response.next_page_token());
  } while (!request.page_token().empty());
  return all;
}

std::vector<v1::Entry> OversightWorld::EntriesOf(v1::Entry::BodyCase body) {
  std::vector<v1::Entry> entries;
  for (const std::string& bytes : ledger.Entries()) {
    v1::Entry entry;
    EXPECT_TRUE(entry.ParseFromString(bytes));
    if (entry.body_case() == body) entries.push_back(entry);
  }
  return entries;
}

int64_t OversightWorld::Net(v1::AccountOwner owner, uint64_t number,
                            v1::Asset asset, uint32_t class_code) {
  ledger::LiveBook* book = ledger.ledger().books().Find(ledger::kBook);
  common::MutexLock lock(book->mu);
  const rules::Balances* balances = book->state.FindBalances(owner, number);
  return balances == nullptr ? 0 : balances->Net(asset, class_code);
}

absl::Status OversightWorld::Verify() {
  verify::BookVerifier verifier(ledger::kBook);
  for (const std::string& bytes : ledger.Entries()) {
    if (absl::Status s = verifier.Add(bytes); !s.ok()) return s;
  }
  return verifier.Finish();
}

}  // namespace greenledger::oversight
