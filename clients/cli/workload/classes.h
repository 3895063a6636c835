// Waste classes of the scheme that ships, as the generator uses them.
#ifndef GREENLEDGER_CLIENTS_CLI_WORKLOAD_CLASSES_H_
#define GREENLEDGER_CLIENTS_CLI_WORKLOAD_CLASSES_H_

#include <array>
#include <cstdint>

namespace greenledger::workload {

inline constexpr uint32_t kRecyclable = 1;
inline constexpr uint32_t kPaper = 11;
inline constexpr uint32_t kPlastic = 12;
inline constexpr uint32_t kMetal = 13;
inline constexpr uint32_t kGlass = 14;
inline constexpr uint32_t kTextiles = 15;
inline constexpr uint32_t kHazardous = 2;
inline constexpr uint32_t kLamps = 21;
inline constexpr uint32_t kHouseholdChemicals = 22;
inline constexpr uint32_t kCells = 23;
inline constexpr uint32_t kFood = 3;
inline constexpr uint32_t kHouseholdFood = 31;
inline constexpr uint32_t kOtherFood = 33;
inline constexpr uint32_t kCookingOil = 5;
inline constexpr uint32_t kResidual = 4;
inline constexpr uint32_t kDryBatteries = 41;

struct BinOfKiosk {
  uint32_t number;
  uint32_t class_code;
};

// What every kiosk of a generated world has.
inline constexpr std::array<BinOfKiosk, 6> kBins = {{{1, kFood},
                                                     {2, kRecyclable},
                                                     {3, kResidual},
                                                     {4, kHazardous},
                                                     {5, kCookingOil},
                                                     {6, kDryBatteries}}};

}  // namespace greenledger::workload

#endif  // GREENLEDGER_CLIENTS_CLI_WORKLOAD_CLASSES_H_
