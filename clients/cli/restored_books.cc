#include "clients/cli/restored_books.h"

#include <map>

#include "clients/cli/stored_book.h"

namespace greenledger::cli {

RestoredBooks VerifyRestored(const std::string& folder,
                             const backup::Contents& contents,
                             const OnProgress& on_progress) {
  std::map<uint64_t, backup::BookEnd> expected;
  for (const backup::BookEnd& book : contents.books) {
    expected[book.book] = book;
  }
  RestoredBooks restored;
  const absl::Status opened = VerifyStoredBooks(
      folder, 0, {}, on_progress, [&](const BookReport& report) {
        restored.books.push_back(report);
        if (!report.status.ok()) {
          restored.faults.push_back(std::string(report.status.message()));
        }
        const backup::BookEnd found{report.book, report.counts.entries,
                                    report.root};
        if (expected[report.book] != found) {
          restored.faults.push_back("book " + std::to_string(report.book) +
                                    " is not as it was when it was backed up");
        }
        expected.erase(report.book);
      });
  if (!opened.ok()) {
    restored.faults.push_back(std::string(opened.message()));
    return restored;
  }
  for (const auto& [book, end] : expected) {
    restored.faults.push_back("book " + std::to_string(book) + " is missing");
  }
  return restored;
}

}  // namespace greenledger::cli
