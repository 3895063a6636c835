// What was measured, as a table for people and as JSON.
#ifndef GREENLEDGER_TESTS_BENCH_REPORT_H_
#define GREENLEDGER_TESTS_BENCH_REPORT_H_

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace greenledger::bench {

// Seconds since `begin`.
double SecondsSince(std::chrono::steady_clock::time_point begin);

// REQUIRES: values are not empty.
double Median(std::vector<double> values);

// The value that this part (0 to 1) of all values do not exceed, in
// microseconds. REQUIRES: latencies are not empty.
double PercentileUs(std::vector<uint32_t> latencies_us, double part);

// One figure, a value for each round.
struct Series {
  std::string name;
  std::string unit;
  std::vector<double> values;
};

// A figure next to what it is compared with. Value i of both was taken in the
// same round, one right after the other.
struct Comparison {
  // Of the targets, such as F1; empty for what machine and peers can do.
  std::string id;
  Series measured;
  // Without values if the figure stands for itself.
  Series reference;
  // Of the ratio measured / reference, or of the figure itself; 0 if none.
  double target = 0;
  bool more_is_better = true;

  // Median of the rounds' ratios, or of the figure where it stands for itself.
  double Outcome() const;
  // Outcome as a part of the target: 1 and more is met.
  double PartOfTarget() const;
};

class Report {
 public:
  using Facts = std::vector<std::pair<std::string, std::string>>;

  explicit Report(Facts machine) : machine_(std::move(machine)) {}

  void Add(Comparison comparison);

  // A Markdown table of all comparisons, below one of the machine.
  std::string Markdown() const;
  // An array with an object for each comparison: id, name, value (the median),
  // unit, reference (its median), ratio, target (of the ratio, or of the value
  // if there is no reference), met, and the values of all rounds; null where
  // there is none.
  std::string Json() const;

 private:
  Facts machine_;
  std::vector<Comparison> comparisons_;
};

}  // namespace greenledger::bench

#endif  // GREENLEDGER_TESTS_BENCH_REPORT_H_
