#include "clients/cli/reasons.h"

#include "clients/cli/text_table.h"

namespace greenledger::cli {
namespace {

constexpr TextRow<v1::DropNote> kDropNotes[] = {
    {v1::DROP_NOTE_UNSPECIFIED, {"未知原因", "unknown reason"}},
    {v1::DROP_NOTE_MERGED,
     {"合并投放：整次应得减去已得",
      "merged: what the whole drop earns less what was given"}},
    {v1::DROP_NOTE_BELOW_MINIMUM, {"低于起计重量", "below the minimum weight"}},
    {v1::DROP_NOTE_POINTS_CAPPED,
     {"已达每日积分上限", "cut by the daily cap on points"}},
    {v1::DROP_NOTE_MERIT_CAPPED,
     {"已达每日荣誉次数上限，不计荣誉",
      "no merit: the day's number of drops is reached"}},
    {v1::DROP_NOTE_REJECTED,
     {"质量不合格，不计分", "quality rejected: nothing earned"}},
    {v1::DROP_NOTE_POOR_QUALITY,
     {"质量较差，按较低标准计分", "poor quality: rated lower"}},
    {v1::DROP_NOTE_CAMPAIGN, {"活动加成", "campaign rate"}},
    {v1::DROP_NOTE_NOT_IN_TARIFF,
     {"价目表没有此类别，不计分", "the tariff has no line for this class"}},
    {v1::DROP_NOTE_OUTSIDE_WINDOW,
     {"不在计分时段内", "outside the hours that earn"}},
    {v1::DROP_NOTE_LATE,
     {"迟到记录，按迟到规则处理",
      "late record: the tariff's late rule applied"}},
    {v1::DROP_NOTE_CLOCK_UNTRUSTED,
     {"设备时钟不可信，按迟到规则处理",
      "the kiosk's clock cannot be trusted: the late rule applied"}},
    {v1::DROP_NOTE_SUSPENSE,
     {"卡未登记或住户未激活，暂存待认领",
      "card unknown or household not active: kept until it is claimed"}},
};

constexpr TextRow<v1::QuarantineReason> kQuarantineReasons[] = {
    {v1::QUARANTINE_REASON_UNSPECIFIED, {"未知原因", "unknown reason"}},
    {v1::QUARANTINE_REASON_UNREADABLE,
     {"记录无法解读", "the record cannot be read"}},
    {v1::QUARANTINE_REASON_TOO_LARGE,
     {"记录超过 1024 字节", "the record is longer than 1,024 bytes"}},
    {v1::QUARANTINE_REASON_SEQUENCE_MISMATCH,
     {"记录序号与上传位置不符",
      "the record's sequence is not the one of its place in the upload"}},
    {v1::QUARANTINE_REASON_NO_BODY,
     {"记录没有内容，或内容种类未知",
      "the record has no body, or one of an unknown kind"}},
    {v1::QUARANTINE_REASON_BAD_TIME,
     {"设备时间不在 2000 至 2099 年之间",
      "device time is not between 2000 and 2099"}},
    {v1::QUARANTINE_REASON_BAD_CARD_HASH,
     {"卡号摘要不是 16 字节", "the card hash is not 16 bytes"}},
    {v1::QUARANTINE_REASON_BIN_UNKNOWN,
     {"设备没有此投口", "the kiosk has no such bin"}},
    {v1::QUARANTINE_REASON_CLASS_UNKNOWN,
     {"分类目录没有此类别", "the scheme in force has no such class"}},
    {v1::QUARANTINE_REASON_CLASS_NOT_FOR_BIN,
     {"此投口不收此类别", "the bin takes another class"}},
    {v1::QUARANTINE_REASON_GRAMS_MISSING, {"缺少重量", "weight is missing"}},
    {v1::QUARANTINE_REASON_GRAMS_IMPLAUSIBLE,
     {"重量为零或超过上限", "weight is zero or above the class's maximum"}},
    {v1::QUARANTINE_REASON_PIECES_MISSING,
     {"缺少件数", "number of pieces is missing"}},
    {v1::QUARANTINE_REASON_PIECES_IMPLAUSIBLE,
     {"件数为零或超过上限",
      "number of pieces is zero or above the class's maximum"}},
    {v1::QUARANTINE_REASON_PIECES_UNEXPECTED,
     {"此类别不计件，却给了件数",
      "pieces are given for a class that is not counted"}},
    {v1::QUARANTINE_REASON_BAD_QUALITY,
     {"质量等级缺失或未知", "quality is missing or unknown"}},
    {v1::QUARANTINE_REASON_CARD_BLOCKED, {"卡已停用", "the card is blocked"}},
    {v1::QUARANTINE_REASON_HOUSEHOLD_CLOSED,
     {"住户已注销", "the household is closed"}},
    {v1::QUARANTINE_REASON_BAD_COLLECTOR,
     {"清运单位编号超出范围", "the collector's number is out of range"}},
};

constexpr TextRow<v1::RefusalReason> kRefusalReasons[] = {
    {v1::REFUSAL_REASON_UNSPECIFIED, {"未知原因", "unknown reason"}},
    {v1::REFUSAL_REASON_BOOK_EXISTS,
     {"账本已开立", "the book is open already"}},
    {v1::REFUSAL_REASON_NUMBER_TAKEN, {"编号已被使用", "the number is taken"}},
    {v1::REFUSAL_REASON_PLACE_UNKNOWN,
     {"没有这个地点", "there is no such place"}},
    {v1::REFUSAL_REASON_PLACE_KIND_WRONG,
     {"地点种类不对", "the place is of the wrong kind"}},
    {v1::REFUSAL_REASON_HOUSEHOLD_UNKNOWN,
     {"没有这个住户", "there is no such household"}},
    {v1::REFUSAL_REASON_HOUSEHOLD_CLOSED,
     {"住户已注销", "the household is closed"}},
    {v1::REFUSAL_REASON_STATE_UNCHANGED,
     {"住户已是该状态", "the household has that state already"}},
    {v1::REFUSAL_REASON_MEMBER_UNKNOWN,
     {"没有这个成员", "there is no such member"}},
    {v1::REFUSAL_REASON_TOO_MANY,
     {"成员或卡的数量已达上限",
      "the household has as many members or cards as it may have"}},
    {v1::REFUSAL_REASON_CARD_TAKEN,
     {"卡已属于某个住户，或在请求中重复",
      "the card belongs to a household already, or stands twice in the "
      "request"}},
    {v1::REFUSAL_REASON_CARD_UNKNOWN, {"没有这张卡", "there is no such card"}},
    {v1::REFUSAL_REASON_CARD_BLOCKED, {"卡已停用", "the card is blocked"}},
    {v1::REFUSAL_REASON_KIOSK_UNKNOWN,
     {"没有这台设备", "there is no such kiosk"}},
    {v1::REFUSAL_REASON_KIOSK_CLOSED, {"设备已停用", "the kiosk is closed"}},
    {v1::REFUSAL_REASON_INCARNATION_USED,
     {"设备曾用过这个日志编号", "the kiosk used this incarnation before"}},
    {v1::REFUSAL_REASON_VERSION_TAKEN,
     {"版本号已存在", "the version exists already"}},
    {v1::REFUSAL_REASON_SCHEME_UNKNOWN,
     {"没有这个分类目录", "there is no such scheme"}},
    {v1::REFUSAL_REASON_CLASS_UNKNOWN,
     {"分类目录没有此类别", "the scheme has no such class"}},
    {v1::REFUSAL_REASON_NOT_LATER,
     {"生效日期不晚于上一版本",
      "the effective day is not after that of the version before"}},
    {v1::REFUSAL_REASON_IN_PAST,
     {"生效日期早于今天", "the effective day is before today"}},
    {v1::REFUSAL_REASON_MEASURE_WRONG,
     {"价格或上限与该类别的计量方式不符",
      "the rate or limit does not fit how the class is measured"}},
};

}  // namespace

Text ReasonText(v1::DropNote note) { return FindText(kDropNotes, note); }

Text ReasonText(v1::QuarantineReason reason) {
  return FindText(kQuarantineReasons, reason);
}

Text ReasonText(v1::RefusalReason reason) {
  return FindText(kRefusalReasons, reason);
}

}  // namespace greenledger::cli
