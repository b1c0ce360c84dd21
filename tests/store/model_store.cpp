#include "tests/store/model_store.hpp"

#include <algorithm>

#include "server/store/cursor_seal.hpp"
#include "shared/wire/limits.hpp"
#include "tests/store/model_act.hpp"

namespace mingcha::test {

namespace {
using State = ModelCentralStore::State;

void begin_epoch(State& state, Random& random) {
    state.epoch += 1 + random.below(std::uint64_t{1} << 40);
    state.server = ReplicaId{random.u64()};
    state.server_counter = 0;
    state.epochs.insert(state.epoch);
}

/// The first 8 bytes of the log's root after the first transaction that reached `seq`; 0 when none has.
std::uint64_t check_at(State const& state, std::uint64_t seq) {
    auto const at = state.heads.lower_bound(seq);
    return at == state.heads.end() ? 0 : ByteReader(at->second).u64_be();
}

/// Whether this server gave what the tablet remembers, and has lost it since.
enum class Past { known, unknown_cursor, restored };

Past past_of(State& state, Cursor const& cursor, store::CursorSeal const& seal) {
    if (cursor.epoch == 0) return Past::known;
    bool const had = state.epochs.contains(cursor.epoch);
    if (had && (cursor.epoch != state.epoch || cursor.seq == 0)) return Past::known;
    bool const fits = had && cursor.seq <= state.seq && store::CursorSeal::fits(cursor, check_at(state, cursor.seq));
    if (!seal.is_ours(cursor)) return Past::unknown_cursor;
    if (fits || state.lost_epochs.contains(cursor.epoch)) return Past::known;
    if (!had) state.lost_epochs.insert(cursor.epoch);
    return Past::restored;
}

bool is_lost_receipt(State& state, PublicKey const& identity, ByteView packed) {
    auto const receipt = Receipt::decode(packed);
    if (!receipt || receipt->log_id != state.log_id || !verify_receipt(*receipt, identity)) return false;
    bool const had = state.epochs.contains(receipt->server_epoch);
    if (had && receipt->server_epoch != state.epoch) return false;
    if (state.lost_epochs.contains(receipt->server_epoch)) return false;
    for (auto const& [id, device] : state.devices)
        for (auto const& [number, epoch] : device.epochs)
            for (auto const& batch : epoch.batches)
                if (had && batch.ack.index == receipt->index && batch.id == receipt->batch) return false;
    if (!had) state.lost_epochs.insert(receipt->server_epoch);
    return true;
}

void note_contact(State& state, ReplicaId tablet, std::int64_t now_ms) {
    auto& contacts = state.contacts[tablet.value];
    auto const after = contacts.upper_bound(now_ms);
    if (after != contacts.begin() && now_ms - *std::prev(after) < limits::contact_grain_ms) return;
    contacts.insert(now_ms);
    contacts.erase(contacts.begin(), contacts.lower_bound(now_ms - limits::contacts_kept_ms));
}

/// Rows of what the person holds, newer than the cursor, oldest first, as many as fit.
void fill(Page& page, std::vector<PageRow> rows, std::size_t rows_max, std::uint64_t end) {
    std::ranges::sort(rows, {}, &PageRow::seq);
    std::size_t bytes = 0;
    for (auto& row : rows) {
        bytes += encode_record(row.record).size();
        page.full = page.rows.size() == rows_max || (!page.rows.empty() && bytes > limits::page_bytes_goal);
        if (page.full) break;
        page.rows.push_back(std::move(row));
    }
    page.to = page.full ? page.rows.back().seq : end;
}
}  // namespace

ModelCentralStore::ModelCentralStore(SigningKey const& identity, Policy& policy, Random& random)
    : identity_(identity), policy_(policy), random_(random) {
    state_.log_id = Uuid::v7(0, random);
    begin_epoch(state_, random);
    state_.server = ReplicaId{random.u64()};  // each start is a replica of its own (4.9 bootid)
}

Outcome<DeviceFacts> ModelCentralStore::device_facts(Uuid const& device, std::uint64_t epoch) {
    auto const at = state_.devices.find(device);
    if (at == state_.devices.end() || !at->second.epochs.contains(epoch)) return DeviceFacts{};
    return DeviceFacts{true, at->second.epochs.at(epoch).key, at->second.person, at->second.revoked};
}

Outcome<Greeting> ModelCentralStore::greet(Hello const& hello, std::int64_t now_ms) {
    auto next = state_;
    store::CursorSeal const seal(identity_, next.log_id);
    auto const past = past_of(next, hello.cursor, seal);
    bool const lost = is_lost_receipt(next, identity_.public_key(), hello.receipt);
    if (past == Past::restored || lost) begin_epoch(next, random_);
    note_contact(next, ReplicaId::of(hello.device, hello.device_epoch), now_ms);
    ModelAct act(next, policy_, identity_, now_ms);
    Greeting out;
    auto const device = next.devices.find(hello.device);
    auto const epochs = device == next.devices.end() ? std::map<std::uint64_t, Epoch>{} : device->second.epochs;
    if (auto const at = epochs.find(hello.device_epoch); at != epochs.end()) {
        auto const& [number, epoch] = *at;
        auto const here = epoch.batches.size();
        bool const other_life =
            here > hello.sealed || (here == hello.sealed && here > 0 && epoch.last_batch != hello.last_batch);
        if (epoch.closed || other_life)
            out.closed = act.close(hello.device, number, "a tablet that does not know its own batches");
    }
    act.finish();
    out.strange_cursor = past == Past::unknown_cursor;
    out.welcome = {next.log_id, next.epoch, now_ms, out.strange_cursor || hello.cursor.epoch != next.epoch, {}};
    for (auto const& [number, epoch] : epochs)
        out.welcome.held.push_back(
            {number, epoch.batches.size(), epoch.batches.empty() ? 0 : ByteReader(epoch.last_batch).u64_be()});
    state_ = std::move(next);
    return out;
}

Outcome<std::vector<Ingested>> ModelCentralStore::ingest(std::span<PreparedBatch const> group, std::int64_t now_ms) {
    auto next = state_;
    ModelAct act(next, policy_, identity_, now_ms);
    std::vector<Ingested> out;
    for (auto const& batch : group) out.push_back(act.ingest(batch));
    act.finish();
    state_ = std::move(next);
    return out;
}

Outcome<Unit> ModelCentralStore::write(std::span<ServerWrite const> writes, std::int64_t now_ms) {
    auto next = state_;
    ModelAct act(next, policy_, identity_, now_ms);
    act.write(writes);
    act.finish();
    state_ = std::move(next);
    return Unit{};
}

Outcome<Page> ModelCentralStore::page(PageQuery const& query) {
    auto const granted = [&](Root const& root) -> Grant const* {
        auto const at = state_.grants.find({query.person, root});
        return at == state_.grants.end() || at->second.left != 0 ? nullptr : &at->second;
    };
    auto const born = [&](Root const& root) { return state_.born.contains({query.device, root}); };
    Page out;
    out.server_epoch = state_.epoch;
    std::vector<PageRow> rows;
    if (query.root && granted(query.root->root)) {
        out.root = query.root->root;
        for (auto const& [name, row] : state_.rows)
            if (name.root == out.root && row.seq > query.root->seq) rows.push_back({row.seq, row.record});
        fill(out, std::move(rows), query.rows_max, state_.seq);
    } else {
        for (auto const& [name, row] : state_.rows) {
            auto const* grant = granted(name.root);
            // A root that was granted since comes whole, in pages of its own, unless this device made it.
            bool const is_whole = grant && (grant->since <= query.seq || born(name.root));
            if (is_whole && row.seq > query.seq && !std::ranges::binary_search(query.quiet, row.seq))
                rows.push_back({row.seq, row.record});
        }
        fill(out, std::move(rows), query.rows_max, state_.seq);
        out.last = out.to == state_.seq;
        std::map<std::uint64_t, Root> leaves, fresh;
        for (auto const& [whose, grant] : state_.grants) {
            if (whose.first != query.person) continue;
            if (grant.left > query.seq && grant.left <= out.to) leaves[grant.left] = whose.second;
            if (grant.left == 0 && grant.since > query.seq && grant.since <= out.to && !born(whose.second))
                fresh[grant.since] = whose.second;
        }
        for (auto const& [seq, root] : leaves) out.leaves.push_back(root);
        for (auto const& [seq, root] : fresh) out.fresh.push_back(root);
        if (out.fresh.size() > limits::hello_entries_max) out.fresh.resize(limits::hello_entries_max);
    }
    if (out.to != 0)
        out.check =
            store::CursorSeal(identity_, state_.log_id).check(out.server_epoch, out.to, check_at(state_, out.to));
    return out;
}

Outcome<Reenrolled> ModelCentralStore::open_epoch(Reenrol const& reenrol) {
    auto next = state_;
    if (!next.devices.contains(reenrol.device)) return Reenrolled{reenrol.new_epoch, "not_allowed"};
    auto& epochs = next.devices.at(reenrol.device).epochs;
    auto const old = epochs.find(reenrol.closed_epoch);
    auto const body = reenrol_body(reenrol.device, reenrol.new_epoch, reenrol.new_key);
    if (old == epochs.end() || !verify(old->second.key, Label::hello, body, reenrol.signature))
        return Reenrolled{reenrol.new_epoch, "not_allowed"};
    if (!old->second.closed) {
        ModelAct act(next, policy_, identity_, 0);
        (void)act.close(reenrol.device, reenrol.closed_epoch, "closed before a restore");
        act.finish();
    }
    auto const [at, fresh] = epochs.try_emplace(reenrol.new_epoch);
    if (!fresh && at->second.key != reenrol.new_key) return Reenrolled{reenrol.new_epoch, "epoch_taken"};
    at->second.key = reenrol.new_key;
    at->second.parent = reenrol.closed_epoch;
    state_ = std::move(next);
    return Reenrolled{reenrol.new_epoch, {}};
}

Outcome<LostKept> ModelCentralStore::keep_lost(Uuid const& device, LostActs const& acts, std::int64_t) {
    for (auto const& record : acts.records) state_.lost.insert({device, encode_record(record)});
    return LostKept{acts.records.size()};
}

Outcome<Unit> ModelCentralStore::quarantine(Uuid const& device, std::string_view, Push const&, std::int64_t) {
    auto& kept = state_.quarantined[device];
    kept = std::min<std::size_t>(kept + 1, limits::quarantine_per_device_max);
    return Unit{};
}

Outcome<Unit> ModelCentralStore::add_device(NewDevice const& device) {
    auto const [at, fresh] = state_.devices.try_emplace(device.device, Device{device.person, false, {}});
    if (fresh) at->second.epochs[device.epoch].key = device.key;
    auto const& epochs = at->second.epochs;
    bool const same = at->second.person == device.person && epochs.contains(device.epoch) &&
                      epochs.at(device.epoch).key == device.key;
    return same ? Outcome<Unit>(Unit{}) : Error{"device_known", "this device is enrolled with another key or person"};
}

Outcome<Unit> ModelCentralStore::set_revoked(Uuid const& device, bool revoked, std::string_view why,
                                             std::int64_t now_ms) {
    auto next = state_;
    ModelAct act(next, policy_, identity_, now_ms);
    if (!act.revoke(device, revoked, why)) return Error{"no_device", "no tablet of this id is enrolled here"};
    act.finish();
    state_ = std::move(next);
    return Unit{};
}

Outcome<std::optional<Record>> ModelCentralStore::find(RecordName const& name) {
    auto const at = state_.rows.find(name);
    return at == state_.rows.end() ? std::nullopt : std::optional(at->second.record);
}

Outcome<std::vector<Record>> ModelCentralStore::records(Root const& root) {
    std::vector<Record> out;
    for (auto const& [name, row] : state_.rows)
        if (name.root == root) out.push_back(row.record);
    return out;
}

Outcome<std::vector<Record>> ModelCentralStore::records(RecordType type) {
    std::map<std::pair<Uuid, Root>, Record> found;  // by id
    for (auto const& [name, row] : state_.rows)
        if (name.type == type) found.emplace(std::pair(name.id, name.root), row.record);
    std::vector<Record> out;
    for (auto& [name, record] : found) out.push_back(std::move(record));
    return out;
}

Outcome<std::vector<HeldRow>> ModelCentralStore::held() {
    return state_.held;
}

Outcome<StoreCounts> ModelCentralStore::counts() {
    StoreCounts out;
    out.records = state_.rows.size();
    for (auto const& [id, device] : state_.devices)
        for (auto const& [number, epoch] : device.epochs) out.batches += epoch.batches.size();
    out.log_leaves = state_.log.size();
    out.held = state_.held.size();
    out.waiting = state_.waiting.size();
    out.lost = state_.lost.size();
    out.incidents = state_.incidents;
    for (auto const& [device, kept] : state_.quarantined) out.quarantined += kept;
    return out;
}

}  // namespace mingcha::test
