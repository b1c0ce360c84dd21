#pragma once

#include <atomic>

#include "server/store/cursor_seal.hpp"
#include "server/store/group.hpp"
#include "server/store/log_reader.hpp"
#include "server/store/pages.hpp"
#include "server/store/sqlite_store.hpp"

namespace mingcha {

/// The inside of the central store, shared by its source files only. Functions may throw sqlite::Failure.
struct SqliteCentralStore::Parts {
    std::string path;
    sqlite::Database db;
    store::Tables tables;
    SigningKey identity;
    Policy& policy;
    Random& random;
    store::Memory memory;                  // of the thread that writes
    bool in_doubt = false;                 // also: a commit failed
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
        recall();
        store::complete_tiles(db, memory.log.size());
        renew_blob_receipts();
        transaction.commit();
        return memory.log_id;
    }

    /// Until 2026-11 a photo's receipt was a bare signature (64 bytes) that no tablet got: it gets a whole one, of the log as it is now.
    void renew_blob_receipts() {
        sqlite::Statement bare(db, "SELECT idx, sha256, size, server_ms FROM blob WHERE length(receipt)=64");
        std::vector<store::Arrival> found;
        while (bare.step())
            found.push_back(
                {bare.unsigned_integer(0), hash_from(bare.blob(1)), bare.unsigned_integer(2), bare.integer(3)});
        sqlite::Statement put(db, "UPDATE blob SET receipt=?1 WHERE sha256=?2");
        for (auto const& one : found)
            put.with(ByteView(store::sign_arrival(memory, identity, one)), ByteView(one.sha256)).run();
    }

    /// What the disk says, under a fresh replica: counters that were given out without a commit are never used again.
    void recall() {
        store::Memory now;
        now.log_id = Uuid::from(tables.blob("log_id"));
        now.epoch = static_cast<std::uint64_t>(tables.number("epoch"));
        auto const frontier = tables.blob("frontier");
        if (!frontier.empty()) {
            auto log = MerkleFrontier::decode(frontier);
            if (!log) throw sqlite::Failure(log.error());
            now.log = *std::move(log);
        }
        sqlite::Statement last(db, "SELECT seq FROM last_seq");
        if (last.step()) now.seq = last.unsigned_integer(0);
        now.server = ReplicaId{random.u64()};
        memory = std::move(now);
        epoch = memory.epoch;
    }

    /// Before each transaction: a commit that failed may have happened, as when memory ran out behind it.
    void settle_doubt() {
        if (in_doubt) recall();
        in_doubt = false;
    }
    /// The memory moves on only when the disk has.
    void keep(sqlite::Transaction& transaction, store::Memory next) {
        in_doubt = true;
        transaction.commit();
        memory = std::move(next);
        epoch = memory.epoch;
        in_doubt = false;
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
        settle_doubt();
        sqlite::Transaction transaction(db);
        store::Group group(tables, policy, identity, memory, now_ms);
        auto result = work(group);
        CommitNews news{group.touched(), {}, 0};
        if (projector && !news.roots.empty()) projector(db, group, news.roots);
        group.finish();
        news.seq = group.memory().seq;
        if (listener)
            for (auto const& root : news.roots) news.persons.merge(tables.granted_to(root));
        keep(transaction, group.memory());
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
        if (reader->is_idle()) readers.push_back(std::move(reader));  // else it would read this state for ever
        return result;
    }

    /// The log's head at a seq: that of the first transaction which reached it.
    std::optional<std::uint64_t> check_at(std::uint64_t seq) { return store::check_at(db, seq); }
};

}  // namespace mingcha
