#include "clients/cli/seed_file.h"

#include <fmt/format.h>

#include "clients/cli/files.h"
#include "clients/cli/local_fault.h"
#include "clients/cli/pki/files.h"

namespace greenledger::cli {
ExitCode ReadSeed(Session& session, const std::string& path,
                  std::string* seed) {
  if (!ReadNamedFile(session, path, kSeedBytes, seed)) return ExitCode::kUsage;
  if (seed->size() == kSeedBytes) return ExitCode::kOk;
  return session.UsageError(path + session.Say("：种子文件应为 32 字节",
                                               ": a seed file has 32 bytes"));
}

ExitCode ReadOrMakeSeed(Session& session, const std::string& path,
                        std::string* seed) {
  if (!absl::IsNotFound(pki::ReadSmallFile(path, kSeedBytes).status())) {
    return ReadSeed(session, path, seed);
  }
  *seed = session.around.random_bytes(kSeedBytes);
  if (session.dry_run) return ExitCode::kOk;
  const absl::Status made = pki::WriteNewFile(path, *seed, 0600);
  if (!made.ok()) return ReportLocal(session, made);
  // Where the answer itself is for programs, only they speak there.
  std::ostream& out = session.json ? session.around.err : session.around.out;
  out << fmt::format(
      fmt::runtime(session.Say("种子已写入 {}，抽取前不得示人\n",
                               "seed written to {}: nobody sees it before "
                               "the sample is drawn\n")),
      path);
  return ExitCode::kOk;
}

}  // namespace greenledger::cli
