// Measures the ledger next to what the machine can do. See RESULTS.md.
#include <sys/wait.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include "fmt/format.h"
#include "services/common/logging.h"
#include "tests/bench/cases.h"
#include "tests/bench/machine.h"
#include "tests/bench/must.h"

namespace greenledger::bench {
namespace {

namespace fs = std::filesystem;

struct Flags {
  bool quick = false;
  bool smoke = false;
  uint64_t growth = 0;
  std::string only;
  std::string json;
};

Scale SizeOf(const Flags& flags) {
  if (flags.smoke) {
    return {.rounds = 1,
            .batches = 1,
            .postgres = 0,
            .singles = 1,
            .in_turn = 5,
            .reads = 200,
            .book_entries = 7'000,
            .households = 20,
            .growth_from = 6'400,
            .growth_to = 12'800,
            .growth_households = 80,
            .backlogs = {800},
            .points_households = 4'000,
            .corrected_drops = 2'000,
            .ranked_households = 3'000,
            .selected_households = 2'000};
  }
  if (flags.quick) {
    return {.batches = 4,
            .postgres = 15,
            .singles = 12,
            .in_turn = 100,
            .reads = 8'000,
            .book_entries = 320'000,
            .households = 2'000,
            .growth_to = 0,
            .backlogs = {40'000},
            .points_households = 100'000,
            .corrected_drops = 200'000,
            .ranked_households = 100'000,
            .selected_households = 100'000};
  }
  return {};
}

Scale ScaleOf(const Flags& flags) {
  Scale scale = SizeOf(flags);
  scale.only = flags.only;
  if (flags.growth > 0) {
    scale.only = "F9";
    scale.growth_to = flags.growth;
    scale.growth_households = 1'000'000;
  }
  return scale;
}

// The book that start, replay and verification need, made by a process that is
// killed: gRPC must not have begun when a process forks.
void FillBook(const Scale& scale, const std::string& folder) {
  const pid_t child = fork();
  Must(child >= 0, "cannot fork");
  if (child == 0) FillBookAndDie(scale, folder);
  int status = 0;
  Must(waitpid(child, &status, 0) == child && WIFSIGNALED(status),
       "the book was not filled");
}

int Run(const Flags& flags, const fs::path& program) {
  const Scale scale = ScaleOf(flags);
  const fs::path parent = program.parent_path();
  const std::string folder =
      (parent / fmt::format("data-{}", getpid())).string();
  fs::create_directories(folder);
  if (!flags.smoke && FileSystemOf(folder) == "tmpfs") {
    fs::remove_all(folder);
    Fail("the build folder is in memory: build on a disk to measure syncs");
  }
  common::StartLogging();
  if (scale.WantsBook()) FillBook(scale, folder + "/book");
  Report report(DescribeMachine(folder));
  MeasureServer(scale, folder + "/server", &report);
  MeasureBook(scale, folder + "/book", &report);
  if (scale.Wants("F12")) {
    MeasureReconnect(scale, folder + "/back", &report);
  }
  if (scale.Wants("F10") || scale.Wants("F11")) {
    MeasurePoints(scale, folder + "/points", &report);
  }
  if (scale.Wants("F10")) MeasureSelection(scale, &report);
  if (scale.Wants("F5")) MeasureRanking(scale, folder + "/ranked", &report);
  if (scale.Wants("F9")) MeasureGrowth(scale, folder + "/grown", &report);
  fs::remove_all(folder);
  std::fputs(report.Markdown().c_str(), stdout);
  if (!flags.json.empty()) std::ofstream(flags.json) << report.Json();
  return 0;
}

}  // namespace
}  // namespace greenledger::bench

int main(int argc, char** argv) {
  CLI::App app(
      "Measures the ledger in turn with its peers; prints a table in Markdown."
      "\nNeeds ten minutes and an idle machine.");
  greenledger::bench::Flags flags;
  app.add_flag("--quick", flags.quick,
               "A minute instead, with less in each "
               "round");
  app.add_flag("--smoke", flags.smoke,
               "A few calls of each case, to see that it works");
  app.add_option("--only", flags.only, "One case, such as F4")
      ->check(CLI::IsMember({"F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8",
                             "F9", "F10", "F11", "F12"}));
  app.add_option("--growth", flags.growth,
                 "Only F9, with a book of so many entries and a million "
                 "households: 100000000 takes half an hour and 20 GB")
      ->check(CLI::Range(uint64_t{2'000'000}, uint64_t{1'000'000'000}));
  app.add_option("--json", flags.json, "Write all values to this file");
  CLI11_PARSE(app, argc, argv);
  return greenledger::bench::Run(flags, argv[0]);
}
