#pragma once

#include <optional>
#include <vector>

#include "shared/merge/record_codec.hpp"
#include "shared/sqlite/database.hpp"

namespace mingcha {

/// Own deltas on their way: open (may still change) → sealed (in a batch, not answered) → joined or waiting (answered, base not yet there).
enum class PendingState : std::uint8_t { open = 0, sealed = 1, joined = 2, waiting = 3 };

struct PendingDelta {
    std::int64_t id = 0;  ///< local order of application
    Uuid author;
    PendingState state = PendingState::open;
    std::uint64_t batch_epoch = 0, batch_n = 0, batch_index = 0;
    std::uint64_t seq_epoch = 0, seq = 0;
    Delta delta;
};

/// The server's row of a record, as last applied.
struct BaseRow {
    std::uint64_t epoch = 0;
    std::uint64_t seq = 0;
    Record record;
};

/// How much of a root this replica holds (4.9 whole): writes are taken only in whole roots.
enum class RootState : std::uint8_t {
    none = 0,
    coming = 1,  ///< being sent for the first time: read-only
    whole = 2,
    gone = 3,     ///< withdrawn
    refresh = 4,  ///< being sent again while the old rows still stand in full: may be written
};

/// The replica's tables and nothing else: typed rows in, typed rows out. Every function may throw sqlite::Failure.
class ReplicaTables {
public:
    explicit ReplicaTables(sqlite::Database& db);

    [[nodiscard]] std::optional<BaseRow> base(RecordName const& name);
    void put_base(BaseRow const& row);
    /// Rows stay, as of no epoch: the server's replace them, whatever their seq.
    void disown_base();
    void drop_base(RecordName const& name);
    [[nodiscard]] std::vector<BaseRow> base_of(Root const& root);
    [[nodiscard]] std::vector<BaseRow> base_of(RecordType type);
    [[nodiscard]] std::vector<BaseRow> base_not_of_epoch(std::uint64_t epoch);

    [[nodiscard]] std::vector<PendingDelta> pending(RecordName const& name);
    [[nodiscard]] std::vector<PendingDelta> pending_of(Root const& root);
    [[nodiscard]] std::vector<PendingDelta> pending_of(RecordType type);
    [[nodiscard]] std::vector<PendingDelta> pending_in(PendingState state);
    [[nodiscard]] std::vector<PendingDelta> pending_of_batch(std::uint64_t epoch, std::uint64_t n);
    [[nodiscard]] std::vector<PendingDelta> all_pending();
    /// Inserts with id 0, else replaces.
    void put_pending(PendingDelta const& row);
    void drop_pending(std::int64_t id);
    /// Replaces the whole table, ids renumbered in the order given.
    void replace_pending(std::vector<PendingDelta> const& rows);

    [[nodiscard]] RootState root_state(Root const& root);
    [[nodiscard]] std::uint64_t root_seq(Root const& root);
    void put_root(Root const& root, RootState state, std::uint64_t seq);
    [[nodiscard]] std::vector<std::pair<Root, std::uint64_t>> roots_in(RootState state);
    /// The sending stops where it is: roots that came for the first time are none again, refreshed ones whole.
    void forget_coming_roots();

    [[nodiscard]] std::int64_t number(std::string_view name, std::int64_t fallback = 0);
    void set_number(std::string_view name, std::int64_t value);
    [[nodiscard]] Bytes blob(std::string_view name);
    void set_blob(std::string_view name, ByteView value);

private:
    sqlite::Statement base_get_, base_put_, base_disown_, base_drop_, base_root_, base_type_, base_old_;
    sqlite::Statement pending_get_, pending_root_, pending_type_, pending_state_, pending_batch_, pending_all_,
        pending_put_, pending_drop_, pending_clear_;
    sqlite::Statement root_get_, root_put_, root_list_, root_forget_;
    sqlite::Statement meta_get_, meta_put_;
};

/// Creates the tables of this version where they are missing; refuses a store of a later version by name.
void create_replica_tables(sqlite::Database& db);

}  // namespace mingcha
