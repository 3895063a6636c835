// The smallest kiosk: reads `CARD_HASH BIN CLASS GRAMS` from its input, a drop
// a line, and prints receipts.
//
//   minimal_kiosk STATE_FOLDER
#include <algorithm>
#include <atomic>
#include <iostream>
#include <string>
#include <thread>

#include "absl/strings/escaping.h"
#include "clients/kiosk/greenledger_kiosk.h"

int main(int, char** argv) {
  using greenledger::kiosk::Agent;
  greenledger::kiosk::AgentOptions options;
  options.folder = argv[1];
  options.software = "minimal 1";
  auto agent = Agent::Open(options);
  if (!agent.ok()) {
    std::cerr << agent.status() << '\n';
    return 1;
  }
  (*agent)->OnReceipt([](const auto& receipt) {
    std::cout << receipt.sequence << ' ' << receipt.text << "\n" << std::flush;
  });
  std::atomic<bool> running{true};
  std::thread background([&] {
    while (running) {
      std::this_thread::sleep_for(std::min<std::chrono::microseconds>(
          (*agent)->Step(), std::chrono::seconds(1)));
    }
  });
  std::string card;
  uint32_t bin = 0;
  uint32_t class_code = 0;
  uint32_t grams = 0;
  while (std::cin >> card >> bin >> class_code >> grams) {
    greenledger::v1::Drop drop;
    drop.set_card_hash(absl::HexStringToBytes(card));
    drop.set_bin(bin);
    drop.set_class_code(class_code);
    drop.set_grams(grams);
    drop.set_quality(greenledger::v1::QUALITY_GOOD);
    const auto taken = (*agent)->TakeDrop(drop);
    std::cout << (taken.ok()
                      ? "thank you, record " + std::to_string(taken->sequence)
                      : "sorry: " + taken.status().ToString())
              << "\n"
              << std::flush;
  }
  running = false;
  background.join();
  return (*agent)->Stop().ok() ? 0 : 1;
}
