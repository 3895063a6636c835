// The catalogue of reasons that an error may give. ERRORS.md is the same table
// for people; a test holds one against the other.
#ifndef GREENLEDGER_SERVICES_COMMON_REASONS_H_
#define GREENLEDGER_SERVICES_COMMON_REASONS_H_

#include <string_view>

#include "grpcpp/support/status_code_enum.h"

namespace greenledger::common {

// In the order of kReasons.
enum class Reason {
  kBadField,
  kBadPageToken,
  kBadSignature,
  kNoKioskCertificate,
  kKioskUnknown,
  kKioskClosed,
  kCertificateRevoked,
  kEnrolmentRefused,
  kIncarnationUnknown,
  kTariffMissing,
  kBookUnknown,
  kHouseholdUnknown,
  kEntryUnknown,
  kTariffUnknown,
  kRewardUnknown,
  kCampaignUnknown,
  kContestantUnknown,
  kContactUnknown,
  kNotATitleHolder,
  kCheckpointUnknown,
  kTreeUnknown,
  kNotInCheckpoint,
  kNoLogKey,
  kNoIssuingKey,
  kCheckpointConflict,
  kBadCosignature,
  kSnapshotInUse,
  kSnapshotUnknown,
  kWritesStopped,
  kQueueFull,
  kDiskFull,
  kTooManyFollowers,
  kTooManyAttempts,
  kShuttingDown,
  kDataLoss,
  kInternal,
};

struct ReasonInfo {
  Reason reason;
  std::string_view name;
  grpc::StatusCode code;
  // Text for people. `{book}` stands for the metadata value `book`; both texts
  // have the same names in braces.
  std::string_view en;
  std::string_view zh;
};

inline constexpr ReasonInfo kReasons[] = {
    {Reason::kBadField, "BAD_FIELD", grpc::StatusCode::INVALID_ARGUMENT,
     "Field {field} is \"{found}\"; expected {expected}.",
     "字段 {field} 的值为“{found}”；应为 {expected}。"},
    {Reason::kBadPageToken, "BAD_PAGE_TOKEN",
     grpc::StatusCode::INVALID_ARGUMENT,
     "The page token belongs to another request: start from the first page.",
     "翻页标记不属于本次查询：请从第一页重新开始。"},
    {Reason::kBadSignature, "BAD_SIGNATURE", grpc::StatusCode::INVALID_ARGUMENT,
     "The signature of kiosk {kiosk} does not match the records.",
     "智能箱 {kiosk} 的签名与记录不符。"},
    {Reason::kNoKioskCertificate, "NO_KIOSK_CERTIFICATE",
     grpc::StatusCode::UNAUTHENTICATED,
     "The client certificate does not name exactly one kiosk.",
     "客户端证书未指明唯一的智能箱。"},
    {Reason::kKioskUnknown, "KIOSK_UNKNOWN",
     grpc::StatusCode::PERMISSION_DENIED,
     "Kiosk {kiosk} is not registered in book {book}.",
     "智能箱 {kiosk} 未在账本 {book} 中登记。"},
    {Reason::kKioskClosed, "KIOSK_CLOSED", grpc::StatusCode::PERMISSION_DENIED,
     "Kiosk {kiosk} of book {book} is out of service.",
     "账本 {book} 的智能箱 {kiosk} 已停用。"},
    {Reason::kCertificateRevoked, "CERTIFICATE_REVOKED",
     grpc::StatusCode::PERMISSION_DENIED,
     "The certificate shown for kiosk {kiosk} of book {book} does not count: "
     "it was revoked or replaced, has ended, or was never issued by enrolment.",
     "账本 {book} 的智能箱 {kiosk} "
     "出示的证书无效：已吊销、已更换、已到期，或不是入网时签发的。"},
    {Reason::kEnrolmentRefused, "ENROLMENT_REFUSED",
     grpc::StatusCode::PERMISSION_DENIED,
     "Book, kiosk, serial number and code do not match an open invitation.",
     "账本、智能箱、序列号和入网码与有效的邀请不符。"},
    {Reason::kIncarnationUnknown, "INCARNATION_UNKNOWN",
     grpc::StatusCode::PERMISSION_DENIED,
     "Journal {incarnation} of kiosk {kiosk} has not been admitted.",
     "智能箱 {kiosk} 的日志 {incarnation} 尚未获准。"},
    {Reason::kTariffMissing, "TARIFF_MISSING",
     grpc::StatusCode::FAILED_PRECONDITION,
     "Book {book} has no tariff in force yet: try again later.",
     "账本 {book} 尚无生效的积分标准：请稍后再试。"},
    {Reason::kBookUnknown, "BOOK_UNKNOWN", grpc::StatusCode::NOT_FOUND,
     "There is no book {book} here.", "此处没有账本 {book}。"},
    {Reason::kHouseholdUnknown, "HOUSEHOLD_UNKNOWN",
     grpc::StatusCode::NOT_FOUND, "Book {book} has no household {household}.",
     "账本 {book} 中没有住户 {household}。"},
    {Reason::kEntryUnknown, "ENTRY_UNKNOWN", grpc::StatusCode::NOT_FOUND,
     "Book {book} has no entry {index}.", "账本 {book} 中没有条目 {index}。"},
    {Reason::kTariffUnknown, "TARIFF_UNKNOWN", grpc::StatusCode::NOT_FOUND,
     "Book {book} has no tariff {version}.",
     "账本 {book} 中没有积分标准 {version}。"},
    {Reason::kRewardUnknown, "REWARD_UNKNOWN", grpc::StatusCode::NOT_FOUND,
     "The catalogue of book {book} has no number {reward}.",
     "账本 {book} 的目录中没有编号 {reward}。"},
    {Reason::kCampaignUnknown, "CAMPAIGN_UNKNOWN", grpc::StatusCode::NOT_FOUND,
     "Book {book} has no campaign {campaign}.",
     "账本 {book} 中没有评选活动 {campaign}。"},
    {Reason::kContestantUnknown, "CONTESTANT_UNKNOWN",
     grpc::StatusCode::NOT_FOUND,
     "Book {book} has no contestant {contestant} on this list or board.",
     "账本 {book} 的该名单或榜单中没有 {contestant}。"},
    {Reason::kContactUnknown, "CONTACT_UNKNOWN", grpc::StatusCode::NOT_FOUND,
     "Objection {index} of book {book} has no contact here, or it was erased.",
     "账本 {book} 的异议 {index} 在此没有联系方式，或已被删除。"},
    {Reason::kNotATitleHolder, "NOT_A_TITLE_HOLDER",
     grpc::StatusCode::FAILED_PRECONDITION,
     "Contestant {contestant} of book {book} holds no title of an awarded "
     "campaign {campaign} today.",
     "账本 {book} 的参评对象 {contestant} 目前不持有已授予的评选活动 "
     "{campaign} 的称号。"},
    {Reason::kCheckpointUnknown, "CHECKPOINT_UNKNOWN",
     grpc::StatusCode::NOT_FOUND,
     "Book {book} has no such checkpoint of size {size}: the newest has size "
     "{newest}.",
     "账本 {book} 没有规模为 {size} 的检查点：最新检查点的规模为 {newest}。"},
    {Reason::kTreeUnknown, "TREE_UNKNOWN", grpc::StatusCode::NOT_FOUND,
     "Book {book} has {entries} entries on disk, not yet {size}.",
     "账本 {book} 已落盘 {entries} 个条目，尚不足 {size} 个。"},
    {Reason::kNotInCheckpoint, "NOT_IN_CHECKPOINT",
     grpc::StatusCode::FAILED_PRECONDITION,
     "Entry {index} of book {book} is not in the checkpoint of size {size}: "
     "ask for a fresh checkpoint.",
     "账本 {book} 的条目 {index} 不在规模为 {size} "
     "的检查点中：请先获取新的检查点。"},
    {Reason::kNoLogKey, "NO_LOG_KEY", grpc::StatusCode::FAILED_PRECONDITION,
     "The server has no key to sign checkpoints with: make one with "
     "`greenledger key generate FILE --domain NAME` and start the server with "
     "--log-key FILE.",
     "服务器没有签署检查点的密钥：请用 `greenledger key generate FILE --domain "
     "NAME` 生成，并以 --log-key FILE 启动服务器。"},
    {Reason::kNoIssuingKey, "NO_ISSUING_KEY",
     grpc::StatusCode::FAILED_PRECONDITION,
     "The server has no key to issue certificates with: make one with "
     "`greenledger pki root --folder FOLDER` and start the server with "
     "--issuing-cert and --issuing-key.",
     "服务器没有签发证书的密钥：请用 `greenledger pki root --folder FOLDER` "
     "生成，并以 --issuing-cert 和 --issuing-key 启动服务器。"},
    {Reason::kCheckpointConflict, "CHECKPOINT_CONFLICT",
     grpc::StatusCode::FAILED_PRECONDITION,
     "Book {book} has {size} entries here, which contradict the checkpoint of "
     "{signed_size} entries signed before: nothing is signed until the entries "
     "of that checkpoint are restored.",
     "账本 {book} 在此有 {size} 个条目，与此前签署的 {signed_size} "
     "个条目的检查点相矛盾：恢复该检查点的条目之前不再签署。"},
    {Reason::kBadCosignature, "BAD_COSIGNATURE",
     grpc::StatusCode::INVALID_ARGUMENT,
     "A cosignature does not fit the checkpoint of size {size} of book {book}: "
     "{detail}.",
     "联署签名与账本 {book} 规模为 {size} 的检查点不符：{detail}。"},
    {Reason::kSnapshotInUse, "SNAPSHOT_IN_USE",
     grpc::StatusCode::FAILED_PRECONDITION,
     "Another snapshot is in use for at most {seconds} s more: one backup at a "
     "time.",
     "另一个快照仍在使用，最多还有 {seconds} 秒：同时只能进行一次备份。"},
    {Reason::kSnapshotUnknown, "SNAPSHOT_UNKNOWN", grpc::StatusCode::NOT_FOUND,
     "There is no snapshot {snapshot}: it was released or its time ran out.",
     "没有快照 {snapshot}：已释放或已到期。"},
    {Reason::kWritesStopped, "WRITES_STOPPED", grpc::StatusCode::UNAVAILABLE,
     "Damage was found in the stored entries: nothing new is booked until the "
     "operator has repaired it; reading goes on.",
     "存储的条目发现损坏：运维人员修复之前不再入账，查询照常。"},
    {Reason::kQueueFull, "QUEUE_FULL", grpc::StatusCode::RESOURCE_EXHAUSTED,
     "Too many requests are waiting: try again later.",
     "等待处理的请求过多：请稍后再试。"},
    {Reason::kDiskFull, "DISK_FULL", grpc::StatusCode::RESOURCE_EXHAUSTED,
     "The server's disk is full: nothing was booked, try again later.",
     "服务器磁盘已满：未入账，请稍后再试。"},
    {Reason::kTooManyFollowers, "TOO_MANY_FOLLOWERS",
     grpc::StatusCode::RESOURCE_EXHAUSTED,
     "Too many callers follow entries: try again later.",
     "跟随账本的调用过多：请稍后再试。"},
    {Reason::kTooManyAttempts, "TOO_MANY_ATTEMPTS",
     grpc::StatusCode::RESOURCE_EXHAUSTED,
     "Too many attempts in a short time: try again later.",
     "短时间内尝试过多：请稍后再试。"},
    {Reason::kShuttingDown, "SHUTTING_DOWN", grpc::StatusCode::UNAVAILABLE,
     "The server is shutting down: try again later.",
     "服务器正在停机：请稍后再试。"},
    {Reason::kDataLoss, "DATA_LOSS", grpc::StatusCode::DATA_LOSS,
     "Stored data is damaged: tell the operator.",
     "存储的数据已损坏：请联系运维人员。"},
    {Reason::kInternal, "INTERNAL", grpc::StatusCode::INTERNAL,
     "The server failed: the outcome is unknown, send the same again.",
     "服务器出错：结果未知，请原样重发。"},
};

// The catalogue's row.
constexpr const ReasonInfo& Info(Reason reason) {
  return kReasons[static_cast<size_t>(reason)];
}

}  // namespace greenledger::common

#endif  // GREENLEDGER_SERVICES_COMMON_REASONS_H_
