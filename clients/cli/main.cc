#include <string>
#include <vector>

#include "clients/cli/app.h"

int main(int argc, char** argv) {
  std::vector<std::string> arguments(argv + 1, argv + argc);
  return static_cast<int>(
      greenledger::cli::Run(arguments, greenledger::cli::RealSurroundings()));
}
