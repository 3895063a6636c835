// One line of each kind of import file, and what it becomes. A reader lives as
// long as its file: it also finds what stands in the file twice.
#ifndef GREENLEDGER_CLIENTS_CLI_IMPORT_ROWS_H_
#define GREENLEDGER_CLIENTS_CLI_IMPORT_ROWS_H_

#include <string>
#include <vector>

#include "clients/cli/sheet.h"
#include "greenledger/v1/entry.pb.h"
#include "greenledger/v1/registry.pb.h"

namespace greenledger::cli {

// number,kind,parent,name
class PlaceRows {
 public:
  static const std::vector<std::string>& Columns();
  v1::Place Read(CellReader& cells);

 private:
  SeenAt numbers_;
};

// number,building,tenure,residents,adults,minors,state,cards
class HouseholdRows {
 public:
  static const std::vector<std::string>& Columns();
  v1::Household Read(CellReader& cells);

 private:
  void ReadCards(CellReader& cells, v1::Household* household);

  SeenAt numbers_;
  SeenAt cards_;
};

// number,place,public_key,incarnation,bins
class KioskRows {
 public:
  static const std::vector<std::string>& Columns();
  v1::Kiosk Read(CellReader& cells);

 private:
  SeenAt numbers_;
};

// card
class BlockedCardRows {
 public:
  static const std::vector<std::string>& Columns();
  v1::CardBlocked Read(CellReader& cells);

 private:
  SeenAt cards_;
};

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_IMPORT_ROWS_H_
