// The network between kiosk and server, with faults.
#ifndef GREENLEDGER_TESTS_INTEGRATION_FAULTY_WIRE_H_
#define GREENLEDGER_TESTS_INTEGRATION_FAULTY_WIRE_H_

#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace greenledger::integration {

// What happens to the bytes of a connection in one direction from a place on.
struct WireFault {
  enum class Kind : uint8_t {
    kNone,
    // The connection ends in order.
    kCut,
    // It ends with a reset.
    kReset,
    // One bit is another.
    kFlip,
    // Nothing comes through any more, and nobody says so.
    kSilence,
    // Every byte comes by itself.
    kTrickle,
  };
  static constexpr int kKinds = 6;

  Kind kind = Kind::kNone;
  // On what the server says instead of what it is told.
  bool on_answer = false;
  // Bytes that come through before.
  uint64_t after_bytes = 0;
};

// Takes connections on a port of this machine and passes them on, each with a
// thread of its own. Thread-safe.
class FaultyWire {
 public:
  // To this port of this machine.
  explicit FaultyWire(int server_port);
  // Ends all connections.
  ~FaultyWire();
  FaultyWire(const FaultyWire&) = delete;
  FaultyWire& operator=(const FaultyWire&) = delete;

  // `127.0.0.1:port`.
  std::string address() const;
  // For connections that are made from now on.
  void SetFault(const WireFault& fault);

 private:
  void Accept();

  const int server_port_;
  int port_ = 0;
  const int listening_;
  int stop_[2] = {-1, -1};  // a pipe: its end is seen by every thread
  std::mutex mutex_;
  WireFault fault_;                   // guarded by mutex_
  std::vector<std::thread> threads_;  // guarded by mutex_
  std::thread accepting_;
};

}  // namespace greenledger::integration

#endif  // GREENLEDGER_TESTS_INTEGRATION_FAULTY_WIRE_H_
