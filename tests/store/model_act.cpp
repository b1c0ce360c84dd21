#include "tests/store/model_act.hpp"

#include <algorithm>

#include "shared/wire/columns.hpp"
#include "shared/wire/limits.hpp"

namespace mingcha::test {

namespace {
// Leaves of the log.
constexpr std::uint8_t device_batch = 1, server_batch = 2, incident = 4;

bool is_of_a_visit(Root const& root) {
    return root.kind == RootKind::visit || root.kind == RootKind::finding;
}

/// What a receipt of this server's own, or of an earlier life of it, says of this batch.
BatchFacts facts_of(PreparedBatch const& batch, PublicKey const& identity, std::int64_t now_ms) {
    BatchFacts out{now_ms, batch.drift_ms, {}, {}};
    auto const receipt = Receipt::decode(batch.push.old_receipt);
    if (!receipt || !verify_receipt(*receipt, identity) || receipt->batch != batch.push.batch.id()) return out;
    if (receipt->verdicts != sha256(batch.push.old_verdicts)) return out;
    auto const verdicts = decode_verdicts(batch.push.old_verdicts, batch.body.deltas.size());
    if (!verdicts || verdicts->size() != batch.body.deltas.size()) return out;
    out.honoured = *verdicts;
    out.old_place = OldPlace{receipt->server_epoch, receipt->index};
    return out;
}
}  // namespace

std::uint64_t ModelAct::append(std::uint8_t kind, ByteView data) {
    ByteWriter leaf;
    leaf.u8(kind), leaf.raw(data);
    state_.log.append(leaf_hash(leaf.bytes()));
    return state_.log.size() - 1;
}

EpochClosed ModelAct::close(Uuid const& device, std::uint64_t epoch, std::string_view why) {
    auto& at = state_.devices.at(device).epochs.at(epoch);
    if (!std::exchange(at.closed, true)) {
        ByteWriter what;
        what.raw(device.view()), what.varint(epoch), what.text(why);
        append(incident, what.bytes());
        ++state_.incidents;
    }
    EpochClosed out{epoch, {}};
    for (auto const& batch : at.batches) out.held.push_back(batch.id);
    return out;
}

bool ModelAct::revoke(Uuid const& device, bool revoked, std::string_view why) {
    auto const at = state_.devices.find(device);
    if (at == state_.devices.end()) return false;
    at->second.revoked = revoked;
    ByteWriter what;
    what.raw(device.view()), what.varint(0), what.text((revoked ? "revoked: " : "admitted: ") + std::string(why));
    what.svarint(now_ms_);
    append(incident, what.bytes());
    ++state_.incidents;
    return true;
}

Ingested ModelAct::ingest(PreparedBatch const& batch) {
    auto const& header = batch.push.batch.header;
    auto const refused = [&](char const* why, std::uint64_t expected) {
        return Ingested{{}, Refused{header.epoch, header.n, why, expected}, {}, {}};
    };
    auto const closed = [&](char const* why) { return Ingested{{}, {}, close(header.device, header.epoch, why), {}}; };
    auto const device = state_.devices.find(header.device);
    if (device == state_.devices.end() || !device->second.epochs.contains(header.epoch))
        return refused("not_enrolled", 0);
    auto const& epoch = device->second.epochs.at(header.epoch);
    if (header.n < epoch.batches.size()) {
        auto const& stored = epoch.batches[header.n];
        if (stored.id != batch.push.batch.id()) return closed("two batches of one number");
        Ingested out{stored.ack, {}, {}, {}};
        out.ack->again = true;
        return out;
    }
    auto const facts = facts_of(batch, identity_.public_key(), now_ms_);
    if (epoch.closed && !facts.old_place) return closed("");
    if (header.n > epoch.batches.size()) return refused("gap", epoch.batches.size());
    if (header.n > 0 && header.previous != epoch.last_batch) return closed("two chains of one epoch");
    if (lowest_dot(header, batch.body.deltas) <= accepted(ReplicaId::of(header.device, header.epoch)))
        return closed("a counter used twice");
    return store(batch, facts);
}

Ingested ModelAct::store(PreparedBatch const& batch, BatchFacts const& facts) {
    auto const& header = batch.push.batch.header;
    auto const& deltas = batch.body.deltas;
    auto const judged = judge(header, deltas, facts, *this);
    auto& highest = state_.accepted[ReplicaId::of(header.device, header.epoch).value];
    highest = std::max(highest, highest_dot(header, deltas));
    std::vector<DeltaVerdict> verdicts;
    for (auto const& one : judged) verdicts.push_back(one.verdict);

    Hash const id = batch.push.batch.id();
    Bytes const packed = encode_verdicts(verdicts);
    ByteWriter leaf;
    leaf.raw(id), leaf.raw(sha256(packed)), leaf.svarint(now_ms_);
    std::uint64_t const index = append(device_batch, leaf.bytes());
    Receipt receipt{
        state_.log_id,     state_.epoch,      index, header.device, header.epoch, header.n, id, sha256(packed), now_ms_,
        state_.log.size(), state_.log.root(), {}};
    receipt.signature = identity_.sign(Label::receipt, receipt.body());
    Ack const ack{header.epoch,      header.n,         false, packed, state_.epoch, index, now_ms_, receipt.tree_size,
                  receipt.tree_root, receipt.signature};
    auto& epoch = state_.devices.at(header.device).epochs.at(header.epoch);
    epoch.batches.push_back({id, ack, receipt.hash()});
    epoch.last_batch = id;

    Ingested out{ack, {}, {}, {}};
    for (std::size_t i = 0; i < judged.size(); ++i) {
        auto const reached = batch.confirmed.of(deltas[i].record.name.root, state_.epoch);
        if (judged[i].verdict.standing == Standing::joined && judged[i].as_sent && reached &&
            judged[i].previous_seq <= *reached)
            out.quiet.push_back(judged[i].verdict.seq);
    }
    answer(std::exchange(arrived_, {}));
    std::set<Root> left;
    for (std::size_t i = 0; facts.old_place && i < judged.size(); ++i) {
        auto const& root = deltas[i].record.name.root;
        if (judged[i].verdict.standing == Standing::joined && is_of_a_visit(root) && !is_granted(header.author, root))
            left.insert(root);
    }
    for (auto const& root : left) leave(header.author, root);
    return out;
}

void ModelAct::answer(std::vector<Record> const& arrived) {
    for (auto const& record : arrived) write(policy_.after_arrival(*this, record, state_.log.size(), state_.epoch));
}

void ModelAct::write(std::span<ServerWrite const> writes) {
    if (writes.empty()) return;
    std::vector<Delta> deltas;
    for (std::size_t from = 0; from < writes.size();) {
        auto const same = [&](ServerWrite const& one) { return one.name == writes[from].name; };
        auto const rest = writes.subspan(from);
        auto const count = static_cast<std::size_t>(std::ranges::find_if_not(rest, same) - rest.begin());
        deltas.push_back(write_record(rest.first(count)));
        from += count;
    }
    state_.accepted[state_.server.value] = state_.server_counter;
    append(server_batch, sha256(encode_columns(deltas)));
    answer(std::exchange(arrived_, {}));
}

Delta ModelAct::write_record(std::span<ServerWrite const> writes) {
    auto const& first = writes.front();
    auto const before = row(first.name);
    Record record = before ? before->record : Record{first.name, first.key, {}};
    std::map<Dot, Sibling> made;
    for (auto const& act : writes) {
        auto& field = record.at(act.field);
        VersionVector seen;
        if (!act.adds) {
            auto const claimed = act.seen ? *act.seen : field.vector;
            for (auto const& [replica, counter] : claimed.entries())
                seen.raise(replica,
                           std::min(counter, replica == state_.server ? state_.server_counter : accepted(replica)));
        }
        Bytes const value = act.value.encode();
        Sibling const fresh{
            {state_.server, ++state_.server_counter}, {{now_ms_, 0, 0}, 0}, act.author, std::string(as_text(value))};
        field = mingcha::write(field, seen, fresh);
        made[fresh.dot] = fresh;
    }
    // The delta: the fields that were written, with values only for what is new.
    Delta delta{{first.name, record.key, {}}, {}};
    for (auto const& act : writes) {
        auto& sent = delta.record.at(act.field);
        sent = record.at(act.field);
        for (auto& sibling : sent.siblings)
            if (!made.contains(sibling.dot)) sibling = {sibling.dot, {}, {}, {}};
    }
    put(record, before, {});
    return delta;
}

// ── who sees what ────────────────────────────────────────────────────────────────────────────────────────────────────

bool ModelAct::is_granted(Uuid const& person, Root const& root) {
    auto const grant = state_.grants.find({person, root});
    return grant != state_.grants.end() && grant->second.left == 0;
}

/// Devices that lose the root drop its rows: next time it is sent whole.
void ModelAct::leave(Uuid const& person, Root const& root) {
    ++state_.seq;
    state_.grants[{person, root}] = {state_.seq, state_.seq};
    std::erase_if(state_.born, [&](auto const& one) { return one.second == root; });
}

void ModelAct::see(Audience const& audience, BatchHeader const& by) {
    auto const& [root, wanted] = audience;
    std::set<Uuid> has;
    for (auto const& [whose, grant] : state_.grants)
        if (whose.second == root && grant.left == 0) has.insert(whose.first);
    bool const by_a_tablet = !by.device.is_nil();
    if (by_a_tablet && !wanted.contains(by.author) && !has.contains(by.author)) leave(by.author, root);
    for (auto const& person : wanted)
        if (!has.contains(person)) state_.grants[{person, root}] = {++state_.seq, 0};
    for (auto const& person : has) {
        if (wanted.contains(person)) continue;
        state_.grants[{person, root}].left = ++state_.seq;
        std::erase_if(state_.born, [&](auto const& one) { return one.second == root; });
    }
}

// ── what judging asks ────────────────────────────────────────────────────────────────────────────────────────────────

std::optional<JudgePort::Row> ModelAct::row(RecordName const& name) {
    auto const at = state_.rows.find(name);
    return at == state_.rows.end() ? std::nullopt : std::optional(at->second);
}

std::uint64_t ModelAct::put(Record const& record, std::optional<Row> const& previous, BatchHeader const& by) {
    std::uint64_t const seq = ++state_.seq;
    state_.rows[record.name] = {record, seq};
    bool const is_new = !previous;
    if (is_new && (record.name.type == RecordType::step || record.name.type == RecordType::confirmation))
        arrived_.push_back(record);
    if (is_new && record.name.id == record.name.root.id && !by.device.is_nil())
        state_.born.insert({by.device, record.name.root});
    for (auto const& audience : policy_.audiences(*this, record)) see(audience, by);
    return seq;
}

std::uint64_t ModelAct::accepted(ReplicaId replica) {
    auto const at = state_.accepted.find(replica.value);
    return at == state_.accepted.end() ? 0 : at->second;
}

std::string ModelAct::refuses(BatchHeader const& header, Delta const& delta, std::optional<Row> const& row) {
    if (state_.devices.at(header.device).revoked) return "revoked";
    return policy_.refuses(*this, header, delta, row ? &row->record : nullptr);
}

bool ModelAct::follows_refusal(BatchHeader const& header, RecordName const& name, std::uint16_t field) {
    auto const& epochs = state_.devices.at(header.device).epochs;
    auto const refusal = [&](std::uint64_t epoch) -> std::optional<std::uint64_t> {
        auto const at = state_.refusals.find({ReplicaId::of(header.device, epoch).value, name, field});
        return at == state_.refusals.end() ? std::nullopt : std::optional(at->second);
    };
    if (auto const own = refusal(header.epoch); own && *own + 1 > header.quoted) return true;
    if (header.quoted > 0) return false;
    // Earlier epochs of the device, newest first, until the one whose receipt the batch quotes.
    for (auto epoch = epochs.at(header.epoch).parent; epoch; epoch = epochs.at(*epoch).parent) {
        auto const& batches = epochs.at(*epoch).batches;
        auto const quoted =
            std::ranges::find_if(batches, [&](auto const& batch) { return batch.receipt == header.receipt; });
        bool const quotes = quoted != batches.end();
        auto const refused = refusal(*epoch);
        if (refused && (!quotes || *refused > static_cast<std::uint64_t>(quoted - batches.begin()))) return true;
        if (quotes) return false;
    }
    return false;
}

void ModelAct::note_refusal(BatchHeader const& header, RecordName const& name, std::uint16_t field) {
    state_.refusals[{ReplicaId::of(header.device, header.epoch).value, name, field}] = header.n;
}
void ModelAct::keep_held(BatchHeader const& header, std::uint64_t index, Delta const& delta,
                         DeltaVerdict const& verdict) {
    state_.held.push_back({static_cast<std::int64_t>(state_.held.size()) + 1, header, index, verdict, delta});
}
void ModelAct::keep_waiting(WaitingDelta const& waiting) {
    state_.waiting.push_back(waiting);
}
std::vector<WaitingDelta> ModelAct::take_waiting(Root const& root) {
    auto const is_of_root = [&](WaitingDelta const& one) { return one.delta.record.name.root == root; };
    std::vector<WaitingDelta> out;
    std::ranges::copy_if(state_.waiting, std::back_inserter(out), is_of_root);
    std::erase_if(state_.waiting, is_of_root);
    return out;
}
void ModelAct::keep_clipped(OldPlace const& place, ClippedDelta const& clipped) {
    state_.clipped.emplace_back(place, clipped);
}
std::vector<ClippedDelta> ModelAct::clipped_after(OldPlace const& place) {
    std::vector<std::pair<std::uint64_t, ClippedDelta>> found;
    for (auto const& [old, delta] : state_.clipped)
        if (old.server_epoch == place.server_epoch && old.index > place.index) found.emplace_back(old.index, delta);
    std::ranges::stable_sort(found, {}, &std::pair<std::uint64_t, ClippedDelta>::first);
    std::vector<ClippedDelta> out;
    for (auto& [index, delta] : found) out.push_back(std::move(delta));
    return out;
}

// ── what the policy asks ─────────────────────────────────────────────────────────────────────────────────────────────

std::optional<Record> ModelAct::record(RecordName const& name) {
    auto const at = state_.rows.find(name);
    return at == state_.rows.end() ? std::nullopt : std::optional(at->second.record);
}
std::vector<Record> ModelAct::records(Root const& root) {
    std::vector<Record> out;
    for (auto const& [name, row] : state_.rows)
        if (name.root == root) out.push_back(row.record);
    return out;
}
std::optional<std::int64_t> ModelAct::last_contact(ReplicaId tablet, std::int64_t before_ms) {
    auto const at = state_.contacts.find(tablet.value);
    if (at == state_.contacts.end()) return std::nullopt;
    auto const after = at->second.upper_bound(before_ms);
    return after == at->second.begin() ? std::nullopt : std::optional(*std::prev(after));
}
std::uint64_t ModelAct::heads_version() const {
    static std::uint64_t asked = 0;
    return ++asked;
}

}  // namespace mingcha::test
