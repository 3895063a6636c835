#include "clients/cli/workload/send.h"

#include <algorithm>
#include <limits>
#include <map>
#include <memory>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "clients/cli/pki/dev_ca.h"
#include "clients/cli/pki/files.h"
#include "clients/cli/workload/csv.h"
#include "clients/cli/workload/files.h"
#include "clients/cli/workload/generate.h"
#include "clients/cli/workload/plan.h"
#include "clients/kiosk/channel.h"
#include "fmt/format.h"

namespace greenledger::workload {
namespace {

constexpr size_t kErrorsMax = 10;
constexpr size_t kPemBytesMax = 65536;

// What one kiosk uploads in one round.
struct Task {
  // Place of its community.
  size_t community = 0;
  journal::JournalId journal;
  std::vector<kiosk::Range> ranges;
};

struct Plan {
  std::vector<CommunityName> communities;
  // Tasks by round.
  std::map<uint32_t, std::vector<Task>> rounds;
  uint64_t records = 0;
};

// Incarnation of each kiosk.
absl::StatusOr<std::map<uint64_t, uint64_t>> ReadIncarnations(
    const std::string& book_folder) {
  auto table = ReadTable(book_folder + "/kiosks.csv", kKiosksHeader);
  if (!table.ok()) return table.status();
  std::map<uint64_t, uint64_t> incarnations;
  for (const Row& row : *table) {
    absl::StatusOr<uint64_t> number = row.Number(0);
    if (!number.ok()) return number.status();
    absl::StatusOr<uint64_t> incarnation = row.Number(3);
    if (!incarnation.ok()) return incarnation.status();
    incarnations[*number] = *incarnation;
  }
  return incarnations;
}

struct Rounds {
  uint32_t first = 0;
  uint32_t last = std::numeric_limits<uint32_t>::max();
};

absl::Status AddBook(const SendOptions& options, const Rounds& rounds,
                     size_t community, uint64_t book, Plan& plan) {
  const std::string folder = BookFolder(options.folder, book);
  auto incarnations = ReadIncarnations(folder);
  if (!incarnations.ok()) return incarnations.status();
  auto uploads = ReadPlan(folder + "/plan.csv");
  if (!uploads.ok()) return uploads.status();
  std::map<std::pair<uint32_t, uint64_t>, Task> tasks;
  for (const PlannedUpload& upload : *uploads) {
    if (upload.round < rounds.first || upload.round > rounds.last) continue;
    const auto incarnation = incarnations->find(upload.kiosk);
    if (incarnation == incarnations->end()) {
      return absl::InvalidArgumentError(fmt::format(
          "{}/plan.csv: kiosk {} is not in kiosks.csv", folder, upload.kiosk));
    }
    Task& task = tasks[{upload.round, upload.kiosk}];
    task.community = community;
    task.journal = {book, upload.kiosk, incarnation->second};
    task.ranges.push_back(upload.range);
    plan.records += upload.range.count;
  }
  for (auto& [key, task] : tasks) {
    plan.rounds[key.first].push_back(std::move(task));
  }
  return absl::OkStatus();
}

// The uploads of all rounds as those of one.
std::vector<Task> InOneGo(const Plan& plan) {
  std::map<std::pair<uint64_t, uint64_t>, Task> merged;
  for (const auto& [round, tasks] : plan.rounds) {
    for (const Task& task : tasks) {
      Task& all = merged[{task.journal.book, task.journal.kiosk}];
      all.community = task.community;
      all.journal = task.journal;
      all.ranges.insert(all.ranges.end(), task.ranges.begin(),
                        task.ranges.end());
    }
  }
  std::vector<Task> tasks;
  for (auto& [key, task] : merged) tasks.push_back(std::move(task));
  return tasks;
}

// The uploads of all rounds in one more, at the end.
void SendAllAgain(Plan& plan) {
  if (plan.rounds.empty()) return;
  std::vector<Task> tasks = InOneGo(plan);
  plan.rounds[plan.rounds.rbegin()->first + 1] = std::move(tasks);
  plan.records *= 2;
}

absl::StatusOr<Rounds> ParseRounds(const std::string& text) {
  if (text.empty()) return Rounds{};
  const size_t dash = text.find('-');
  const std::string first = text.substr(0, dash);
  const std::string last =
      dash == std::string::npos ? first : text.substr(dash + 1);
  Rounds rounds;
  if (absl::SimpleAtoi(first, &rounds.first) &&
      absl::SimpleAtoi(last, &rounds.last) && rounds.first <= rounds.last) {
    return rounds;
  }
  return absl::InvalidArgumentError(
      fmt::format("rounds: {}, must be like 3 or 1-31", text));
}

absl::StatusOr<Plan> ReadPlans(const SendOptions& options) {
  const absl::StatusOr<Rounds> rounds = ParseRounds(options.rounds);
  if (!rounds.ok()) return rounds.status();
  auto communities = ReadCommunities(options.folder);
  if (!communities.ok()) return communities.status();
  Plan plan;
  plan.communities = *std::move(communities);
  for (size_t i = 0; i < plan.communities.size(); ++i) {
    absl::Status added =
        AddBook(options, *rounds, i, plan.communities[i].code, plan);
    if (!added.ok()) return added;
  }
  if (!options.rounds.empty() && !plan.rounds.empty()) {
    std::vector<Task> tasks = InOneGo(plan);
    plan.rounds.clear();
    plan.rounds[1] = std::move(tasks);
  }
  if (options.again) SendAllAgain(plan);
  return plan;
}

absl::StatusOr<kiosk::TlsIdentity> ReadIdentity(const SendOptions& options,
                                                const pki::KioskFiles& files) {
  kiosk::TlsIdentity identity;
  const std::pair<std::string, std::string*> parts[] = {
      {pki::AuthorityFilesIn(options.pki_folder).ca_certificate,
       &identity.ca_certificate},
      {files.certificate, &identity.certificate},
      {files.key, &identity.key}};
  for (const auto& [path, text] : parts) {
    absl::StatusOr<std::string> content =
        pki::ReadSmallFile(path, kPemBytesMax);
    if (!content.ok()) return content.status();
    *text = *std::move(content);
  }
  return identity;
}

absl::StatusOr<kiosk::SignedJournal> ReadJournal(const SendOptions& options,
                                                 const pki::KioskFiles& files,
                                                 const journal::JournalId& id) {
  absl::StatusOr<std::string> hex = pki::ReadSmallFile(files.seed, 128);
  if (!hex.ok()) return hex.status();
  auto key = crypto::Ed25519PrivateKey::FromSeed(
      absl::HexStringToBytes(hex->substr(0, hex->find('\n'))));
  if (!key.ok()) return key.status();
  auto records = ReadRecords(options.folder, id.book, id.kiosk);
  if (!records.ok()) return records.status();
  return kiosk::SignedJournal(id, *std::move(records), *std::move(key));
}

kiosk::UploadResult Failed(absl::Status status) {
  kiosk::UploadResult result;
  result.status = std::move(status);
  return result;
}

// Everything is read when the kiosk's turn comes, so that a month of a town
// does not have to fit into memory.
kiosk::UploadResult RunTask(const SendOptions& options, const Task& task) {
  const pki::KioskFiles files = pki::KioskFilesIn(
      options.pki_folder, task.journal.book, task.journal.kiosk);
  auto identity = ReadIdentity(options, files);
  if (!identity.ok()) return Failed(identity.status());
  auto journal = ReadJournal(options, files, task.journal);
  if (!journal.ok()) return Failed(journal.status());
  const auto stub =
      v1::KioskService::NewStub(kiosk::OpenChannel(options.address, *identity));
  kiosk::UploadOptions upload;
  upload.retry = options.retry;
  upload.call_timeout = options.call_timeout;
  upload.sleep = options.sleep;
  upload.jitter_seed = task.journal.book ^ task.journal.kiosk << 40;
  return kiosk::Upload(*stub, *journal, task.ranges, upload);
}

void Add(const kiosk::UploadResult& result, const Task& task,
         CommunitySent& sent) {
  sent.counts.Add(result);
  if (result.status.ok()) return;
  ++sent.failures;
  if (sent.errors.size() == kErrorsMax) return;
  sent.errors.push_back(fmt::format("kiosk {}-{}: {}", task.journal.book,
                                    task.journal.kiosk,
                                    result.status.ToString()));
}

uint64_t Answered(const kiosk::UploadResult& result) {
  uint64_t records = result.unknown;
  for (const uint64_t count : result.codes) records += count;
  return records;
}

void RunRound(const SendOptions& options, const std::vector<Task>& tasks,
              const SendProgress& so_far, SendResult& result) {
  std::vector<std::function<kiosk::UploadResult()>> jobs;
  for (const Task& task : tasks) {
    jobs.push_back([&options, &task] { return RunTask(options, task); });
  }
  const auto report = [&](const kiosk::FleetProgress& fleet) {
    if (!options.progress) return;
    SendProgress progress = so_far;
    progress.records += Answered(fleet.sum);
    progress.failures += fleet.failures;
    options.progress(progress);
  };
  const std::vector<kiosk::UploadResult> uploads =
      kiosk::RunUploads(jobs, options.workers, report);
  for (size_t i = 0; i < tasks.size(); ++i) {
    Add(uploads[i], tasks[i], result.communities[tasks[i].community]);
    Add(uploads[i], tasks[i], result.total);
  }
}

}  // namespace

absl::StatusOr<SendResult> RunSend(const SendOptions& options) {
  if (options.workers < 1 || options.workers > 64) {
    return absl::InvalidArgumentError(
        fmt::format("workers: {}, must be 1 to 64", options.workers));
  }
  absl::StatusOr<Plan> plan = ReadPlans(options);
  if (!plan.ok()) return plan.status();
  SendResult result;
  for (const CommunityName& name : plan->communities) {
    result.communities.emplace_back().name = name;
  }
  SendProgress progress;
  progress.rounds = plan->rounds.empty() ? 0 : plan->rounds.rbegin()->first;
  progress.records_planned = plan->records;
  for (const auto& [round, tasks] : plan->rounds) {
    progress.round = round;
    RunRound(options, tasks, progress, result);
    progress.records = Answered(result.total.counts);
    progress.failures = result.total.failures;
  }
  return result;
}

}  // namespace greenledger::workload
