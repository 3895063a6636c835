// The reads of EvidenceService.
#include "services/evidence/evidence_service.h"
#include "services/ledger/reads.h"

namespace greenledger::evidence {
namespace {

constexpr ledger::PageSizes kPages{50, 200};
constexpr int kInspectorsMax = 1000;

void FillSample(const rules::SampleState& sample, v1::SampleStanding* out) {
  *out->mutable_committed() = sample.committed;
  out->set_committed_index(sample.committed_index);
  if (sample.drawn_index == 0) return;
  *out->mutable_drawn() = sample.drawn;
  out->set_drawn_index(sample.drawn_index);
}

void FillInspector(const std::string& by,
                   const rules::InspectorState& inspector,
                   v1::InspectorFigures* out) {
  const uint64_t count = inspector.inspections;
  out->set_by(by);
  out->set_inspections(count);
  if (count > 0) {
    out->set_mean_score_permille(
        static_cast<uint32_t>((inspector.score_sum + count / 2) / count));
  }
  out->set_rechecked(inspector.rechecked);
  out->set_agreed(inspector.agreed);
}

}  // namespace

grpc::ServerUnaryReactor* EvidenceServiceImpl::GetCalendar(
    grpc::CallbackServerContext* context, const v1::GetCalendarRequest* request,
    v1::GetCalendarResponse* response) {
  return ledger::Serve(
      context, *request, [&](grpc::ServerUnaryReactor* reactor) {
        return ledger::ReadBook(
            *ports_.books, request->book(), reactor,
            [&](const rules::BookState& state, const storage::BookTree&,
                uint64_t*) {
              const rules::EvidenceState& known = state.evidence();
              for (const auto& [year, calendar] : known.calendars) {
                *response->add_years() = calendar;
              }
              if (!known.activity_rules.version().empty()) {
                *response->mutable_activity_rules() = known.activity_rules;
              }
              return grpc::Status::OK;
            });
      });
}

grpc::ServerUnaryReactor* EvidenceServiceImpl::ListSamples(
    grpc::CallbackServerContext* context, const v1::ListSamplesRequest* request,
    v1::ListSamplesResponse* response) {
  return ledger::Serve(
      context, *request, [&](grpc::ServerUnaryReactor* reactor) {
        return ledger::ReadPage(
            *ports_.books, *request, "ListSamples", kPages, reactor, response,
            [](const rules::BookState& state) -> const auto& {
              return state.evidence().samples;
            },
            [&](const rules::SampleState& sample) {
              FillSample(sample, response->add_samples());
            });
      });
}

grpc::ServerUnaryReactor* EvidenceServiceImpl::ListInspectors(
    grpc::CallbackServerContext* context,
    const v1::ListInspectorsRequest* request,
    v1::ListInspectorsResponse* response) {
  return ledger::Serve(
      context, *request, [&](grpc::ServerUnaryReactor* reactor) {
        return ledger::ReadBook(
            *ports_.books, request->book(), reactor,
            [&](const rules::BookState& state, const storage::BookTree&,
                uint64_t*) {
              for (const auto& [by, inspector] : state.evidence().inspectors) {
                if (response->inspectors_size() == kInspectorsMax) break;
                FillInspector(by, inspector, response->add_inspectors());
              }
              return grpc::Status::OK;
            });
      });
}

}  // namespace greenledger::evidence
