#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>

namespace mingcha {

/// Failed sign-ins by address, in memory: a name is counted in the accounts' file, but who tries one password on many names is known by his
/// address only. An office's people share one address, so it bears more than a name does. One thread at a time.
class AttemptWindow {
public:
    static constexpr std::int64_t window_ms = 15 * 60'000;
    static constexpr std::size_t failures_max =
        20;  ///< four people of one office who forgot theirs on the same morning
    static constexpr std::size_t addresses_max =
        10'000;  ///< about 2 MB; past it the one that failed longest ago is forgotten

    /// Milliseconds until this address may try again; 0 = now.
    [[nodiscard]] std::int64_t wait_ms(std::string const& address, std::int64_t now_ms);
    void failed(std::string const& address, std::int64_t now_ms);

private:
    std::map<std::string, std::deque<std::int64_t>> failures_;  // times, oldest first; never empty
};

}  // namespace mingcha
