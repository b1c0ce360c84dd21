#include "server/store/sqlite_store.hpp"

#include <algorithm>
#include <atomic>

#include "server/store/cursor_seal.hpp"
#include "server/store/group.hpp"
#include "server/store/pages.hpp"
#include "shared/wire/limits.hpp"

namespace mingcha {

using store::Group;
using store::LeafKind;

struct SqliteCentralStore::Parts {
    std::string path;
    sqlite::Database db;
    store::Tables tables;
    SigningKey identity;
    Policy& policy;
    Random& random;
    store::Memory memory;                  // of the thread that writes
    std::atomic<std::uint64_t> epoch = 0;  // what readers on other threads need of it
    Uuid log_id;                           // also, set once
    store::CursorSeal seal;                // likewise; follows log_id
    Projector projector;
    std::function<void(CommitNews const&)> listener;
    std::mutex readers_guard;
    std::vector<std::unique_ptr<sqlite::Database>> readers;

    Parts(std::string const& path_in, SigningKey const& identity_in, Policy& policy_in, Random& random_in)
        : path(path_in),
          db(path_in),
          tables([this]() -> sqlite::Database& { return store::create_tables(db), db; }()),
          identity(identity_in),
          policy(policy_in),
          random(random_in),
          log_id(load()),
          seal(identity, log_id) {}

    Uuid load() {
        sqlite::Transaction transaction(db);
        if (tables.blob("log_id").empty()) {
            tables.set_blob("log_id", Uuid::v7(0, random).view());
            new_epoch(memory);
        }
        memory.log_id = Uuid::from(tables.blob("log_id"));
        memory.epoch = static_cast<std::uint64_t>(tables.number("epoch"));
        auto const frontier = tables.blob("frontier");
        if (!frontier.empty()) {
            auto log = MerkleFrontier::decode(frontier);
            if (!log) throw sqlite::Failure(log.error());
            memory.log = *log;
        }
        sqlite::Statement last(db, "SELECT seq FROM last_seq");
        if (last.step()) memory.seq = last.unsigned_integer(0);
        last.reset();
        memory.server = ReplicaId{random.u64()};
        transaction.commit();
        epoch = memory.epoch;
        return memory.log_id;
    }

    /// Of a copy: the memory moves on only after the commit.
    void new_epoch(store::Memory& next) {
        // Unlike that of another restored copy, and above the earlier ones: rulings are ordered by epoch, then by leaf (4.9 rulings).
        next.epoch += 1 + random.below(std::uint64_t{1} << 40);
        next.server = ReplicaId{random.u64()};
        next.server_counter = 0;
        tables.set_number("epoch", static_cast<std::int64_t>(next.epoch));
        tables.set_number("epoch." + std::to_string(next.epoch), 1);
    }

    /// One durable transaction around `work(group)`; the memory moves on only after the commit.
    template <typename Work>
    auto commit(std::int64_t now_ms, Work work) {
        sqlite::Transaction transaction(db);
        Group group(tables, policy, identity, memory, now_ms);
        auto result = work(group);
        CommitNews news{group.touched(), {}, 0};
        if (projector && !news.roots.empty()) projector(db, group, news.roots);
        group.finish();
        news.seq = group.memory().seq;
        if (listener)
            for (auto const& root : news.roots) news.persons.merge(tables.granted_to(root));
        transaction.commit();
        memory = group.memory();
        if (listener) listener(news);
        return result;
    }

    template <typename Work>
    auto reading(Work work) {
        if (path == ":memory:") return work(db);
        std::unique_ptr<sqlite::Database> reader;
        {
            std::lock_guard const lock(readers_guard);
            if (!readers.empty()) {
                reader = std::move(readers.back());
                readers.pop_back();
            }
        }
        if (!reader) reader = std::make_unique<sqlite::Database>(path, sqlite::Access::read_only);
        auto result = work(*reader);
        std::lock_guard const lock(readers_guard);
        readers.push_back(std::move(reader));
        return result;
    }

