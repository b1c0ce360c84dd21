#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <mutex>
#include <string>
#include <string_view>
#include <type_traits>

#include "shared/base/clock.hpp"
#include "shared/base/ids.hpp"

namespace mingcha {

/// One `key=value` of a log line. A log is read by people who may not see what inspectors write, so values are numbers,
/// ids and plain words (`[A-Za-z0-9._:/+-]`, at most 80 characters); anything else is shown as `(n bytes)`. An answer,
/// a name or a comment cannot get into the log even by mistake. Tokens and codes are plain words: never pass them.
class LogField {
public:
    LogField(std::string_view key, std::string_view word);
    LogField(std::string_view key, char const* word) : LogField(key, std::string_view(word)) {}
    LogField(std::string_view key,
             ByteView bytes);  ///< in hexadecimal, all of them: hashes and signed heads, never content
    LogField(std::string_view key, Uuid const& id);
    template <typename T>
    requires std::is_integral_v<T> LogField(std::string_view key, T number)
        : text_(std::string(key) + "=" + std::to_string(number)) {}

    [[nodiscard]] std::string const& text() const { return text_; }

private:
    std::string text_;
};

enum class LogLevel { debug, info, warning, error };

/// Structured lines `2026-11-23T08:15:30.123Z info visit.merged visit=… rows=45`, one write a line. Any thread.
class Log {
public:
    using Sink = std::function<void(std::string_view line)>;  ///< gets a whole line with its end; called under a lock

    /// `clock` outlives the log. Lines below `least` are not made.
    Log(Clock& clock, Sink sink, LogLevel least = LogLevel::info);

    void write(LogLevel level, std::string_view event, std::initializer_list<LogField> fields = {});
    void info(std::string_view event, std::initializer_list<LogField> fields = {}) {
        write(LogLevel::info, event, fields);
    }
    void warning(std::string_view event, std::initializer_list<LogField> fields = {}) {
        write(LogLevel::warning, event, fields);
    }
    void error(std::string_view event, std::initializer_list<LogField> fields = {}) {
        write(LogLevel::error, event, fields);
    }

private:
    Clock& clock_;
    Sink sink_;
    LogLevel least_;
    std::mutex mutex_;
};

/// Writes lines to standard error, where the service manager collects them.
[[nodiscard]] Log::Sink stderr_sink();

/// `2026-11-23T08:15:30.123Z` (RFC 3339, UTC) for Unix milliseconds.
[[nodiscard]] std::string utc_text(std::int64_t time_ms);

}  // namespace mingcha
