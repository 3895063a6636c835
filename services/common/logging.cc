#include "services/common/logging.h"

#include <fmt/format.h>
#include <grpc/support/log.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <iterator>
#include <memory>

#include "services/common/shorten.h"

namespace greenledger::common {
namespace {

constexpr size_t kValueBytesMax = 500;

spdlog::logger& Logger() {
  // Never destroyed: threads of gRPC may log while the process ends.
  static spdlog::logger* const logger = [] {
    auto* made = new spdlog::logger(
        "greenledger", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v",
                      spdlog::pattern_time_type::utc);
    made->flush_on(spdlog::level::trace);
    return made;
  }();
  return *logger;
}

bool IsPlain(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
         (c >= 'A' && c <= 'Z') ||
         std::string_view("._:/@+-,").find(c) != std::string_view::npos;
}

void AppendValue(std::string& out, std::string_view value) {
  if (!value.empty() && std::all_of(value.begin(), value.end(), IsPlain)) {
    out += value;
    return;
  }
  out += '"';
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20 || byte > 0x7E) {
      fmt::format_to(std::back_inserter(out), "\\x{:02x}", byte);
    } else {
      out += c;
    }
  }
  out += '"';
}

void LogGrpc(gpr_log_func_args* args) {
  const auto level = args->severity == GPR_LOG_SEVERITY_ERROR
                         ? spdlog::level::warn
                         : spdlog::level::info;
  // gRPC speaks of its own mishaps; what matters is an error of ours.
  Logger().log(level,
               FormatEvent("grpc", {{"message", std::string(args->message)}}));
}

}  // namespace

std::string FormatEvent(std::string_view event, LogFields fields) {
  std::string out(event);
  for (const LogField& field : fields) {
    out += ' ';
    out += field.key;
    out += '=';
    AppendValue(out, Shorten(field.value, kValueBytesMax));
  }
  return out;
}

void StartLogging() { gpr_set_log_function(LogGrpc); }

void LogInfo(std::string_view event, LogFields fields) {
  Logger().info(FormatEvent(event, fields));
}

void LogWarning(std::string_view event, LogFields fields) {
  Logger().warn(FormatEvent(event, fields));
}

void LogError(std::string_view event, LogFields fields) {
  Logger().error(FormatEvent(event, fields));
}

}  // namespace greenledger::common
