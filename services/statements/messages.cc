#include "services/statements/messages.h"

namespace greenledger::statements {
namespace {

constexpr MessageRow kMessages[] = {
    {Message::kPoint, "{points} 积分", "{points} point"},
    {Message::kPoints, "{points} 积分", "{points} points"},
    {Message::kMeritPoint, "{points} 荣誉分", "{points} merit point"},
    {Message::kMeritPoints, "{points} 荣誉分", "{points} merit points"},
    {Message::kBoth, "{first}、{second}", "{first} and {second}"},
    {Message::kPiece, "{pieces} 件", "{pieces} piece"},
    {Message::kPieces, "{pieces} 件", "{pieces} pieces"},
    {Message::kKilograms, "{kg} 千克", "{kg} kg"},
    {Message::kGoods, "{name} {pieces} 件", "{pieces} × {name}"},
    {Message::kDay, "{year}年{month}{day}日", "{day} {month} {year}"},
    {Message::kMonth1, "1月", "January"},
    {Message::kMonth2, "2月", "February"},
    {Message::kMonth3, "3月", "March"},
    {Message::kMonth4, "4月", "April"},
    {Message::kMonth5, "5月", "May"},
    {Message::kMonth6, "6月", "June"},
    {Message::kMonth7, "7月", "July"},
    {Message::kMonth8, "8月", "August"},
    {Message::kMonth9, "9月", "September"},
    {Message::kMonth10, "10月", "October"},
    {Message::kMonth11, "11月", "November"},
    {Message::kMonth12, "12月", "December"},
    {Message::kMoment, "{day} {time}", "{day}, {time}"},
    {Message::kClass, "类别 {code}", "class {code}"},
    {Message::kReward, "第 {number} 号物品", "item {number}"},
    {Message::kCounter, "社区服务点", "the community's counter"},
    {Message::kPlace, "第 {number} 号地点", "place {number}"},
    {Message::kDropRated,
     "{class} {quantity}：按积分标准 {version}（{rates}），得 {earned}。",
     "{class}, {quantity}: {rates} by tariff {version}. Earned: {earned}."},
    {Message::kDropUnrated, "{class} {quantity}：得 {earned}。",
     "{class}, {quantity}. Earned: {earned}."},
    {Message::kPerKilogram, "每千克 {points}", "{points} per kg"},
    {Message::kPerPiece, "每件 {points}", "{points} per piece"},
    {Message::kCountsFor, "计入{day}。", "It counts for {day}."},
    {Message::kMerged, "与第 {index} 号条目的投放合并计算。",
     "It was rated together with the drop of entry {index}."},
    {Message::kBelowMinimum, "未达到最低重量 {kg} 千克，不计分。",
     "It is below the minimum of {kg} kg and earns nothing."},
    {Message::kPointsCapped, "此类每户每日最多得 {cap}，超出部分不计。",
     "A household earns at most {cap} a day with it; what is more was cut."},
    {Message::kMeritCapped, "此类每户每日最多 {drops} 次计荣誉分，已达上限。",
     "Merit is earned at most {drops} times a day with it, and that was "
     "reached."},
    {Message::kRejected, "分类不合格，不计分。",
     "It was not sorted as asked and earns nothing."},
    {Message::kPoorQuality, "分类质量较差，积分乘以 {factor}。",
     "It was poorly sorted: points times {factor}."},
    {Message::kCampaign, "活动“{name}”：积分乘以 {factor}。",
     "Campaign “{name}”: points times {factor}."},
    {Message::kCampaignMerit,
     "活动“{name}”：积分乘以 {factor}，荣誉分乘以 {merit}。",
     "Campaign “{name}”: points times {factor}, merit times {merit}."},
    {Message::kNotInTariff, "积分标准 {version} 没有此类，不计分。",
     "Tariff {version} has no line for it, so it earns nothing."},
    {Message::kOutsideHours, "不在计分时段（{hours}）内，不计分。",
     "It was outside the hours in which it earns ({hours}) and earns nothing."},
    {Message::kHours, "{from}–{to}", "{from}–{to}"},
    {Message::kLateCounted, "记录晚于 {hours} 小时到达，按到达之日计算。",
     "Its record came more than {hours} hours late, so it counts for the day "
     "on which it came."},
    {Message::kLateNothing, "记录晚于 {hours} 小时到达，不计分。",
     "Its record came more than {hours} hours late, so it earns nothing."},
    {Message::kClockCounted, "设备时钟不可信，按记录到达之日计算。",
     "The kiosk's clock could not be trusted, so it counts for the day on "
     "which its record came."},
    {Message::kClockNothing, "设备时钟不可信，不计分。",
     "The kiosk's clock could not be trusted, so it earns nothing."},
    {Message::kSuspense, "此卡尚不属于已开通的住户，所得暂存。",
     "The card was not yet one of an active household; what it earned is kept "
     "for it."},
    {Message::kBudgetUsedUp, "社区本期的积分预算已用完，超出部分未发放。",
     "The community's budget for these days is used up; what is more was not "
     "given."},
    {Message::kHeld, "预留 {points}，用于“{purpose}”，{until}前有效。",
     "Reserved: {points} for “{purpose}”, until {until}."},
    {Message::kOrdered,
     "预订{goods}，预留 {points}，请于{until}前到{place}领取。",
     "Ordered: {goods}; reserved for it: {points}. To be picked up by {until}, "
     "at {place}."},
    {Message::kVoucher, "得到领取{goods}的凭证，请于{until}前到{place}领取。",
     "A voucher for {goods}. To be picked up by {until}, at {place}."},
    {Message::kPurpose, "“{purpose}”", "“{purpose}”"},
    {Message::kSpent, "使用 {points}，用于{what}。",
     "Spent: {points} for {what}."},
    {Message::kSpentPart, "使用 {points}，用于{what}；其余 {rest}可再使用。",
     "Spent: {points} for {what}. Free again: {rest}."},
    {Message::kVoucherUsed, "凭证已使用，领取{what}。",
     "Picked up with a voucher: {what}."},
    {Message::kHoldCancelled, "已取消{what}的预留，{points}可再使用。",
     "Cancelled: {what}. Free again: {points}."},
    {Message::kHoldTimedOut, "{what}的预留已过期，{points}可再使用。",
     "Not done in time: {what}. Free again: {points}."},
    {Message::kVoucherCancelled, "领取{what}的凭证已取消。",
     "A voucher for {what} was cancelled."},
    {Message::kVoucherTimedOut, "领取{what}的凭证已过期。",
     "A voucher for {what} has ended."},
    {Message::kExpired, "{points}到期失效，最后可用日为{day}。",
     "Ended: {points}. They could be spent until {day}."},
    {Message::kNoChange, "无变化", "no change"},
    {Message::kProposed,
     "提议人工调整：{change}，理由：“{why}”，待另一人审批。",
     "A change by hand was proposed: {change}. Reason: “{why}”. A second "
     "person decides on it."},
    {Message::kApproved, "人工调整已批准：{change}，理由：“{why}”。",
     "A change by hand was approved: {change}. Reason: “{why}”."},
    {Message::kNotApproved, "人工调整未批准：{change}，原因：“{why}”。",
     "A change by hand was not approved: {change}. Reason: “{why}”."},
    {Message::kPenalty, "扣罚：{change}，理由：“{why}”。",
     "Penalty: {change}. Reason: “{why}”."},
    {Message::kPrize, "奖励：{points}，事由：“{purpose}”。",
     "Prize: {points} for “{purpose}”."},
    {Message::kReversed,
     "撤销第 {index} 号条目（{what}）：{change}，理由：“{why}”。",
     "Entry {index} ({what}) was taken back: {change}. Reason: “{why}”."},
    {Message::kDropOf, "{day}，{class} {quantity}",
     "{class}, {quantity}, {day}"},
    {Message::kRerated,
     "积分标准已更正为 {version}，理由：“{why}”。{drops} "
     "次投放重新计分：{change}。",
     "The tariff was corrected to {version}. Reason: “{why}”. Drops that were "
     "rated again: {drops}; {change}."},
    {Message::kWrittenOff, "另有 {points}已经使用，不再追回。",
     "Spent already and not taken back: {points}."},
    {Message::kDropRerated, "第 {index} 号条目，计入{day}：{was} → {now}",
     "Entry {index}, which counts for {day}: {was} → {now}"},
    {Message::kMovedOut, "迁往社区 {book}（住户 {household}），带走 {change}。",
     "Moved to community {book}, household {household}, with {change}."},
    {Message::kMovedIn,
     "自社区 {book} 迁入（原住户 {household}），带来 {change}。",
     "Moved here from community {book}, household {household}, with {change}."},
    {Message::kMoveTaken, "社区 {book} 已接收，迁移完成。",
     "Community {book} took what was brought; the move is complete."},
    {Message::kMoveRefused, "社区 {book} 未接收，退回 {change}，本户照常使用。",
     "Community {book} did not take it. Back again: {change}; the household is "
     "active as before."},
    {Message::kNextExpiry, "最近将有 {points}到期，最后可用日为{day}。",
     "Next to end: {points}. They can be spent until {day}."},
    {Message::kHandedOut, "在{place}领用{goods}。",
     "Lent or given at {place}: {goods}."},
    {Message::kReturned, "在{place}归还{goods}。",
     "Brought back to {place}: {goods}."},
    {Message::kExchanged, "在{place}以旧换新：{goods}。",
     "Worn out and exchanged at {place}: {goods}."},
    {Message::kLost, "{goods}登记为遗失。", "No longer there: {goods}."},
    {Message::kRegistered, "本户已登记，尚待开通。",
     "The household came into the register; it is not active yet."},
    {Message::kRegisteredActive, "本户已登记并开通。",
     "The household came into the register and is active."},
    {Message::kActive, "本户已开通。", "The household is active."},
    {Message::kFrozen, "本户已冻结：投放照常得分，积分暂不能使用。",
     "The household is frozen: drops earn, points cannot be spent until it is "
     "active again."},
    {Message::kClosed, "本户已销户。", "The household is closed."},
    {Message::kStateChanged, "本户状态已变更。",
     "The household's state changed."},
    {Message::kClaimed, "此前暂存的投放已入账：{change}。",
     "What was kept for its cards is credited: {change}."},
    {Message::kMemberAdded, "新增 {number} 号成员。",
     "Member {number} was added."},
    {Message::kMemberRemoved, "移除 {number} 号成员。",
     "Member {number} was removed."},
    {Message::kCardIssued, "新增一张卡。", "The household got a card."},
    {Message::kCardBlocked, "一张卡已停用。", "A card was blocked."},
    {Message::kHolderHousehold, "本户", "The household"},
    {Message::kHolderMember, "{number} 号成员", "Member {number}"},
    {Message::kCampaignTitle, "{number} 号评选", "campaign {number}"},
    {Message::kDeclared, "{who}申报参加“{title}”评选。",
     "{who} takes part in “{title}”."},
    {Message::kTitleGranted,
     "{who}获评“{title}”，排名第 {rank}，有效期自{from}至{to}。",
     "{who} got the title “{title}”, rank {rank}, from {from} to {to}."},
    {Message::kTitleRow, "已连续 {count} 届获评。",
     "Titles in a row: {count}."},
    {Message::kTitlePrize, "奖励：{points}。", "Prize: {points}."},
    {Message::kTitleKept, "{who}的“{title}”称号复查合格，予以保留。",
     "{who} keeps the title “{title}” after a check."},
    {Message::kTitleCriticised,
     "{who}的“{title}”称号复查：批评，原因：“{why}”。",
     "{who} was criticised in a check of the title “{title}”. Reason: "
     "“{why}”."},
    {Message::kTitleWarned, "{who}的“{title}”称号复查：警告，原因：“{why}”。",
     "{who} was warned in a check of the title “{title}”. Reason: “{why}”."},
    {Message::kTitleRectify,
     "{who}的“{title}”称号复查：限期整改，最后期限为{day}，原因：“{why}”。",
     "{who} has until {day} to put right what a check of the title “{title}” "
     "found. Reason: “{why}”."},
    {Message::kTitleRevoked, "{who}的“{title}”称号已撤销，原因：“{why}”。",
     "{who} no longer has the title “{title}”. Reason: “{why}”."},
    {Message::kVolunteering, "志愿服务", "volunteering"},
    {Message::kLearning, "学习", "learning"},
    {Message::kHelping, "助人", "helping others"},
    {Message::kCampaignDay, "主题日活动", "campaign day"},
    {Message::kActivity,
     "{number} 号成员{day}{kind}：“{title}”，{minutes} 分钟。",
     "Member {number}, {day}, {kind}: “{title}”, {minutes} minutes."},
    {Message::kMinutesCut, "计入 {minutes} 分钟，超出当日上限的部分不计。",
     "Of these, {minutes} count; the rest is above the day's limit."},
    {Message::kActivityEarned, "得 {change}。", "Earned: {change}."},
    {Message::kActivityNothing, "不计荣誉分。", "It earns no merit."},
    {Message::kInspected,
     "{who}于{day}接受检查，得 {score} 分（满分 100 分）。",
     "{who} was inspected on {day}: {score} of 100."},
    {Message::kInspectedFor, "本次检查属于“{title}”评选。",
     "It was a visit for “{title}”."},
    {Message::kInspectedAgain, "这是对第 {index} 号条目的复核。",
     "It repeats the inspection of entry {index}."},
    {Message::kInspectionNote, "检查记录：“{note}”。", "Seen: “{note}”."},
    {Message::kViolated, "{who}于{day}违反规定：“{what}”，已记录在案。",
     "{who} broke a rule on {day}: “{what}”."},
    {Message::kViolationWithdrawn,
     "{who}：第 {index} 号条目的违规记录（{day}，“{what}”）已撤销，不再计算。",
     "{who}: the violation of entry {index} ({day}, “{what}”) was withdrawn "
     "and no longer counts."},
};

// The value of a place, nullptr if it has none.
const std::string* Find(std::string_view name, Places places) {
  for (const auto& [known, value] : places) {
    if (known == name) return &value;
  }
  return nullptr;
}

}  // namespace

std::span<const MessageRow> Catalogue() { return kMessages; }

std::string Fill(Message id, v1::Language language, Places places) {
  const MessageRow& row = kMessages[static_cast<size_t>(id)];
  std::string_view rest = language == v1::LANGUAGE_EN ? row.en : row.zh;
  std::string text;
  while (!rest.empty()) {
    const size_t open = rest.find('{');
    text.append(rest.substr(0, open));
    if (open == std::string_view::npos) break;
    const size_t close = rest.find('}', open);
    const std::string* value =
        Find(rest.substr(open + 1, close - open - 1), places);
    text.append(value == nullptr ? rest.substr(open, close - open + 1)
                                 : std::string_view(*value));
    rest.remove_prefix(close + 1);
  }
  return text;
}

}  // namespace greenledger::statements
