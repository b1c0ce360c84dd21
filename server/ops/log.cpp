#include "server/ops/log.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <ctime>

namespace mingcha {

namespace {
constexpr std::size_t word_length_max = 80;  // a route, an address, a code; longer is text

bool plain(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           std::string_view("._:/+-").find(c) != std::string_view::npos;
}

std::string shown(std::string_view word) {
    bool const fits = !word.empty() && word.size() <= word_length_max && std::all_of(word.begin(), word.end(), plain);
    return fits ? std::string(word) : "(" + std::to_string(word.size()) + "_bytes)";
}

std::string_view level_text(LogLevel level) {
    switch (level) {
        case LogLevel::debug:
            return "debug";
        case LogLevel::info:
            return "info";
        case LogLevel::warning:
            return "warning";
        case LogLevel::error:
            return "error";
    }
    return "";
}
}  // namespace

LogField::LogField(std::string_view key, std::string_view word) : text_(std::string(key) + "=" + shown(word)) {}
LogField::LogField(std::string_view key, ByteView bytes) : text_(std::string(key) + "=" + to_hex(bytes)) {}
LogField::LogField(std::string_view key, Uuid const& id) : text_(std::string(key) + "=" + id.to_string()) {}

Log::Log(Clock& clock, Sink sink, LogLevel least) : clock_(clock), sink_(std::move(sink)), least_(least) {}

void Log::write(LogLevel level, std::string_view event, std::initializer_list<LogField> fields) {
    if (level < least_) return;
    std::lock_guard const lock(mutex_);
    auto line = utc_text(clock_.now().time_ms).append(" ").append(level_text(level)).append(" ").append(event);
    for (auto const& field : fields) line.append(" ").append(field.text());
    sink_(line.append("\n"));
}

Log::Sink stderr_sink() {
    return [](std::string_view line) {
        [[maybe_unused]] auto const written =
            ::write(STDERR_FILENO, line.data(), line.size());  // nowhere to say that it failed
    };
}

std::string utc_text(std::int64_t time_ms) {
    auto const millis = (time_ms % 1000 + 1000) % 1000;
    auto const seconds = static_cast<std::time_t>((time_ms - millis) / 1000);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    char text[64];
    std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", parts.tm_year + 1900, parts.tm_mon + 1,
                  parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec, static_cast<int>(millis));
    return text;
}

}  // namespace mingcha
