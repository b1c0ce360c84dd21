#pragma once

#include <optional>
#include <set>
#include <vector>

#include "server/store/central_store.hpp"
#include "shared/evidence/merkle.hpp"
#include "shared/sqlite/database.hpp"

namespace mingcha::store {

/// Creates the tables of this version where they are missing; refuses a store of a later version by name.
void create_tables(sqlite::Database& db);

struct EpochRow {
    PublicKey key{};
    bool closed = false;
    std::uint64_t next_n = 0;
    Hash last_batch{};
};

struct StoredBatch {
    Hash id{};
    Bytes ack;
};

/// Typed access for the one writing connection. Every function may throw sqlite::Failure.
class Tables {
public:
    explicit Tables(sqlite::Database& db_in);

    [[nodiscard]] std::optional<JudgePort::Row> row(RecordName const& name);
    [[nodiscard]] bool has_row(RecordName const& name);
    /// `is_new`: there is no such row yet, so none is looked for.
    void put_row(Record const& record, std::uint64_t seq, bool is_new);
    void put_root(Root const& root, std::uint64_t seq);

    [[nodiscard]] std::optional<EpochRow> epoch(Uuid const& device, std::uint64_t epoch);
    void put_epoch(Uuid const& device, std::uint64_t epoch, EpochRow const& row);
    [[nodiscard]] std::vector<EpochCount> epoch_counts(Uuid const& device);
    [[nodiscard]] std::optional<StoredBatch> batch(Uuid const& device, std::uint64_t epoch, std::uint64_t n);
    [[nodiscard]] std::vector<Hash> batch_ids(Uuid const& device, std::uint64_t epoch);

    [[nodiscard]] std::uint64_t accepted(ReplicaId replica);
    void put_accepted(ReplicaId replica, std::uint64_t counter);
    [[nodiscard]] std::optional<std::uint64_t> refusal(ReplicaId replica, RecordName const& name, std::uint16_t field);
    [[nodiscard]] bool has_refusals(ReplicaId replica);
    void put_refusal(ReplicaId replica, RecordName const& name, std::uint16_t field, std::uint64_t n);

    /// The epoch that was closed for this one; nullopt for the first.
    [[nodiscard]] std::optional<std::uint64_t> parent_epoch(Uuid const& device, std::uint64_t epoch);
    void put_parent_epoch(Uuid const& device, std::uint64_t epoch, std::uint64_t parent);
    /// n of the batch whose receipt has this hash.
    [[nodiscard]] std::optional<std::uint64_t> batch_of_receipt(Uuid const& device, std::uint64_t epoch,
                                                                Hash const& receipt);
    void keep_clipped(OldPlace const& place, BatchHeader const& header, ByteView delta);
    [[nodiscard]] std::vector<ClippedDelta> clipped_after(OldPlace const& place);
    /// A bounded quarantine: beyond `quarantine_per_device_max` the oldest of the device goes.
    void keep_quarantined(Uuid const& device, std::string_view code, ByteView push, std::int64_t now_ms);

    [[nodiscard]] std::vector<Record> records(Root const& root);
    [[nodiscard]] std::set<Uuid> granted_to(Root const& root);
    [[nodiscard]] bool is_granted(Uuid const& person, Root const& root);
    [[nodiscard]] std::uint64_t grant_since(Uuid const& person, Root const& root);
    /// `left` 0 = lasts.
    void put_grant(Uuid const& person, Root const& root, std::uint64_t since, std::uint64_t left);
    [[nodiscard]] bool is_revoked(Uuid const& device);
    /// False: there is no such device.
    [[nodiscard]] bool set_revoked(Uuid const& device, bool revoked);
    [[nodiscard]] bool has_blob(Hash const& sha256);
    /// At most a row an hour; those of `contacts_kept_ms` ago go.
    void note_contact(ReplicaId tablet, std::int64_t now_ms);
    [[nodiscard]] std::optional<std::int64_t> last_contact(ReplicaId tablet, std::int64_t before_ms);
    void note_born(Uuid const& device, Root const& root);
    void forget_born(Root const& root);
    void name_photo(Hash const& sha256, RecordName const& name);
    [[nodiscard]] std::vector<Root> roots_naming(Hash const& sha256);
    void keep_held(BatchHeader const& header, std::uint64_t index, ByteView delta, DeltaVerdict const& verdict);
    void keep_waiting(Root const& root, BatchHeader const& header, std::uint64_t index, ByteView delta,
                      std::int64_t now_ms);
    [[nodiscard]] std::vector<WaitingDelta> take_waiting(Root const& root);
    /// idx, device, epoch, n, id, push, verdicts, receipt, ack, drift, server_ms
    [[nodiscard]] sqlite::Statement& batch_put() { return batch_put_; }
    void put_last_seq(std::uint64_t seq);

    void put_log(std::uint64_t index, int kind, Hash const& leaf, ByteView body);
    /// Stays as first put: a leaf without a new seq (a photo, a refused batch) must not look like another log to cursors at this seq.
    void put_tile(MerkleTile const& tile);
    void put_head(std::uint64_t seq, std::uint64_t size, Hash const& root);

    [[nodiscard]] std::int64_t number(std::string_view name, std::int64_t fallback = 0);
    void set_number(std::string_view name, std::int64_t value);
    [[nodiscard]] Bytes blob(std::string_view name);
    void set_blob(std::string_view name, ByteView value);

    sqlite::Database& db;

private:
    sqlite::Statement row_get_, row_has_, row_add_, row_put_, root_put_, epoch_get_, epoch_put_, batch_get_,
        accepted_get_, accepted_put_, refusal_get_, refusal_any_, refusal_put_, log_put_, tile_put_, head_put_,
        meta_get_, meta_put_, batch_put_, records_, revoked_get_, grant_get_, grant_root_, grant_put_, born_put_,
        photo_put_, held_put_, waiting_put_, waiting_get_, waiting_drop_, seq_put_;
};

inline std::int64_t code(auto value) {
    return static_cast<std::int64_t>(value);
}

}  // namespace mingcha::store
