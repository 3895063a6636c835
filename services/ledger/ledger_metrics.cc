#include "services/ledger/ledger_metrics.h"

namespace greenledger::ledger {

LedgerMetrics::LedgerMetrics(prometheus::Registry* registry) {
  auto& records = prometheus::BuildCounter()
                      .Name("greenledger_records_total")
                      .Help("Records answered, by result code")
                      .Register(*registry);
  for (int code = 0; code < v1::RecordResultCode_ARRAYSIZE; ++code) {
    records_[static_cast<size_t>(code)] = &records.Add(
        {{"code",
          v1::RecordResultCode_Name(static_cast<v1::RecordResultCode>(code))}});
  }
  entries_ = &prometheus::BuildCounter()
                  .Name("greenledger_entries_total")
                  .Help("Entries made durable")
                  .Register(*registry)
                  .Add({});
  group_entries_ = &prometheus::BuildHistogram()
                        .Name("greenledger_group_entries")
                        .Help("Entries per synced write")
                        .Register(*registry)
                        .Add({}, prometheus::Histogram::BucketBoundaries{
                                     0, 1, 10, 100, 1000, 10000});
  commit_seconds_ =
      &prometheus::BuildHistogram()
           .Name("greenledger_commit_seconds")
           .Help("Time of a synced write with its anchor")
           .Register(*registry)
           .Add({}, prometheus::Histogram::BucketBoundaries{
                        0.0002, 0.0005, 0.001, 0.002, 0.005, 0.02, 0.1, 1});
  security_events_ = &prometheus::BuildCounter()
                          .Name("greenledger_security_events_total")
                          .Help("Bad signatures, reused ids, broken chains")
                          .Register(*registry);
  writes_stopped_ = &prometheus::BuildGauge()
                         .Name("greenledger_writes_stopped")
                         .Help("1 while new work is refused because of damage")
                         .Register(*registry)
                         .Add({});
}

void LedgerMetrics::CountRecord(v1::RecordResultCode code) {
  records_[static_cast<size_t>(code)]->Increment();
}

void LedgerMetrics::CountGroup(const GroupStats& stats) {
  if (stats.entries == 0) return;
  entries_->Increment(static_cast<double>(stats.entries));
  group_entries_->Observe(static_cast<double>(stats.entries));
  commit_seconds_->Observe(static_cast<double>(stats.commit_us) / 1e6);
}

void LedgerMetrics::SetWritesStopped(bool stopped) {
  writes_stopped_->Set(stopped ? 1 : 0);
}

void LedgerMetrics::CountSecurityEvent(const std::string& event) {
  security_events_->Add({{"event", event}}).Increment();
}

}  // namespace greenledger::ledger
