#include "storage/recovery.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "storage/failpoint.h"
#include "storage/log_check.h"
#include "storage/manifest.h"
#include "storage/rocks_status.h"
#include "storage/set_aside.h"

namespace greenledger::storage {
namespace {

std::string Commits(uint64_t first, uint64_t last) {
  const std::string from = std::to_string(first);
  if (last < first) return "commits from " + from + " on";
  if (first == last) return "commit " + from;
  return "commits " + from + " to " + std::to_string(last);
}

absl::Status CheckAgainstAnchor(const CommitState& state,
                                const std::optional<AnchorRecord>& anchor) {
  const std::string at = Commits(state.commit, state.commit);
  if (!anchor) {
    if (state.commit == 0) return absl::OkStatus();
    return absl::DataLossError("the file ANCHOR is missing: whether " + at +
                               ", the last one found, is the last one "
                               "acknowledged cannot be told");
  }
  if (state.commit < anchor->commit) {
    return absl::DataLossError("acknowledged " +
                               Commits(state.commit + 1, anchor->commit) +
                               " missing from the log");
  }
  // A commit that was synced but whose anchor was not: never acknowledged, yet
  // whole, so it stays.
  const bool one_ahead = state.commit - anchor->commit == 1;
  if (!one_ahead && state.commit != anchor->commit) {
    return absl::DataLossError(
        "the file ANCHOR is older than the log: it ends at " +
        std::to_string(anchor->commit) + ", the log at " + at);
  }
  const proof::Hash& chain = one_ahead ? state.previous_chain : state.chain;
  if (chain == anchor->chain) return absl::OkStatus();
  return absl::DataLossError(Commits(anchor->commit, anchor->commit) +
                             " is not the one that was acknowledged: its chain "
                             "hash differs from that in the file ANCHOR");
}

// Whether files are there that a database has only after its first commit.
bool HasData(rocksdb::Env* env, const std::string& database) {
  std::vector<rocksdb::Env::FileAttributes> files;
  if (!env->GetChildrenFileAttributes(database, &files).ok()) return false;
  return std::any_of(files.begin(), files.end(), [](const auto& file) {
    return file.name.ends_with(".sst") ||
           (file.name.ends_with(".log") && file.size_bytes > 0);
  });
}

absl::Status LoadState(const Engine& engine, CommitState* state) {
  std::string value;
  const rocksdb::Status s = engine.db->Get(rocksdb::ReadOptions(), engine.meta,
                                           std::string(StateKey()), &value);
  if (s.IsNotFound()) {
    *state = FirstState();
    return absl::OkStatus();
  }
  if (!s.ok()) return FromRocks(s, "reading the last commit");
  const std::optional<CommitState> found = DecodeState(value);
  if (!found) return absl::DataLossError("the row of the last commit is bad");
  *state = *found;
  return CheckSchema(state->schema);
}

absl::Status LoadHeads(const Engine& engine,
                       std::map<uint64_t, BookHead>* heads) {
  const std::unique_ptr<rocksdb::Iterator> it(
      engine.db->NewIterator(rocksdb::ReadOptions(), engine.meta));
  for (it->Seek(HeadKey(0)); it->Valid(); it->Next()) {
    const auto head =
        DecodeHead(it->key().ToStringView(), it->value().ToStringView());
    if (!head) break;  // the heads are behind us
    heads->emplace(head->book, *head);
  }
  return FromRocks(it->status(), "reading the heads of the books");
}

absl::StatusOr<Recovered> LoadAndCheck(
    std::unique_ptr<Engine> engine, const std::optional<AnchorRecord>& anchor) {
  Recovered found{.engine = std::move(engine), .state = {}, .heads = {}};
  absl::Status s = LoadState(*found.engine, &found.state);
  if (s.ok()) s = LoadHeads(*found.engine, &found.heads);
  if (s.ok()) s = CheckAgainstAnchor(found.state, anchor);
  if (s.ok()) s = CheckLogIsWhole(*found.engine, found.state, found.heads);
  if (!s.ok()) return s;
  return found;
}

// Opens for writing what was found whole with its damaged ends cut off.
absl::StatusOr<Recovered> OpenAfterCut(
    EngineOptions options, const std::optional<AnchorRecord>& anchor) {
  options.read_only = false;
  rocksdb::Status s;
  if (const auto cut = FindManifestDamage(options.env, options.path)) {
    s = CutManifest(options.env, options.path, *cut);
  }
  std::unique_ptr<Engine> engine;
  if (s.ok()) s = OpenEngine(options, &engine);
  if (!s.ok()) return FromRocks(s, "opening the database after a cut");
  GREENLEDGER_FAILPOINT("salvage_after_cut");
  return LoadAndCheck(std::move(engine), anchor);
}

// RocksDB refuses the write-ahead log or the MANIFEST. That is so after every
// power cut in the middle of a write, whose commit was never acknowledged, but
// also after real damage: only the anchor tells one from the other.
absl::StatusOr<Recovered> Salvage(const Store::Options& options,
                                  EngineOptions engine_options,
                                  const std::optional<AnchorRecord>& anchor,
                                  const rocksdb::Status& refusal) {
  const uint64_t acknowledged = anchor ? anchor->commit : 0;
  engine_options.salvage = true;
  std::unique_ptr<Engine> engine;
  if (engine_options.create) return OpenAfterCut(engine_options, anchor);
  engine_options.read_only = true;
  // Reading changes no file, so this can be tried again and again.
  rocksdb::Status s = OpenEngine(engine_options, &engine);
  if (!s.ok()) {
    return absl::DataLossError("the database cannot be read, acknowledged " +
                               Commits(1, acknowledged) +
                               " with it: " + s.ToString());
  }
  absl::StatusOr<Recovered> found = LoadAndCheck(std::move(engine), anchor);
  if (!found.ok() || options.read_only) return found;
  found->engine.reset();
  GREENLEDGER_FAILPOINT("salvage_before_copy");
  const absl::StatusOr<std::string> copy =
      SetAside(engine_options.env, options.path);
  if (!copy.ok()) return copy.status();
  GREENLEDGER_FAILPOINT("salvage_before_cut");
  if (options.log) {
    options.log(
        "database cut at its damage (" + refusal.ToString() +
        "); all acknowledged commits are before it, the last found is " +
        std::to_string(found->state.commit) + "; files as found: " + *copy);
  }
  return OpenAfterCut(std::move(engine_options), anchor);
}

}  // namespace

absl::Status CheckSchema(uint32_t schema) {
  if (schema <= kSchema) return absl::OkStatus();
  return absl::FailedPreconditionError(
      "data folder has schema " + std::to_string(schema) +
      ", this program knows " + std::to_string(kSchema) +
      ": use a newer greenledgerd");
}

absl::StatusOr<Recovered> OpenAndCheck(
    const Store::Options& options, const std::optional<AnchorRecord>& anchor) {
  EngineOptions engine_options{.env = options.env,
                               .path = DatabasePath(options.path),
                               .read_only = options.read_only,
                               .log = options.log};
  const bool nothing_acknowledged = !anchor || anchor->commit == 0;
  const bool has_data = HasData(options.env, engine_options.path);
  if (options.env->FileExists(engine_options.path + "/CURRENT").IsNotFound()) {
    if (!nothing_acknowledged || has_data) {
      return absl::DataLossError(
          "acknowledged " + Commits(1, anchor ? anchor->commit : 0) +
          " missing: there is no database in " + engine_options.path);
    }
    if (options.read_only) {
      return absl::NotFoundError("no data in the folder " + options.path);
    }
  }
  // Also when there is a database: making it may have been cut short.
  engine_options.create =
      nothing_acknowledged && !has_data && !options.read_only;
  std::unique_ptr<Engine> engine;
  const rocksdb::Status s = OpenEngine(engine_options, &engine);
  if (s.ok()) return LoadAndCheck(std::move(engine), anchor);
  // A file that is not there is damage too: CURRENT may name no MANIFEST.
  if (!s.IsCorruption() && !s.IsPathNotFound()) {
    return FromRocks(s, "opening the database");
  }
  return Salvage(options, engine_options, anchor, s);
}

}  // namespace greenledger::storage
