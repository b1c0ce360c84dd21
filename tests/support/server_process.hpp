#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace mingcha::test {

/// What a program printed and how it ended.
struct Ran {
    int code = -1;
    std::string out;
};
enum class Errors { apart, with_the_rest };
/// Runs the real mingchad with these arguments to its end.
[[nodiscard]] Ran mingchad(std::vector<std::string> const& arguments, Errors errors = Errors::apart);

/// The real mingchad, serving a data directory on a free port of the loopback address. Ends it when it goes out of scope.
class ServerProcess {
public:
    explicit ServerProcess(std::filesystem::path const& data);
    ~ServerProcess();
    ServerProcess(ServerProcess const&) = delete;
    ServerProcess& operator=(ServerProcess const&) = delete;

    /// "https://127.0.0.1:PORT"
    [[nodiscard]] std::string const& base() const { return base_; }
    void kill_hard();  ///< SIGKILL, as a power cut would end it
    void stop();       ///< SIGTERM

private:
    void end(int signal);
    pid_t pid_ = -1;
    int out_ = -1;
    std::string base_;
};

/// A directory of its own that goes away with the object.
class TemporaryDirectory {
public:
    TemporaryDirectory();
    ~TemporaryDirectory();
    TemporaryDirectory(TemporaryDirectory const&) = delete;
    TemporaryDirectory& operator=(TemporaryDirectory const&) = delete;
    [[nodiscard]] std::filesystem::path const& path() const { return path_; }

private:
    std::filesystem::path path_;
};

}  // namespace mingcha::test
