// PostgreSQL as a ledger, at its best: batches of a thousand records as arrays
// in one prepared statement, ids unique, balances kept, every batch durable
// before the next. It rates, signs and hashes nothing. And as a list of ranks.
#ifndef GREENLEDGER_TESTS_BENCH_POSTGRES_H_
#define GREENLEDGER_TESTS_BENCH_POSTGRES_H_

#include <memory>
#include <string>
#include <utility>

namespace greenledger::bench {

// A server of its own, on a Unix socket in a folder of its own.
class Postgres {
 public:
  // nullptr if Debian's postgresql-15 is not installed or does not start here.
  // `households` get a balance each.
  static std::unique_ptr<Postgres> Start(const std::string& folder,
                                         size_t households);
  ~Postgres();
  Postgres(const Postgres&) = delete;
  Postgres& operator=(const Postgres&) = delete;

  // Books so many batches of a thousand over each of so many connections.
  double RecordsPerSecond(int clients, int batches);
  // Gives every household a score with an index over all of them. Once.
  void Score();
  // Asks where so many households stand, as an application would: by counting
  // those with more in the index; the calls are shared out among the clients.
  double RanksPerSecond(int clients, int calls);

 private:
  Postgres(std::string folder, size_t households)
      : folder_(std::move(folder)), households_(households) {}

  // The output of a program of PostgreSQL's; empty if it failed.
  std::string Run(const std::string& command) const;

  std::string folder_;
  size_t households_;
  int round_ = 0;
};

}  // namespace greenledger::bench

#endif  // GREENLEDGER_TESTS_BENCH_POSTGRES_H_
