#include "tests/bench/report.h"

#include <algorithm>
#include <cmath>

#include "fmt/format.h"
#include "tests/bench/must.h"

namespace greenledger::bench {
namespace {

// Three digits that count.
std::string Short(double value) {
  if (value >= 1e6) return fmt::format("{:.2f} M", value / 1e6);
  if (value >= 1e4) return fmt::format("{:.0f} k", value / 1e3);
  if (value >= 1e3) return fmt::format("{:.2f} k", value / 1e3);
  return value >= 100 ? fmt::format("{:.0f}", value)
                      : fmt::format("{:.3g}", value);
}

// Half the distance from the lowest to the highest, in percent of the median.
double SpreadPercent(const std::vector<double>& values) {
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  return 50 * (*high - *low) / Median(values);
}

std::string Cell(const Series& series) {
  if (series.values.empty()) return "";
  return fmt::format("{} {} ±{:.0f} %", Short(Median(series.values)),
                     series.unit, SpreadPercent(series.values));
}

std::string Verdict(const Comparison& comparison) {
  if (comparison.target == 0) return "";
  const double part = comparison.PartOfTarget();
  return part >= 1 ? "met"
         : part >= 0.5
             ? fmt::format("{:.0f} %", std::floor(100 * part))
             : fmt::format("missed, {:.0f} %", std::floor(100 * part));
}

std::string TargetCell(const Comparison& comparison) {
  if (comparison.target == 0) return "";
  const bool alone = comparison.reference.values.empty();
  return fmt::format("{} {}{}", comparison.more_is_better ? "≥" : "≤",
                     Short(comparison.target),
                     alone ? " " + comparison.measured.unit : " ×");
}

std::string Row(const Comparison& c) {
  const bool alone = c.reference.values.empty();
  return fmt::format("| {} | {} | {} | {} | {} | {} | {} | {} |\n", c.id,
                     c.measured.name, Cell(c.measured), c.reference.name,
                     Cell(c.reference),
                     alone ? "" : fmt::format("{:.2f}", c.Outcome()),
                     TargetCell(c), Verdict(c));
}

std::string Quoted(const std::string& text) {
  std::string quoted = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    if (static_cast<unsigned char>(c) >= 0x20) quoted += c;
  }
  return quoted + "\"";
}

// JSON has no number for what is not there.
std::string NumberOr(bool there, double value) {
  return there ? fmt::format("{}", value) : "null";
}

std::string JsonOf(const Comparison& c) {
  const bool compared = !c.reference.values.empty();
  const bool has_target = c.target != 0;
  const char* met = !has_target             ? "null"
                    : c.PartOfTarget() >= 1 ? "true"
                                            : "false";
  return fmt::format(
      "  {{\"id\": {}, \"name\": {}, \"value\": {}, \"unit\": {}, "
      "\"reference\": {}, \"ratio\": {}, \"target\": {}, \"met\": {},\n"
      "   \"reference_name\": {}, \"values\": [{}], \"reference_values\": "
      "[{}]}}",
      Quoted(c.id), Quoted(c.measured.name), Median(c.measured.values),
      Quoted(c.measured.unit),
      NumberOr(compared, compared ? Median(c.reference.values) : 0),
      NumberOr(compared, c.Outcome()), NumberOr(has_target, c.target), met,
      Quoted(c.reference.name), fmt::join(c.measured.values, ", "),
      fmt::join(c.reference.values, ", "));
}

}  // namespace

double SecondsSince(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin)
      .count();
}

double Median(std::vector<double> values) {
  Must(!values.empty(), "a series without values");
  std::sort(values.begin(), values.end());
  const size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half]
                                : (values[half - 1] + values[half]) / 2;
}

double PercentileUs(std::vector<uint32_t> latencies_us, double part) {
  Must(!latencies_us.empty(), "no latencies");
  const auto at = static_cast<std::ptrdiff_t>(
      part * static_cast<double>(latencies_us.size() - 1));
  std::nth_element(latencies_us.begin(), latencies_us.begin() + at,
                   latencies_us.end());
  return latencies_us[static_cast<size_t>(at)];
}

double Comparison::Outcome() const {
  if (reference.values.empty()) return Median(measured.values);
  std::vector<double> ratios;
  for (size_t i = 0; i < reference.values.size(); ++i) {
    ratios.push_back(measured.values[i] / reference.values[i]);
  }
  return Median(std::move(ratios));
}

double Comparison::PartOfTarget() const {
  return more_is_better ? Outcome() / target : target / Outcome();
}

void Report::Add(Comparison comparison) {
  std::fputs(Row(comparison).c_str(), stderr);
  comparisons_.push_back(std::move(comparison));
}

std::string Report::Markdown() const {
  std::string text = "| machine | |\n|---|---|\n";
  for (const auto& [name, value] : machine_) {
    text += fmt::format("| {} | {} |\n", name, value);
  }
  text +=
      "\n| | measured | median, spread | reference | median, spread | ratio "
      "| target | |\n|---|---|---|---|---|---|---|---|\n";
  for (const Comparison& comparison : comparisons_) text += Row(comparison);
  return text;
}

std::string Report::Json() const {
  std::vector<std::string> comparisons;
  for (const Comparison& comparison : comparisons_) {
    comparisons.push_back(JsonOf(comparison));
  }
  return fmt::format("[\n{}\n]\n", fmt::join(comparisons, ",\n"));
}

}  // namespace greenledger::bench
