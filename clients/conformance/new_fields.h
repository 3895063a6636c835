// What a later version of the contract may add to an answer.
#ifndef GREENLEDGER_CLIENTS_CONFORMANCE_NEW_FIELDS_H_
#define GREENLEDGER_CLIENTS_CONFORMANCE_NEW_FIELDS_H_

namespace greenledger::conformance {

// A field's and an enum's number that no message has.
inline constexpr int kNewField = 15'000;
inline constexpr int kNewEnumNumber = 9'000;

// Adds a field that the reader does not know.
template <typename Message>
void AddNewField(Message* message) {
  message->GetReflection()->MutableUnknownFields(message)->AddLengthDelimited(
      kNewField, "of a later version");
}

}  // namespace greenledger::conformance

#endif  // GREENLEDGER_CLIENTS_CONFORMANCE_NEW_FIELDS_H_
