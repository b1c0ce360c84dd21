#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "shared/base/clock.hpp"
#include "shared/base/random.hpp"
#include "shared/merge/record.hpp"
#include "shared/replica/tables.hpp"
#include "shared/sync/client_store.hpp"

namespace mingcha {

/// Who this replica is. The key never leaves it; `epoch` is one life of the store.
struct Identity {
    Uuid device;
    std::uint64_t epoch = 1;
    SigningKey key;
    PublicKey server_identity{};
    PublicKey server_box{};
    Uuid log_id;
    Uuid person;
};

/// One thing a person did to one field.
struct Change {
    /// `typing` replaces an unsealed value of the same field without keeping it; the others keep it as superseded.
    enum class Kind { write, typing, add, remove, withdraw };
    RecordName name;
    std::string key;          ///< for a record whose id is derived from it
    std::uint16_t field = 0;  ///< ignored by `withdraw`
    Kind kind = Kind::write;
    Value value;  ///< of `withdraw`: the reason, a text
    /// What the person was shown of the field, and for `withdraw` of the record; absent: all that is there.
    std::optional<VersionVector> seen;
    std::vector<Dot> removed;  ///< elements, for `remove`
};

/// Codes of held deltas that the replica itself gives: refused when its parent had come; of a life of this store that has ended.
inline constexpr std::string_view own_held_codes[] = {"refused_late", "epoch_closed"};

/// A delta that the office keeps without having joined it, or refused (需要处理). Never leaves by itself.
struct HeldDelta {
    std::int64_t id = 0;
    DeltaVerdict verdict;
    bool done = false;  ///< a retry quotes it
    Uuid author;
    Delta delta;
};

struct QueueSize {
    std::uint64_t open_deltas = 0;  ///< not yet sealed
    std::uint64_t batches = 0;      ///< sealed, not yet answered
    std::uint64_t visits = 0;       ///< visits with anything unanswered
    std::uint64_t held = 0;         ///< held and not yet retried
    std::uint64_t blobs = 0;        ///< photos whose arrival the server has not confirmed
};

/// A photo or signature file that must reach the server.
struct BlobEntry {
    Hash sha256{};
    std::string path;
    std::uint64_t size = 0;
    std::string mime;
    bool received = false;
    std::string upload;      ///< tus address, once created
    std::uint64_t sent = 0;  ///< bytes the server confirmed
    Bytes receipt;           ///< the server's BlobReceipt, verified; empty until it has come
};

/// The store of one tablet (or one simulated one). It keeps layers: base = the server's rows, pending = own deltas; what is shown is
/// join(base, pending). Every public function is one durable SQLite transaction: when it returns, what it says is on the disk.
/// A delta that was not joined moves to `held` and its field falls back to base; nothing is dropped (DESIGN section 3).
///
/// Used on one thread. Errors: disk_full, io_error, no_memory, corrupt, newer_store, root_incomplete, not_enrolled, value_too_large (the
/// message names field and limit; nothing of the call is stored).
class Replica final : public ClientStore {
public:
    /// `clock` and `random` outlive the replica.
    [[nodiscard]] static Outcome<std::unique_ptr<Replica>> open(std::string const& path, Clock& clock, Random& random);
    ~Replica() override;

    [[nodiscard]] bool is_enrolled() const;
    [[nodiscard]] Outcome<Unit> enrol(Identity const& identity);
    [[nodiscard]] Identity const& identity() const;

    // What a person sees.
    [[nodiscard]] Outcome<std::optional<Record>> find(RecordName const& name);
    /// Records that are not withdrawn, in the order of their ids.
    [[nodiscard]] Outcome<std::vector<Record>> records(Root const& root);
    [[nodiscard]] Outcome<std::vector<Record>> records(RecordType type);
    [[nodiscard]] Outcome<RootState> root_state(Root const& root);

    // What a person does. All changes of one call are one transaction.
    /// `blobs` are the files that the changed records name: a photo record never stands without its entry in the ledger.
    [[nodiscard]] Outcome<Unit> write(std::span<Change const> changes, Uuid const& author,
                                      std::span<BlobEntry const> blobs = {});
    /// Makes the root of a new visit or finding, which this replica then holds whole from birth.
    [[nodiscard]] Outcome<Unit> create_root(Root const& root, std::span<Change const> changes, Uuid const& author,
                                            std::span<BlobEntry const> blobs = {});
    /// The newest write of this replica. Own dots since a field took focus belong to what its writer has seen (4.9 focus).
    [[nodiscard]] Outcome<Dot> last_dot();
    /// Seals what is open, so that a later change leaves a trace. Nothing happens when nothing is open.
    [[nodiscard]] Outcome<Unit> seal();
    /// Writes the refused values anew, with what the refused write had seen (4.9 retry).
    [[nodiscard]] Outcome<Unit> retry(std::int64_t held_id);
    [[nodiscard]] Outcome<std::vector<HeldDelta>> held();
    [[nodiscard]] Outcome<QueueSize> queue_size();
    /// Whether any own write of this root is still unanswered.
    [[nodiscard]] Outcome<bool> has_unanswered(Root const& root);

    // Blob ledger.
    [[nodiscard]] Outcome<Unit> add_blob(BlobEntry const& blob);
    [[nodiscard]] Outcome<Unit> update_blob(BlobEntry const& blob);
    [[nodiscard]] Outcome<std::optional<BlobEntry>> blob(Hash const& sha256);
    [[nodiscard]] Outcome<std::vector<BlobEntry>> unsent_blobs();

    // Notes of the app itself (settings, route, typed drafts of places without a record), in the same store.
    [[nodiscard]] Outcome<Unit> set_note(std::string const& name, std::string const& value);
    [[nodiscard]] Outcome<std::string> note(std::string const& name);

    /// A whole copy of the store in a new file, for the office, when nothing else goes.
    [[nodiscard]] Outcome<Unit> copy_to(std::string const& path);

    // ClientStore: what the sync session asks and tells.
    [[nodiscard]] Outcome<HelloFacts> hello_facts() override;
    [[nodiscard]] Outcome<std::vector<Push>> batches_from(BatchPosition from, std::size_t most) override;
    [[nodiscard]] Outcome<Unit> on_welcome(Welcome const& welcome) override;
    [[nodiscard]] Outcome<Unit> on_ack(Ack const& ack) override;
    [[nodiscard]] Outcome<PageAnswer> on_page(Page const& page) override;
    [[nodiscard]] Outcome<std::optional<Reenrol>> on_epoch_closed(EpochClosed const& closed) override;
    [[nodiscard]] Outcome<Unit> on_reenrolled(Reenrolled const& answer) override;
    [[nodiscard]] Outcome<Unit> on_unknown_epoch() override;
    [[nodiscard]] Outcome<LostActs> lost_acts() override;
    [[nodiscard]] Outcome<Unit> on_lost_kept(LostKept const& kept) override;
    [[nodiscard]] Outcome<Unit> on_cut() override;

private:
    struct Parts;
    explicit Replica(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace mingcha
