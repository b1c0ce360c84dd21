#include "server/app/server_app.hpp"

#include "server/api/api_routes.hpp"
#include "server/app/console.hpp"
#include "server/app/upload_sender.hpp"
#include "server/blobs/blob_routes.hpp"
#include "server/net/standard_routes.hpp"
#include "shared/wire/limits.hpp"

namespace mingcha {

namespace {
BlobRules blob_rules(OfficeData& data, ApiServices& api, StoreThread& writer, Log& log) {
    BlobRules rules;
    rules.who = [&data, &api](HttpRequest const& request) -> Outcome<std::string> {
        if (!request.headers.get("Mingcha-Device").empty()) return upload_sender(data, request);
        return blob_reader(api, request);
    };
    rules.may_upload = [&data](std::string const&, Hash const& hash, std::uint64_t) -> Outcome<Unit> {
        auto const named = data.store->names_blob(hash);
        if (!named) return named.error();
        return *named ? Outcome<Unit>(Unit{}) : Outcome<Unit>(Error{"not_named", "no stored record names this photo"});
    };
    rules.may_read = [&api](std::string const& who, Hash const& hash) { return may_read_blob(api, who, hash); };
    rules.on_complete = [&data, &writer, &log](Hash const& hash, std::uint64_t size) -> Outcome<Bytes> {
        if (auto known = data.store->blob_receipt(hash); known && !known->empty()) return known;
        // Waits for the commit, so that a tablet that was told 204 finds the arrival in the log. Should the commit fail, the tablet asks
        // again, and the keeper makes up for one that does not.
        auto noted = writer.call<Outcome<Bytes>>(
            [&](SqliteCentralStore& store, std::int64_t now_ms) { return store.blob_arrived(hash, size, now_ms); });
        if (!noted)
            log.write(LogLevel::warning, "blob_not_noted", {{"sha256", to_hex(hash)}, {"code", noted.error().code}});
        return noted;
    };
    return rules;
}
}  // namespace

ServerApp::ServerApp(OfficeData& data)
    : data_(data),
      log_(data.clock, stderr_sink()),
      writer_(*data.store, data.clock),
      sync_{*data.store, writer_, hub_, data.clock, log_, counts_, data.keys.identity.public_key()},
      devices_{*data.store, writer_, *data.accounts, data.persons, log_, data.is_demo()},
      api_{*data.store, *data.accounts, data.persons, hub_, data.clock} {
    data_.store->set_listener([this](CommitNews const& news) { hub_.publish(news); });
    codes_ = std::make_unique<ConfirmationCodes>(
        ConfirmationCodes::Services{*data.store, writer_, *data.accounts, data.persons, hub_, data.keys.box, log_});
    measure();
    measure_edge();
    health_.add("store",
                [this] { return in_snapshot(*data_.store, [](sqlite::Database& db) { (void)last_seq(db); }); });
    health_.tell("version", [] { return Health::Fact(std::string(version)); });
    health_.tell("seq", [this] {
        std::uint64_t seq = 0;
        (void)in_snapshot(*data_.store, [&](sqlite::Database& db) { seq = last_seq(db); });
        return Health::Fact(seq);
    });
}

ServerApp::~ServerApp() {
    edge_ = nullptr;
    server_.reset();
    heads_.reset();
    clock_.reset();
    keeper_.reset();
    codes_.reset();
    data_.store->set_listener({});
}

/// What leaves this machine with its log binds it: `audit verify --head` compares (DESIGN section 7, "anchored").
void ServerApp::tell_head() {
    auto const proof = data_.store->log_proof({}, data_.clock.now().time_ms);
    if (!proof) return log_.write(LogLevel::warning, "log_head_failed", {{"code", proof.error().code}});
    log_.write(LogLevel::info, "log_head",
               {{"size", std::to_string(proof->head.size)}, {"head", ByteView(proof->head.encode())}});
}

Router ServerApp::routes() {
    Router router;
    add_health(router, health_);
    add_metrics(router, metrics_);
    add_identity(router, data_.keys);
    add_device_routes(router, devices_);
    add_blob_routes(router, *data_.blobs, blob_rules(data_, api_, writer_, log_), data_.clock);
    add_api_routes(router, api_);
    add_console(router);
    WebSocketRoute sync;
    sync.subprotocol = "mingcha.sync.1";
    sync.message_bytes_max = limits::frame_bytes_max;
    sync.upgrade = [this](HttpRequest const&) -> std::variant<Upgrade, HttpResponse> {
        return open_sync_session(sync_, data_.random);
    };
    router.add_websocket("/sync", std::move(sync));
    return router;
}

Outcome<std::unique_ptr<ServerApp>> ServerApp::start(OfficeData& data, ServerOptions options) {
    std::unique_ptr<ServerApp> app(new ServerApp(data));
    auto server = Server::start(std::move(options), app->routes(), data.keys, app->log_);
    if (!server) return server.error();
    app->keeper_ = std::make_unique<BlobKeeper>(*data.blobs, *data.store, app->writer_, data.clock, app->log_);
    app->clock_ = std::make_unique<ServerClock>(app->writer_, app->log_);
    app->heads_ = std::make_unique<Rounds>(std::chrono::hours(24), [&app = *app] { app.tell_head(); });
    app->server_ = *std::move(server);
    app->edge_ = app->server_.get();
    return app;
}

}  // namespace mingcha
