#include <algorithm>
#include <map>
#include <set>

#include "shared/replica/parts.hpp"

namespace mingcha {

namespace {
using DotMap = std::map<Dot, Dot>;

/// What an old vector becomes in the new epoch (4.9 redot): entries of others as sealed; the closed epoch's entry cut to what the
/// server holds of this copy; the new epoch's entry up to the newest of our re-named writes that the vector covered.
struct Renaming {
    DotMap dots;
    ReplicaId closed;
    ReplicaId fresh;
    std::uint64_t cut = 0;

    [[nodiscard]] Dot operator()(Dot const& dot) const {
        auto const found = dots.find(dot);
        return found == dots.end() ? dot : found->second;
    }
    [[nodiscard]] VersionVector operator()(VersionVector const& old) const {
        VersionVector out;
        for (auto const& [replica, counter] : old.entries())
            out.raise(replica, replica == closed ? std::min(counter, cut) : counter);
        for (auto const& [before, after] : dots)
            if (old.covers(before)) out.raise(after.replica, after.counter);
        return out;
    }
};

/// Dots also stand inside two kinds of values: what a withdrawal has seen, and what a feedback covers.
void rename_inside(Sibling& sibling, RecordType type, std::uint16_t field, Renaming const& names) {
    auto const value = Value::decode(view(sibling.value));
    if (!value) return;
    if (field == withdrawn_field && !value->is_null()) {
        Bytes const fresh = withdrawal_value((*value)["reason"].text(), names(withdrawal_seen(*value))).encode();
        sibling.value = as_text(fresh);
    }
    auto const* spec = type == RecordType::feedback ? find_field(*find_type(type), "dots") : nullptr;
    if (!spec || spec->number != field) return;
    ByteReader in(value->bytes());  // pairs of replica and counter, 8 bytes each
    ByteWriter out;
    while (in.left() >= 16) {
        ReplicaId const replica{in.u64_be()};
        Dot const dot = names(Dot{replica, in.u64_be()});
        out.u64_be(dot.replica.value);
        out.u64_be(dot.counter);
    }
    Bytes const fresh = Value(out.take()).encode();
    sibling.value = as_text(fresh);
}

void rename(PendingDelta& row, Renaming const& names) {
    for (auto& [number, field] : row.delta.record.fields) {
        for (auto& sibling : field.siblings) {
            bool const is_new = names.dots.contains(sibling.dot);
            sibling.dot = names(sibling.dot);
            if (is_new && !sibling.is_named_only()) rename_inside(sibling, row.delta.record.name.type, number, names);
        }
        std::ranges::sort(field.siblings, {}, &Sibling::dot);
        field.vector = names(field.vector);
    }
    for (auto& old : row.delta.superseded) old.write.dot = names(old.write.dot);
}

std::set<Dot> own_dots(std::vector<PendingDelta> const& rows) {
    std::set<Dot> out;
    for (auto const& row : rows) {
        if (row.state != PendingState::open) continue;
        for (auto const& [number, field] : row.delta.record.fields)
            for (auto const& sibling : field.siblings)
                if (!sibling.is_named_only()) out.insert(sibling.dot);
        for (auto const& old : row.delta.superseded) out.insert(old.write.dot);
    }
    return out;
}
}  // namespace

/// 4.6 and 4.9 redot, hello: unaccepted = every kept batch that the server does not hold by hash; accepted ones keep their dots.
Reenrol Replica::Parts::begin_epoch(EpochClosed const& closed) {
    std::set<Hash> const held(closed.held.begin(), closed.held.end());
    std::vector<PendingDelta> rows;
    std::set<std::uint64_t> lost;  // n of batches of the closed epoch that the server does not hold
    std::uint64_t cut = 0;
    sqlite::Statement list(db, "SELECT n, id, state, counter FROM batch WHERE epoch=?1 AND state<>2 ORDER BY n");
    list.with(closed.device_epoch);
    while (list.step()) {
        if (held.contains(hash_from(list.blob(1))))
            cut = std::max(cut, list.unsigned_integer(3));
        else
            lost.insert(list.unsigned_integer(0));
    }
    list.reset();
    sqlite::Statement as_evidence(db, "UPDATE batch SET state=2 WHERE epoch=?1 AND n=?2");
    sqlite::Statement answered(db, "SELECT state FROM batch WHERE epoch=?1 AND n=?2");
    for (auto const n : lost) {
        bool const was_answered = [&] {
            sqlite::Use const use(answered);
            return answered.with(closed.device_epoch, n).step() &&
                   answered.integer(0) == static_cast<std::int64_t>(BatchState::answered);
        }();
        if (was_answered)
            for (auto& row : joined_deltas(closed.device_epoch, n)) rows.push_back(std::move(row));
        as_evidence.with(closed.device_epoch, n).run();
    }
    std::set<std::uint64_t> const rebuilt = [&] {
        std::set<std::uint64_t> out;
        for (auto const& row : rows) out.insert(row.batch_n);
        return out;
    }();
    for (auto& row : tables.all_pending()) {
        bool const of_epoch = row.state != PendingState::open && row.batch_epoch == closed.device_epoch;
        if (!(of_epoch && rebuilt.contains(row.batch_n))) rows.push_back(std::move(row));
    }
    for (auto& row : rows) {
        bool const unaccepted =
            row.state == PendingState::sealed && row.batch_epoch == closed.device_epoch && lost.contains(row.batch_n);
        if (unaccepted)
            row.state = PendingState::open;
        else if (row.state == PendingState::open)
            row.batch_epoch = 0;
    }
    auto const receipts = receipts_quoted(closed.device_epoch, lost);

    Identity next = *identity;
    next.epoch = identity->epoch + 1 + random.below(1u << 30);  // two copies must not choose the same
    next.key = SigningKey::generate(random);
    Reenrol out{identity->device, closed.device_epoch, next.epoch, next.key.public_key(), {}};
    out.signature = identity->key.sign(Label::hello, reenrol_body(identity->device, next.epoch, out.new_key));

    Renaming names{{}, replica(), ReplicaId::of(next.device, next.epoch), cut};
    std::uint64_t counter = 0;
    for (auto const& dot : own_dots(rows))
        if (dot.replica == names.closed) names.dots.emplace(dot, Dot{names.fresh, ++counter});
    for (auto& row : rows)
        if (row.state == PendingState::open) rename(row, names);
    tables.replace_pending(rows);

    save_identity(next);
    tables.set_number("counter", static_cast<std::int64_t>(counter));
    for (auto const* name : {"next_n", "quoted", "live_at_end"}) tables.set_number(name, 0);
    seal_again(receipts);
    auto here = cursor();
    set_cursor({here.epoch, 0, 0});
    tables.forget_coming_roots();
    auto const number = tables.number("reenrols");
    tables.set_blob("reenrol." + std::to_string(number), encode_frame(out));
    tables.set_number("reenrols", number + 1);
    return out;
}

std::map<std::uint64_t, Hash> Replica::Parts::receipts_quoted(std::uint64_t epoch,
                                                              std::set<std::uint64_t> const& batches) {
    std::map<std::uint64_t, Hash> out;
    for (auto const n : batches) {
        sqlite::Use const use(batch_get);
        auto const frame = batch_get.with(epoch, n).step() ? decode_frame(batch_get.blob(0)) : Error{"corrupt", ""};
        auto const* push = frame ? std::get_if<Push>(&*frame) : nullptr;
        if (!push) throw sqlite::Failure({"corrupt", "batch " + std::to_string(n) + " cannot be read back"});
        out[n] = push->batch.header.receipt;
    }
    return out;
}

/// Each batch that was not accepted becomes one of the new epoch that quotes what it quoted: what was built on a refused delta without
/// knowing so still says so (4.9 cascade). Then what was open, which knows the newest receipt.
void Replica::Parts::seal_again(std::map<std::uint64_t, Hash> const& receipts) {
    auto open = tables.pending_in(PendingState::open);
    for (std::size_t from = 0; from < open.size();) {
        std::size_t to = from;
        auto const batch = std::pair(open[from].batch_epoch, open[from].batch_n);
        while (to < open.size() && std::pair(open[to].batch_epoch, open[to].batch_n) == batch) ++to;
        if (batch.first == 0) break;  // open still; sealed like any other
        seal_batch(std::span(open).subspan(from, to - from), 0, receipts.at(batch.second));
        from = to;
    }
    seal();
}

/// Every Reenrol is kept: a server restored from a backup may need to hear them all again, oldest first.
Bytes Replica::Parts::unsaid_reenrol() {
    auto const said = tables.number("reenrols_said");
    return said < tables.number("reenrols") ? tables.blob("reenrol." + std::to_string(said)) : Bytes{};
}

void Replica::Parts::set_aside(EpochClosed const& closed) {
    std::set<Hash> const held(closed.held.begin(), closed.held.end());
    std::set<std::uint64_t> lost;
    sqlite::Statement list(db, "SELECT n, id FROM batch WHERE epoch=?1 AND state=0");
    list.with(closed.device_epoch);
    while (list.step())
        if (!held.contains(hash_from(list.blob(1)))) lost.insert(list.unsigned_integer(0));
    list.reset();
    sqlite::Statement as_evidence(db, "UPDATE batch SET state=2 WHERE epoch=?1 AND n=?2");
    for (auto const n : lost) {
        for (auto const& row : tables.pending_of_batch(closed.device_epoch, n)) {
            hold(row, {Standing::held, 0, "epoch_closed"});
            tables.drop_pending(row.id);
        }
        as_evidence.with(closed.device_epoch, n).run();
    }
}

}  // namespace mingcha
