#include "tests/bench/machine.h"

#include <google/protobuf/stubs/common.h>
#include <gperftools/malloc_extension.h>
#include <openssl/crypto.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "fmt/format.h"
#include "grpcpp/grpcpp.h"
#include "rocksdb/version.h"

namespace greenledger::bench {
namespace {

// Value of the first line that begins with `name`, in /proc/cpuinfo's form.
std::string CpuInfo(const std::string& name) {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    const size_t colon = line.find(": ");
    if (line.starts_with(name) && colon != std::string::npos) {
      return line.substr(colon + 2);
    }
  }
  return "unknown";
}

std::string FirstLine(const std::string& path) {
  std::string line;
  std::ifstream file(path);
  std::getline(file, line);
  return line;
}

std::string Kernel() {
  utsname names{};
  return uname(&names) == 0 ? fmt::format("{} {}", names.sysname, names.release)
                            : "unknown";
}

std::string Libraries() {
  return fmt::format(
      "gRPC {}, Protobuf {}, RocksDB {}.{}.{}, {}", grpc::Version(),
      google::protobuf::internal::VersionString(GOOGLE_PROTOBUF_VERSION),
      ROCKSDB_MAJOR, ROCKSDB_MINOR, ROCKSDB_PATCH,
      OpenSSL_version(OPENSSL_VERSION));
}

}  // namespace

std::string FileSystemOf(const std::string& folder) {
  const std::string path = std::filesystem::canonical(folder).string();
  std::ifstream mounts("/proc/mounts");
  std::string best;
  std::string type = "unknown";
  for (std::string line; std::getline(mounts, line);) {
    std::string device;
    std::string point;
    std::string kind;
    std::istringstream(line) >> device >> point >> kind;
    const bool holds =
        point == "/" || path == point || path.starts_with(point + "/");
    if (holds && point.size() >= best.size()) {
      best = point;
      type = kind;
    }
  }
  return type;
}

Report::Facts DescribeMachine(const std::string& folder) {
  const bool sha =
      (" " + CpuInfo("flags") + " ").find(" sha_ni ") != std::string::npos;
  return {
      {"processor", CpuInfo("model name") +
                        (sha ? ", SHA extensions" : ", no SHA extensions")},
      {"cores", fmt::format("{}, shared by client and server",
                            std::thread::hardware_concurrency())},
      {"kernel", Kernel()},
      {"file system", FileSystemOf(folder)},
      {"libraries", Libraries()},
      {"compiler", __VERSION__},
      {"load when it began", FirstLine("/proc/loadavg")},
      {"durability",
       "every answer after a sync: RocksDB with sync = true, files with "
       "fdatasync"},
  };
}

double ResidentBytes() {
  MallocExtension::instance()->ReleaseFreeMemory();
  uint64_t total = 0;
  uint64_t resident = 0;
  std::ifstream("/proc/self/statm") >> total >> resident;
  return static_cast<double>(resident) *
         static_cast<double>(sysconf(_SC_PAGESIZE));
}

}  // namespace greenledger::bench
