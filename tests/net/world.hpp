#pragma once

#include <stdlib.h>

#include <atomic>
#include <filesystem>
#include <future>
#include <mutex>
#include <string>
#include <vector>

#include "bench/transport/http_client.hpp"
#include "bench/transport/websocket_client.hpp"
#include "server/net/server.hpp"
#include "server/ops/system_clock.hpp"

namespace mingcha::test {

/// A directory of its own, gone at the end.
class TemporaryDirectory {
public:
    TemporaryDirectory() {
        auto name = (std::filesystem::temp_directory_path() / "mingcha-test-XXXXXX").string();
        MC_CHECK(::mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    ~TemporaryDirectory() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TemporaryDirectory(TemporaryDirectory const&) = delete;
    TemporaryDirectory& operator=(TemporaryDirectory const&) = delete;
    [[nodiscard]] std::filesystem::path const& path() const { return path_; }

private:
    std::filesystem::path path_;
};

/// Keys made once for all tests: making them is not what most of them are about.
[[nodiscard]] inline ServerKeys const& some_keys() {
    static ServerKeys const keys = [] {
        TemporaryDirectory directory;
        SystemRandom random;
        auto made = open_server_keys(directory.path() / "keys", random, 1'790'000'000'000);
        MC_CHECK(made);
        return *made;
    }();
    return keys;
}

/// A server on two free ports of the loopback: 0 with TLS, 1 without.
class RunningServer {
public:
    explicit RunningServer(Router router, ServerOptions options = {})
        : log_(clock_, [this](std::string_view line) { keep(line); }) {
        options.listen = {{"127.0.0.1", 0, true}, {"127.0.0.1", 0, false}};
        auto started = Server::start(options, std::move(router), some_keys(), log_);
        MC_CHECK(started);
        server_ = std::move(*started);
    }

    [[nodiscard]] Server& server() { return *server_; }
    [[nodiscard]] std::string base(bool tls = true) const {
        return (tls ? "https://127.0.0.1:" : "http://127.0.0.1:") + std::to_string(server_->port(tls ? 0 : 1));
    }
    [[nodiscard]] HttpClient client(bool tls = true) const {
        HttpClient made;
        MC_CHECK(made.connect(base(tls)));
        return made;
    }
    [[nodiscard]] std::string lines() {
        std::lock_guard const lock(mutex_);
        return lines_;
    }

private:
    void keep(std::string_view line) {
        std::lock_guard const lock(mutex_);
        lines_.append(line);
    }

    SystemClock clock_;
    std::mutex mutex_;
    std::string lines_;
    Log log_;
    std::unique_ptr<Server> server_;
};

/// Opens when told to; a handler that waits here stands for slow work.
class Gate {
public:
    void open() { opened_.set_value(); }
    void wait() { future_.wait(); }

private:
    std::promise<void> opened_;
    std::shared_future<void> future_ = opened_.get_future().share();
};

}  // namespace mingcha::test
