#include "bench/load/server_under_load.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <utility>

namespace mingcha::load {

namespace {
/// Up to the first newline; empty when the program ended before.
std::string read_line(int from) {
    std::string line;
    char c = 0;
    while (read(from, &c, 1) == 1) {
        if (c == '\n') return line;
        line.push_back(c);
    }
    return {};
}

std::string proc_file(pid_t pid, char const* name) {
    std::ifstream in("/proc/" + std::to_string(pid) + "/" + name);
    std::stringstream all;
    all << in.rdbuf();
    return all.str();
}
}  // namespace

Outcome<ServerUnderLoad> ServerUnderLoad::start(std::filesystem::path const& program, std::filesystem::path const& data,
                                                bool plain) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return Error{"not_started", "no pipe"};
    std::string const path = program.string();
    std::string const directory = data.string();
    std::string const log = (data / "server.log").string();
    pid_t const pid = fork();
    if (pid == 0) {
        dup2(ends[1], STDOUT_FILENO);
        int const to = open(log.c_str(), O_CREAT | O_WRONLY | O_TRUNC, 0644);
        dup2(to, STDERR_FILENO);
        char const* const arguments[] = {
            path.c_str(), "serve", "--data", directory.c_str(), "--listen", "127.0.0.1:0", plain ? "--plain" : nullptr,
            nullptr};
        execv(path.c_str(), const_cast<char**>(arguments));
        _exit(127);
    }
    close(ends[1]);
    ServerUnderLoad out(pid, ends[0]);
    auto const line = read_line(out.out_);
    auto const at = line.find("http");
    if (at == std::string::npos) return Error{"not_started", path + " did not listen; see " + log};
    out.base_ = line.substr(at);
    return out;
}

ServerUnderLoad::ServerUnderLoad(ServerUnderLoad&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)), out_(std::exchange(other.out_, -1)), base_(std::move(other.base_)) {}

ServerUnderLoad::~ServerUnderLoad() {
    stop();
}

void ServerUnderLoad::stop() {
    if (pid_ < 0) return;
    kill(pid_, SIGTERM);
    int status = 0;
    waitpid(pid_, &status, 0);
    close(out_);
    pid_ = -1;
}

double ServerUnderLoad::cpu_seconds() const {
    auto const stat = proc_file(pid_, "stat");
    std::istringstream fields(stat.substr(std::min(stat.rfind(')') + 1, stat.size())));
    std::string skipped;
    for (int i = 0; i < 11; ++i) fields >> skipped;  // proc(5): state is field 3, utime 14, stime 15
    double user = 0;
    double kernel = 0;
    fields >> user >> kernel;
    return (user + kernel) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

double ServerUnderLoad::rss_peak_mb() const {
    std::istringstream status(proc_file(pid_, "status"));
    std::string line;
    while (std::getline(status, line))
        if (line.starts_with("VmHWM:")) return std::stod(line.substr(6)) * 1024 / 1e6;
    return 0;
}

double own_cpu_seconds() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    auto const seconds = [](timeval const& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
    };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

}  // namespace mingcha::load
