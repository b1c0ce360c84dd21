#include "server/store/group.hpp"

#include <algorithm>
#include <atomic>

#include "shared/base/cbor.hpp"
#include "shared/evidence/blob_receipt.hpp"
#include "shared/wire/columns.hpp"
#include "shared/wire/frames.hpp"

namespace mingcha::store {

namespace {
bool is_visit_or_finding(Root const& root) {
    return root.kind == RootKind::visit || root.kind == RootKind::finding;
}

Bytes batch_leaf(Hash const& id, Hash const& verdicts, std::int64_t server_ms) {
    ByteWriter out;
    out.raw(id), out.raw(verdicts), out.svarint(server_ms);
    return out.take();
}

}  // namespace

void honour(Push const& push, std::size_t deltas, PublicKey const& identity, BatchFacts& facts) {
    if (push.old_receipt.empty()) return;
    auto const receipt = Receipt::decode(push.old_receipt);
    bool const ours = receipt && verify_receipt(*receipt, identity) && receipt->batch == push.batch.id() &&
                      receipt->verdicts == sha256(push.old_verdicts);
    if (!ours) return;
    auto verdicts = decode_verdicts(push.old_verdicts, deltas);
    if (!verdicts || verdicts->size() != deltas) return;
    facts.honoured = *std::move(verdicts);
    facts.old_place = OldPlace{receipt->server_epoch, receipt->index};
}

Bytes sign_arrival(Memory const& now, SigningKey const& identity, Arrival const& photo) {
    BlobReceipt receipt{now.log_id,     now.epoch,      photo.index, photo.sha256, photo.size, photo.server_ms,
                        now.log.size(), now.log.root(), {}};
    receipt.signature = identity.sign(Label::blob, receipt.body());
    return receipt.encode();
}

std::set<Root> Group::touched() const {
    std::set<Root> out;
    for (auto const& [root, seq] : roots_) out.insert(out.end(), root);
    return out;
}

void Group::touch(Root const& root, std::uint64_t seq) {
    auto const [at, fresh] = roots_.try_emplace(root, seq);
    changes_.emplace_back(root, fresh ? std::nullopt : std::optional(at->second));
    at->second = std::max(at->second, seq);
}

void Group::restore(State state) {
    for (; changes_.size() > state.changes; changes_.pop_back()) {
        auto const& [root, before] = changes_.back();
        if (before)
            roots_[root] = *before;
        else
            roots_.erase(root);
    }
    state_ = std::move(state);
    arrived_.clear();
    granted_.clear();
    head_here_.reset();
    fresh_.reset();
    heads_version_ = next_version();
}

std::uint64_t Group::next_version() {
    static std::atomic<std::uint64_t> last{0};
    return ++last;
}

ReplicaId Group::replica_of(BatchHeader const& header) {
    std::pair const device{header.device, header.epoch};
    if (replica_.first != device) replica_ = {device, ReplicaId::of(header.device, header.epoch)};
    return replica_.second;
}

std::optional<JudgePort::Row> Group::row(RecordName const& name) {
    if (fresh_ && fresh_->root == name.root && !fresh_->put.contains({name.type, name.id})) return std::nullopt;
    return tables_.row(name);
}

bool Group::has(RecordName const& name) {
    if (head_here_ == name) return true;
    bool const here = tables_.has_row(name);
    if (here && name.id == name.root.id) head_here_ = name;
    return here;
}

std::uint64_t Group::append(LeafKind kind, ByteView data, ByteView body) {
    ByteWriter input;
    input.u8(static_cast<std::uint8_t>(kind));
    input.raw(data);
    Hash const leaf = leaf_hash(input.bytes());
    std::uint64_t const index = state_.memory.log.size();
    std::vector<MerkleTile> full;
    state_.memory.log.append(leaf, &full);
    for (auto const& tile : full) tables_.put_tile(tile);
    tables_.put_log(index, static_cast<int>(kind), leaf, body);
    return index;
}

EpochClosed Group::close_epoch(Uuid const& device, std::uint64_t epoch, std::string_view why) {
    auto row = tables_.epoch(device, epoch);
    MC_CHECK(row);
    if (!row->closed) {
        row->closed = true;
        tables_.put_epoch(device, epoch, *row);
        ByteWriter what;
        what.raw(device.view()), what.varint(epoch), what.text(why);
        append(LeafKind::incident, what.bytes(), what.bytes());
    }
    return {epoch, tables_.batch_ids(device, epoch)};
}

void Group::revoke(Uuid const& device, bool revoked, std::string_view why) {
    if (!tables_.set_revoked(device, revoked))
        throw sqlite::Failure({"no_device", "no tablet of this id is enrolled here"});
    ByteWriter what;
    what.raw(device.view()), what.varint(0), what.text((revoked ? "revoked: " : "admitted: ") + std::string(why));
    what.svarint(now_ms_);
    append(LeafKind::incident, what.bytes(), what.bytes());
}

Ingested Group::ingest(PreparedBatch const& batch) {
    auto const& header = batch.push.batch.header;
    auto const epoch = tables_.epoch(header.device, header.epoch);
    Ingested out;
    if (!epoch) {
        out.refused = Refused{header.epoch, header.n, "not_enrolled", 0};
        return out;
    }
    auto const id = batch.push.batch.id();
    if (header.n < epoch->next_n) {
        auto const stored = tables_.batch(header.device, header.epoch, header.n);
        if (stored && stored->id == id) {
            auto frame = decode_frame(stored->ack);
            MC_CHECK(frame && std::holds_alternative<Ack>(*frame));
            out.ack = std::get<Ack>(*std::move(frame));
            out.ack->again = true;
        } else {
            out.closed = close_epoch(header.device, header.epoch, "two batches of one number");
        }
        return out;
    }
    // What was accepted before its epoch was closed and before this server was restored is accepted again.
    BatchFacts facts{now_ms_, batch.drift_ms, {}, {}};
    honour(batch.push, batch.body.deltas.size(), identity_.public_key(), facts);
    if (epoch->closed && !facts.old_place) {
        out.closed = close_epoch(header.device, header.epoch, "");
        return out;
    }
    if (header.n > epoch->next_n) {
        out.refused = Refused{header.epoch, header.n, "gap", epoch->next_n};
        return out;
    }
    bool const forks = header.n > 0 && header.previous != epoch->last_batch;
    if (forks || lowest_dot(header, batch.body.deltas) <= accepted(replica_of(header))) {
        out.closed =
            close_epoch(header.device, header.epoch, forks ? "two chains of one epoch" : "a counter used twice");
        return out;
    }
    return store(batch, *epoch, facts);
}

Ingested Group::store(PreparedBatch const& batch, EpochRow epoch, BatchFacts const& facts) {
    auto const& header = batch.push.batch.header;
    auto const& deltas = batch.body.deltas;
    arrived_.clear();
    auto const judged = judge(header, deltas, facts, *this);
    std::uint64_t const highest = highest_dot(header, deltas);
    if (highest > accepted(replica_of(header))) {
        state_.accepted[replica_of(header).value] = highest;
        state_.accepted_changed.insert(replica_of(header).value);
    }
    std::vector<DeltaVerdict> verdicts;
    verdicts.reserve(judged.size());
    for (auto const& delta : judged) verdicts.push_back(delta.verdict);

    Ack ack;
    ack.device_epoch = header.epoch;
    ack.n = header.n;
    ack.verdicts = encode_verdicts(verdicts);
    ack.server_epoch = state_.memory.epoch;
    ack.server_ms = now_ms_;
    auto const id = batch.push.batch.id();
    Hash const verdict_hash = sha256(ack.verdicts);
    ack.index = append(LeafKind::device_batch, batch_leaf(id, verdict_hash, now_ms_), {});
    ack.tree_size = state_.memory.log.size();
    ack.tree_root = state_.memory.log.root();
    Receipt receipt{state_.memory.log_id,
                    state_.memory.epoch,
                    ack.index,
                    header.device,
                    header.epoch,
                    header.n,
                    id,
                    verdict_hash,
                    now_ms_,
                    ack.tree_size,
                    ack.tree_root,
                    {}};
    receipt.signature = identity_.sign(Label::receipt, receipt.body());
    ack.signature = receipt.signature;

    sqlite::Statement& put = tables_.batch_put();
    // An honoured receipt stays with its batch: the audit folds by it too.
    Push kept_push{batch.push.batch, {}, {}};
    if (facts.old_place) kept_push = batch.push;
    Bytes const push = encode_frame(kept_push);
    Bytes const kept = receipt.encode();
    Bytes const answer = encode_frame(ack);
    put.with(ack.index, header.device.view(), header.epoch, header.n, ByteView(id), push, ack.verdicts, kept, answer,
             batch.drift_ms, now_ms_)
        .run();
    epoch.next_n = header.n + 1;
    epoch.last_batch = id;
    tables_.put_epoch(header.device, header.epoch, epoch);

    Ingested out;
    for (std::size_t i = 0; i < judged.size(); ++i) {
        auto const reached = batch.confirmed.of(deltas[i].record.name.root, state_.memory.epoch);
        bool const safe = judged[i].verdict.standing == Standing::joined && judged[i].as_sent && reached &&
                          judged[i].previous_seq <= *reached;
        if (safe) out.quiet.push_back(judged[i].verdict.seq);
    }
    respond(std::exchange(arrived_, {}));
    // An honoured receipt joins whatever the grants say now; whose grant was lost with the restored backup leaves the root.
    std::set<Root> left;
    for (std::size_t i = 0; facts.old_place && i < judged.size(); ++i)
        if (judged[i].verdict.standing == Standing::joined && is_visit_or_finding(deltas[i].record.name.root) &&
            !tables_.is_granted(header.author, deltas[i].record.name.root))
            left.insert(deltas[i].record.name.root);
    for (auto const& root : left) tell_to_leave(header.author, root);
    out.ack = std::move(ack);
    return out;
}

/// Each ruling is a leaf of its own: receipt order is the order of these leaves (4.9 rulings), also among the steps of one batch.
void Group::respond(std::vector<Record> const& arrived) {
    for (auto const& record : arrived)
        write(policy_.after_arrival(*this, record, state_.memory.log.size(), state_.memory.epoch));
}

void Group::write(std::span<ServerWrite const> writes) {
    if (writes.empty()) return;
    BatchBody body;
    for (std::size_t from = 0; from < writes.size();) {
        std::size_t to = from + 1;  // what one act says of one record becomes one version of its row
        while (to < writes.size() && writes[to].name == writes[from].name) ++to;
        body.deltas.push_back(write_record(writes.subspan(from, to - from)));
        from = to;
    }
    state_.accepted[state_.memory.server.value] = state_.memory.server_counter;
    state_.accepted_changed.insert(state_.memory.server.value);
    Bytes const packed = encode_columns(body.deltas);
    Hash const digest = sha256(packed);
    append(LeafKind::server_batch, digest, packed);
    respond(std::exchange(arrived_, {}));
}

Delta Group::write_record(std::span<ServerWrite const> writes) {
    auto const& name = writes.front().name;
    auto const before = row(name);
    Record record = before ? before->record : Record{name, writes.front().key, {}};
    Delta delta{{name, record.key, {}}, {}};
    for (auto const& act : writes) {
        auto& field = record.at(act.field);
        VersionVector seen = act.seen ? *act.seen : field.vector;
        if (act.adds) seen = {};
        auto const said = seen.entries();
        for (auto const& [replica, counter] :
             said)  // a page from the future is believed as far as we know it (4.9 clip)
            seen.set(replica, std::min(counter, replica == state_.memory.server ? state_.memory.server_counter
                                                                                : accepted(replica)));
        Bytes const value = act.value.encode();
        Sibling const fresh{{state_.memory.server, ++state_.memory.server_counter},
                            {{now_ms_, 0, 0}, 0},
                            act.author,
                            std::string(as_text(value))};
        field = mingcha::write(field, seen, fresh);
        auto& sent = delta.record.at(act.field);
        FieldState carried{{}, field.vector};
        for (auto const& sibling : field.siblings) {
            auto const* mine = sibling.dot == fresh.dot ? &fresh : sent.find(sibling.dot);
            carried.siblings.push_back(mine ? *mine : Sibling{sibling.dot, {}, {}, {}});
        }
        sent = std::move(carried);
    }
    put(record, before, BatchHeader{});
    return delta;
}

std::uint64_t Group::put(Record const& record, std::optional<Row> const& previous, BatchHeader const& by) {
    std::uint64_t const seq = ++state_.memory.seq;
    tables_.put_row(record, seq, !previous);
    bool const is_head = record.name.id == record.name.root.id;
    if (is_head) head_here_ = record.name;
    // Nothing joins a root before its head, so a head that is new has nothing below it.
    if (is_head && !previous && is_visit_or_finding(record.name.root)) fresh_ = FreshRoot{record.name.root, {}};
    if (fresh_ && fresh_->root == record.name.root) fresh_->put.emplace(record.name.type, record.name.id);
    if (is_head || !is_visit_or_finding(record.name.root)) heads_version_ = next_version();
    touch(record.name.root, seq);
    note_change(record, !previous, by.device.is_nil() ? nullptr : &by);
    return seq;
}

void Group::note_change(Record const& record, bool is_new, BatchHeader const* by) {
    using enum RecordType;
    if ((record.name.type == step || record.name.type == confirmation) && is_new) arrived_.push_back(record);
    if (record.name.type == photo) {
        auto const hash = record.value("sha256").bytes();
        if (hash.size() == 32) tables_.name_photo(hash_from(hash), record.name);
    }
    if (by && is_new && record.name.id == record.name.root.id) tables_.note_born(by->device, record.name.root);
    for (auto const& audience : policy_.audiences(*this, record)) settle_grants(audience.root, audience.persons, by);
}

void Group::settle_grants(Root const& root, std::set<Uuid> const& wanted, BatchHeader const* by) {
    std::set<Uuid> const has = tables_.granted_to(root);
    // Whoever writes the head of a root holds it: if not by a grant (one that was lost with a restored backup), then he is told to leave it.
    if (by && !wanted.contains(by->author) && !has.contains(by->author)) tell_to_leave(by->author, root);
    if (has == wanted) return;
    for (auto const& person : wanted)
        if (!has.contains(person)) tables_.put_grant(person, root, ++state_.memory.seq, 0);
    for (auto const& person : has) {
        if (wanted.contains(person)) continue;
        tables_.put_grant(person, root, tables_.grant_since(person, root), ++state_.memory.seq);
        tables_.forget_born(root);  // a device that loses the root drops its rows: next time it is sent whole
    }
    granted_.clear();
}

void Group::tell_to_leave(Uuid const& person, Root const& root) {
    auto const now = ++state_.memory.seq;
    tables_.put_grant(person, root, now, now);
    tables_.forget_born(root);
}

}  // namespace mingcha::store
