#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "shared/evidence/batch.hpp"
#include "shared/evidence/receipt.hpp"
#include "shared/merge/record_codec.hpp"

namespace mingcha {

/// A delta that waits for the head record of its root.
struct WaitingDelta {
    BatchHeader header;
    std::uint64_t index = 0;
    Delta delta;
};

/// Where a batch stood in an earlier life of the server, as its verified receipt says (DESIGN 4.5).
struct OldPlace {
    std::uint64_t server_epoch = 0;
    std::uint64_t index = 0;  ///< of its leaf in that log
};

/// A delta offered again after a rollback, before others that it had covered then.
struct ClippedDelta {
    BatchHeader header;
    Delta delta;
};

/// The central store as judging sees it, inside the transaction of one batch. What `put` stored is what `row` gives next.
class JudgePort {
public:
    struct Row {
        Record record;
        std::uint64_t seq = 0;
    };
    virtual ~JudgePort() = default;
    [[nodiscard]] virtual std::optional<Row> row(RecordName const& name) = 0;
    /// Whether `row` would give one.
    [[nodiscard]] virtual bool has(RecordName const& name) { return row(name).has_value(); }
    /// A new version of a row; answers its seq. `by` made it; nil for the server itself.
    virtual std::uint64_t put(Record const& record, std::optional<Row> const& previous, BatchHeader const& by) = 0;
    /// The highest counter accepted from a replica; 0 = none. For an earlier replica of the server: its highest in the log (4.9 bootid).
    [[nodiscard]] virtual std::uint64_t accepted(ReplicaId replica) = 0;
    /// Why author, grant, lease or revocation do not allow this delta; empty = allowed. Never looks at workflow state.
    [[nodiscard]] virtual std::string refuses(BatchHeader const& header, Delta const& delta,
                                              std::optional<Row> const& row) = 0;
    /// Whether a delta of this field by this device was not joined, and the batch does not yet quote the receipt that said so. A new epoch
    /// of the device changes nothing (4.9 cascade).
    [[nodiscard]] virtual bool follows_refusal(BatchHeader const& header, RecordName const& name,
                                               std::uint16_t field) = 0;
    virtual void note_refusal(BatchHeader const& header, RecordName const& name, std::uint16_t field) = 0;
    virtual void keep_held(BatchHeader const& header, std::uint64_t index, Delta const& delta,
                           DeltaVerdict const& verdict) = 0;
    virtual void keep_waiting(WaitingDelta const& waiting) = 0;
    [[nodiscard]] virtual std::vector<WaitingDelta> take_waiting(Root const& root) = 0;
    virtual void keep_clipped(OldPlace const& place, ClippedDelta const& clipped) = 0;
    /// Those kept whose old place is after this one, of the same earlier life.
    [[nodiscard]] virtual std::vector<ClippedDelta> clipped_after(OldPlace const& place) = 0;
};

/// Every code of a verdict that is not joined: those of `refuses` under the rules of the work, the cascade, and malformations.
inline constexpr std::string_view verdict_codes[] = {
    "grant",     "permission", "follows_refused", "value_too_large", "unknown_too_large",
    "bad_value", "empty",      "foreign_dot",     "wrong_author",    "wrong_id",
    "wrong_key", "wrong_kind", "wrong_root",      "written_once",
};

/// What is known of the batch besides its contents.
struct BatchFacts {
    std::int64_t server_ms = 0;  ///< receipt time
    std::int64_t drift_ms = 0;   ///< device clock minus server clock, as Hello showed it
    /// A batch re-offered after a rollback with a receipt that verifies: its verdicts are honoured (DESIGN 4.5).
    std::vector<DeltaVerdict> honoured;
    std::optional<OldPlace> old_place;  ///< with `honoured`
};

struct JudgedDelta {
    DeltaVerdict verdict;
    std::uint64_t previous_seq = 0;  ///< of the row before; only with `joined`
    bool as_sent = false;  ///< the row equals join(previous row, delta as sent): its echo may be safe (4.9 echo)
};

/// Judges every delta of an authentic, stored batch, in order: each all or nothing, so a bad one never fails its neighbours [law].
/// Values count only under dots of the pushing replica above its accepted counter; other replicas' vector entries are clipped to what the
/// server accepted from them; a push's own entry to its highest new dot (4.9 clip). The caller advances the accepted counter to
/// `highest_dot` afterwards, for held deltas too.
[[nodiscard]] std::vector<JudgedDelta> judge(BatchHeader const& header, std::vector<Delta> const& deltas,
                                             BatchFacts const& facts, JudgePort& port);

/// The highest counter under which the batch carries a value; 0 for a batch of removals only.
[[nodiscard]] std::uint64_t highest_dot(BatchHeader const& header, std::vector<Delta> const& deltas);
/// The lowest; a batch whose lowest is not above the accepted counter comes from a second life of its epoch (DESIGN 4.6).
[[nodiscard]] std::uint64_t lowest_dot(BatchHeader const& header, std::vector<Delta> const& deltas);

/// What makes a delta malformed: type, root, derived id, field kind or size, a foreign dot with a value. Empty = well formed.
[[nodiscard]] std::string malformation(BatchHeader const& header, Delta const& delta);

}  // namespace mingcha
