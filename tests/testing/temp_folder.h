// A folder that is there for one test.
#ifndef GREENLEDGER_TESTS_TESTING_TEMP_FOLDER_H_
#define GREENLEDGER_TESTS_TESTING_TEMP_FOLDER_H_

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace greenledger::testing {

class TempFolder {
 public:
  TempFolder() {
    std::string name =
        (std::filesystem::temp_directory_path() / "greenledger-XXXXXX");
    if (mkdtemp(name.data()) == nullptr) std::abort();
    path_ = name;
  }
  ~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  const std::string& path() const { return path_; }

  // Path of a file in it, there or not.
  std::string File(std::string_view name) const {
    return path_ + "/" + std::string(name);
  }

  // Writes a file that only its owner may read, and returns its path.
  std::string Write(std::string_view name, std::string_view content) const {
    const std::string path = File(name);
    std::ofstream(path, std::ios::binary) << content;
    std::filesystem::permissions(path, std::filesystem::perms::owner_read |
                                           std::filesystem::perms::owner_write);
    return path;
  }

 private:
  std::string path_;
};

}  // namespace greenledger::testing

#endif  // GREENLEDGER_TESTS_TESTING_TEMP_FOLDER_H_
