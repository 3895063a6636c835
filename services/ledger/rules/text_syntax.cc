#include "services/ledger/rules/text_syntax.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "services/ledger/rules/plain_text.h"

namespace greenledger::rules {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::TextFormat;
using google::protobuf::io::ArrayInputStream;
using google::protobuf::io::Tokenizer;

constexpr size_t kFieldNameBytesMax = 80;
constexpr size_t kMessageBytesMax = 200;

TextFault FaultAt(int line_from_0, int column_from_0, common::Fault fault) {
  return {.line = line_from_0 < 0 ? 1 : line_from_0 + 1,
          .column = column_from_0 < 0 ? 1 : column_from_0 + 1,
          .fault = std::move(fault)};
}

std::string FieldNames(const Descriptor& type) {
  std::string names = "a field of " + type.name() + ":";
  for (int i = 0; i < type.field_count(); ++i) {
    names += (i == 0 ? " " : ", ") + type.field(i)->name();
  }
  return names;
}

std::string ValueNames(const EnumDescriptor& type) {
  std::string names = "one of";
  for (int i = 0; i < type.value_count(); ++i) {
    names += (i == 0 ? " " : ", ") + type.value(i)->name();
  }
  return names;
}

// Keeps the first error.
class FirstError final : public google::protobuf::io::ErrorCollector {
 public:
  void AddError(int line, int column, const std::string& message) override {
    if (first_.has_value()) return;
    first_ =
        FaultAt(line, column, {"", "", ToPlainText(message, kMessageBytesMax)});
  }

  const std::optional<TextFault>& first() const { return first_; }

 private:
  std::optional<TextFault> first_;
};

// Reads the names of fields and of enum values, and finds the first that is
// unknown or given twice. The parser finds most of these too, but places them
// at what follows, which may be lines below. Text that it cannot follow it
// leaves to the parser.
class NameCheck {
 public:
  explicit NameCheck(const Descriptor& root) { levels_.push_back({&root}); }

  std::optional<TextFault> FirstFault(Tokenizer& tokens) {
    while (tokens.Next() && !levels_.empty()) {
      const Tokenizer::Token& before = tokens.previous();
      const Tokenizer::Token& token = tokens.current();
      const bool opens = token.text == "{" || token.text == "<";
      std::optional<TextFault> fault;
      if (before.type == Tokenizer::TYPE_IDENTIFIER &&
          (opens || token.text == ":")) {
        fault = EnterField(before);
      } else if (before.text == ":" &&
                 token.type == Tokenizer::TYPE_IDENTIFIER) {
        fault = CheckValue(token);
      }
      if (fault.has_value()) return fault;
      if (opens && !EnterMessage()) break;
      if (token.text == "}" || token.text == ">") levels_.pop_back();
    }
    return std::nullopt;
  }

 private:
  struct Level {
    const Descriptor* type = nullptr;
    const FieldDescriptor* field = nullptr;  // named last
    std::set<const FieldDescriptor*> seen{};
  };

  std::optional<TextFault> EnterField(const Tokenizer::Token& name) {
    Level& level = levels_.back();
    level.field = level.type->FindFieldByName(name.text);
    if (level.field == nullptr) {
      return FaultAt(name.line, name.column,
                     {ToPlainText(name.text, kFieldNameBytesMax), "",
                      FieldNames(*level.type)});
    }
    if (level.field->is_repeated() || level.seen.insert(level.field).second) {
      return std::nullopt;
    }
    return FaultAt(name.line, name.column,
                   {name.text, "", "given once in each message"});
  }

  std::optional<TextFault> CheckValue(const Tokenizer::Token& value) const {
    const FieldDescriptor* field = levels_.back().field;
    const EnumDescriptor* type =
        field == nullptr ? nullptr : field->enum_type();
    if (type == nullptr || type->FindValueByName(value.text) != nullptr) {
      return std::nullopt;
    }
    return FaultAt(value.line, value.column,
                   {field->name(), ToPlainText(value.text, kFieldNameBytesMax),
                    ValueNames(*type)});
  }

  // False if no message may stand there.
  bool EnterMessage() {
    const FieldDescriptor* field = levels_.back().field;
    if (field == nullptr || field->message_type() == nullptr) return false;
    levels_.push_back({field->message_type()});
    return true;
  }

  std::vector<Level> levels_;
};

std::optional<TextFault> CheckNames(std::string_view text,
                                    const Descriptor& root) {
  ArrayInputStream input(text.data(), static_cast<int>(text.size()));
  FirstError errors;
  Tokenizer tokens(&input, &errors);
  // As the parser reads them.
  tokens.set_comment_style(Tokenizer::SH_COMMENT_STYLE);
  tokens.set_require_space_after_number(false);
  tokens.set_allow_f_after_float(true);
  std::optional<TextFault> fault = NameCheck(root).FirstFault(tokens);
  // A token that is none comes first.
  return errors.first().has_value() ? errors.first() : fault;
}

}  // namespace

std::optional<TextFault> ParseSyntax(std::string_view text,
                                     google::protobuf::Message& document,
                                     TextFormat::ParseInfoTree& places) {
  if (auto fault = CheckNames(text, *document.GetDescriptor())) return fault;
  FirstError errors;
  TextFormat::Parser parser;
  parser.RecordErrorsTo(&errors);
  parser.WriteLocationsTo(&places);
  ArrayInputStream input(text.data(), static_cast<int>(text.size()));
  parser.Parse(&input, &document);
  return errors.first();
}

}  // namespace greenledger::rules
