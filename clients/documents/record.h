// What happened in a community as its book has it, and the documents made of
// it: the red and black lists, the archive of seven parts.
#ifndef GREENLEDGER_CLIENTS_DOCUMENTS_RECORD_H_
#define GREENLEDGER_CLIENTS_DOCUMENTS_RECORD_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "clients/documents/directory.h"
#include "clients/documents/html.h"
#include "clients/documents/source.h"
#include "greenledger/v1/entry.pb.h"

namespace greenledger::documents {

// A message of the book with the index and local day of its entry.
template <typename Message>
struct Dated {
  uint64_t index = 0;
  int32_t day = 0;
  Message message;
};

// Collects what the documents need, of the days that things are about: an
// activity that was booked a month later is of the day on which it was. Entries come in order, from 0 on; only the
// households and titles of those outside the days asked for are kept. Not
// thread-safe.
class Record {
 public:
  // Rows of one kind that are kept; later ones are counted.
  static constexpr size_t kRowsMax = 100'000;

  // `directory` must outlive the record.
  Record(int32_t from_day, int32_t to_day, Directory* directory);

  void Add(const v1::Entry& entry);

  int32_t from_day() const { return from_day_; }
  int32_t to_day() const { return to_day_; }
  // How many rows there was no room for.
  uint64_t left_out() const { return left_out_; }

  std::vector<Dated<v1::ActivityBooked>> activities;
  std::vector<Dated<v1::InspectionBooked>> inspections;
  std::vector<Dated<v1::SurveyBooked>> surveys;
  std::vector<Dated<v1::ViolationBooked>> violations;
  std::vector<Dated<v1::Penalty>> penalties;
  std::vector<Dated<v1::PrizeGranted>> prizes;
  std::vector<Dated<v1::TitleGranted>> titles;
  std::vector<Dated<v1::TitleChecked>> checks;
  // Index of a TitleGranted, of any day -> the title.
  std::map<uint64_t, v1::TitleGranted> title_at;
  // Violations, by index, that were withdrawn.
  std::map<uint64_t, bool> withdrawn;

 private:
  template <typename Message>
  void Keep(const v1::Entry& entry, int32_t day, const Message& message,
            std::vector<Dated<Message>>* rows);

  int32_t from_day_;
  int32_t to_day_;
  Directory* directory_;
  int32_t utc_offset_minutes_ = 0;
  uint64_t left_out_ = 0;
};

// Praise and criticism of the record's days (R36).
std::string PraiseList(const Source& source, const Record& record,
                       const Directory& directory);
void PutPraise(const Source& source, const Record& record,
               const Directory& directory, Html* html);

// What people did: activities, inspections.
void PutActivities(const Record& record, const Directory& directory,
                   cli::Language language, Html* html);
// The same activities for office programs.
std::string ActivitiesCsv(const Record& record, const Directory& directory,
                          cli::Language language);
// What people said when they were asked.
void PutSurveys(const Record& record, cli::Language language, Html* html);
// How many rows are missing, if any are.
void PutLeftOut(const Record& record, cli::Language language, Html* html);

}  // namespace greenledger::documents

#endif  // GREENLEDGER_CLIENTS_DOCUMENTS_RECORD_H_
