// A main for a fuzz target where there is no libFuzzer: tries the seeds in the
// folder that is its argument, then changes of them, 20,000 or as many as there
// is time for. A second argument is the number that a failed run printed.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

constexpr int kChanges = 20'000;
constexpr std::chrono::seconds kTime(3);
constexpr size_t kBytesMax = 70'000;

void Try(const std::string& input) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(input.data()),
                         input.size());
}

std::vector<std::string> ReadSeeds(const char* folder) {
  std::vector<std::string> paths;
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    paths.push_back(file.path().string());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> seeds;
  for (const std::string& path : paths) {
    std::ifstream file(path, std::ios::binary);
    seeds.emplace_back(std::istreambuf_iterator<char>(file),
                       std::istreambuf_iterator<char>());
  }
  return seeds;
}

class Changer {
 public:
  Changer(const std::vector<std::string>& seeds, uint64_t number)
      : seeds_(seeds), random_(number) {}

  // A seed with one to four changes.
  std::string Next() {
    std::string input = seeds_[Below(seeds_.size())];
    for (size_t left = 1 + Below(4); left > 0; --left) Change(&input);
    if (input.size() > kBytesMax) input.resize(kBytesMax);
    return input;
  }

 private:
  size_t Below(size_t limit) { return random_() % limit; }

  void Change(std::string* input) {
    const size_t at = Below(input->size() + 1);
    const size_t count = std::min(Below(64), input->size() - at);
    switch (Below(6)) {
      case 0:  // A bit.
        if (at < input->size()) {
          (*input)[at] = static_cast<char>((*input)[at] ^ (1 << Below(8)));
        }
        return;
      case 1:  // A byte, often one that means something.
        input->insert(at, 1, "\n\r\0 +=/x09\xff"[Below(11)]);
        return;
      case 2:
        input->erase(at, count);
        return;
      case 3:
        input->insert(at, input->substr(at, count));
        return;
      case 4:
        input->resize(at);
        return;
      default: {  // A piece of another seed.
        const std::string& other = seeds_[Below(seeds_.size())];
        input->insert(at, other.substr(Below(other.size() + 1), Below(64)));
      }
    }
  }

  const std::vector<std::string>& seeds_;
  std::mt19937_64 random_;
};

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) {
    std::fprintf(stderr, "usage: %s CORPUS [NUMBER]\n", arguments[0]);
    return 2;
  }
  const std::vector<std::string> seeds = ReadSeeds(arguments[1]);
  if (seeds.empty()) {
    std::fprintf(stderr, "%s has no seeds\n", arguments[1]);
    return 1;
  }
  for (const std::string& seed : seeds) Try(seed);
  const uint64_t number = count > 2 ? std::strtoull(arguments[2], nullptr, 10)
                                    : std::random_device{}();
  // Before anything can fail.
  std::printf("changes by number %llu\n",
              static_cast<unsigned long long>(number));
  std::fflush(stdout);
  Changer changer(seeds, number);
  const auto end = std::chrono::steady_clock::now() + kTime;
  int tried = 0;
  while (tried < kChanges && std::chrono::steady_clock::now() < end) {
    Try(changer.Next());
    ++tried;
  }
  std::printf("%zu seeds and %d changes of them\n", seeds.size(), tried);
  return 0;
}
