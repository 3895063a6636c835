// What is wrong with the shape of a request: everything that can be told from
// the request alone. Every fault is listed, at most 200, in the order of the
// request's fields; none means that the rules may look at it. What depends on a
// book's state is decided later and is no fault.
//
// Every service calls Check(request) first and answers faults with
// INVALID_ARGUMENT (BAD_FIELD). Pure functions, safe from any thread.
#ifndef GREENLEDGER_SERVICES_LEDGER_RULES_REQUEST_CHECK_H_
#define GREENLEDGER_SERVICES_LEDGER_RULES_REQUEST_CHECK_H_

#include "greenledger/v1/evidence_service.pb.h"
#include "greenledger/v1/identity_service.pb.h"
#include "greenledger/v1/kiosk_service.pb.h"
#include "greenledger/v1/ledger_service.pb.h"
#include "greenledger/v1/operations_service.pb.h"
#include "greenledger/v1/oversight_service.pb.h"
#include "greenledger/v1/points_service.pb.h"
#include "greenledger/v1/proof_service.pb.h"
#include "greenledger/v1/ranking_service.pb.h"
#include "greenledger/v1/registry_service.pb.h"
#include "greenledger/v1/rewards_service.pb.h"
#include "greenledger/v1/selection_service.pb.h"
#include "greenledger/v1/statement_service.pb.h"
#include "services/common/fault.h"

