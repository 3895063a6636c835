#include "tests/bench/postgres.h"

#include <postgresql/libpq-fe.h>
#include <pwd.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <random>
#include <string_view>
#include <thread>
#include <vector>

#include "fmt/format.h"
#include "tests/bench/must.h"
#include "tests/bench/report.h"

namespace greenledger::bench {
namespace {

namespace fs = std::filesystem;

constexpr const char* kPrograms = "/usr/lib/postgresql/15/bin";
constexpr int kPostgresBatch = 1000;
constexpr size_t kRecordBytes = 64;

// What a database with these cores and this memory is commonly set to.
constexpr std::string_view kSettings = R"(
listen_addresses = ''
shared_buffers = 1GB
max_wal_size = 8GB
checkpoint_timeout = 30min
synchronous_commit = on
fsync = on
wal_compression = on
)";

constexpr std::string_view kSchema = R"(
CREATE TABLE entries (
  index bigserial PRIMARY KEY, kiosk int NOT NULL, sequence bigint NOT NULL,
  household int NOT NULL, class_code int NOT NULL, grams int NOT NULL,
  points bigint NOT NULL, merit bigint NOT NULL, record bytea NOT NULL,
  UNIQUE (kiosk, sequence));
CREATE TABLE balances (
  household int PRIMARY KEY, points bigint NOT NULL, merit bigint NOT NULL)
  WITH (fillfactor = 70);
)";

constexpr const char* kBatchStatement = R"(
WITH booked AS (
  INSERT INTO entries (kiosk, sequence, household, class_code, grams, points,
                       merit, record)
  SELECT * FROM unnest($1::int[], $2::bigint[], $3::int[], $4::int[], $5::int[],
                       $6::bigint[], $7::bigint[], $8::bytea[])
  ON CONFLICT DO NOTHING
  RETURNING household, points, merit)
UPDATE balances SET points = balances.points + earned.points,
                    merit = balances.merit + earned.merit
FROM (SELECT household, sum(points) AS points, sum(merit) AS merit
      FROM booked GROUP BY household) AS earned
WHERE balances.household = earned.household
)";

constexpr const char* kScores = R"(
UPDATE balances SET points = household::bigint * 7919 % 1000003;
CREATE INDEX ON balances (points);
VACUUM ANALYZE balances;
)";

constexpr const char* kRankStatement = R"(
SELECT 1 + count(*) FROM balances
WHERE points > (SELECT points FROM balances WHERE household = $1)
)";

constexpr int kColumns = 8;

// The parameters of one batch, an array for each column.
using Batch = std::array<std::string, kColumns>;

// Every client has a kiosk and households of its own, so that none waits for
// another.
Batch MakeBatch(int client, int number, int households_each,
                std::mt19937_64* random) {
  Batch batch;
  for (std::string& column : batch) column = "{";
  for (int i = 0; i < kPostgresBatch; ++i) {
    const auto grams = static_cast<int>(100 + (*random)() % 5000);
    const auto household =
        client * households_each +
        static_cast<int>((*random)() % static_cast<uint64_t>(households_each));
    const std::array<std::string, kColumns> row = {
        std::to_string(client),
        std::to_string(number * kPostgresBatch + i),
        std::to_string(household),
        "11",
        std::to_string(grams),
        std::to_string(grams * 5 / 2),
        "1000",
        R"("\\x)" + std::string(2 * kRecordBytes, 'a') + '"'};
    for (size_t column = 0; column < row.size(); ++column) {
      if (i > 0) batch[column] += ',';
      batch[column] += row[column];
    }
  }
  for (std::string& column : batch) column += '}';
  return batch;
}

using Connection = std::unique_ptr<PGconn, decltype(&PQfinish)>;

void Check(const Connection& connection, PGresult* result) {
  const ExecStatusType status = PQresultStatus(result);
  Must(status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK,
       PQerrorMessage(connection.get()));
  PQclear(result);
}

Connection Connect(const std::string& folder) {
  Connection connection(
      PQconnectdb(fmt::format("host='{}' user=postgres dbname=postgres", folder)
                      .c_str()),
      &PQfinish);
  Must(PQstatus(connection.get()) == CONNECTION_OK,
       PQerrorMessage(connection.get()));
  return connection;
}

void AskRanks(const Connection& connection, size_t households, uint64_t seed,
              int calls) {
  std::mt19937_64 random(seed);
  for (int i = 0; i < calls; ++i) {
    const std::string household = std::to_string(random() % households);
    const char* value = household.c_str();
    Check(connection, PQexecPrepared(connection.get(), "rank", 1, &value,
                                     nullptr, nullptr, 0));
  }
}

