// A folder of a test's own that goes away with it.
#ifndef GREENLEDGER_TESTS_CLIENTS_WORKLOAD_TEMP_FOLDER_H_
#define GREENLEDGER_TESTS_CLIENTS_WORKLOAD_TEMP_FOLDER_H_

#include <filesystem>
#include <string>

#include "gtest/gtest.h"

namespace greenledger::workload {

class TempFolder {
 public:
  TempFolder() {
    std::string name = testing::TempDir() + "workload_XXXXXX";
    path_ = mkdtemp(name.data());
  }
  ~TempFolder() { std::filesystem::remove_all(path_); }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  std::string operator/(const std::string& name) const {
    return path_ + "/" + name;
  }

 private:
  std::string path_;
};

}  // namespace greenledger::workload

#endif  // GREENLEDGER_TESTS_CLIENTS_WORKLOAD_TEMP_FOLDER_H_
