#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>

#include "shared/base/outcome.hpp"

namespace mingcha::load {

/// A mingchad of its own process, on a free port of the loopback address, and what the kernel says of it.
class ServerUnderLoad {
public:
    /// `program`: the mingchad to run. Errors: not_started.
    [[nodiscard]] static Outcome<ServerUnderLoad> start(std::filesystem::path const& program,
                                                        std::filesystem::path const& data, bool plain);
    ServerUnderLoad(ServerUnderLoad&& other) noexcept;
    ServerUnderLoad& operator=(ServerUnderLoad&&) = delete;
    ~ServerUnderLoad();

    /// "https://127.0.0.1:PORT", or http for a plain one.
    [[nodiscard]] std::string const& base() const { return base_; }
    /// User and system seconds of all its threads so far (steps of 10 ms).
    [[nodiscard]] double cpu_seconds() const;
    /// The most memory that it held at any time (VmHWM), in units of 10^6 bytes.
    [[nodiscard]] double rss_peak_mb() const;
    /// SIGTERM, and waits.
    void stop();

private:
    ServerUnderLoad(pid_t pid, int out) : pid_(pid), out_(out) {}
    pid_t pid_ = -1;
    int out_ = -1;
    std::string base_;
};

/// User and system seconds of this process so far.
[[nodiscard]] double own_cpu_seconds();

}  // namespace mingcha::load
