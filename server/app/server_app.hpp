#pragma once

#include <atomic>
#include <memory>

#include "server/admin/office_data.hpp"
#include "server/api/confirmation_codes.hpp"
#include "server/api/device_routes.hpp"
#include "server/api/web_access.hpp"
#include "server/app/blob_keeper.hpp"
#include "server/net/server.hpp"
#include "server/ops/health.hpp"
#include "server/ops/metrics.hpp"
#include "server/ops/rounds.hpp"
#include "server/sync/hub.hpp"
#include "server/sync/server_clock.hpp"
#include "server/sync/session.hpp"
#include "server/sync/store_thread.hpp"

namespace mingcha {

inline constexpr std::string_view version = MC_VERSION;

/// The running server: every object in order; reading it top to bottom explains the program.
class ServerApp {
public:
    /// `data` is held for serving and outlives the server.
    [[nodiscard]] static Outcome<std::unique_ptr<ServerApp>> start(OfficeData& data, ServerOptions options);
    ~ServerApp();

    [[nodiscard]] Server& server() { return *server_; }

private:
    explicit ServerApp(OfficeData& data);
    void tell_head();
    void measure();
    void measure_edge();
    [[nodiscard]] Router routes();

    OfficeData& data_;
    Log log_;
    Health health_;
    Metrics metrics_;
    SyncCounts counts_;
    Hub hub_;
    StoreThread writer_;
    SyncServices sync_;
    DeviceServices devices_;
    ApiServices api_;
    std::unique_ptr<ConfirmationCodes> codes_;
    std::unique_ptr<BlobKeeper> keeper_;
    std::unique_ptr<ServerClock> clock_;
    std::unique_ptr<Rounds> heads_;
    std::atomic<Server*> edge_ = nullptr;  // what /metrics asks; null while there is none
    std::unique_ptr<Server> server_;       // stops first: nothing calls the others after it
};

}  // namespace mingcha
