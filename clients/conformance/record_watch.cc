#include "clients/conformance/record_watch.h"

#include <utility>

#include "clients/conformance/card_list.h"
#include "storage/proof/sha256.h"

namespace greenledger::conformance {
namespace {

// A synchronised clock is not further ahead than this.
constexpr int64_t kAheadMaxUs = int64_t{3600} * 1'000'000;

void Count(const v1::Drop& drop, std::map<uint32_t, v1::ClassTotal>& totals) {
  v1::ClassTotal& total = totals[drop.class_code()];
  total.set_class_code(drop.class_code());
  total.set_drops(total.drops() + 1);
  total.set_grams(total.grams() + drop.grams());
  total.set_pieces(total.pieces() + drop.pieces());
}

// The first class whose total is stated wrongly, such as `class 11: 3 drops`;
// empty if all are right.
template <typename Stated>
std::string Difference(const std::map<uint32_t, v1::ClassTotal>& expected,
                       const Stated& stated) {
  const auto text = [](const v1::ClassTotal& total) {
    return fmt::format("{}: {} / {} g / {}", total.class_code(), total.drops(),
                       total.grams(), total.pieces());
  };
  auto wanted = expected.begin();
  for (const v1::ClassTotal& total : stated) {
    if (wanted == expected.end()) return text(total) + " ≠ –";
    if (text(total) != text(wanted->second)) {
      return text(total) + " ≠ " + text(wanted->second);
    }
    ++wanted;
  }
  return wanted == expected.end() ? "" : "– ≠ " + text(wanted->second);
}

}  // namespace

void RecordWatch::Look(uint64_t sequence, std::string_view bytes,
                       int64_t now_us) {
  v1::Record record;
  if (!record.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    report_.Broken(
        5, {"第 {} 条不是 Record 消息", "record {} is no Record message"},
        sequence);
    ++since_close_;
    return;
  }
  LookAtNumber(sequence, record);
  LookAtClock(sequence, record, now_us);
  if (record.has_drop()) LookAtDrop(sequence, record.drop());
  if (record.has_clearance()) LookAtClearance(sequence, record.clearance());
  LookAtOthers(sequence, record);
  if (record.has_daily_close()) {
    LookAtClose(sequence, record.daily_close());
  } else {
    ++since_close_;
  }
}

void RecordWatch::LookAtNumber(uint64_t sequence, v1::Record record) {
  if (record.sequence() != sequence) {
    report_.Broken(5,
                   {"第 {} 条自称第 {} 条", "record {} calls itself record {}"},
                   sequence, record.sequence());
  }
  // Without a time of its own a record may well equal another.
  if (record.monotonic_us() == 0) return;
  record.clear_sequence();
  const proof::Hash content = proof::Sha256({record.SerializeAsString()});
  const auto [before, added] =
      contents_.try_emplace(std::string(proof::AsBytes(content)), sequence);
  if (added) return;
  report_.Broken(5,
                 {"第 {} 条是第 {} 条换了编号",
                  "record {} is record {} under another number"},
                 sequence, before->second);
}

void RecordWatch::LookAtClock(uint64_t sequence, const v1::Record& record,
                              int64_t now_us) {
  if (record.device_time_us() <= 0 || record.monotonic_us() == 0) {
    report_.Broken(11,
                   {"第 {} 条的 device_time_us 为 {}，monotonic_us 为 {}",
                    "record {} has device_time_us {} and monotonic_us {}"},
                   sequence, record.device_time_us(), record.monotonic_us());
  }
  const int64_t ahead_us = record.device_time_us() - now_us;
  if (record.clock_synced() && ahead_us > kAheadMaxUs) {
    report_.Broken(11,
                   {"第 {} 条称时钟已校准，却快 {} 秒",
                    "record {} says that its clock is synchronised; it is {} s "
                    "ahead"},
                   sequence, ahead_us / kMicros);
  }
  const bool restarted = record.has_started() || restart_allowed_;
  if (record.monotonic_us() < monotonic_us_) {
    if (!restarted) {
      report_.Broken(11,
                     {"第 {} 条的 monotonic_us 从 {} 倒退到 {}",
                      "at record {} monotonic_us went back from {} to {}"},
                     sequence, monotonic_us_, record.monotonic_us());
    }
    restart_allowed_ = false;
  }
  monotonic_us_ = record.monotonic_us();
  if (++clocks_ == 2) {
    report_.Kept(11, {"各记录都带时间", "records carry their times"});
  }
}

void RecordWatch::LookAtDrop(uint64_t sequence, const v1::Drop& drop) {
  ++drops_;
  Count(drop, day_);
  Count(drop, all_);
  v1::BinCount& bin = bins_[drop.bin()];
  bin.set_drops(bin.drops() + 1);
  bin.set_grams(bin.grams() + drop.grams());
  bin.set_pieces(bin.pieces() + drop.pieces());
  if (list_given_ && !cards_.contains(HashOf(salt_, drop.card_hash()))) {
    report_.Kept(13,
                 {"第 {} 条的卡不在清单上",
                  "record {} is a drop with a card that is not on the list"},
                 sequence);
  }
}

void RecordWatch::LookAtClose(uint64_t sequence, const v1::DailyClose& close) {
  const std::string wrong = Difference(day_, close.classes());
  if (close.records() != since_close_) {
    report_.Broken(8,
                   {"第 {} 条（日结）报 {} 条记录，实有 {} 条",
                    "record {}, a daily close, counts {} records; there were "
                    "{}"},
                   sequence, close.records(), since_close_);
  } else if (!wrong.empty()) {
    report_.Broken(8,
                   {"第 {} 条（日结）的类别合计不符：{}",
                    "record {}, a daily close, has a wrong total of class {}"},
                   sequence, wrong);
  } else {
    report_.Kept(8, {"第 {} 条日结相符", "the daily close in record {} agrees"},
                 sequence);
  }
  since_close_ = 0;
  day_.clear();
  if (close.since_commissioning().empty()) return;
  const std::string all = Difference(all_, close.since_commissioning());
  if (all.empty()) {
    report_.Kept(9,
                 {"第 {} 条启用以来的合计相符",
                  "the totals since commissioning in record {} agree"},
                 sequence);
  } else {
    report_.Broken(9,
                   {"第 {} 条启用以来的合计不符：{}",
                    "record {} has a wrong total since commissioning, class "
                    "{}"},
                   sequence, all);
  }
}

void RecordWatch::LookAtClearance(uint64_t sequence,
                                  const v1::Clearance& clearance) {
  const v1::BinCount expected = std::exchange(bins_[clearance.bin()], {});
  if (!clearance.has_counted()) return;
  const v1::BinCount& stated = clearance.counted();
  if (stated.drops() == expected.drops() &&
      stated.grams() == expected.grams() &&
      stated.pieces() == expected.pieces()) {
    report_.Kept(9,
                 {"第 {} 条清运的计数相符",
                  "the count of the clearance in record {} agrees"},
                 sequence);
    return;
  }
  report_.Broken(9,
                 {"第 {} 条清运报投口 {} 有 {} 次 {} 克，实为 {} 次 {} 克",
                  "record {}, a clearance of bin {}, counts {} drops of {} g; "
                  "there were {} of {} g"},
                 sequence, clearance.bin(), stated.drops(), stated.grams(),
                 expected.drops(), expected.grams());
}

void RecordWatch::LookAtOthers(uint64_t sequence, const v1::Record& record) {
  if (record.has_scale_test()) {
    if (record.scale_test().reference_grams() == 0) {
      report_.Broken(10,
                     {"第 {} 条秤检验没有标准重量",
                      "record {}, a scale test, names no reference weight"},
                     sequence);
    } else {
      report_.Kept(10, {"第 {} 条是秤的检验", "record {} is a scale test"},
                   sequence);
    }
  }
  if (!record.has_monitor()) return;
  const v1::Monitor& monitor = record.monitor();
  if (monitor.kind() == v1::MONITOR_KIND_UNSPECIFIED ||
      monitor.severity() == v1::SEVERITY_UNSPECIFIED ||
      monitor.trigger() == v1::MONITOR_TRIGGER_UNSPECIFIED) {
    report_.Broken(16,
                   {"第 {} 条监测值缺种类、级别或原因",
                    "record {}, a monitor, lacks its kind, severity or "
                    "trigger"},
                   sequence);
  } else {
    report_.Kept(16, {"第 {} 条是监测值", "record {} is a monitor"}, sequence);
  }
}

void RecordWatch::GiveList(std::string salt,
                           std::unordered_set<uint64_t> hashes) {
  list_given_ = true;
  salt_ = std::move(salt);
  cards_ = std::move(hashes);
}

}  // namespace greenledger::conformance
