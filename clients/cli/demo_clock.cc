// A library to be loaded before all others: real time is as many seconds off as
// the first 16 characters of the file $DEMO_CLOCK say, at once for all programs
// that have it loaded. Monotonic clocks run on as they are.
//
// libfaketime does not see the moments until which gRPC waits (futexes by
// syscall), so that in a year gone by its threads never wait at all.
#include <dlfcn.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include <cstdarg>
#include <cstdlib>
#include <cstring>

namespace {

constexpr size_t kCharacters = 16;

// Whoever sets the clock writes in place.
const char* MapFile() {
  const char* path = std::getenv("DEMO_CLOCK");
  const int file = path == nullptr ? -1 : open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return nullptr;
  void* mapped = mmap(nullptr, kCharacters, PROT_READ, MAP_SHARED, file, 0);
  close(file);
  return mapped == MAP_FAILED ? nullptr : static_cast<const char*>(mapped);
}

time_t OffsetSeconds() {
  static const char* const mapped = MapFile();
  if (mapped == nullptr) return 0;
  // Until it is the same twice, so that half of a change is never used.
  char now[kCharacters + 1] = {};
  char again[kCharacters + 1] = {};
  do {
    std::memcpy(now, mapped, kCharacters);
    std::memcpy(again, mapped, kCharacters);
  } while (std::memcmp(now, again, kCharacters) != 0);
  return std::strtol(now, nullptr, 10);
}

template <typename Function>
Function* Next(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

// Monotonic clocks count from a machine's start, so a moment beyond the year
// 2001 is one of real time.
bool IsRealTime(const timespec& moment) {
  return moment.tv_sec > 1'000'000'000;
}

}  // namespace

extern "C" {

int clock_gettime(clockid_t clock, timespec* now) noexcept {
  static const auto next = Next<int(clockid_t, timespec*)>("clock_gettime");
  const int done = next(clock, now);
  if (done == 0 &&
      (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
    now->tv_sec += OffsetSeconds();
  }
  return done;
}

int gettimeofday(timeval* now, void*) noexcept {
  timespec precise;
  const int done = clock_gettime(CLOCK_REALTIME, &precise);
  now->tv_sec = precise.tv_sec;
  now->tv_usec = precise.tv_nsec / 1000;
  return done;
}

time_t time(time_t* out) noexcept {
  timespec precise;
  clock_gettime(CLOCK_REALTIME, &precise);
  if (out != nullptr) *out = precise.tv_sec;
  return precise.tv_sec;
}

int pthread_cond_timedwait(pthread_cond_t* condition, pthread_mutex_t* mutex,
                           const timespec* until) {
  static const auto next =
      Next<int(pthread_cond_t*, pthread_mutex_t*, const timespec*)>(
          "pthread_cond_timedwait");
  timespec moment = *until;
  if (IsRealTime(moment)) moment.tv_sec -= OffsetSeconds();
  return next(condition, mutex, &moment);
}

long syscall(long number, ...) noexcept {
  static const auto next = Next<long(long, ...)>("syscall");
  va_list list;
  va_start(list, number);
  long arguments[6];
  for (long& argument : arguments) argument = va_arg(list, long);
  va_end(list);
  timespec moment;
  if (number == SYS_futex && (arguments[1] & FUTEX_CLOCK_REALTIME) != 0 &&
      arguments[3] != 0) {
    moment = *reinterpret_cast<const timespec*>(arguments[3]);
    moment.tv_sec -= OffsetSeconds();
    arguments[3] = reinterpret_cast<long>(&moment);
  }
  return next(number, arguments[0], arguments[1], arguments[2], arguments[3],
              arguments[4], arguments[5]);
}

}  // extern "C"
