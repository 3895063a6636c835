#include "clients/cli/names.h"

#include "clients/cli/text_table.h"

namespace greenledger::cli {
namespace {

constexpr TextRow<v1::PlaceKind> kPlaceKinds[] = {
    {v1::PLACE_KIND_UNSPECIFIED, kUnknown},
    {v1::PLACE_KIND_DISTRICT, {"区", "district"}},
    {v1::PLACE_KIND_STREET, {"街道", "street"}},
    {v1::PLACE_KIND_COMMUNITY, {"社区", "community"}},
    {v1::PLACE_KIND_GRID, {"网格", "grid"}},
    {v1::PLACE_KIND_BUILDING, {"楼栋", "building"}},
};

constexpr TextRow<v1::Tenure> kTenures[] = {
    {v1::TENURE_UNSPECIFIED, kUnknown},
    {v1::TENURE_OWNER, {"业主", "owner"}},
    {v1::TENURE_TENANT, {"租户", "tenant"}},
};

constexpr TextRow<v1::HouseholdState> kHouseholdStates[] = {
    {v1::HOUSEHOLD_STATE_UNSPECIFIED, kUnknown},
    {v1::HOUSEHOLD_STATE_REGISTERED, {"已登记", "registered"}},
    {v1::HOUSEHOLD_STATE_ACTIVE, {"已激活", "active"}},
    {v1::HOUSEHOLD_STATE_CLOSED, {"已注销", "closed"}},
    {v1::HOUSEHOLD_STATE_FROZEN, {"已冻结", "frozen"}},
};

constexpr TextRow<v1::Quality> kQualities[] = {
    {v1::QUALITY_UNSPECIFIED, kUnknown},
    {v1::QUALITY_GOOD, {"合格", "good"}},
    {v1::QUALITY_POOR, {"质量较差", "poor"}},
    {v1::QUALITY_REJECTED, {"质量不合格", "rejected"}},
};

constexpr TextRow<v1::AccountOwner> kOwners[] = {
    {v1::ACCOUNT_OWNER_UNSPECIFIED, kUnknown},
    {v1::ACCOUNT_OWNER_HOUSEHOLD, {"住户", "household"}},
    {v1::ACCOUNT_OWNER_ISSUANCE, {"发行", "issuance"}},
    {v1::ACCOUNT_OWNER_BIN, {"投口", "bin"}},
    {v1::ACCOUNT_OWNER_COLLECTOR, {"清运单位", "collector"}},
    {v1::ACCOUNT_OWNER_LOSS, {"清运差额", "loss"}},
    {v1::ACCOUNT_OWNER_SUSPENSE, {"待认领", "suspense"}},
    {v1::ACCOUNT_OWNER_PROCESSOR, {"处理单位", "processor"}},
    {v1::ACCOUNT_OWNER_PENALTY, {"扣分来源", "penalty"}},
    {v1::ACCOUNT_OWNER_USED_UP, {"已利用", "used up"}},
    {v1::ACCOUNT_OWNER_BUDGET, {"预算", "budget"}},
    {v1::ACCOUNT_OWNER_PRIZE_POOL, {"奖池", "prize pool"}},
    {v1::ACCOUNT_OWNER_REDEMPTION, {"兑换", "redemption"}},
    {v1::ACCOUNT_OWNER_EXPIRY, {"过期", "expiry"}},
    {v1::ACCOUNT_OWNER_TRANSIT, {"迁移途中", "transit"}},
    {v1::ACCOUNT_OWNER_STOCK, {"库存", "stock"}},
    {v1::ACCOUNT_OWNER_SUPPLY, {"物品来源", "supply"}},
    {v1::ACCOUNT_OWNER_HANDED_OUT, {"已交付", "handed out"}},
};

constexpr TextRow<v1::Asset> kAssets[] = {
    {v1::ASSET_UNSPECIFIED, kUnknown},
    {v1::ASSET_POINTS, {"积分", "points"}},
    {v1::ASSET_MERIT, {"荣誉", "merit"}},
    {v1::ASSET_MASS, {"重量", "weight"}},
    {v1::ASSET_PIECES, {"件数", "pieces"}},
    {v1::ASSET_PENALTY, {"扣分", "penalty points"}},
    {v1::ASSET_GOODS, {"物品", "goods"}},
};

constexpr TextRow<v1::ActorKind> kActors[] = {
    {v1::ACTOR_KIND_UNSPECIFIED, kUnknown},
    {v1::ACTOR_KIND_KIOSK, {"设备", "kiosk"}},
    {v1::ACTOR_KIND_OPERATOR, {"操作员", "operator"}},
    {v1::ACTOR_KIND_SERVICE, {"系统服务", "service"}},
};

constexpr TextRow<v1::CertificateKind> kCertificates[] = {
    {v1::CERTIFICATE_KIND_UNSPECIFIED, kUnknown},
    {v1::CERTIFICATE_KIND_OPERATIONAL, {"工作证书", "operational"}},
    {v1::CERTIFICATE_KIND_BOOTSTRAP, {"引导证书", "bootstrap"}},
};

constexpr TextRow<v1::PartyKind> kParties[] = {
    {v1::PARTY_KIND_UNSPECIFIED, kUnknown},
    {v1::PARTY_KIND_COLLECTOR, {"清运单位", "collector"}},
    {v1::PARTY_KIND_PROCESSOR, {"处理单位", "processor"}},
};

constexpr TextRow<v1::Severity> kSeverities[] = {
    {v1::SEVERITY_UNSPECIFIED, kUnknown},
    {v1::SEVERITY_INFO, {"提示", "info"}},
    {v1::SEVERITY_WARNING, {"警告", "warning"}},
    {v1::SEVERITY_CRITICAL, {"严重", "critical"}},
};

constexpr TextRow<v1::Verdict> kVerdicts[] = {
    {v1::VERDICT_UNSPECIFIED, kUnknown},
    {v1::VERDICT_CONFIRMED, {"属实", "confirmed"}},
    {v1::VERDICT_DISMISSED, {"已排除", "dismissed"}},
};

constexpr TextRow<v1::AnomalyKind> kAnomalies[] = {
    {v1::ANOMALY_KIND_UNSPECIFIED, kUnknown},
    {v1::ANOMALY_KIND_IDENTICAL_WEIGHTS, {"连续相同重量", "identical weights"}},
    {v1::ANOMALY_KIND_CARD_RATE, {"一卡投放过频", "drops of one card"}},
    {v1::ANOMALY_KIND_CARD_WEIGHT, {"一卡投放过重", "weight of one card"}},
    {v1::ANOMALY_KIND_CLOCK_JUMP, {"设备时钟跳变", "clock jump"}},
    {v1::ANOMALY_KIND_UNKNOWN_CARDS, {"陌生卡过多", "unknown cards"}},
    {v1::ANOMALY_KIND_MASS_DIFFERENCE, {"清运重量不符", "weight difference"}},
    {v1::ANOMALY_KIND_COUNT_DIFFERENCE, {"计数不符", "count difference"}},
    {v1::ANOMALY_KIND_QUARANTINED, {"隔离记录过多", "quarantined records"}},
    {v1::ANOMALY_KIND_MONITOR, {"设备监测报警", "bad monitor"}},
    {v1::ANOMALY_KIND_IDENTITY, {"设备身份可疑", "identity in doubt"}},
};

constexpr TextRow<v1::MonitorKind> kMonitors[] = {
    {v1::MONITOR_KIND_UNSPECIFIED, kUnknown},
    {v1::MONITOR_KIND_BIN_FILL, {"满溢%", "fill %"}},
    {v1::MONITOR_KIND_SCALE_DRIFT, {"秤零点g", "scale drift g"}},
    {v1::MONITOR_KIND_DOOR, {"门", "door"}},
    {v1::MONITOR_KIND_TEMPERATURE, {"温度0.1℃", "temperature 0.1 C"}},
    {v1::MONITOR_KIND_UPTIME, {"运行s", "uptime s"}},
    {v1::MONITOR_KIND_DISK_FREE, {"空闲MiB", "free MiB"}},
    {v1::MONITOR_KIND_VOLTAGE, {"电压mV", "voltage mV"}},
};

constexpr TextRow<v1::Entry::BodyCase> kBodies[] = {
    {v1::Entry::BODY_NOT_SET, kUnknown},
    {v1::Entry::kDrop, {"投放", "drop"}},
    {v1::Entry::kQuarantined, {"隔离记录", "quarantined record"}},
    {v1::Entry::kClearance, {"清运", "clearance"}},
    {v1::Entry::kScaleTest, {"秤校验", "scale test"}},
    {v1::Entry::kDailyClose, {"设备日结", "daily close"}},
    {v1::Entry::kMonitor, {"设备监测", "monitor"}},
    {v1::Entry::kStarted, {"设备启动", "kiosk started"}},
    {v1::Entry::kRefused, {"已拒绝的命令", "refused command"}},
    {v1::Entry::kBookOpened, {"账本开立", "book opened"}},
    {v1::Entry::kPlaceOpened, {"地点登记", "place opened"}},
    {v1::Entry::kHouseholdOpened, {"住户登记", "household opened"}},
    {v1::Entry::kHouseholdChanged, {"住户变更", "household changed"}},
    {v1::Entry::kMemberAdded, {"新增成员", "member added"}},
    {v1::Entry::kMemberRemoved, {"移除成员", "member removed"}},
    {v1::Entry::kCardIssued, {"发卡", "card issued"}},
    {v1::Entry::kCardBlocked, {"停卡", "card blocked"}},
    {v1::Entry::kKioskOpened, {"设备登记", "kiosk opened"}},
    {v1::Entry::kKioskClosed, {"设备停用", "kiosk closed"}},
    {v1::Entry::kIncarnationAdmitted, {"设备换新日志", "incarnation admitted"}},
    {v1::Entry::kSchemePublished, {"发布分类目录", "scheme published"}},
    {v1::Entry::kTariffPublished, {"发布价目表", "tariff published"}},
    {v1::Entry::kKioskInvited, {"设备邀请", "kiosk invited"}},
    {v1::Entry::kKioskEnrolled, {"设备入网", "kiosk enrolled"}},
    {v1::Entry::kCertificateRenewed, {"证书更新", "certificate renewed"}},
    {v1::Entry::kCertificatesRevoked, {"证书吊销", "certificates revoked"}},
    {v1::Entry::kPartyOpened, {"单位登记", "party opened"}},
    {v1::Entry::kCrewCardIssued, {"发清运员卡", "crew card issued"}},
    {v1::Entry::kClearancePlanPublished,
     {"发布清运时限", "clearance plan published"}},
    {v1::Entry::kClearanceMissed, {"清运超时", "clearance missed"}},
    {v1::Entry::kAnomalyRulesPublished,
     {"发布异常规则", "anomaly rules published"}},
    {v1::Entry::kAnomalyRaised, {"发现异常", "anomaly raised"}},
    {v1::Entry::kAnomalyJudged, {"异常结论", "anomaly judged"}},
    {v1::Entry::kEntryReversed, {"冲正", "entry reversed"}},
    {v1::Entry::kMaterialHandedOver, {"物料移交", "material handed over"}},
    {v1::Entry::kMaterialReturned, {"物料回执", "material returned"}},
    {v1::Entry::kHoldPlaced, {"预留", "hold placed"}},
    {v1::Entry::kHoldCommitted, {"花费", "hold committed"}},
    {v1::Entry::kHoldVoided, {"预留释放", "hold voided"}},
    {v1::Entry::kPointsExpired, {"积分到期", "points expired"}},
    {v1::Entry::kAdjustmentProposed, {"提议增减", "adjustment proposed"}},
    {v1::Entry::kAdjustmentDecided, {"增减决定", "adjustment decided"}},
    {v1::Entry::kPenalty, {"处罚", "penalty"}},
    {v1::Entry::kBudgetPublished, {"发布预算", "budget published"}},
    {v1::Entry::kBudgetChanged, {"预算变更", "budget changed"}},
    {v1::Entry::kPrizesReserved, {"划出奖励", "prizes reserved"}},
    {v1::Entry::kPrizeGranted, {"发放奖励", "prize granted"}},
    {v1::Entry::kPrizesReleased, {"奖池关闭", "prizes released"}},
    {v1::Entry::kHouseholdMovedOut, {"住户迁出", "household moved out"}},
    {v1::Entry::kHouseholdMovedIn, {"住户迁入", "household moved in"}},
    {v1::Entry::kMoveEnded, {"迁出了结", "move ended"}},
    {v1::Entry::kRewardPublished, {"发布奖品", "reward published"}},
    {v1::Entry::kStockChanged, {"库存变动", "stock changed"}},
    {v1::Entry::kArticleMoved, {"器具收发", "article moved"}},
    {v1::Entry::kCorrectionBegun, {"价目更正开始", "correction begun"}},
    {v1::Entry::kDropsRerated, {"投放重新计分", "drops rated again"}},
    {v1::Entry::kCorrectionEnded, {"价目更正完成", "correction ended"}},
    {v1::Entry::kCalendarPublished, {"发布日历", "calendar published"}},
    {v1::Entry::kActivityRulesPublished,
     {"发布活动规则", "activity rules published"}},
    {v1::Entry::kActivity, {"活动", "activity"}},
    {v1::Entry::kInspection, {"检查", "inspection"}},
    {v1::Entry::kSampleCommitted, {"抽样种子封存", "sample committed"}},
    {v1::Entry::kSampleDrawn, {"抽样", "sample drawn"}},
    {v1::Entry::kSurvey, {"问卷调查", "survey"}},
    {v1::Entry::kViolation, {"违规", "violation"}},
    {v1::Entry::kCampaignDrafted, {"评选方案", "campaign drafted"}},
    {v1::Entry::kCampaignStepped, {"评选进展", "campaign stepped"}},
    {v1::Entry::kListPart, {"评选名单", "part of a list"}},
    {v1::Entry::kReviewSigned, {"评审意见", "review signed"}},
    {v1::Entry::kDeclarationFiled, {"申报", "declaration filed"}},
    {v1::Entry::kObjectionFiled, {"异议或投诉", "objection filed"}},
    {v1::Entry::kObjectionAnswered, {"异议答复", "objection answered"}},
    {v1::Entry::kTitleGranted, {"授予称号", "title granted"}},
    {v1::Entry::kTitleChecked, {"称号复核", "title checked"}},
    {v1::Entry::kNominationReceived, {"推荐", "nomination received"}},
};

constexpr TextRow<v1::VoidCause> kVoidCauses[] = {
    {v1::VOID_CAUSE_UNSPECIFIED, kUnknown},
    {v1::VOID_CAUSE_CANCELLED, {"已取消", "cancelled"}},
    {v1::VOID_CAUSE_TIMED_OUT, {"已超时", "timed out"}},
};

constexpr TextRow<v1::BudgetRule> kBudgetRules[] = {
    {v1::BUDGET_RULE_UNSPECIFIED, kUnknown},
    {v1::BUDGET_RULE_REFUSE, {"不再发", "refuse"}},
    {v1::BUDGET_RULE_REPORT, {"照发并显示", "report"}},
};

constexpr TextRow<v1::RewardKind> kRewardKinds[] = {
    {v1::REWARD_KIND_UNSPECIFIED, kUnknown},
    {v1::REWARD_KIND_REWARD, {"奖品", "reward"}},
    {v1::REWARD_KIND_ARTICLE, {"器具", "article"}},
};

constexpr TextRow<v1::LimitPeriod> kLimitPeriods[] = {
    {v1::LIMIT_PERIOD_UNSPECIFIED, {"不限", "without limit"}},
    {v1::LIMIT_PERIOD_DAY, {"每天", "a day"}},
    {v1::LIMIT_PERIOD_MONTH, {"每月", "a month"}},
    {v1::LIMIT_PERIOD_YEAR, {"每年", "a year"}},
    {v1::LIMIT_PERIOD_EVER, {"总共", "in all"}},
};

constexpr TextRow<v1::StockCause> kStockCauses[] = {
    {v1::STOCK_CAUSE_UNSPECIFIED, kUnknown},
    {v1::STOCK_CAUSE_RECEIVED, {"进货", "received"}},
    {v1::STOCK_CAUSE_COUNTED, {"盘点", "counted"}},
    {v1::STOCK_CAUSE_WRITTEN_OFF, {"核销", "written off"}},
    {v1::STOCK_CAUSE_MOVED, {"移库", "moved"}},
};

constexpr TextRow<v1::ArticleMove> kArticleMoves[] = {
    {v1::ARTICLE_MOVE_UNSPECIFIED, kUnknown},
    {v1::ARTICLE_MOVE_HANDED_OUT, {"发放", "handed out"}},
    {v1::ARTICLE_MOVE_RETURNED, {"归还", "returned"}},
    {v1::ARTICLE_MOVE_EXCHANGED, {"更换", "exchanged"}},
    {v1::ARTICLE_MOVE_LOST, {"遗失", "lost"}},
};

}  // namespace

Text NameOf(v1::PlaceKind kind) { return FindText(kPlaceKinds, kind); }
Text NameOf(v1::Tenure tenure) { return FindText(kTenures, tenure); }
Text NameOf(v1::HouseholdState state) {
  return FindText(kHouseholdStates, state);
}
Text NameOf(v1::Quality quality) { return FindText(kQualities, quality); }
Text NameOf(v1::AccountOwner owner) { return FindText(kOwners, owner); }
Text NameOf(v1::Asset asset) { return FindText(kAssets, asset); }
Text NameOf(v1::ActorKind kind) { return FindText(kActors, kind); }
Text NameOf(v1::CertificateKind kind) { return FindText(kCertificates, kind); }
Text NameOf(v1::PartyKind kind) { return FindText(kParties, kind); }
Text NameOf(v1::Severity severity) { return FindText(kSeverities, severity); }
Text NameOf(v1::Verdict verdict) { return FindText(kVerdicts, verdict); }
Text NameOf(v1::AnomalyKind kind) { return FindText(kAnomalies, kind); }
Text NameOf(v1::MonitorKind kind) { return FindText(kMonitors, kind); }
Text NameOf(v1::VoidCause cause) { return FindText(kVoidCauses, cause); }
Text NameOf(v1::BudgetRule rule) { return FindText(kBudgetRules, rule); }
Text NameOf(v1::RewardKind kind) { return FindText(kRewardKinds, kind); }
Text NameOf(v1::LimitPeriod period) { return FindText(kLimitPeriods, period); }
Text NameOf(v1::StockCause cause) { return FindText(kStockCauses, cause); }
Text NameOf(v1::ArticleMove move) { return FindText(kArticleMoves, move); }
Text NameOf(v1::Entry::BodyCase body) { return FindText(kBodies, body); }

}  // namespace greenledger::cli
