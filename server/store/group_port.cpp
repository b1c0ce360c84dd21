#include "server/store/group.hpp"

// What judging asks of the transaction, and what it has it keep.

namespace mingcha::store {

std::uint64_t Group::accepted(ReplicaId replica) {
    auto const [at, fresh] = state_.accepted.try_emplace(replica.value, 0);
    if (fresh) at->second = tables_.accepted(replica);
    return at->second;
}

std::string Group::refuses(BatchHeader const& header, Delta const& delta, std::optional<Row> const& row) {
    auto const [at, fresh] = revoked_.try_emplace(header.device, false);
    if (fresh) at->second = tables_.is_revoked(header.device);
    if (at->second) return "revoked";
    return policy_.refuses(*this, header, delta, row ? &row->record : nullptr);
}

bool Group::may_have_refusals(BatchHeader const& header) {
    auto const [any, fresh] = refusals_.try_emplace(replica_of(header), false);
    if (!fresh) return any->second;
    any->second = tables_.has_refusals(replica_of(header));
    for (auto epoch = tables_.parent_epoch(header.device, header.epoch); epoch && !any->second;
         epoch = tables_.parent_epoch(header.device, *epoch))
        any->second = tables_.has_refusals(ReplicaId::of(header.device, *epoch));
    return any->second;
}

bool Group::follows_refusal(BatchHeader const& header, RecordName const& name, std::uint16_t field) {
    if (!may_have_refusals(header)) return false;
    auto const own = tables_.refusal(replica_of(header), name, field);
    if (own && *own + 1 > header.quoted) return true;
    if (header.quoted > 0) return false;  // whoever has a receipt of this epoch has those of the earlier ones
    for (auto epoch = tables_.parent_epoch(header.device, header.epoch); epoch;
         epoch = tables_.parent_epoch(header.device, *epoch)) {
        auto const refused = tables_.refusal(ReplicaId::of(header.device, *epoch), name, field);
        auto const quoted = tables_.batch_of_receipt(header.device, *epoch, header.receipt);
        if (refused && (!quoted || *refused > *quoted)) return true;
        if (quoted) return false;
    }
    return false;
}
void Group::note_refusal(BatchHeader const& header, RecordName const& name, std::uint16_t field) {
    refusals_.clear();
    tables_.put_refusal(replica_of(header), name, field, header.n);
}

void Group::keep_held(BatchHeader const& header, std::uint64_t index, Delta const& delta, DeltaVerdict const& verdict) {
    tables_.keep_held(header, index, encode_delta(delta), verdict);
}
void Group::keep_waiting(WaitingDelta const& waiting) {
    tables_.keep_waiting(waiting.delta.record.name.root, waiting.header, waiting.index, encode_delta(waiting.delta),
                         now_ms_);
}
std::vector<WaitingDelta> Group::take_waiting(Root const& root) {
    return tables_.take_waiting(root);
}
void Group::keep_clipped(OldPlace const& place, ClippedDelta const& clipped) {
    tables_.keep_clipped(place, clipped.header, encode_delta(clipped.delta));
}
std::vector<ClippedDelta> Group::clipped_after(OldPlace const& place) {
    return tables_.clipped_after(place);
}

std::optional<Record> Group::record(RecordName const& name) {
    auto found = row(name);
    return found ? std::optional(std::move(found->record)) : std::nullopt;
}
std::vector<Record> Group::records(Root const& root) {
    return tables_.records(root);
}

bool Group::is_granted(Uuid const& person, Root const& root) {
    auto const [at, fresh] = granted_.try_emplace({person, root}, false);
    if (fresh) at->second = tables_.is_granted(person, root);
    return at->second;
}

void Group::touch_photo(Hash const& sha256) {
    for (auto const& root : tables_.roots_naming(sha256)) touch(root, 0);
}

/// `last_seq` is updated as the last statement, so that number order is commit order (DESIGN 4.3).
void Group::finish() {
    for (auto const& [root, seq] : roots_)
        if (seq > 0) tables_.put_root(root, seq);
    for (auto const replica : state_.accepted_changed) tables_.put_accepted({replica}, state_.accepted[replica]);
    tables_.set_blob("frontier", state_.memory.log.encode());
    tables_.put_head(state_.memory.seq, state_.memory.log.size(), state_.memory.log.root());
    tables_.put_last_seq(state_.memory.seq);
}

}  // namespace mingcha::store
