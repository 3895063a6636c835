// Whether this program was built with a sanitizer, and its servers with it:
// figures of time and memory say nothing then.
#ifndef GREENLEDGER_TESTS_TESTING_SANITIZED_H_
#define GREENLEDGER_TESTS_TESTING_SANITIZED_H_

namespace greenledger::testing {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif

}  // namespace greenledger::testing

#endif  // GREENLEDGER_TESTS_TESTING_SANITIZED_H_
