#include "clients/conformance/promises.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

namespace greenledger::conformance {
namespace {

constexpr std::array<Promise, kPromises> kTable = {{
    {{"先问候（Boot）；未获准不上传，其间的记录之后补传",
      "says hello first; uploads nothing until accepted, and then what it "
      "recorded meanwhile"},
     {"让设备连到本程序", "connect the kiosk to this program"}},
    {{"密钥在设备上产生，凭一次性代码入网",
      "makes its key itself and is enrolled with a one-time code"},
     {"在 greenledgerd 上入网时检验",
      "shows when it is enrolled with greenledgerd"},
     false},
    {{"只与证书可信的服务器通话",
      "talks only to a server whose certificate it trusts"},
     {"在服务器换成冒名证书时投放一次",
      "make a drop while the server shows a certificate of a stranger"}},
    {{"记录先落盘再致谢；未确认的不删除",
      "has a record on disk before it thanks, and removes none before it is "
      "acknowledged"},
     {"投放后切断电源再上电", "make drops, then cut its power"}},
    {{"记录编号逐一递增，从不重用；每批在限额之内",
      "numbers records one by one and uses no number twice; keeps the limits"},
     {"投放至少五次", "make five drops"}},
    {{"同一记录再传时字节不变",
      "sends a record again with the same bytes, always"},
     {"在应答丢失时投放", "make drops while answers get lost"}},
    {{"记录逐条成链，按原字节签名",
      "chains its records and signs their exact bytes"},
     {"投放一次", "make a drop"}},
    {{"日结的合计等于各记录之和",
      "its daily close states the sums of its records"},
     {"做一次日结", "make it do its daily close"}},
    {{"启用以来和上次清运以来的累计正确",
      "its totals since commissioning and since the last clearance are right"},
     {"让日结带启用以来的合计",
      "make it do a daily close with totals since commissioning"}},
    {{"测试记录单独成类，不算投放", "records tests of its scale as such"},
     {"做一次秤的检验", "make it test a scale"}},
    {{"记录带设备时间、是否校时和不倒退的单调时间",
      "records carry its time, whether that was synchronised, and a time that "
      "never goes back"},
     {"投放至少两次", "make two drops"}},
    {{"住户卡片清单：全量、增量；对不上就要全量",
      "keeps the list of cards: in full, by differences, and in full again "
      "when they do not fit"},
     {"让设备读取卡片清单（GetResidentList）",
      "make it fetch the list of cards"}},
    {{"不在清单上的卡也收", "takes a drop with a card it does not know"},
     {"读取清单后投放一次", "make a drop after it fetched the list"}},
    {{"退避：下限加随机、逐次加倍；服从服务器要求的等待",
      "backs off: a minimum plus chance, doubled; waits as long as it is told"},
     {"在服务器繁忙时投放", "make drops while the server is busy"}},
    {{"被隔离的记录不再传，队列继续",
      "moves on after a record that is quarantined"},
     {"投放后再投放", "make drops"}},
    {{"监测值带种类、级别和原因", "monitors say what, how bad and why now"},
     {"打开检修门或装满一个投口", "open the service door or fill a bin"}},
    {{"问候时报软件版本和能力；不怕新字段",
      "tells its software and what it can do; new fields do not stop it"},
     {"在应答带新字段时投放", "make a drop while answers have new fields"}},
    {{"居民得到回执", "gives the resident a receipt"},
     {"看设备屏幕；用 greenledger receipt check 核对",
      "shows on its screen; see greenledger receipt check"},
     false},
    {{"一张证书只用于一条连接", "uses its certificate on one connection"},
     {"让设备连续工作一会儿", "let it work for a while"}},
    {{"服务器要求时从更早处重传", "sends again from where the server asks"},
     {"在服务器恢复旧备份后投放",
      "make a drop after the server came back from an older copy"}},
}};

}  // namespace

const Promise& PromiseOf(int number) {
  return kTable.at(static_cast<size_t>(number) - 1);
}

Promises AllPromises() {
  Promises all;
  for (int number = 1; number <= kPromises; ++number) all.insert(number);
  return all;
}

absl::StatusOr<Promises> ParsePromises(std::string_view text) {
  Promises promises;
  while (!text.empty()) {
    const std::string_view part = text.substr(0, text.find(','));
    text.remove_prefix(std::min(text.size(), part.size() + 1));
    int number = 0;
    const char* end = part.data() + part.size();
    if (part.size() < 2 || part.front() != 'K' ||
        std::from_chars(part.data() + 1, end, number).ptr != end ||
        number < 1 || number > kPromises) {
      return absl::InvalidArgumentError("'" + std::string(part) +
                                        "' is no promise; expected K1 to K20");
    }
    promises.insert(number);
  }
  return promises;
}

}  // namespace greenledger::conformance
