#pragma once

#include <map>
#include <set>

#include "shared/replica/replica.hpp"

namespace mingcha {

/// The inside of a Replica, shared by its source files only. Functions may throw sqlite::Failure; the public ones of Replica open a
/// transaction around them and turn failures into outcomes.
struct Replica::Parts {
    Parts(std::string const& path, Clock& clock_in, Random& random_in);

    sqlite::Database db;
    ReplicaTables tables;
    sqlite::Statement open_size, batch_put, batch_get, batch_queue, batch_answered, batch_state, held_put, held_list,
        held_done, lost_put, lost_list, lost_drop;
    Clock& clock;
    Random& random;
    std::optional<Identity> identity;
    bool in_doubt = false;  ///< the last transaction failed, and nobody has looked what became of it

    [[nodiscard]] ReplicaId replica() const { return ReplicaId::of(identity->device, identity->epoch); }
    [[nodiscard]] Dot next_dot();
    [[nodiscard]] Cursor cursor();
    void set_cursor(Cursor const& cursor);
    void load_identity();
    void settle_doubt() {
        if (in_doubt) load_identity();
        in_doubt = false;
    }
    void save_identity(Identity const& identity);
    /// A file that the ledger knows already stays as it is.
    void put_blob(BlobEntry const& blob);

    // layers.cpp: what is shown, and how a change enters the open delta
    [[nodiscard]] std::optional<Record> shown(RecordName const& name, std::vector<PendingDelta> const& own);
    [[nodiscard]] std::vector<Record> shown_all(std::vector<BaseRow> base, std::vector<PendingDelta> const& own);
    void put(Change const& change, Uuid const& author);
    /// What a refused delta did, under new dots and with what it had seen then (4.9 retry).
    void write_again(Record const& refused, Uuid const& author);

    // outbox.cpp: sealing and answers
    /// Whether what is open fills a batch: then it is sealed before more is written. A batch is never split later, because a record
    /// written twice has dots on both sides of its neighbours', and counters must rise from batch to batch.
    [[nodiscard]] bool open_is_full();
    /// The size at which a batch is full, of canonical deltas: as the link has carried until now.
    [[nodiscard]] std::size_t batch_bytes();
    void set_batch_bytes(std::size_t goal);
    /// A batch never mixes authors, nor overflows.
    void make_room(Uuid const& author);
    void seal();
    /// One batch of these open rows of one author. `quoted`, `receipt`: see BatchHeader.
    void seal_batch(std::span<PendingDelta> rows, std::uint64_t quoted, Hash const& receipt);
    void accept(Ack const& ack, SealedBatch const& batch);
    void settle();
    /// Puts a delta on the list of what was not joined; the caller takes it from where it was.
    void hold(PendingDelta const& row, DeltaVerdict const& verdict);
    [[nodiscard]] bool parent_came(Root const& root);
    void offer(std::vector<EpochCount> const& held, bool restart);
    [[nodiscard]] std::uint64_t last_answered(std::uint64_t epoch);
    /// The server has another batch under one of our numbers (4.9 hello).
    [[nodiscard]] bool has_copy(EpochCount const& theirs);
    [[nodiscard]] std::vector<PendingDelta> joined_deltas(std::uint64_t epoch, std::uint64_t n);

    // inbox.cpp: pages
    [[nodiscard]] bool must_push_first(Page const& page);
    void apply_page(Page const& page);
    void lift(Record const& old, Record const* fresh);

    // rebirth.cpp: a new epoch in place
    [[nodiscard]] Reenrol begin_epoch(EpochClosed const& closed);
    [[nodiscard]] std::map<std::uint64_t, Hash> receipts_quoted(std::uint64_t epoch,
                                                                std::set<std::uint64_t> const& batches);
    void seal_again(std::map<std::uint64_t, Hash> const& receipts);
    /// The oldest Reenrol that the server has not confirmed; empty = none.
    [[nodiscard]] Bytes unsaid_reenrol();
    /// An earlier epoch of ours was closed: what the server does not hold of it goes to the held list, where a person can write it anew.
    void set_aside(EpochClosed const& closed);
};

/// Reads need no transaction of their own; writes are one, durable when `work` returned. One that failed may be on the disk all the same:
/// what is kept in memory is then read anew.
template <typename Work>
auto durable(auto& parts, std::string_view doing, Work work) -> Outcome<decltype(work())> {
    return sqlite::guarded(doing, [&] {
        parts.settle_doubt();
        sqlite::Transaction transaction(parts.db);
        parts.in_doubt = true;
        auto result = work();
        transaction.commit();
        parts.in_doubt = false;
        return result;
    });
}

[[noreturn]] inline void refuse(char const* code, std::string message) {
    throw sqlite::Failure({code, std::move(message)});
}

/// How a batch stands on this tablet.
enum class BatchState : std::int64_t { queued = 0, answered = 1, evidence = 2 };

/// The field of a delta for a new state: values travel for dots that are new in the delta, the others are only named.
[[nodiscard]] FieldState carried(FieldState const& state, FieldState const& in_delta, Sibling const* fresh);
/// Siblings that `in_delta` carries and `state` no longer has.
[[nodiscard]] std::vector<Sibling> dropped(FieldState const& state, FieldState const& in_delta);

}  // namespace mingcha