namespace greenledger::rules {

// KioskService. What a record says is not looked at: one that can never be
// valid is quarantined.
common::Faults Check(const v1::SubmitRecordsRequest& request);
common::Faults Check(const v1::GetWatermarkRequest& request);
common::Faults Check(const v1::BootRequest& request);
common::Faults Check(const v1::GetKioskConfigRequest& request);
common::Faults Check(const v1::GetResidentListRequest& request);

common::Faults Check(const v1::RenewCertificateRequest& request);

// EnrolmentService and IdentityService. What a certificate request says is
// checked by who issues the certificate.
common::Faults Check(const v1::EnrolRequest& request);
common::Faults Check(const v1::InviteKioskRequest& request);
common::Faults Check(const v1::RevokeCertificatesRequest& request);
common::Faults Check(const v1::ListDevicesRequest& request);

// LedgerService.
common::Faults Check(const v1::ListBooksRequest& request);
common::Faults Check(const v1::GetTotalsRequest& request);
common::Faults Check(const v1::GetBalanceRequest& request);
common::Faults Check(const v1::ListBalancesRequest& request);
common::Faults Check(const v1::ListStatementRequest& request);
common::Faults Check(const v1::GetEntryRequest& request);
common::Faults Check(const v1::FollowEntriesRequest& request);

// ProofService. What signature lines say is not looked at.
common::Faults Check(const v1::GetCheckpointRequest& request);
common::Faults Check(const v1::GetProofRequest& request);
common::Faults Check(const v1::GetConsistencyProofRequest& request);
common::Faults Check(const v1::ListVerifierKeysRequest& request);
common::Faults Check(const v1::AddCosignaturesRequest& request);

// OperationsService.
common::Faults Check(const v1::PrepareSnapshotRequest& request);
common::Faults Check(const v1::ExtendSnapshotRequest& request);
common::Faults Check(const v1::ReleaseSnapshotRequest& request);
common::Faults Check(const v1::StartScrubRequest& request);
common::Faults Check(const v1::GetScrubRequest& request);

// RegistryService, commands. A number or card that stands twice in a request is
// a fault of the request.
common::Faults Check(const v1::OpenBookRequest& request);
common::Faults Check(const v1::OpenPlacesRequest& request);
common::Faults Check(const v1::RegisterHouseholdsRequest& request);
common::Faults Check(const v1::ChangeHouseholdRequest& request);
common::Faults Check(const v1::AddMemberRequest& request);
common::Faults Check(const v1::RemoveMemberRequest& request);
common::Faults Check(const v1::IssueCardRequest& request);
common::Faults Check(const v1::BlockCardRequest& request);
common::Faults Check(const v1::RegisterKiosksRequest& request);
common::Faults Check(const v1::CloseKioskRequest& request);
common::Faults Check(const v1::AdmitIncarnationRequest& request);
common::Faults Check(const v1::PublishSchemeRequest& request);
common::Faults Check(const v1::PublishTariffRequest& request);

// RegistryService, queries.
common::Faults Check(const v1::GetHouseholdRequest& request);
common::Faults Check(const v1::ListKiosksRequest& request);
common::Faults Check(const v1::GetTariffRequest& request);
common::Faults Check(const v1::ListPlacesRequest& request);

// OversightService.
common::Faults Check(const v1::OpenPartiesRequest& request);
common::Faults Check(const v1::IssueCrewCardRequest& request);
common::Faults Check(const v1::PublishClearancePlanRequest& request);
common::Faults Check(const v1::PublishAnomalyRulesRequest& request);
common::Faults Check(const v1::JudgeAnomalyRequest& request);
common::Faults Check(const v1::ReverseEntryRequest& request);
common::Faults Check(const v1::HandOverMaterialRequest& request);
common::Faults Check(const v1::ReturnMaterialRequest& request);
common::Faults Check(const v1::ListAnomaliesRequest& request);
common::Faults Check(const v1::GetOversightRequest& request);

// PointsService.
common::Faults Check(const v1::PlaceHoldRequest& request);
common::Faults Check(const v1::CommitHoldRequest& request);
common::Faults Check(const v1::VoidHoldRequest& request);
common::Faults Check(const v1::ProposeAdjustmentRequest& request);
common::Faults Check(const v1::DecideAdjustmentRequest& request);
common::Faults Check(const v1::PenaliseRequest& request);
common::Faults Check(const v1::PublishBudgetRequest& request);
common::Faults Check(const v1::ChangeBudgetRequest& request);
common::Faults Check(const v1::ReservePrizesRequest& request);
common::Faults Check(const v1::GrantPrizeRequest& request);
common::Faults Check(const v1::ReleasePrizesRequest& request);
common::Faults Check(const v1::MoveHouseholdRequest& request);
common::Faults Check(const v1::CorrectTariffRequest& request);
common::Faults Check(const v1::GetPointsRequest& request);
common::Faults Check(const v1::ListHoldsRequest& request);
common::Faults Check(const v1::ListAdjustmentsRequest& request);
common::Faults Check(const v1::GetPointsFiguresRequest& request);
common::Faults Check(const v1::PreviewCorrectionRequest& request);
common::Faults Check(const v1::GetCorrectionRequest& request);

// RewardsService.
common::Faults Check(const v1::PublishRewardRequest& request);
common::Faults Check(const v1::ChangeStockRequest& request);
common::Faults Check(const v1::MoveArticleRequest& request);
common::Faults Check(const v1::ListRewardsRequest& request);
common::Faults Check(const v1::GetRewardPictureRequest& request);
common::Faults Check(const v1::GetDayCloseRequest& request);

// StatementService.
common::Faults Check(const v1::GetMonthStatementRequest& request);

// EvidenceService.
common::Faults Check(const v1::PublishCalendarRequest& request);
common::Faults Check(const v1::PublishActivityRulesRequest& request);
common::Faults Check(const v1::BookActivityRequest& request);
common::Faults Check(const v1::BookInspectionRequest& request);
common::Faults Check(const v1::CommitSampleRequest& request);
common::Faults Check(const v1::DrawSampleRequest& request);
common::Faults Check(const v1::BookSurveyRequest& request);
common::Faults Check(const v1::BookViolationRequest& request);
common::Faults Check(const v1::GetCalendarRequest& request);
common::Faults Check(const v1::ListSamplesRequest& request);
common::Faults Check(const v1::ListInspectorsRequest& request);

// SelectionService.
common::Faults Check(const v1::DraftCampaignRequest& request);
common::Faults Check(const v1::FileDeclarationRequest& request);
common::Faults Check(const v1::NominateRequest& request);
common::Faults Check(const v1::StepCampaignRequest& request);
common::Faults Check(const v1::SignReviewRequest& request);
common::Faults Check(const v1::FileObjectionRequest& request);
common::Faults Check(const v1::AnswerObjectionRequest& request);
common::Faults Check(const v1::CheckTitleRequest& request);
common::Faults Check(const v1::ListCampaignsRequest& request);
common::Faults Check(const v1::GetCampaignRequest& request);
common::Faults Check(const v1::ListCandidatesRequest& request);
common::Faults Check(const v1::ExplainContestantRequest& request);
common::Faults Check(const v1::ListObjectionsRequest& request);
common::Faults Check(const v1::GetObjectionContactRequest& request);
common::Faults Check(const v1::EraseObjectionContactRequest& request);
common::Faults Check(const v1::ListTitlesRequest& request);

// RankingService.
common::Faults Check(const v1::GetStandingRequest& request);
common::Faults Check(const v1::ListTopRequest& request);
common::Faults Check(const v1::GetDistributionRequest& request);
common::Faults Check(const v1::GetStandingHistoryRequest& request);
common::Faults Check(const v1::GetIndicatorsRequest& request);
common::Faults Check(const v1::ListIndicatorEntriesRequest& request);

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_RULES_REQUEST_CHECK_H_
