#include <algorithm>

#include "shared/merge/heads.hpp"
#include "shared/replica/parts.hpp"
#include "shared/wire/limits.hpp"

namespace mingcha {

namespace {
std::uint64_t highest_counter(std::span<Delta const> deltas, ReplicaId replica) {
    std::uint64_t highest = 0;
    auto const note = [&](Sibling const& sibling) {
        if (sibling.dot.replica == replica && !sibling.is_named_only())
            highest = std::max(highest, sibling.dot.counter);
    };
    for (auto const& delta : deltas) {
        for (auto const& [number, field] : delta.record.fields) std::ranges::for_each(field.siblings, note);
        for (auto const& old : delta.superseded) note(old.write);
    }
    return highest;
}

bool covers_new_dots(Record const& row, Delta const& delta) {
    return std::ranges::all_of(delta.record.fields, [&](auto const& field) {
        auto const* state = row.find(field.first);
        return std::ranges::all_of(field.second.siblings, [&](Sibling const& s) {
            return s.is_named_only() || (state && state->vector.covers(s.dot));
        });
    });
}
}  // namespace

bool Replica::Parts::open_is_full() {
    sqlite::Use const use(open_size);
    return open_size.step() && (open_size.unsigned_integer(0) >= limits::batch_deltas_max ||
                                open_size.unsigned_integer(1) >= batch_bytes());
}

std::size_t Replica::Parts::batch_bytes() {
    return static_cast<std::size_t>(tables.number("batch_bytes", limits::batch_bytes_most));
}
void Replica::Parts::set_batch_bytes(std::size_t goal) {
    auto const bounded = std::clamp(goal, limits::batch_bytes_least, limits::batch_bytes_most);
    if (bounded != batch_bytes()) tables.set_number("batch_bytes", static_cast<std::int64_t>(bounded));
}

void Replica::Parts::make_room(Uuid const& author) {
    auto const open = tables.pending_in(PendingState::open);
    if (open_is_full() || (!open.empty() && open.back().author != author)) seal();
}

void Replica::Parts::seal() {
    auto open = tables.pending_in(PendingState::open);
    if (open.empty()) return;
    auto const receipt = tables.blob("quoted_receipt");
    seal_batch(open, static_cast<std::uint64_t>(tables.number("quoted")),
               receipt.empty() ? Hash{} : hash_from(receipt));
}

void Replica::Parts::seal_batch(std::span<PendingDelta> rows, std::uint64_t quoted, Hash const& receipt) {
    BatchBody body;
    random.fill(body.seed);
    for (auto const& row : rows) body.deltas.push_back(row.delta);
    SealedBatch batch;
    auto& header = batch.header;
    header.device = identity->device;
    header.epoch = identity->epoch;
    header.n = static_cast<std::uint64_t>(tables.number("next_n"));
    if (header.n > 0) header.previous = hash_from(tables.blob("last_batch"));
    header.quoted = quoted;
    header.receipt = receipt;
    header.author = rows.front().author;
    header.root = batch_root(body.seed, body.deltas);
    header.count = rows.size();
    batch.signature = identity->key.sign(Label::batch, header.encode());
    batch.body = encode_body(body);

    auto const id = batch.id();
    Bytes const push = encode_frame(Push{batch, {}, {}});
    batch_put
        .with(header.epoch, header.n, ByteView(id), header.author.view(), static_cast<int>(BatchState::queued), push,
              highest_counter(body.deltas, replica()))
        .run();
    tables.set_number("next_n", static_cast<std::int64_t>(header.n + 1));
    tables.set_blob("last_batch", id);
    std::uint64_t index = 0;
    for (auto& row : rows) {
        row.state = PendingState::sealed;
        row.batch_epoch = header.epoch;
        row.batch_n = header.n;
        row.batch_index = index++;
        tables.put_pending(row);
    }
}

void Replica::Parts::accept(Ack const& ack, SealedBatch const& batch) {
    auto const& header = batch.header;
    auto const verdicts = decode_verdicts(ack.verdicts, limits::batch_deltas_max);
    if (!verdicts || verdicts->size() != header.count)
        throw sqlite::Failure({"bad_ack", "verdicts do not fit batch " + std::to_string(header.n)});
    Receipt const receipt{identity->log_id, ack.server_epoch, ack.index,     header.device,
                          header.epoch,     header.n,         batch.id(),    sha256(ack.verdicts),
                          ack.server_ms,    ack.tree_size,    ack.tree_root, ack.signature};
    if (!verify_receipt(receipt, identity->server_identity))
        throw sqlite::Failure(
            {"bad_receipt", "receipt of batch " + std::to_string(header.n) + " is not signed by our server"});

    bool const refused = std::ranges::any_of(*verdicts, [](DeltaVerdict const& v) {
        return v.standing == Standing::held || v.standing == Standing::malformed;
    });
    if (refused) seal();  // what was built on a refused delta must quote the older receipt (4.9 cascade)

    Bytes const packed = receipt.encode();
    batch_state.with(static_cast<int>(BatchState::answered), packed, ack.verdicts, header.epoch, header.n).run();
    set_batch_bytes(batch_bytes() + limits::batch_bytes_step);
    auto const quoted = static_cast<std::uint64_t>(tables.number("quoted"));
    bool const is_own = header.epoch == identity->epoch;
    if (is_own && header.n + 1 > quoted) tables.set_number("quoted", static_cast<std::int64_t>(header.n + 1));
    if (is_own ? header.n + 1 >= quoted : quoted == 0) tables.set_blob("quoted_receipt", receipt.hash());
    tables.set_blob("receipt", packed);
    tables.set_number("received_ms", ack.server_ms);

    for (auto& row : tables.pending_of_batch(header.epoch, header.n)) {
        auto const& verdict = verdicts->at(static_cast<std::size_t>(row.batch_index));
        if (verdict.standing == Standing::joined || verdict.standing == Standing::waiting) {
            row.state = verdict.standing == Standing::joined ? PendingState::joined : PendingState::waiting;
            row.seq_epoch = ack.server_epoch;
            row.seq = verdict.seq;
            tables.put_pending(row);
        } else {
            hold(row, verdict);
            tables.drop_pending(row.id);
        }
    }
    settle();
}

void Replica::Parts::hold(PendingDelta const& row, DeltaVerdict const& verdict) {
    Bytes const delta = encode_delta(row.delta);
    held_put
        .with(row.batch_epoch, row.batch_n, row.batch_index, static_cast<int>(verdict.standing),
              std::string_view(verdict.code), row.author.view(), delta)
        .run();
}

/// The head of the root is here with everything that its transaction made: what waited for it has been judged.
bool Replica::Parts::parent_came(Root const& root) {
    Cursor const here = cursor();
    auto const head = tables.base(head_of(root));
    return head && head->epoch == here.epoch && head->seq <= here.seq && tables.number("live_at_end") != 0 &&
           tables.root_state(root) == RootState::whole;
}

/// Joined deltas leave `pending` when base has reached their seq: by its own row, or because the cursor passed it and no row came, in
/// which case the delta itself is joined into base under the verdict's seq (4.9 promote). One that was stored in an earlier epoch of the
/// server is in every row that this epoch sends, so it leaves when its root has come.
void Replica::Parts::settle() {
    Cursor const here = cursor();
    bool const restarts = tables.number("restart") != 0;
    for (auto const& row : tables.pending_in(PendingState::joined)) {
        auto const& name = row.delta.record.name;
        auto const state = tables.root_state(name.root);
        bool const coming = state == RootState::coming || state == RootState::refresh;
        if (row.seq_epoch != here.epoch) {
            if (!restarts && !coming) tables.drop_pending(row.id);
            continue;
        }
        BaseRow base = tables.base(name).value_or(BaseRow{here.epoch, 0, {name, row.delta.record.key, {}}});
        std::uint64_t const reached = coming ? tables.root_seq(name.root) : here.seq;
        if (base.seq < row.seq && row.seq <= reached) {
            base.record = apply(base.record, row.delta.record);
            base.seq = row.seq;
            base.epoch = here.epoch;
            tables.put_base(base);
        }
        if (base.seq >= row.seq && base.epoch == row.seq_epoch) tables.drop_pending(row.id);
    }
    for (auto const& row : tables.pending_in(PendingState::waiting)) {
        auto const base = tables.base(row.delta.record.name);
        bool const is_here = base && covers_new_dots(base->record, row.delta);
        if (!is_here && !parent_came(row.delta.record.name.root)) continue;
        if (!is_here) hold(row, {Standing::held, 0, "refused_late"});
        tables.drop_pending(row.id);
    }
}

std::vector<PendingDelta> Replica::Parts::joined_deltas(std::uint64_t epoch, std::uint64_t n) {
    sqlite::Use const use(batch_get);
    std::vector<PendingDelta> out;
    if (!batch_get.with(epoch, n).step()) return out;
    auto const frame = decode_frame(batch_get.blob(0));
    auto const* push = frame ? std::get_if<Push>(&*frame) : nullptr;
    auto body = push ? decode_body(push->batch.body) : Outcome<BatchBody>(Error{"corrupt", "a kept batch"});
    auto const verdicts = decode_verdicts(batch_get.blob(2), limits::batch_deltas_max);
    if (!body || !verdicts) throw sqlite::Failure({"corrupt", "batch " + std::to_string(n) + " cannot be read back"});
    for (std::size_t i = 0; i < body->deltas.size() && i < verdicts->size(); ++i) {
        auto const standing = (*verdicts)[i].standing;
        if (standing != Standing::joined && standing != Standing::waiting) continue;
        PendingDelta row;
        row.author = push->batch.header.author;
        row.state = PendingState::sealed;
        row.batch_epoch = epoch;
        row.batch_n = n;
        row.batch_index = i;
        row.delta = std::move(body->deltas[i]);
        out.push_back(std::move(row));
    }
    return out;
}

/// The server names how many batches it holds of each of our epochs; answered ones that it no longer holds go back to the queue, and
/// their deltas to `pending` before anything younger (4.9 requeue). Where its last one is a copy's, ours is not held either: the server
/// closes the epoch when it sees it.
void Replica::Parts::offer(std::vector<EpochCount> const& held, bool restart) {
    auto const expected = [&](std::uint64_t epoch) -> std::uint64_t {
        auto const found = std::ranges::find(held, epoch, &EpochCount::device_epoch);
        if (found == held.end()) return 0;
        if (has_copy(*found)) return found->count - 1;
        // Of an epoch that has ended no Hello speaks: our last batch of it is offered again, and its answer tells.
        bool const unclear = restart && epoch != identity->epoch && last_answered(epoch) + 1 < found->count;
        return unclear ? last_answered(epoch) : found->count;
    };
    std::vector<BatchPosition> back;
    {
        sqlite::Use const use(batch_answered);
        while (batch_answered.step()) {
            BatchPosition const at{batch_answered.unsigned_integer(0), batch_answered.unsigned_integer(1)};
            if (at.n >= expected(at.device_epoch)) back.push_back(at);
        }
    }
    if (back.empty()) return;
    auto const goes_back = [&](PendingDelta const& row) {
        return row.state != PendingState::open &&
               std::ranges::binary_search(back, BatchPosition{row.batch_epoch, row.batch_n});
    };
    std::vector<PendingDelta> rows;
    for (auto const& at : back)
        for (auto& row : joined_deltas(at.device_epoch, at.n)) rows.push_back(std::move(row));
    for (auto& row : tables.all_pending())
        if (!goes_back(row)) rows.push_back(std::move(row));
    tables.replace_pending(rows);
    sqlite::Statement requeue(db, "UPDATE batch SET state=0 WHERE epoch=?1 AND n=?2");
    for (auto const& at : back) requeue.with(at.device_epoch, at.n).run();
}

std::uint64_t Replica::Parts::last_answered(std::uint64_t epoch) {
    sqlite::Statement last(db, "SELECT max(n) FROM batch WHERE epoch=?1 AND state=1");
    return last.with(epoch).step() ? last.unsigned_integer(0) : 0;
}

bool Replica::Parts::has_copy(EpochCount const& theirs) {
    if (theirs.count == 0) return false;
    sqlite::Statement own(db, "SELECT id FROM batch WHERE epoch=?1 AND n=?2");
    if (!own.with(theirs.device_epoch, theirs.count - 1).step()) return false;  // the server compares with our last one
    return ByteReader(own.blob(0)).u64_be() != theirs.last;
}

}  // namespace mingcha
