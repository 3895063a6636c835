#include "clients/cli/qr_code.h"

#include <qrencode.h>

#include <memory>

namespace greenledger::cli {
namespace {

constexpr int kQuietModules = 4;

}  // namespace

absl::StatusOr<std::string> QrCode(const std::string& text) {
  if (text.empty() || text.find('\0') != std::string::npos) {
    return absl::InvalidArgumentError("a QR code needs a text without NUL");
  }
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
      QRcode_encodeString(text.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1),
      QRcode_free);
  if (code == nullptr) {
    return absl::OutOfRangeError("no QR code holds " +
                                 std::to_string(text.size()) + " bytes");
  }
  const auto light = [&](int row, int column) {
    if (row < 0 || column < 0 || row >= code->width || column >= code->width) {
      return true;
    }
    return (code->data[row * code->width + column] & 1) == 0;
  };
  std::string out;
  const int end = code->width + kQuietModules;
  for (int row = -kQuietModules; row < end; row += 2) {
    for (int column = -kQuietModules; column < end; ++column) {
      const bool upper = light(row, column);
      const bool lower = light(row + 1, column);
      out += upper && lower ? "█" : upper ? "▀" : lower ? "▄" : " ";
    }
    out += "\n";
  }
  return out;
}

}  // namespace greenledger::cli
