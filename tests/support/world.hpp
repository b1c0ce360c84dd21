#pragma once

#include <deque>
#include <map>
#include <memory>
#include <string>

#include "server/store/sqlite_store.hpp"
#include "shared/replica/replica.hpp"
#include "shared/replica/sync_driver.hpp"
#include "shared/sync/server_peer.hpp"

namespace mingcha::test {

/// Everybody who is granted a root may write in it; a person named `refused` may not. Visits are seen by lead and members.
class OpenPolicy : public Policy {
public:
    std::set<Uuid> refused;
    std::map<Root, std::set<Uuid>> seen_by;

    [[nodiscard]] std::string refuses(PolicyReader& reader, BatchHeader const& header, Delta const& delta,
                                      Record const*) override;
    [[nodiscard]] std::vector<Audience> audiences(PolicyReader& reader, Record const& changed) override;
    [[nodiscard]] std::vector<ServerWrite> after_arrival(PolicyReader&, Record const&, std::uint64_t,
                                                         std::uint64_t) override {
        return {};
    }
};

/// One in-process session after another between a replica and a store: real peers, real SQLite, frames as bytes, no sockets. A session ends
/// when the tablet is drained, or after `frames_max` frames in both directions: then the rest of what was in flight is lost.
class Link {
public:
    Link(Replica& replica, CentralStore& store, PublicKey const& identity, Random& random)
        : replica_(replica), store_(store), identity_(identity), random_(random), driver_(replica, random) {}

    struct End {
        bool drained = false;
        std::string code;
        int frames = 0;
    };
    [[nodiscard]] End session(std::int64_t server_ms, int frames_max = 10'000);
    /// Sessions until drained; fails the test when that takes more than `sessions_max`.
    [[nodiscard]] bool drain(std::int64_t server_ms, int sessions_max = 20);

private:
    void serve(ServerPeer& peer, ServerPeer::Actions actions, std::int64_t server_ms);

    Replica& replica_;
    CentralStore& store_;
    PublicKey identity_;
    Random& random_;
    SyncDriver driver_;
    std::deque<Bytes> up_, down_;
    bool server_closed_ = false;
};

/// An office, one tablet that has synced, and one planned visit that its person sees.
struct Desk {
    explicit Desk(std::string path_in = ":memory:");
    [[nodiscard]] std::unique_ptr<SqliteCentralStore> open() {
        return *SqliteCentralStore::open(path, identity, policy, random);
    }
    [[nodiscard]] Link link() { return Link(*replica, *store, identity.public_key(), tablet_random); }
    [[nodiscard]] bool sync() { return link().drain(now); }
    /// A visit that `by` leads.
    Root plan(Uuid const& by);

    static constexpr std::int64_t now = 1'760'000'000'000;
    std::string path;
    SeededRandom random{7}, tablet_random{1};
    FakeClock clock;
    OpenPolicy policy;
    SigningKey identity = SigningKey::generate(random);
    std::unique_ptr<SqliteCentralStore> store = open();
    std::unique_ptr<Replica> replica = *Replica::open(":memory:", clock, tablet_random);
    Uuid person = Uuid::v7(1, random);
    Root visit;
};

}  // namespace mingcha::test