    /// The log's head at a seq: that of the first transaction which reached it.
    std::optional<std::uint64_t> check_at(std::uint64_t seq) { return store::check_at(db, seq); }
};

SqliteCentralStore::SqliteCentralStore(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
SqliteCentralStore::~SqliteCentralStore() = default;

Outcome<std::unique_ptr<SqliteCentralStore>> SqliteCentralStore::open(std::string const& path,
                                                                      SigningKey const& identity, Policy& policy,
                                                                      Random& random) {
    return sqlite::guarded("opening the central store", [&] {
        return std::unique_ptr<SqliteCentralStore>(
            new SqliteCentralStore(std::make_unique<Parts>(path, identity, policy, random)));
    });
}

void SqliteCentralStore::set_projector(Projector projector) {
    parts_->projector = std::move(projector);
}
Outcome<Unit> SqliteCentralStore::bring_projections_to(std::int64_t version,
                                                       std::function<void(sqlite::Database&)> const& write_anew) {
    return sqlite::guarded("writing the projections anew", [&] {
        sqlite::Transaction transaction(parts_->db);
        if (parts_->tables.number("projections") == version) return Unit{};
        write_anew(parts_->db);
        parts_->tables.set_number("projections", version);
        transaction.commit();
        return Unit{};
    });
}
void SqliteCentralStore::set_listener(std::function<void(CommitNews const&)> listener) {
    parts_->listener = std::move(listener);
}
Uuid SqliteCentralStore::log_id() const {
    return parts_->log_id;
}

Outcome<DeviceFacts> SqliteCentralStore::device_facts(Uuid const& device, std::uint64_t epoch) {
    return sqlite::guarded("looking up a device", [&] {
        return parts_->reading([&](sqlite::Database& db) {
            sqlite::Statement one(db,
                                  "SELECT e.key, d.person, d.revoked FROM device_epoch e JOIN device d ON "
                                  "d.device=e.device WHERE e.device=?1 AND e.epoch=?2");
            DeviceFacts out;
            if (!one.with(device.view(), epoch).step()) return out;
            out.known = true;
            std::ranges::copy(one.blob(0), out.key.begin());
            out.person = Uuid::from(one.blob(1));
            out.revoked = one.integer(2) != 0;
            return out;
        });
    });
}

namespace {
/// What a tablet's Hello says of this server's past. Only what this server itself once gave can show that it was restored since, perhaps
/// behind the program's back (DESIGN 4.5): a tablet that claims anything else spoils nothing but its own cursor.
enum class Past { known, unknown_cursor, restored };

Past past_of(store::Tables& tables, store::Memory const& memory, store::CursorSeal const& seal, Cursor const& cursor) {
    if (cursor.epoch == 0) return Past::known;  // a new tablet
    bool const known_epoch = tables.number("epoch." + std::to_string(cursor.epoch)) != 0;
    if (known_epoch && (cursor.epoch != memory.epoch || cursor.seq == 0)) return Past::known;
    auto const head = known_epoch ? store::check_at(tables.db, cursor.seq) : std::nullopt;
    bool const fits = known_epoch && cursor.seq <= memory.seq && head && store::CursorSeal::fits(cursor, *head);
    if (!seal.is_ours(cursor)) return Past::unknown_cursor;
    return fits ? Past::known : Past::restored;
}

/// A receipt of our own that the log does not hold.
bool is_lost_receipt(store::Tables& tables, store::Memory const& memory, PublicKey const& identity, ByteView packed) {
    auto const receipt = Receipt::decode(packed);
    if (!receipt || receipt->log_id != memory.log_id) return false;
    bool const known_epoch = tables.number("epoch." + std::to_string(receipt->server_epoch)) != 0;
    if (known_epoch && receipt->server_epoch != memory.epoch) return false;
    sqlite::Statement batch(tables.db, "SELECT id FROM batch WHERE idx=?1");
    bool const is_here = known_epoch && batch.with(receipt->index).step() && hash_from(batch.blob(0)) == receipt->batch;
    return !is_here && verify_receipt(*receipt, identity);
}
}  // namespace

Outcome<Greeting> SqliteCentralStore::greet(Hello const& hello, std::int64_t now_ms) {
    return sqlite::guarded("greeting a tablet", [&] {
        auto& parts = *parts_;
        sqlite::Transaction transaction(parts.db);
        auto memory = parts.memory;
        auto const past = past_of(parts.tables, memory, parts.seal, hello.cursor);
        bool const restored =
            past == Past::restored || is_lost_receipt(parts.tables, memory, parts.identity.public_key(), hello.receipt);
        if (restored) parts.new_epoch(memory);
        sqlite::Statement contact(parts.db, "UPDATE device SET last_contact=?1, drift=?2 WHERE device=?3");
        contact.with(now_ms, hello.device_ms - now_ms, hello.device.view()).run();
        parts.tables.note_contact(ReplicaId::of(hello.device, hello.device_epoch), now_ms);
        Group group(parts.tables, parts.policy, parts.identity, memory, now_ms);
        Greeting out;
        auto const epoch = parts.tables.epoch(hello.device, hello.device_epoch);
        bool const other_life =
            epoch && (epoch->next_n > hello.sealed ||
                      (epoch->next_n == hello.sealed && hello.sealed > 0 && epoch->last_batch != hello.last_batch));
        if (epoch && (epoch->closed || other_life))
            out.closed =
                group.close_epoch(hello.device, hello.device_epoch, "a tablet that does not know its own batches");
        group.finish();
        transaction.commit();
        parts.memory = group.memory();
        parts.epoch = parts.memory.epoch;
        out.strange_cursor = past == Past::unknown_cursor;
        bool const restart = out.strange_cursor || hello.cursor.epoch != parts.memory.epoch;
        out.welcome = {parts.memory.log_id, parts.memory.epoch, now_ms, restart,
                       parts.tables.epoch_counts(hello.device)};
        return out;
    });
}

Outcome<std::vector<Ingested>> SqliteCentralStore::ingest(std::span<PreparedBatch const> batches, std::int64_t now_ms) {
    return sqlite::guarded("storing batches", [&] {
        return parts_->commit(now_ms, [&](Group& group) {
            std::vector<Ingested> out;
            for (auto const& batch : batches) {
                auto const before = group.state();
                parts_->db.execute("SAVEPOINT one_batch");
                try {
                    out.push_back(group.ingest(batch));
                } catch (sqlite::Failure const& failure) {
                    if (failure.error().code != "corrupt" && failure.error().code != "store_error") throw;
                    parts_->db.execute("ROLLBACK TO one_batch");
                    group.restore(before);
                    out.emplace_back().refused = Refused{batch.push.batch.header.epoch, batch.push.batch.header.n,
                                                         "server_error", batch.push.batch.header.n};
                }
                parts_->db.execute("RELEASE one_batch");
            }
            return out;
        });
    });
}

Outcome<Page> SqliteCentralStore::page(PageQuery const& query) {
    std::uint64_t const epoch = parts_->epoch;
    return sqlite::guarded("reading a page", [&] {
        auto page = parts_->reading([&](sqlite::Database& db) { return store::read_page(db, query, epoch); });
        if (page.to != 0) page.check = parts_->seal.check(epoch, page.to, page.check);
        return page;
    });
}

Outcome<Reenrolled> SqliteCentralStore::open_epoch(Reenrol const& reenrol) {
    return sqlite::guarded("opening a new epoch", [&] {
        sqlite::Transaction transaction(parts_->db);
        auto& tables = parts_->tables;
        auto const old = tables.epoch(reenrol.device, reenrol.closed_epoch);
        auto const body = reenrol_body(reenrol.device, reenrol.new_epoch, reenrol.new_key);
        if (!old || !verify(old->key, Label::hello, body, reenrol.signature))
            return Reenrolled{reenrol.new_epoch, "not_allowed"};
        auto memory = parts_->memory;
        if (!old->closed) {  // it was closed once, before this server was restored
            Group group(tables, parts_->policy, parts_->identity, memory, 0);
            (void)group.close_epoch(reenrol.device, reenrol.closed_epoch, "closed before a restore");
            group.finish();
            memory = group.memory();
        }
        auto const there = tables.epoch(reenrol.device, reenrol.new_epoch);
        if (there && there->key != reenrol.new_key) return Reenrolled{reenrol.new_epoch, "epoch_taken"};
        if (!there) tables.put_epoch(reenrol.device, reenrol.new_epoch, {reenrol.new_key, false, 0, {}});
        tables.put_parent_epoch(reenrol.device, reenrol.new_epoch, reenrol.closed_epoch);
        transaction.commit();
        parts_->memory = memory;
        return Reenrolled{reenrol.new_epoch, {}};
    });
}

Outcome<LostKept> SqliteCentralStore::keep_lost(Uuid const& device, LostActs const& acts, std::int64_t now_ms) {
    return sqlite::guarded("keeping lost acts", [&] {
        sqlite::Transaction transaction(parts_->db);
        sqlite::Statement put(parts_->db,
                              "INSERT INTO lost (device, row, since) SELECT ?1,?2,?3 "
                              "WHERE NOT EXISTS (SELECT 1 FROM lost WHERE device=?1 AND row=?2)");
        for (auto const& record : acts.records) {
            Bytes const packed = encode_record(record);
            put.with(device.view(), packed, now_ms).run();
        }
        transaction.commit();
        return LostKept{acts.records.size()};
    });
}

Outcome<Unit> SqliteCentralStore::quarantine(Uuid const& device, std::string_view code, Push const& push,
                                             std::int64_t now_ms) {
    return sqlite::guarded("keeping a refused batch", [&] {
        sqlite::Transaction transaction(parts_->db);
        Bytes const bytes = encode_frame(push);
        parts_->tables.keep_quarantined(device, code, bytes, now_ms);
        transaction.commit();
        return Unit{};
    });
}

Outcome<Unit> SqliteCentralStore::write(std::span<ServerWrite const> writes, std::int64_t now_ms) {
    return sqlite::guarded("writing for the server", [&] {
        return parts_->commit(now_ms, [&](Group& group) { return group.write(writes), Unit{}; });
    });
}

Outcome<Unit> SqliteCentralStore::add_device(NewDevice const& device) {
    return sqlite::guarded("adding a device", [&] {
        sqlite::Transaction transaction(parts_->db);
        sqlite::Statement known(parts_->db, "SELECT person FROM device WHERE device=?1");
        if (known.with(device.device.view()).step()) {
            auto const epoch = parts_->tables.epoch(device.device, device.epoch);
            bool const same = Uuid::from(known.blob(0)) == device.person && epoch && epoch->key == device.key;
            if (!same) throw sqlite::Failure({"device_known", "this device is enrolled with another key or person"});
            return Unit{};
        }
        sqlite::Statement put(parts_->db, "INSERT INTO device VALUES (?1,?2,?3,0,0,0)");
        put.with(device.device.view(), device.person.view(), std::string_view(device.label)).run();
        parts_->tables.put_epoch(device.device, device.epoch, {device.key, false, 0, {}});
        transaction.commit();
        return Unit{};
    });
}

Outcome<std::optional<Record>> SqliteCentralStore::find(RecordName const& name) {
    return sqlite::guarded("reading a record", [&] {
        return parts_->reading([&](sqlite::Database& db) { return store::read_record(db, name); });
    });
}
Outcome<std::vector<Record>> SqliteCentralStore::records(Root const& root) {
    return sqlite::guarded("reading a root", [&] {
        return parts_->reading([&](sqlite::Database& db) { return store::read_root(db, root); });
    });
}
Outcome<std::vector<Record>> SqliteCentralStore::records(RecordType type) {
    return sqlite::guarded("reading records", [&] {
        return parts_->reading([&](sqlite::Database& db) { return store::read_type(db, type); });
    });
}

Outcome<std::vector<HeldRow>> SqliteCentralStore::held() {
    return sqlite::guarded("reading held deltas",
                           [&] { return parts_->reading([&](sqlite::Database& db) { return store::read_held(db); }); });
}

Outcome<StoreCounts> SqliteCentralStore::counts() {
    return sqlite::guarded("counting", [&] {
        return parts_->reading([&](sqlite::Database& db) {
            auto const count = [&](char const* sql) {
                sqlite::Statement statement(db, sql);
                return statement.step() ? statement.unsigned_integer(0) : 0;
            };
            return StoreCounts{count("SELECT count(*) FROM record"),
                               count("SELECT count(*) FROM batch"),
                               count("SELECT count(*) FROM log"),
                               count("SELECT count(*) FROM held WHERE settled=0"),
                               count("SELECT count(*) FROM waiting"),
                               count("SELECT count(*) FROM lost"),
                               count("SELECT count(*) FROM log WHERE kind=4"),
                               count("SELECT count(*) FROM quarantine")};
        });
    });
}

Outcome<bool> SqliteCentralStore::names_blob(Hash const& sha256) {
    return sqlite::guarded("looking for a photo's name", [&] {
        return parts_->reading([&](sqlite::Database& db) {
            sqlite::Statement one(db, "SELECT 1 FROM photo_name WHERE sha256=?1");
            return one.with(ByteView(sha256)).step();
        });
    });
}

Outcome<bool> SqliteCentralStore::has_blob(Hash const& sha256) {
    return sqlite::guarded("looking for a photo", [&] {
        return parts_->reading([&](sqlite::Database& db) {
            sqlite::Statement one(db, "SELECT 1 FROM blob WHERE sha256=?1");
            return one.with(ByteView(sha256)).step();
        });
    });
}

Outcome<Unit> SqliteCentralStore::blob_arrived(Hash const& sha256, std::uint64_t size, std::int64_t now_ms) {
    return sqlite::guarded("noting a photo's arrival", [&] {
        sqlite::Statement known(parts_->db, "SELECT 1 FROM blob WHERE sha256=?1");
        if (known.with(ByteView(sha256)).step()) return Unit{};
        known.reset();
        return parts_->commit(now_ms, [&](Group& group) {
            ByteWriter leaf;
            leaf.raw(sha256), leaf.varint(size), leaf.svarint(now_ms);
            std::uint64_t const index = group.append(LeafKind::blob, leaf.bytes(), leaf.bytes());
            auto const signature = parts_->identity.sign(Label::receipt, leaf.bytes());
            sqlite::Statement put(parts_->db, "INSERT INTO blob VALUES (?1,?2,?3,?4,?5)");
            put.with(ByteView(sha256), size, index, now_ms, ByteView(signature)).run();
            group.touch_photo(sha256);
            return Unit{};
        });
    });
}

Outcome<Unit> SqliteCentralStore::read(std::function<void(sqlite::Database&)> const& read) {
    return sqlite::guarded("reading",
                           [&] { return parts_->reading([&](sqlite::Database& db) { return read(db), Unit{}; }); });
}

Outcome<PreparedBatch> prepare(Push&& push, PublicKey const& key) {
    auto body = decode_body(push.batch.body);
    if (!body) return body.error();
    auto const verified = verify_batch(push.batch, body->seed, body->deltas, key);
    if (!verified) return verified.error();
    return PreparedBatch{std::move(push), *std::move(body), {}, 0};
}

}  // namespace mingcha
