// What people call the values of the contract's enums.
#ifndef GREENLEDGER_CLIENTS_CLI_NAMES_H_
#define GREENLEDGER_CLIENTS_CLI_NAMES_H_

#include "clients/cli/language.h"
#include "greenledger/v1/entry.pb.h"
#include "greenledger/v1/points.pb.h"
#include "greenledger/v1/posting.pb.h"
#include "greenledger/v1/ranking_service.pb.h"
#include "greenledger/v1/record.pb.h"
#include "greenledger/v1/registry.pb.h"
#include "greenledger/v1/rewards.pb.h"
#include "greenledger/v1/selection.pb.h"

namespace greenledger::cli {

// A value that this version does not know is called unknown.
Text NameOf(v1::PlaceKind kind);
Text NameOf(v1::Tenure tenure);
Text NameOf(v1::HouseholdState state);
Text NameOf(v1::Quality quality);
Text NameOf(v1::AccountOwner owner);
Text NameOf(v1::Asset asset);
Text NameOf(v1::ActorKind kind);
Text NameOf(v1::CertificateKind kind);
Text NameOf(v1::PartyKind kind);
Text NameOf(v1::Severity severity);
Text NameOf(v1::Verdict verdict);
Text NameOf(v1::AnomalyKind kind);
Text NameOf(v1::MonitorKind kind);
Text NameOf(v1::VoidCause cause);
Text NameOf(v1::BudgetRule rule);
Text NameOf(v1::RewardKind kind);
Text NameOf(v1::LimitPeriod period);
Text NameOf(v1::StockCause cause);
Text NameOf(v1::ArticleMove move);
Text NameOf(v1::ContestantKind kind);
Text NameOf(v1::EvidenceKind kind);
Text NameOf(v1::SampleFrom from);
Text NameOf(v1::ActivityKind kind);
Text NameOf(v1::SurveyKind kind);
Text NameOf(v1::PeriodKind kind);
Text NameOf(v1::BoardScope scope);
Text NameOf(v1::IndicatorKind kind);
Text NameOf(v1::TitleLevel level);
Text NameOf(v1::CampaignLayer layer);
Text NameOf(v1::CampaignState state);
Text NameOf(v1::ObjectionEffect effect);
Text NameOf(v1::TitleCheck check);
// What kind of entry it is.
Text NameOf(v1::Entry::BodyCase body);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_NAMES_H_
