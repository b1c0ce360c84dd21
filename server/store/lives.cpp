#include <algorithm>

#include "server/store/store_parts.hpp"

// Devices and their epochs, and what a greeting says of either side's past.

namespace mingcha {

using store::Group;

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

/// Epochs of this server that a restore has lost, by what tablets remember of them. Each begins one new epoch, once: those who
/// remember the same one later find it noted.
class LostEpochs {
public:
    explicit LostEpochs(store::Tables& tables) : tables_(tables) {}

    [[nodiscard]] bool is_known(std::uint64_t epoch) { return tables_.number("epoch." + std::to_string(epoch)) != 0; }
    [[nodiscard]] bool is_noted(std::uint64_t epoch) { return tables_.number("lost." + std::to_string(epoch)) != 0; }
    void note(std::uint64_t epoch) {
        if (!is_known(epoch)) tables_.set_number("lost." + std::to_string(epoch), 1);
    }

private:
    store::Tables& tables_;
};

Past past_of(store::Tables& tables, store::Memory const& memory, store::CursorSeal const& seal, Cursor const& cursor) {
    if (cursor.epoch == 0) return Past::known;  // a new tablet
    LostEpochs lost(tables);
    bool const known_epoch = lost.is_known(cursor.epoch);
    if (known_epoch && (cursor.epoch != memory.epoch || cursor.seq == 0)) return Past::known;
    auto const head = known_epoch ? store::check_at(tables.db, cursor.seq) : std::nullopt;
    bool const fits = known_epoch && cursor.seq <= memory.seq && head && store::CursorSeal::fits(cursor, *head);
    if (!seal.is_ours(cursor)) return Past::unknown_cursor;
    if (fits || lost.is_noted(cursor.epoch)) return Past::known;
    if (!known_epoch) lost.note(cursor.epoch);
    return Past::restored;
}

/// A receipt of our own that the log does not hold, of an epoch that is not noted yet.
bool is_lost_receipt(store::Tables& tables, store::Memory const& memory, PublicKey const& identity, ByteView packed) {
    auto const receipt = Receipt::decode(packed);
    if (!receipt || receipt->log_id != memory.log_id) return false;
    LostEpochs lost(tables);
    bool const known_epoch = lost.is_known(receipt->server_epoch);
    if (known_epoch && receipt->server_epoch != memory.epoch) return false;
    sqlite::Statement batch(tables.db, "SELECT id FROM batch WHERE idx=?1");
    bool const is_here = known_epoch && batch.with(receipt->index).step() && hash_from(batch.blob(0)) == receipt->batch;
    if (is_here || lost.is_noted(receipt->server_epoch) || !verify_receipt(*receipt, identity)) return false;
    if (!known_epoch) lost.note(receipt->server_epoch);
    return true;
}
}  // namespace

Outcome<Greeting> SqliteCentralStore::greet(Hello const& hello, std::int64_t now_ms) {
    return sqlite::guarded("greeting a tablet", [&] {
        auto& parts = *parts_;
        parts.settle_doubt();
        sqlite::Transaction transaction(parts.db);
        auto memory = parts.memory;
        auto const past = past_of(parts.tables, memory, parts.seal, hello.cursor);
        bool const lost_receipt = is_lost_receipt(parts.tables, memory, parts.identity.public_key(), hello.receipt);
        bool const restored = past == Past::restored || lost_receipt;
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
        parts.keep(transaction, group.memory());
        out.strange_cursor = past == Past::unknown_cursor;
        bool const restart = out.strange_cursor || hello.cursor.epoch != parts.memory.epoch;
        out.welcome = {parts.memory.log_id, parts.memory.epoch, now_ms, restart,
                       parts.tables.epoch_counts(hello.device)};
        return out;
    });
}

Outcome<Unit> SqliteCentralStore::begin_epoch() {
    return sqlite::guarded("beginning an epoch", [&] {
        parts_->settle_doubt();
        sqlite::Transaction transaction(parts_->db);
        auto memory = parts_->memory;
        parts_->new_epoch(memory);
        parts_->keep(transaction, std::move(memory));
        return Unit{};
    });
}

Outcome<Reenrolled> SqliteCentralStore::open_epoch(Reenrol const& reenrol) {
    return sqlite::guarded("opening a new epoch", [&] {
        parts_->settle_doubt();
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
        parts_->keep(transaction, std::move(memory));
        return Reenrolled{reenrol.new_epoch, {}};
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

Outcome<Unit> SqliteCentralStore::set_revoked(Uuid const& device, bool revoked, std::string_view why,
                                              std::int64_t now_ms) {
    return sqlite::guarded("revoking a device", [&] {
        return parts_->commit(now_ms, [&](Group& group) { return group.revoke(device, revoked, why), Unit{}; });
    });
}

}  // namespace mingcha