void Book(const Connection& connection, const std::vector<Batch>& batches) {
  for (const Batch& batch : batches) {
    std::array<const char*, kColumns> values;
    for (size_t i = 0; i < batch.size(); ++i) values[i] = batch[i].c_str();
    Check(connection, PQexecPrepared(connection.get(), "book", kColumns,
                                     values.data(), nullptr, nullptr, 0));
  }
}

}  // namespace

std::unique_ptr<Postgres> Postgres::Start(const std::string& folder,
                                          size_t households) {
  if (!fs::exists(fs::path(kPrograms) / "initdb")) return nullptr;
  fs::create_directories(folder);
  if (geteuid() == 0) {
    // PostgreSQL does not run as root.
    const passwd* user = getpwnam("postgres");
    if (user == nullptr || chown(folder.c_str(), user->pw_uid, user->pw_gid)) {
      return nullptr;
    }
  }
  std::unique_ptr<Postgres> postgres(
      new Postgres(fs::absolute(folder), households));
  std::ofstream(folder + "/schema.sql")
      << kSchema
      << fmt::format(
             "INSERT INTO balances SELECT i, 0, 0 FROM "
             "generate_series(0, {} - 1) AS i; VACUUM ANALYZE balances;",
             households);
  if (postgres->Run("initdb -A trust --no-sync -D data").empty()) {
    return nullptr;
  }
  std::ofstream(folder + "/data/postgresql.conf", std::ios::app)
      << kSettings
      << fmt::format("unix_socket_directories = '{}'\n", postgres->folder_);
  if (postgres->Run("pg_ctl -w -D data -l server.log start").empty() ||
      postgres->Run("psql -q -f schema.sql postgres && echo done").empty()) {
    return nullptr;
  }
  return postgres;
}

Postgres::~Postgres() { Run("pg_ctl -m immediate -D data stop"); }

double Postgres::RecordsPerSecond(int clients, int batches) {
  std::mt19937_64 random(static_cast<uint64_t>(round_));
  std::vector<std::vector<Batch>> work(static_cast<size_t>(clients));
  std::vector<Connection> connections;
  for (int client = 0; client < clients; ++client) {
    for (int i = 0; i < batches; ++i) {
      work[static_cast<size_t>(client)].push_back(
          MakeBatch(client, round_ * batches + i,
                    static_cast<int>(households_) / clients, &random));
    }
    Connection& connection = connections.emplace_back(Connect(folder_));
    Check(connection, PQprepare(connection.get(), "book", kBatchStatement,
                                kColumns, nullptr));
  }
  ++round_;
  const auto begin = std::chrono::steady_clock::now();
  std::vector<std::thread> threads;
  for (size_t i = 0; i < work.size(); ++i) {
    threads.emplace_back([&, i] { Book(connections[i], work[i]); });
  }
  for (std::thread& thread : threads) thread.join();
  return kPostgresBatch * batches * clients / SecondsSince(begin);
}

void Postgres::Score() {
  std::ofstream(folder_ + "/scores.sql") << kScores;
  Must(!Run("psql -q -f scores.sql postgres && echo done").empty(),
       "PostgreSQL could not be given the scores");
}

double Postgres::RanksPerSecond(int clients, int calls) {
  std::vector<Connection> connections;
  for (int client = 0; client < clients; ++client) {
    const Connection& connection = connections.emplace_back(Connect(folder_));
    Check(connection,
          PQprepare(connection.get(), "rank", kRankStatement, 1, nullptr));
  }
  ++round_;
  const auto begin = std::chrono::steady_clock::now();
  std::vector<std::thread> threads;
  for (int client = 0; client < clients; ++client) {
    threads.emplace_back([&, client] {
      AskRanks(connections[static_cast<size_t>(client)], households_,
               static_cast<uint64_t>(round_ * clients + client),
               calls / clients);
    });
  }
  for (std::thread& thread : threads) thread.join();
  return calls / clients * clients / SecondsSince(begin);
}

std::string Postgres::Run(const std::string& command) const {
  const std::string as_user = geteuid() == 0 ? "runuser -u postgres -- " : "";
  const std::string line =
      fmt::format("cd '{}' && PGHOST='{}' {}sh -c 'PATH={}:$PATH; {}' 2>&1",
                  folder_, folder_, as_user, kPrograms, command);
  FILE* pipe = popen(line.c_str(), "r");
  Must(pipe != nullptr, "cannot start a program");
  std::string output;
  char buffer[4096];
  while (size_t size = fread(buffer, 1, sizeof(buffer), pipe)) {
    output.append(buffer, size);
  }
  return pclose(pipe) == 0 ? output : std::string();
}

}  // namespace greenledger::bench
