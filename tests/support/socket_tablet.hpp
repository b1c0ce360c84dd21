#pragma once

#include <filesystem>
#include <functional>
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

    /// Uploads a photo whose record was handed in, with the checksum of this part where one is given. Codes: upload_refused with the status,
    /// and the line's.
    [[nodiscard]] Outcome<Unit> send_photo(std::string const& base, ByteView bytes, std::optional<Hash> announced = {},
                                           std::optional<Hash> checksum = {});

    [[nodiscard]] Replica& replica() { return *replica_; }
    [[nodiscard]] Uuid person() const { return replica_->identity().person; }
    /// Stays connected until `done` holds, asked after each frame; false when the line breaks or nothing comes for 20 s.
    [[nodiscard]] bool listen_until(std::string const& base, std::function<bool()> const& done);
    void write(RecordName const& name, std::string const& key, char const* field, Value value);
    /// The planned visit that this tablet holds with the most members; nil if none.
    [[nodiscard]] Root shared_visit();
    /// The first visit with this list that this tablet's inspector leads; nil if none.
    [[nodiscard]] Root planned_visit(std::string_view list_code);
    std::string last_code;  ///< why the last session ended

private:
    Uuid device_;
    SigningKey key_;
    /// One connection, until `enough` or until it breaks. Answers whether it was enough.
    [[nodiscard]] bool session(std::string const& base, std::function<bool(SyncDriver&)> const& enough);

    SystemClock clock_;
    SeededRandom random_;
    bool last_drained_ = false;
    std::unique_ptr<Replica> replica_;
};

}  // namespace mingcha::test
