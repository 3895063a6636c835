// A log of eight leaves, made with another implementation of SHA-256 and
// Ed25519.
#ifndef GREENLEDGER_TESTS_STORAGE_CHECKPOINT_GOLDEN_H_
#define GREENLEDGER_TESTS_STORAGE_CHECKPOINT_GOLDEN_H_

#include <string>
#include <string_view>

#include "storage/checkpoint/note_key.h"
#include "storage/checkpoint/policy.h"

namespace greenledger::checkpoint {

inline constexpr std::string_view kLogKey =
    "ledger.example/points+cb1ab551+"
    "AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4";
inline constexpr std::string_view kWitnessKey =
    "witness.example/w1+20324abe+"
    "BCmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X";
inline constexpr uint64_t kCosignedAt = 1'700'000'000;

inline constexpr std::string_view kText =
    "ledger.example/points\n"
    "8\n"
    "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n";
inline constexpr std::string_view kLogLine =
    "\xe2\x80\x94 ledger.example/points "
    "yxq1URVgQI2eBM5sFhvFcM8rIVOKJihygLGGh8O14HHldZJ2/sfXhxsPkQs3Y2m2FktCht+MB9"
    "ioUhvC0nli9DNAGwE=\n";
inline constexpr std::string_view kWitnessLine =
    "\xe2\x80\x94 witness.example/w1 "
    "IDJKvgAAAABlU/EA890sJ45IP5B7QJh45zOGHzSdff7LM5Xx/us4YTON4n2EB7YRfcyC4H5M/"
    "LXOCT90xOtkrFxHwyEvh3HryNS3Cw==\n";

// Of leaf 5 in the tree of 8.
inline constexpr std::string_view kProofHead =
    "c2sp.org/tlog-proof@v1\n"
    "index 5\n"
    "vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms=\n"
    "yoVOoSjtBQtBs1/8G4e46yveRh6eO1WW7Oa51ZdaCuA=\n"
    "037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc=\n"
    "\n";
// From size 6 to size 8.
inline constexpr std::string_view kGrowthHead =
    "old 6\n"
    "DrxdNDf74tsVi58Sah0RjjCBgQMdCpSfje3t68VY72o=\n"
    "yoVOoSjtBQtBs1/8G4e46yveRh6eO1WW7Oa51ZdaCuA=\n"
    "037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc=\n"
    "\n";

inline std::string LogNote() {
  return std::string(kText) + "\n" + std::string(kLogLine);
}
inline std::string CosignedNote() {
  return LogNote() + std::string(kWitnessLine);
}
inline std::string GoldenProofFile() {
  return std::string(kProofHead) + CosignedNote();
}
inline std::string GoldenRequest() {
  return std::string(kGrowthHead) + LogNote();
}

// 32 bytes that count up from `first`.
inline std::string SeedFrom(char first) {
  std::string seed;
  for (char i = 0; i < 32; ++i) seed.push_back(static_cast<char>(first + i));
  return seed;
}

inline NoteSigner LogSigner() {
  return *NoteSigner::FromSeed("ledger.example/points", KeyType::kEd25519,
                               SeedFrom(0));
}
inline NoteSigner WitnessSigner() {
  return *NoteSigner::FromSeed("witness.example/w1", KeyType::kCosignature,
                               SeedFrom(0x20));
}

// Trusts the log and wants the witness.
inline Policy GoldenPolicy() {
  return *Policy::Make({*VerifierKey::Parse(kLogKey)},
                       {*VerifierKey::Parse(kWitnessKey)}, 1);
}

}  // namespace greenledger::checkpoint

#endif  // GREENLEDGER_TESTS_STORAGE_CHECKPOINT_GOLDEN_H_
