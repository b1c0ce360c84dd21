#include "tests/support/server_process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

namespace mingcha::test {

namespace {
struct Child {
    pid_t pid = -1;
    int out = -1;
};

Child start(std::vector<std::string> arguments, Errors errors = Errors::apart) {
    int pipe_ends[2];
    if (pipe2(pipe_ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    arguments.insert(arguments.begin(), MC_MINGCHAD);
    pid_t const pid = fork();
    if (pid == 0) {
        dup2(pipe_ends[1], STDOUT_FILENO);
        if (errors == Errors::with_the_rest) dup2(pipe_ends[1], STDERR_FILENO);
        std::vector<char*> raw;
        for (auto& argument : arguments) raw.push_back(argument.data());
        raw.push_back(nullptr);
        execv(MC_MINGCHAD, raw.data());
        _exit(127);
    }
    close(pipe_ends[1]);
    return {pid, pipe_ends[0]};
}

/// Up to and including the first newline; empty when the program ended before.
std::string read_line(int from) {
    std::string line;
    char c = 0;
    while (read(from, &c, 1) == 1) {
        line.push_back(c);
        if (c == '\n') return line;
    }
    return {};
}
}  // namespace

Ran mingchad(std::vector<std::string> const& arguments, Errors errors) {
    auto const child = start(arguments, errors);
    Ran ran;
    char buffer[65536];
    for (ssize_t n = 0; (n = read(child.out, buffer, sizeof buffer)) > 0;)
        ran.out.append(buffer, static_cast<std::size_t>(n));
    close(child.out);
    int status = 0;
    waitpid(child.pid, &status, 0);
    ran.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return ran;
}

ServerProcess::ServerProcess(std::filesystem::path const& data) {
    auto const child = start({"serve", "--data", data.string(), "--listen", "127.0.0.1:0"});
    pid_ = child.pid;
    out_ = child.out;
    std::string const line = read_line(out_);
    auto const at = line.find("https://");
    if (at == std::string::npos) throw std::runtime_error("mingchad did not listen: " + line);
    base_ = line.substr(at, line.find_last_not_of("\n") + 1 - at);
}

ServerProcess::~ServerProcess() {
    stop();
}

void ServerProcess::end(int signal) {
    if (pid_ < 0) return;
    kill(pid_, signal);
    int status = 0;
    waitpid(pid_, &status, 0);
    close(out_);
    pid_ = -1;
}
void ServerProcess::kill_hard() {
    end(SIGKILL);
}
void ServerProcess::stop() {
    end(SIGTERM);
}

TemporaryDirectory::TemporaryDirectory() {
    std::string name = (std::filesystem::temp_directory_path() / "mingcha-test-XXXXXX").string();
    if (!mkdtemp(name.data())) throw std::runtime_error("no temporary directory");
    path_ = name;
}
TemporaryDirectory::~TemporaryDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

}  // namespace mingcha::test
