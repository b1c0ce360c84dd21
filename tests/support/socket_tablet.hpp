#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "bench/transport/http_client.hpp"
#include "bench/transport/websocket_client.hpp"
#include "server/ops/system_clock.hpp"
#include "shared/replica/replica.hpp"
#include "shared/replica/sync_driver.hpp"

namespace mingcha::test {

/// A tablet without a screen: the app's replica and sync loop over a real TLS socket.
class SocketTablet {
public:
    /// Opens (or makes) the store in this file.
    SocketTablet(std::filesystem::path const& store, std::uint64_t seed);

    /// Enrols with a one-time code; the server's identity is pinned from now on.
    [[nodiscard]] Outcome<Unit> enrol(std::string const& base, std::string const& code);
    /// Connects and runs until drained, or until `frames_max` frames came (then the line is cut). Answers whether it drained.
    [[nodiscard]] bool sync(std::string const& base, int frames_max = 1'000'000);
    /// Sessions until drained.
    [[nodiscard]] bool drain(std::string const& base, int sessions_max = 12);

    [[nodiscard]] Replica& replica() { return *replica_; }
    [[nodiscard]] Uuid person() const { return replica_->identity().person; }
    void write(RecordName const& name, std::string const& key, char const* field, Value value);
    /// The planned visit that this tablet holds with the most members; nil if none.
    [[nodiscard]] Root shared_visit();
    std::string last_code;  ///< why the last session ended

private:
    SystemClock clock_;
    SeededRandom random_;
    std::unique_ptr<Replica> replica_;
};

}  // namespace mingcha::test
