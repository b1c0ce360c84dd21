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

/// One open delta a record: a later one of the same record and author goes into the earlier.
std::vector<PendingDelta> merged(std::vector<PendingDelta> rows) {
    std::vector<PendingDelta> out;
    for (auto& row : rows) {
        auto const same = std::ranges::find_if(out, [&](PendingDelta const& other) {
            return other.state == PendingState::open && row.state == PendingState::open && other.author == row.author &&
                   other.delta.record.name == row.delta.record.name;
        });
        if (same == out.end()) {
            out.push_back(std::move(row));
            continue;
        }
        for (auto& [number, field] : row.delta.record.fields) {
            auto& mine = same->delta.record.at(number);
            for (auto& old : dropped(field, mine)) same->delta.superseded.push_back({number, std::move(old)});
            for (auto& sibling : field.siblings)
                if (auto const* kept = mine.find(sibling.dot); kept && sibling.is_named_only()) sibling = *kept;
            mine = std::move(field);
        }
        for (auto& old : row.delta.superseded) same->delta.superseded.push_back(std::move(old));
    }
    return out;
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
        if (unaccepted) row.state = PendingState::open;
    }

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
    tables.replace_pending(merged(std::move(rows)));

    save_identity(next);
    tables.set_number("counter", static_cast<std::int64_t>(counter));
    for (auto const* name : {"next_n", "quoted", "live_at_end"}) tables.set_number(name, 0);
    auto here = cursor();
    set_cursor({here.epoch, 0, 0});
    tables.forget_coming_roots();
    auto const number = tables.number("reenrols");
    tables.set_blob("reenrol." + std::to_string(number), encode_frame(out));
    tables.set_number("reenrols", number + 1);
    return out;
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
            Bytes const delta = encode_delta(row.delta);
            held_put
                .with(row.batch_epoch, n, row.batch_index, static_cast<int>(Standing::held), "epoch_closed",
                      row.author.view(), delta)
                .run();
            tables.drop_pending(row.id);
        }
        as_evidence.with(closed.device_epoch, n).run();
    }
}

}  // namespace mingcha
