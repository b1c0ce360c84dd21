#pragma once

#include <map>
#include <set>
#include <unordered_map>

#include "server/store/policy.hpp"
#include "server/store/tables.hpp"
#include "shared/evidence/merkle.hpp"

namespace mingcha::store {

/// Leaves of the log.
enum class LeafKind : int { device_batch = 1, server_batch = 2, blob = 3, incident = 4 };

/// The facts of a batch offered again after a rollback: what a receipt says that this server, or an earlier life of it, signed for exactly
/// this batch. Nothing else is touched.
void honour(Push const& push, std::size_t deltas, PublicKey const& identity, BatchFacts& facts);

/// What the store keeps in memory between transactions; a failed transaction restores the copy.
struct Memory {
    std::uint64_t epoch = 0;
    Uuid log_id;
    ReplicaId server;  ///< a fresh random replica at every start (4.9 bootid)
    std::uint64_t server_counter = 0;
    std::uint64_t seq = 0;
    MerkleFrontier log;
};

/// A photo's leaf in the log.
struct Arrival {
    std::uint64_t index = 0;
    Hash sha256{};
    std::uint64_t size = 0;
    std::int64_t server_ms = 0;
};

/// The receipt of a photo whose leaf is in the log as it is now, encoded.
[[nodiscard]] Bytes sign_arrival(Memory const& now, SigningKey const& identity, Arrival const& photo);

/// One transaction of the store: judges batches, makes the server's own writes, appends leaves. What it put is what it reads.
/// Call `finish` inside the SQLite transaction, then commit, then keep `memory()`.
class Group final : public JudgePort, public PolicyReader {
public:
    Group(Tables& tables, Policy& policy, SigningKey const& identity, Memory const& memory, std::int64_t now_ms)
        : tables_(tables), policy_(policy), identity_(identity), state_{memory, 0, {}, {}}, now_ms_(now_ms) {}

    [[nodiscard]] Ingested ingest(PreparedBatch const& batch);
    void write(std::span<ServerWrite const> writes);
    /// Appends a leaf; answers its index.
    std::uint64_t append(LeafKind kind, ByteView data, ByteView body);
    [[nodiscard]] EpochClosed close_epoch(Uuid const& device, std::uint64_t epoch, std::string_view why);
    void revoke(Uuid const& device, bool revoked, std::string_view why);
    /// The roots that name this photo changed what they show of it.
    void touch_photo(Hash const& sha256);
    void finish();

    [[nodiscard]] Memory const& memory() const { return state_.memory; }
    [[nodiscard]] std::set<Root> touched() const;

    /// What a savepoint must bring back beside the tables.
    struct State {
        Memory memory;
        std::size_t changes = 0;  ///< of roots
        std::unordered_map<std::uint64_t, std::uint64_t> accepted;
        std::set<std::uint64_t> accepted_changed;
    };
    [[nodiscard]] State state() const {
        State out = state_;
        out.changes = changes_.size();
        return out;
    }
    void restore(State state);

    // JudgePort
    [[nodiscard]] std::optional<Row> row(RecordName const& name) override;
    [[nodiscard]] bool has(RecordName const& name) override;
    std::uint64_t put(Record const& record, std::optional<Row> const& previous, BatchHeader const& by) override;
    [[nodiscard]] std::uint64_t accepted(ReplicaId replica) override;
    [[nodiscard]] std::string refuses(BatchHeader const& header, Delta const& delta,
                                      std::optional<Row> const& row) override;
    [[nodiscard]] bool follows_refusal(BatchHeader const& header, RecordName const& name, std::uint16_t field) override;
    void note_refusal(BatchHeader const& header, RecordName const& name, std::uint16_t field) override;
    void keep_held(BatchHeader const& header, std::uint64_t index, Delta const& delta,
                   DeltaVerdict const& verdict) override;
    void keep_waiting(WaitingDelta const& waiting) override;
    [[nodiscard]] std::vector<WaitingDelta> take_waiting(Root const& root) override;
    void keep_clipped(OldPlace const& place, ClippedDelta const& clipped) override;
    [[nodiscard]] std::vector<ClippedDelta> clipped_after(OldPlace const& place) override;

    // PolicyReader
    [[nodiscard]] std::optional<Record> record(RecordName const& name) override;
    [[nodiscard]] std::vector<Record> records(Root const& root) override;
    [[nodiscard]] bool is_granted(Uuid const& person, Root const& root) override;
    [[nodiscard]] std::int64_t now_ms() const override { return now_ms_; }
    [[nodiscard]] bool has_blob(Hash const& sha256) override { return tables_.has_blob(sha256); }
    [[nodiscard]] std::optional<std::int64_t> last_contact(ReplicaId tablet, std::int64_t before_ms) override {
        return tables_.last_contact(tablet, before_ms);
    }
    [[nodiscard]] std::uint64_t heads_version() const override { return heads_version_; }

private:
    /// A root made in this transaction: what is not among `put` is not in the table, without looking.
    struct FreshRoot {
        Root root;
        std::set<std::pair<RecordType, Uuid>> put;
    };
    [[nodiscard]] static std::uint64_t next_version();
    [[nodiscard]] ReplicaId replica_of(BatchHeader const& header);
    [[nodiscard]] bool may_have_refusals(BatchHeader const& header);
    [[nodiscard]] Ingested store(PreparedBatch const& batch, EpochRow epoch, BatchFacts const& facts);
    [[nodiscard]] Delta write_record(std::span<ServerWrite const> writes);
    void touch(Root const& root, std::uint64_t seq);
    void note_change(Record const& record, bool is_new, BatchHeader const* by);
    void settle_grants(Root const& root, std::set<Uuid> const& wanted, BatchHeader const* by);
    /// The tablet of somebody who holds a root without a grant drops it.
    void tell_to_leave(Uuid const& person, Root const& root);
    void respond(std::vector<Record> const& arrived);

    Tables& tables_;
    Policy& policy_;
    SigningKey const& identity_;
    State state_;
    std::int64_t now_ms_;
    std::vector<Record> arrived_;          // steps and confirmations that are new
    std::map<Root, std::uint64_t> roots_;  // touched, each with its highest seq; 0 = without a row of its own
    std::vector<std::pair<Root, std::optional<std::uint64_t>>>
        changes_;  // of `roots_`, each with what stood there before
    std::map<std::pair<Uuid, Root>, bool> granted_;
    std::optional<RecordName> head_here_;  // the last one that was found or put
    std::optional<FreshRoot> fresh_;       // the last one
    std::map<Uuid, bool> revoked_;
    std::map<ReplicaId, bool> refusals_;  // whether any stands against the replica or an earlier epoch of its device
    std::pair<std::pair<Uuid, std::uint64_t>, ReplicaId> replica_;  // of the last header
    std::uint64_t heads_version_ = next_version();
};

}  // namespace mingcha::store
