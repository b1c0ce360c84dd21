#include "server/api/live_feed.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace mingcha {

namespace {
constexpr std::uint16_t session_ended = 4401;  // docs/API.md: the console asks to sign in

/// One page that listens. Used on the feed's thread once it was handed over.
struct LivePage {
    std::shared_ptr<Connection> connection;
    Viewer viewer;
    bool greeted = false;
    std::chrono::steady_clock::time_point said{};
};

class LiveFeed {
public:
    explicit LiveFeed(ApiServices& services)
        : services_(services),
          subscription_(services.hub.subscribe_all([this](CommitNews const& news) { hear(news); })),
          thread_([this] { loop(); }) {}
    ~LiveFeed() {
        subscription_.reset();  // nothing is heard after this
        {
            std::lock_guard const lock(guard_);
            stopping_ = true;
        }
        wake_.notify_one();
        thread_.join();
    }
    LiveFeed(LiveFeed const&) = delete;
    LiveFeed& operator=(LiveFeed const&) = delete;

    void open(std::shared_ptr<LivePage> page) {
        std::lock_guard const lock(guard_);
        pages_.push_back(std::move(page));
        fresh_ = true;
        wake_.notify_one();
    }
    void close(LivePage const* page) {
        std::lock_guard const lock(guard_);
        std::erase_if(pages_, [&](auto const& one) { return one.get() == page; });
    }
    [[nodiscard]] ApiServices& services() { return services_; }

private:
    /// On the store thread: only notes what moved.
    void hear(CommitNews const& news) {
        std::lock_guard const lock(guard_);
        for (auto const& root : news.roots)
            if (root.kind == RootKind::visit || root.kind == RootKind::finding) changed_.insert(root);
        seq_ = std::max(seq_, news.seq);
        if (!changed_.empty()) wake_.notify_one();
    }

    void loop() {
        auto spoke = std::chrono::steady_clock::now() - std::chrono::milliseconds(live_window_ms);
        std::unique_lock lock(guard_);
        while (!stopping_) {
            wake_.wait_for(lock, std::chrono::seconds(1), [&] { return stopping_ || fresh_ || !changed_.empty(); });
            if (!fresh_)
                wake_.wait_until(lock, spoke + std::chrono::milliseconds(live_window_ms),
                                 [&] { return stopping_ || fresh_; });
            if (stopping_) return;
            bool const only_greet =
                std::exchange(fresh_, false) &&
                std::chrono::steady_clock::now() < spoke + std::chrono::milliseconds(live_window_ms);
            auto const pages = pages_;
            auto const changed = only_greet ? std::set<Root>{} : std::exchange(changed_, {});
            auto const seq = seq_;
            lock.unlock();
            tell(pages, changed, seq);
            if (!changed.empty()) spoke = std::chrono::steady_clock::now();
            lock.lock();
        }
    }

    void tell(std::vector<std::shared_ptr<LivePage>> const& pages, std::set<Root> const& changed, std::uint64_t seq) {
        auto const now = std::chrono::steady_clock::now();
        (void)in_snapshot(services_.store, [&](sqlite::Database& db) {
            auto const visits = visits_of(db, changed);
            for (auto const& page : pages) {
                bool const fresh = !std::exchange(page->greeted, true);
                if (fresh)
                    say(*page, {{"kind", "hello"}, {"seq", last_seq(db)}, {"time", services_.clock.now().time_ms}});
                tell_visits(db, *page, visits, seq);
                if (now - page->said >= std::chrono::milliseconds(live_tick_ms)) tick(*page, last_seq(db));
            }
        });
    }

    static std::set<Uuid> visits_of(sqlite::Database& db, std::set<Root> const& changed) {
        std::set<Uuid> out;
        sqlite::Statement finding(db, "SELECT visit FROM finding_row WHERE id=?1");
        for (auto const& root : changed) {
            sqlite::Use const use(finding);
            if (root.kind == RootKind::visit)
                out.insert(root.id);
            else if (finding.with(root.id.view()).step())
                out.insert(Uuid::from(finding.blob(0)));
        }
        return out;
    }

    void tell_visits(sqlite::Database& db, LivePage& page, std::set<Uuid> const& visits, std::uint64_t seq) {
        std::vector<Uuid> seen;
        for (auto const& visit : visits)
            if (may_see_visit(db, page.viewer, visit)) seen.push_back(visit);
        if (seen.size() > live_visits_max) return say(page, {{"kind", "resync"}, {"seq", seq}});
        for (auto const& visit : seen) say(page, {{"kind", "visit"}, {"seq", seq}, {"id", visit.to_string()}});
    }

    void tick(LivePage& page, std::uint64_t seq) {
        auto const session = services_.accounts.session(page.viewer.session.token);
        if (session && !*session) return page.connection->close(session_ended, "session_required");
        say(page, {{"kind", "tick"}, {"seq", seq}, {"time", services_.clock.now().time_ms}});
    }

    static void say(LivePage& page, OrderedJson const& message) {
        std::string const text = message.dump();
        (void)page.connection->send(Bytes(text.begin(), text.end()));
        page.said = std::chrono::steady_clock::now();
    }

    ApiServices& services_;
    std::mutex guard_;
    std::condition_variable wake_;
    std::vector<std::shared_ptr<LivePage>> pages_;
    std::set<Root> changed_;
    std::uint64_t seq_ = 0;
    bool fresh_ = false, stopping_ = false;
    std::unique_ptr<Hub::Subscription> subscription_;
    std::thread thread_;  // last: it uses all the others
};

/// Knows the feed weakly: the feed's own thread may be the last to let go of a connection, and must not then join itself.
class LiveHandler final : public WebSocketHandler {
public:
    LiveHandler(std::weak_ptr<LiveFeed> feed, Viewer viewer)
        : feed_(std::move(feed)), page_(std::make_shared<LivePage>()) {
        page_->viewer = std::move(viewer);
    }
    void on_open(std::shared_ptr<Connection> connection) override {
        page_->connection = std::move(connection);
        if (auto const feed = feed_.lock()) feed->open(page_);
    }
    void on_message(Bytes) override {}  // the client sends nothing; what comes is ignored
    void on_closed(std::uint16_t, std::string_view) override {
        if (auto const feed = feed_.lock()) feed->close(page_.get());
    }

private:
    std::weak_ptr<LiveFeed> feed_;
    std::shared_ptr<LivePage> page_;
};
}  // namespace

void add_live_feed(Router& router, ApiServices& services) {
    auto const feed = std::make_shared<LiveFeed>(services);
    WebSocketRoute route;
    route.binary = false;
    route.message_bytes_max = 1024;
    route.upgrade_on_pool = true;
    route.upgrade = [feed](HttpRequest const& request) -> std::variant<Upgrade, HttpResponse> {
        auto viewer = viewer_of(feed->services(), request);
        if (auto* refusal = std::get_if<HttpResponse>(&viewer)) return std::move(*refusal);
        return Upgrade{{}, std::make_unique<LiveHandler>(feed, std::get<Viewer>(std::move(viewer)))};
    };
    router.add_websocket("/live", std::move(route));
}

}  // namespace mingcha
