// Requests of SelectionService.
#include <string>

#include "services/ledger/rules/document_check.h"
#include "services/ledger/rules/request_check.h"
#include "services/ledger/rules/request_fields.h"
#include "services/ledger/rules/request_limits.h"
#include "services/ledger/rules/winners.h"

namespace greenledger::rules {
namespace {

constexpr size_t kContactBytesMax = 2000;
constexpr size_t kStatementBytesMax = 600;
constexpr size_t kObjectionBytesMax = 900;

void CheckCampaignNumber(const FieldPath& at, uint32_t number,
                         FaultList& faults) {
  faults.CheckRange(at, "campaign_number", number, 1, kCampaignMax);
}

void CheckContestantOf(const FieldPath& at, const char* name, bool present,
                       const v1::Contestant& contestant, FaultList& faults) {
  if (faults.CheckPresent(at, name, present)) {
    CheckContestant(contestant, FieldPath(at, name), faults);
  }
}

// What the ledger fills in may not be there.
void CheckUnset(const FieldPath& at, const char* name, bool unset,
                FaultList& faults) {
  if (!unset) faults.Add(at, name, "given", "nothing: the ledger fills it in");
}

void CheckDeclaration(const v1::DeclarationFiled& filed, const FieldPath& at,
                      FaultList& faults) {
  CheckCampaignNumber(at, filed.campaign_number(), faults);
  CheckContestantOf(at, "contestant", filed.has_contestant(),
                    filed.contestant(), faults);
  faults.CheckRange(at, "self_score_permille", filed.self_score_permille(), 0,
                    1000);
  faults.CheckText(at, "statement", filed.statement(), 0, kStatementBytesMax);
  CheckBy(at, filed.by(), faults);
}

void CheckNomination(const v1::NominationReceived& received,
                     const FieldPath& at, FaultList& faults) {
  CheckCampaignNumber(at, received.campaign_number(), faults);
  CheckContestantOf(at, "contestant", received.has_contestant(),
                    received.contestant(), faults);
  if (received.has_contestant() && received.contestant().book() == 0) {
    CheckBook(FieldPath(at, "contestant"), 0, faults);
  }
  faults.CheckRange(at, "from_campaign", received.from_campaign(), 1,
                    kCampaignMax);
  const bool unset =
      received.title_index() == 0 && received.title_code().empty() &&
      received.level() == v1::TITLE_LEVEL_UNSPECIFIED &&
      received.title_until() == 0 && received.rank() == 0 &&
      received.score_millionths() == 0 && received.list_digest().empty();
  CheckUnset(at, "title_index", unset, faults);
  CheckBy(at, received.by(), faults);
}

void CheckStep(const v1::CampaignStepped& step, const FieldPath& at,
               FaultList& faults) {
  CheckCampaignNumber(at, step.campaign_number(), faults);
  faults.CheckOneOf(at, "to", step.to(),
                    {v1::CAMPAIGN_STATE_ANNOUNCED, v1::CAMPAIGN_STATE_RUNNING,
                     v1::CAMPAIGN_STATE_EVALUATED, v1::CAMPAIGN_STATE_ON_SITE,
                     v1::CAMPAIGN_STATE_REVIEWED, v1::CAMPAIGN_STATE_NOTICE,
                     v1::CAMPAIGN_STATE_DECIDED, v1::CAMPAIGN_STATE_AWARDED,
                     v1::CAMPAIGN_STATE_CANCELLED});
  const bool cancelled = step.to() == v1::CAMPAIGN_STATE_CANCELLED;
  faults.CheckText(at, "why", step.why(), cancelled ? 1 : 0, kWhyBytesMax);
  // Of an evaluation nothing is given but the seed.
  const std::string& seed = step.evaluation().draw_seed();
  v1::Evaluation seed_alone;
  seed_alone.set_draw_seed(seed);
  const bool evaluated = step.to() == v1::CAMPAIGN_STATE_EVALUATED;
  CheckUnset(at, "evaluation",
             step.evaluation().ByteSizeLong() == seed_alone.ByteSizeLong() &&
                 (evaluated || seed.empty()),
             faults);
  if (!seed.empty()) {
    faults.CheckSize(FieldPath(at, "evaluation"), "draw_seed", seed,
                     kDigestBytes);
  }
  CheckUnset(at, "pool_number", step.pool_number() == 0, faults);
  CheckUnset(at, "notice_until", step.notice_until() == 0, faults);
  CheckUnset(at, "list_digest", step.list_digest().empty(), faults);
  CheckBy(at, step.by(), faults);
}

void CheckReview(const v1::ReviewSigned& review, const FieldPath& at,
                 FaultList& faults) {
  CheckCampaignNumber(at, review.campaign_number(), faults);
  faults.CheckSize(at, "list_digest", review.list_digest(), kDigestBytes);
  faults.CheckText(at, "why", review.why(), review.agrees() ? 0 : 1,
                   kWhyBytesMax);
  CheckBy(at, review.by(), faults);
}

void CheckObjection(const v1::ObjectionFiled& filed, const FieldPath& at,
                    FaultList& faults) {
  faults.CheckRange(at, "campaign_number", filed.campaign_number(), 0,
                    kCampaignMax);
  if (filed.has_about()) {
    CheckContestant(filed.about(), FieldPath(at, "about"), faults);
  }
  faults.CheckText(at, "text", filed.text(), 1, kObjectionBytesMax);
  faults.CheckSize(at, "contact_digest", filed.contact_digest(), kDigestBytes);
  CheckUnset(at, "answer_until", filed.answer_until() == 0, faults);
  CheckBy(at, filed.by(), faults);
}

void CheckAnswer(const v1::ObjectionAnswered& answered, const FieldPath& at,
                 FaultList& faults) {
  faults.CheckOneOf(at, "effect", answered.effect(),
                    {v1::OBJECTION_EFFECT_NONE, v1::OBJECTION_EFFECT_STRIKE});
  if (answered.effect() == v1::OBJECTION_EFFECT_STRIKE && !answered.upheld()) {
    faults.Add(at, "upheld", "false", "true where somebody is struck off");
  }
  faults.CheckText(at, "answer", answered.answer(), 1, kObjectionBytesMax);
  CheckUnset(at, "list_digest", answered.list_digest().empty(), faults);
  CheckUnset(at, "notice_until", answered.notice_until() == 0, faults);
  CheckBy(at, answered.by(), faults);
}

void CheckTitleCheck(const v1::TitleChecked& checked, const FieldPath& at,
                     FaultList& faults) {
  faults.CheckOneOf(
      at, "check", checked.check(),
      {v1::TITLE_CHECK_KEPT, v1::TITLE_CHECK_CRITICISED, v1::TITLE_CHECK_WARNED,
       v1::TITLE_CHECK_RECTIFY, v1::TITLE_CHECK_REVOKED});
  if (checked.check() == v1::TITLE_CHECK_RECTIFY) {
    faults.CheckDay(at, "deadline", checked.deadline());
  } else {
    faults.CheckText(at, "deadline", checked.deadline(), 0, 0);
  }
  const bool kept = checked.check() == v1::TITLE_CHECK_KEPT;
  faults.CheckText(at, "why", checked.why(), kept ? 0 : 1, kWhyBytesMax);
  CheckBy(at, checked.by(), faults);
}

// A read about a campaign; 0 means all of them, where that may be asked for.
template <typename Request>
void CheckCampaignRead(const Request& request, uint64_t least,
                       FaultList& faults) {
  const FieldPath root;
  CheckBook(root, request.book(), faults);
  faults.CheckRange(root, "campaign_number", request.campaign_number(), least,
                    kCampaignMax);
}

template <typename Request>
common::Faults CheckContactRead(const Request& request) {
  FaultList faults;
  CheckBook(FieldPath(), request.book(), faults);
  return faults.Take();
}

}  // namespace

common::Faults Check(const v1::DraftCampaignRequest& request) {
  return CheckCommandOf(
      request, "rule", request.has_rule(), request.rule(),
      [](const auto& rule, const FieldPath& at, FaultList& faults) {
        CheckCampaignRule(rule, at, faults);
      });
}

common::Faults Check(const v1::FileDeclarationRequest& request) {
  return CheckCommandOf(request, "declaration", request.has_declaration(),
                        request.declaration(), CheckDeclaration);
}

common::Faults Check(const v1::NominateRequest& request) {
  return CheckCommandOf(request, "nomination", request.has_nomination(),
                        request.nomination(), CheckNomination);
}

common::Faults Check(const v1::StepCampaignRequest& request) {
  return CheckCommandOf(request, "step", request.has_step(), request.step(),
                        CheckStep);
}

common::Faults Check(const v1::SignReviewRequest& request) {
  return CheckCommandOf(request, "review", request.has_review(),
                        request.review(), CheckReview);
}

common::Faults Check(const v1::FileObjectionRequest& request) {
  const FieldPath root;
  FaultList faults;
  CheckHeaderOf(request, faults);
  if (faults.CheckPresent(root, "objection", request.has_objection())) {
    CheckObjection(request.objection(), FieldPath(root, "objection"), faults);
  }
  const std::string& sealed = request.sealed_contact();
  if (sealed.empty() || sealed.size() > kContactBytesMax) {
    faults.Add(root, "sealed_contact", std::to_string(sealed.size()) + " bytes",
               "1 to 2000 bytes");
  } else if (DigestOf(sealed) != request.objection().contact_digest()) {
    faults.Add(root, "sealed_contact", "other bytes",
               "what contact_digest is the SHA-256 of");
  }
  return faults.Take();
}

common::Faults Check(const v1::AnswerObjectionRequest& request) {
  return CheckCommandOf(request, "answer", request.has_answer(),
                        request.answer(), CheckAnswer);
}

common::Faults Check(const v1::CheckTitleRequest& request) {
  return CheckCommandOf(request, "check", request.has_check(), request.check(),
                        CheckTitleCheck);
}

common::Faults Check(const v1::ListCampaignsRequest& request) {
  FaultList faults;
  CheckBook(FieldPath(), request.book(), faults);
  CheckPage(request.page_size(), request.page_token(), faults);
  return faults.Take();
}

common::Faults Check(const v1::GetCampaignRequest& request) {
  FaultList faults;
  CheckCampaignRead(request, 1, faults);
  return faults.Take();
}

common::Faults Check(const v1::ListCandidatesRequest& request) {
  FaultList faults;
  CheckCampaignRead(request, 1, faults);
  CheckPage(request.page_size(), request.page_token(), faults);
  return faults.Take();
}

common::Faults Check(const v1::ExplainContestantRequest& request) {
  const FieldPath root;
  FaultList faults;
  CheckCampaignRead(request, 1, faults);
  CheckContestantOf(root, "contestant", request.has_contestant(),
                    request.contestant(), faults);
  return faults.Take();
}

common::Faults Check(const v1::ListObjectionsRequest& request) {
  FaultList faults;
  CheckCampaignRead(request, 0, faults);
  CheckPage(request.page_size(), request.page_token(), faults);
  return faults.Take();
}

common::Faults Check(const v1::GetObjectionContactRequest& request) {
  return CheckContactRead(request);
}

common::Faults Check(const v1::EraseObjectionContactRequest& request) {
  return CheckContactRead(request);
}

common::Faults Check(const v1::ListTitlesRequest& request) {
  FaultList faults;
  CheckCampaignRead(request, 0, faults);
  faults.CheckRange(FieldPath(), "household_number", request.household_number(),
                    0, kHouseholdMax);
  CheckPage(request.page_size(), request.page_token(), faults);
  return faults.Take();
}

}  // namespace greenledger::rules
