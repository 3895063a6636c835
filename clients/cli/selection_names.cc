// Names of what campaigns and titles are about.
#include "clients/cli/names.h"
#include "clients/cli/text_table.h"

namespace greenledger::cli {
namespace {

constexpr TextRow<v1::TitleLevel> kLevels[] = {
    {v1::TITLE_LEVEL_UNSPECIFIED, kUnknown},
    {v1::TITLE_LEVEL_COMMUNITY, {"社区", "community"}},
    {v1::TITLE_LEVEL_STREET, {"街道", "street"}},
    {v1::TITLE_LEVEL_DISTRICT, {"区", "district"}},
    {v1::TITLE_LEVEL_CITY, {"市", "city"}},
    {v1::TITLE_LEVEL_NATION, {"全国", "nation"}},
};

constexpr TextRow<v1::CampaignLayer> kLayers[] = {
    {v1::CAMPAIGN_LAYER_UNSPECIFIED, kUnknown},
    {v1::CAMPAIGN_LAYER_STANDARD, {"达标", "standard"}},
    {v1::CAMPAIGN_LAYER_HONOUR, {"择优", "honour"}},
};

constexpr TextRow<v1::CampaignState> kStates[] = {
    {v1::CAMPAIGN_STATE_UNSPECIFIED, kUnknown},
    {v1::CAMPAIGN_STATE_DRAFT, {"草案", "draft"}},
    {v1::CAMPAIGN_STATE_ANNOUNCED, {"已发布", "announced"}},
    {v1::CAMPAIGN_STATE_RUNNING, {"进行中", "running"}},
    {v1::CAMPAIGN_STATE_EVALUATED, {"已测算", "evaluated"}},
    {v1::CAMPAIGN_STATE_ON_SITE, {"实地考察", "on site"}},
    {v1::CAMPAIGN_STATE_REVIEWED, {"已评审", "reviewed"}},
    {v1::CAMPAIGN_STATE_NOTICE, {"公示", "notice"}},
    {v1::CAMPAIGN_STATE_DECIDED, {"已定", "decided"}},
    {v1::CAMPAIGN_STATE_AWARDED, {"已授予", "awarded"}},
    {v1::CAMPAIGN_STATE_CANCELLED, {"已取消", "cancelled"}},
};

constexpr TextRow<v1::ObjectionEffect> kEffects[] = {
    {v1::OBJECTION_EFFECT_UNSPECIFIED, kUnknown},
    {v1::OBJECTION_EFFECT_NONE, {"名单不变", "the list stays"}},
    {v1::OBJECTION_EFFECT_STRIKE, {"从名单除名", "struck off the list"}},
};

constexpr TextRow<v1::TitleCheck> kChecks[] = {
    {v1::TITLE_CHECK_UNSPECIFIED, kUnknown},
    {v1::TITLE_CHECK_KEPT, {"保留", "kept"}},
    {v1::TITLE_CHECK_CRITICISED, {"批评", "criticised"}},
    {v1::TITLE_CHECK_WARNED, {"警告", "warned"}},
    {v1::TITLE_CHECK_RECTIFY, {"限期整改", "to be put right"}},
    {v1::TITLE_CHECK_REVOKED, {"撤销", "revoked"}},
};

}  // namespace

Text NameOf(v1::TitleLevel level) { return FindText(kLevels, level); }
Text NameOf(v1::CampaignLayer layer) { return FindText(kLayers, layer); }
Text NameOf(v1::CampaignState state) { return FindText(kStates, state); }
Text NameOf(v1::ObjectionEffect effect) { return FindText(kEffects, effect); }
Text NameOf(v1::TitleCheck check) { return FindText(kChecks, check); }

}  // namespace greenledger::cli
