// greenledger-kiosk: wiring only.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <thread>

#include "clients/kiosk/agent/enrol.h"
#include "clients/kiosk/agent/health.h"
#include "clients/kiosk/agent/run.h"
#include "clients/kiosk/simulate/simulate.h"
#include "fmt/format.h"
#include "services/common/clock.h"
#include "storage/checkpoint/posix_file.h"

namespace greenledger::kiosk {
namespace {

using cli::Language;
using cli::Text;

constexpr size_t kPemBytesMax = 65536;
constexpr int kFailed = 1;

Language LanguageOfEnvironment() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') {
      return std::string(value).starts_with("zh") ? Language::kChinese
                                                  : Language::kEnglish;
    }
  }
  return Language::kEnglish;
}

void Wait(std::chrono::microseconds delay) {
  std::this_thread::sleep_for(delay);
}

// What one run of the program was told to do.
class Program {
 public:
  Program() : language_(LanguageOfEnvironment()) {}

  int Main(int argc, char** argv) {
    CLI::App app(Say({"绿账本智能箱代理", "The agent of a greenledger kiosk"}));
    app.require_subcommand(1);
    AddRun(app);
    AddEnrol(app);
    AddStatus(app);
    AddSimulate(app);
    CLI11_PARSE(app, argc, argv);
    return action_();
  }

 private:
  std::string Say(const Text& text) const { return cli::In(language_, text); }

  int Finish(const absl::Status& status) const {
    if (status.ok()) return 0;
    std::fprintf(stderr, "greenledger-kiosk: %s\n",
                 std::string(status.message()).c_str());
    return kFailed;
  }

  CLI::App* Command(CLI::App& app, const char* name, const Text& help,
                    std::function<int()> action) {
    CLI::App* command = app.add_subcommand(name, Say(help));
    command->callback([this, action] { action_ = action; });
    return command;
  }

  void AddState(CLI::App* command) {
    command->add_option("--state", folder_, Say({"状态目录", "State folder"}))
        ->required();
  }

  void AddRun(CLI::App& app) {
    CLI::App* run = Command(app, "run", {"运行", "Run until stopped"}, [this] {
      sigset_t signals;
      sigemptyset(&signals);
      sigaddset(&signals, SIGTERM);
      sigaddset(&signals, SIGINT);
      pthread_sigmask(SIG_BLOCK, &signals, nullptr);
      agent_.folder = folder_;
      agent_.jitter_seed =
          static_cast<uint64_t>(common::SystemClock().NowMicros()) ^
          static_cast<uint64_t>(getpid()) << 44;
      agent_.retention = std::chrono::hours(24 * retention_days_);
      agent_.free_bytes_min = free_mib_min_ << 20;
      const std::string socket =
          socket_.empty() ? folder_ + "/socket" : socket_;
      return Finish(RunAgent(agent_, socket, signals, [&socket] {
        std::printf("ready at %s\n", socket.c_str());
        (void)std::fflush(stdout);
      }));
    });
    AddState(run);
    run->add_option("--socket", socket_,
                    Say({"本地接口（默认 STATE/socket）",
                         "Local socket (default STATE/socket)"}));
    run->add_option("--software", agent_.software,
                    Say({"软件版本", "Version told to the server"}));
    run->add_option("--capability", agent_.capabilities,
                    Say({"功能（可重复）", "What it can do (repeatable)"}));
    run->add_option("--retention-days", retention_days_,
                    Say({"已上传记录保留天数",
                         "Days that acknowledged records are kept"}))
        ->check(CLI::Range(1, 3650));
    run->add_option("--free-mib-min", free_mib_min_,
                    Say({"剩余空间低于此值（MiB）时不接受投放",
                         "MiB of free space below which nothing is taken"}))
        ->check(CLI::Range(1, 1 << 20));
  }

  void AddEnrol(CLI::App& app) {
    CLI::App* enrol = Command(
        app, "enrol", {"用一次性口令入网", "Enrol with a one-time code"},
        [this] { return RunEnrol(); });
    AddState(enrol);
    enrol
        ->add_option("--server", enrol_.server,
                     Say({"设备端口 主机:端口", "Kiosk listener, host:port"}))
        ->required();
    enrol
        ->add_option(
            "--enrolment-server", enrolment_server_,
            Say({"入网端口 主机:端口", "Enrolment listener, host:port"}))
        ->required();
    enrol
        ->add_option("--server-ca", ca_file_,
                     Say({"服务器根证书 PEM", "PEM of the server's authority"}))
        ->required();
    enrol->add_option("--book", enrol_.book, Say({"账本", "Book"}))->required();
    enrol->add_option("--kiosk", enrol_.kiosk, Say({"设备编号", "Kiosk"}))
        ->required();
    enrol
        ->add_option("--serial", enrol_.serial,
                     Say({"设备序列号", "Serial number of the device"}))
        ->required();
    enrol
        ->add_option(
            "--code-file", code_file_,
            Say({"存有一次性口令的文件", "File with the one-time code"}))
        ->required();
  }

