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
using google::protobuf::DescriptorPool;
using google::protobuf::FieldDescriptor;
using google::protobuf::TextFormat;
using google::protobuf::io::ArrayInputStream;
using google::protobuf::io::Tokenizer;

constexpr size_t kValueBytesMax = 80;

TextFault FaultAt(int line_from_0, int column_from_0, common::Fault fault) {
  return {.line = line_from_0 < 0 ? 1 : line_from_0 + 1,
          .column = column_from_0 < 0 ? 1 : column_from_0 + 1,
          .fault = std::move(fault)};
}

// What stands between pairs of double quotes.
std::vector<std::string> Quoted(std::string_view text) {
  std::vector<std::string> parts;
  while (true) {
    const size_t open = text.find('"');
    if (open == text.npos) return parts;
    const size_t close = text.find('"', open + 1);
    if (close == text.npos) return parts;
    parts.emplace_back(text.substr(open + 1, close - open - 1));
    text.remove_prefix(close + 1);
  }
}

std::string FieldNames(const Descriptor& type) {
  std::string names = "a field of " + type.name() + ":";
  for (int i = 0; i < type.field_count(); ++i) {
    names += (i == 0 ? " " : ", ") + type.field(i)->name();
  }
  return names;
}

// Names of the values of the enum field of that name, in `type` or below it.
std::string ValueNames(const Descriptor& type, const std::string& field_name) {
  std::string names;
  for (int i = 0; i < type.field_count() && names.empty(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    if (field.message_type() != nullptr) {
      names = ValueNames(*field.message_type(), field_name);
    } else if (field.enum_type() != nullptr && field.name() == field_name) {
      for (int j = 0; j < field.enum_type()->value_count(); ++j) {
        names +=
            (j == 0 ? "one of " : ", ") + field.enum_type()->value(j)->name();
      }
    }
  }
  return names;
}

common::Fault GivenTwice(std::string field) {
  return {.field = std::move(field),
          .value = "",
          .expected = "given once in each message"};
}

// The parser's message as a fault of the field it names; a message that names
// none goes on as it is.
common::Fault Translate(const std::string& message, const Descriptor& root) {
  const std::vector<std::string> quoted = Quoted(message);
  const auto says = [&message](std::string_view words) {
    return message.find(words) != message.npos;
  };
  if (quoted.size() == 2 && says("has no field named")) {
    const Descriptor* type =
        DescriptorPool::generated_pool()->FindMessageTypeByName(quoted[0]);
    if (type != nullptr) return {quoted[1], "", FieldNames(*type)};
  }
  if (quoted.size() == 2 && says("Unknown enumeration value")) {
    return {quoted[1], quoted[0], ValueNames(root, quoted[1])};
  }
  if (quoted.size() == 1 && says("specified multiple times")) {
    return GivenTwice(quoted[0]);
  }
  return {"", "", message};
}

// Keeps the first error. Tokens that the parser would refuse are no concern of
// the one who reads the same text again.
class FirstError final : public google::protobuf::io::ErrorCollector {
 public:
  explicit FirstError(const Descriptor& root) : root_(root) {}

  void AddError(int line, int column, const std::string& message) override {
    if (first_.has_value()) return;
    common::Fault fault = Translate(message, root_);
    fault.value = ToPlainText(fault.value, kValueBytesMax);
    first_ = FaultAt(line, column, std::move(fault));
  }

  const std::optional<TextFault>& first() const { return first_; }

 private:
  const Descriptor& root_;
  std::optional<TextFault> first_;
};

// Reads the tokens of a text that parsed, looking for singular fields that are
// given twice in one message.
class RepeatFinder {
 public:
  explicit RepeatFinder(const Descriptor& root) { levels_.push_back({&root}); }

  std::optional<TextFault> Find(Tokenizer& tokens) {
    while (tokens.Next()) {
      const std::string& token = tokens.current().text;
      const bool opens = token == "{" || token == "<";
      const Tokenizer::Token& before = tokens.previous();
      if (before.type == Tokenizer::TYPE_IDENTIFIER &&
          (opens || token == ":") && !EnterField(before.text)) {
        return FaultAt(before.line, before.column, GivenTwice(before.text));
      }
      if (opens) levels_.push_back({levels_.back().field->message_type()});
      if (token == "}" || token == ">") levels_.pop_back();
    }
    return std::nullopt;
  }

 private:
  struct Level {
    const Descriptor* type = nullptr;
    const FieldDescriptor* field = nullptr;  // named last
    std::set<const FieldDescriptor*> seen{};
  };

  // False if the field may not come again.
  bool EnterField(const std::string& name) {
    Level& level = levels_.back();
    level.field = level.type->FindFieldByName(name);
    return level.seen.insert(level.field).second || level.field->is_repeated();
  }

  std::vector<Level> levels_;
};

std::optional<TextFault> FindRepeat(std::string_view text,
                                    const Descriptor& root) {
  ArrayInputStream input(text.data(), static_cast<int>(text.size()));
  FirstError errors(root);
  Tokenizer tokens(&input, &errors);
  // As the parser reads them.
  tokens.set_comment_style(Tokenizer::SH_COMMENT_STYLE);
  tokens.set_require_space_after_number(false);
  tokens.set_allow_multiline_strings(true);
  tokens.set_allow_f_after_float(true);
  return RepeatFinder(root).Find(tokens);
}

}  // namespace

std::optional<TextFault> ParseSyntax(std::string_view text,
                                     google::protobuf::Message& document,
                                     TextFormat::ParseInfoTree& places) {
  const Descriptor& root = *document.GetDescriptor();
  FirstError errors(root);
  TextFormat::Parser parser;
  parser.RecordErrorsTo(&errors);
  parser.WriteLocationsTo(&places);
  ArrayInputStream input(text.data(), static_cast<int>(text.size()));
  if (!parser.Parse(&input, &document)) return errors.first();
  return FindRepeat(text, root);
}

}  // namespace greenledger::rules