  int RunEnrol() {
    auto ca = checkpoint::ReadFile(ca_file_, kPemBytesMax);
    if (!ca.ok()) return Finish(ca.status());
    auto code = checkpoint::ReadFile(code_file_, 1024);
    if (!code.ok()) return Finish(code.status());
    enrol_.folder = folder_;
    enrol_.server_ca = *ca;
    enrol_.code = code->substr(0, code->find('\n'));
    enrol_.sleep = Wait;
    const auto stub = v1::EnrolmentService::NewStub(
        OpenEnrolmentChannel(enrolment_server_, *ca));
    const absl::Status status = EnrolDevice(*stub, enrol_);
    if (status.ok()) std::puts(Say({"已入网", "Enrolled"}).c_str());
    return Finish(status);
  }

  void AddStatus(CLI::App& app) {
    CLI::App* status =
        Command(app, "status", {"状态", "How the kiosk is"}, [this] {
          const auto health = ReadHealth(folder_);
          if (!health.ok()) return Finish(health.status());
          const std::string text =
              json_ ? HealthJson(*health) + "\n"
                    : StatusText(*health, common::SystemClock().NowMicros(),
                                 language_);
          std::fputs(text.c_str(), stdout);
          return 0;
        });
    AddState(status);
    status->add_flag("--json", json_, "JSON");
  }

  void AddSimulate(CLI::App& app) {
    CLI::App* simulate = Command(
        app, "simulate",
        {"按工作负载模拟多台设备", "Live through a workload as many kiosks"},
        [this] { return Simulate(); });
    const auto option = [&](const char* name, auto* value, const Text& what) {
      return simulate->add_option(name, *value, Say(what));
    };
    option("--workload", &simulate_.workload_folder,
           {"greenledger workload generate 生成的目录",
            "Folder that `greenledger workload generate` made"})
        ->required();
    option("--pki", &simulate_.pki_folder,
           {"greenledger pki init 生成的证书目录",
            "Folder that `greenledger pki init` made"})
        ->required();
    option("--server", &simulate_.server,
           {"账本服务器的设备端口，主机:端口",
            "The server's kiosk listener, host:port"})
        ->required();
    option("--state", &simulate_.state_folder,
           {"新建的目录，存放各设备的日志",
            "A new folder for the journals of the kiosks"})
        ->required();
    option(
        "--kiosks", &simulate_.kiosks_max,
        {"最多模拟多少台设备，0 为全部", "At most so many kiosks; 0 is all"});
    option("--workers", &simulate_.workers,
           {"同时运行的设备数", "Kiosks that run at the same time"})
        ->check(CLI::Range(1, 64));
    option(
        "--seed", &simulate_.seed,
        {"断网与断电的随机种子", "Outages and power cuts come from it alone"});
    option("--outages-permyriad", &simulate_.outages_permyriad,
           {"每一万条记录后断网的次数",
            "Outages of the network in 10,000 records"})
        ->check(CLI::Range(0, 10000));
    option("--kills-permyriad", &simulate_.kills_permyriad,
           {"每一万条记录后断电的次数", "Power cuts in 10,000 records"})
        ->check(CLI::Range(0, 10000));
    option("--skew-seconds", &skew_seconds_,
           {"设备时钟误差的上限（秒）",
            "Kiosks' clocks are wrong by up to so many seconds"})
        ->check(CLI::Range(0, 86400));
    simulate->footer(
        "greenledger-kiosk simulate --workload world --pki pki "
        "--server localhost:50051 --state kiosks");
  }

  int Simulate() {
    simulate_.sleep = Wait;
    simulate_.skew_max = std::chrono::seconds(skew_seconds_);
    const auto result = RunSimulate(simulate_);
    if (!result.ok()) return Finish(result.status());
    const SimulateCounts& counts = result->total;
    fmt::print(
        "kiosks {}, drops {}, clearances {}, scale tests {}, left out {}\n"
        "records {}, acknowledged {}, outages {}, kills {}\n",
        counts.kiosks, counts.drops, counts.clearances, counts.scale_tests,
        counts.left_out, counts.records, counts.acknowledged, counts.outages,
        counts.kills);
    for (const std::string& error : result->errors) {
      std::fprintf(stderr, "%s\n", error.c_str());
    }
    return result->errors.empty() ? 0 : kFailed;
  }

  const Language language_;
  std::function<int()> action_;
  std::string folder_;
  std::string socket_;
  std::string ca_file_;
  std::string code_file_;
  std::string enrolment_server_;
  int retention_days_ = 45;
  uint64_t free_mib_min_ = 16;
  int64_t skew_seconds_ = 0;
  bool json_ = false;
  AgentOptions agent_;
  EnrolOptions enrol_;
  SimulateOptions simulate_;
};

}  // namespace
}  // namespace greenledger::kiosk

int main(int argc, char** argv) {
  return greenledger::kiosk::Program().Main(argc, argv);
}
