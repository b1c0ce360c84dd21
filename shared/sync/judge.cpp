#include "shared/sync/judge.hpp"

#include <algorithm>
#include <functional>

#include "shared/merge/heads.hpp"
#include "shared/wire/limits.hpp"

namespace mingcha {

namespace {
template <typename Visit>
void each_value(Delta const& delta, Visit visit) {
    for (auto const& [number, field] : delta.record.fields)
        for (auto const& sibling : field.siblings)
            if (!sibling.is_named_only()) visit(number, sibling);
    for (auto const& old : delta.superseded) visit(old.field, old.write);
}

bool has_kind(Value const& value, FieldKind kind) {
    if (value.is_null()) return true;  // a cleared field
    switch (kind) {
        case FieldKind::text:
        case FieldKind::code:
        case FieldKind::decimal:
            return std::holds_alternative<std::string>(value.data());
        case FieldKind::integer:
        case FieldKind::time:
            return std::holds_alternative<std::int64_t>(value.data());
        case FieldKind::flag:
            return std::holds_alternative<bool>(value.data());
        case FieldKind::id:
            return value.bytes().size() == 16;
        case FieldKind::hash:
            return value.bytes().size() == 32;
        case FieldKind::bytes:
            return std::holds_alternative<Bytes>(value.data());
        case FieldKind::map:
            return std::holds_alternative<Value::Map>(value.data());
        case FieldKind::list:
            return std::holds_alternative<Value::List>(value.data());
    }
    return false;
}

bool root_fits(TypeSpec const& type, RootKind root) {
    using enum RecordType;
    bool const follows_subject = type.type == photo || type.type == step || type.type == ruling;
    return root == type.root || (follows_subject && root == RootKind::finding);
}

std::string name_fault(Record const& record, TypeSpec const& type) {
    if (!root_fits(type, record.name.root.kind)) return "wrong_root";
    if (type.is_head != (record.name.id == record.name.root.id)) return "wrong_id";
    if (type.has_key != !record.key.empty()) return "wrong_key";
    if (type.has_key && record.name.id != Uuid::derived(record.name.root.id, record.key)) return "wrong_id";
    return {};
}

std::string value_fault(TypeSpec const* type, std::uint16_t number, std::string const& bytes) {
    auto const value = Value::decode(view(bytes));
    if (!value) return "bad_value";
    auto const* spec = type ? find_field(*type, number) : nullptr;
    if (spec && bytes.size() > spec->bytes_max) return "value_too_large";
    if (spec && !has_kind(*value, spec->kind)) return "wrong_kind";
    return {};
}

std::string unknown_fault(Delta const& delta, TypeSpec const* type) {
    std::size_t fields = 0;
    std::size_t bytes = 0;
    for (auto const& [number, field] : delta.record.fields) {
        if (type && find_field(*type, number)) continue;
        ++fields;
        for (auto const& sibling : field.siblings) bytes += sibling.value.size();
    }
    return fields > limits::unknown_fields_max || bytes > limits::unknown_bytes_max ? "unknown_too_large" : "";
}

/// A device's clock that is wrong beside the server's gets an effective time; it never moves the device's own (DESIGN section 2).
std::int64_t effective_ms(Stamp const& stamp, BatchFacts const& facts) {
    constexpr std::int64_t doubt_ms = 5 * 60 * 1000;  // DOMAIN CF16: drift over 5 minutes is flagged
    bool const drifted = facts.drift_ms > doubt_ms || facts.drift_ms < -doubt_ms;
    if (drifted) return std::min(stamp.device.time_ms - facts.drift_ms, facts.server_ms);
    return stamp.device.time_ms > facts.server_ms + doubt_ms ? facts.server_ms : 0;
}

/// What a withdrawal has seen is clipped like the vector that it is.
void clip_withdrawal(Sibling& sibling, Clip const& clip) {
    auto const value = Value::decode(view(sibling.value));
    if (!value || value->is_null()) return;
    auto const claimed = withdrawal_seen(*value);
    VersionVector seen;
    for (auto const& [replica, counter] : claimed.entries())
        seen.raise(replica, std::min(counter, clip(replica, counter)));
    if (seen == claimed) return;
    Bytes const fresh = withdrawal_value((*value)["reason"].text(), seen).encode();
    sibling.value = as_text(fresh);
}

std::string malformation(BatchHeader const& header, ReplicaId own, Delta const& delta);

struct Judging {
    BatchHeader const& header;
    BatchFacts const& facts;
    JudgePort& port;
    std::uint64_t highest;
    ReplicaId own;
    std::span<WaitingDelta const> behind =
        {};  // stored, not joined yet: whoever claims to cover them has not seen them

    [[nodiscard]] bool cascades(Delta const& delta) const {
        auto const& name = delta.record.name;
        bool const whole_record = name.type == RecordType::feedback || delta.record.find(withdrawn_field) != nullptr;
        auto const field_refused = [&](auto const& field) { return port.follows_refusal(header, name, field.first); };
        if (std::ranges::any_of(delta.record.fields, field_refused)) return true;
        return whole_record && port.follows_refusal(header, name, any_field);
    }

    /// How far a vector's entry in this record is believed (4.9 clip).
    [[nodiscard]] std::uint64_t believed(RecordName const& name, ReplicaId replica) const {
        std::uint64_t bound = replica == own ? std::max(highest, port.accepted(own)) : port.accepted(replica);
        for (auto const& waiting : behind)
            if (waiting.delta.record.name == name &&
                ReplicaId::of(waiting.header.device, waiting.header.epoch) == replica)
                bound = std::min(bound, lowest_dot(waiting.header, {waiting.delta}) - 1);
        return bound;
    }

    JudgedDelta refuse(std::uint64_t index, Delta const& delta, Standing standing, std::string code) const {
        JudgedDelta out{{standing, 0, std::move(code)}, 0, false};
        for (auto const& [number, field] : delta.record.fields) port.note_refusal(header, delta.record.name, number);
        port.note_refusal(header, delta.record.name, any_field);
        port.keep_held(header, index, delta, out.verdict);
        return out;
    }

    [[nodiscard]] bool needs_effective(Record const& record) const {
        return std::ranges::any_of(record.fields, [&](auto const& field) {
            return std::ranges::any_of(field.second.siblings, [&](Sibling const& sibling) {
                return !sibling.is_named_only() && effective_ms(sibling.stamp, facts) != 0;
            });
        });
    }
    [[nodiscard]] Record stamp(Record record, Clip const& clip) const {
        for (auto& [number, field] : record.fields)
            for (auto& sibling : field.siblings) {
                if (sibling.is_named_only()) continue;
                if (number == withdrawn_field) clip_withdrawal(sibling, clip);
                sibling.stamp.effective_ms = effective_ms(sibling.stamp, facts);
            }
        return record;
    }

    JudgedDelta join(Delta const& delta, std::optional<JudgePort::Row> const& row) const {
        bool clipped = false;
        auto const bounded = [&](ReplicaId replica, std::uint64_t counter) {
            std::uint64_t const bound = believed(delta.record.name, replica);
            clipped |= counter > bound;
            return bound;
        };
        Clip const clip = std::ref(bounded);
        std::optional<Record> stamped;  // copied only where a clock was wrong or something is withdrawn
        bool const corrected = needs_effective(delta.record);
        if (corrected || delta.record.find(withdrawn_field)) stamped = stamp(delta.record, clip);
        Record const nothing{delta.record.name, delta.record.key, {}};
        Record const merged = apply(row ? row->record : nothing, stamped ? *stamped : delta.record, clip);
        std::uint64_t const seq = port.put(merged, row, header);
        if (clipped && facts.old_place) port.keep_clipped(*facts.old_place, {header, delta});
        return {{Standing::joined, seq, {}}, row ? row->seq : 0, !clipped && !corrected};
    }

    JudgedDelta decide(std::uint64_t index, Delta const& delta) const {
        bool const honours = index < facts.honoured.size();
        bool const was_refused = honours && facts.honoured[index].standing != Standing::joined &&
                                 facts.honoured[index].standing != Standing::waiting;
        if (was_refused) return refuse(index, delta, facts.honoured[index].standing, facts.honoured[index].code);
        if (auto code = malformation(header, own, delta); !code.empty())
            return refuse(index, delta, Standing::malformed, std::move(code));
        auto const& name = delta.record.name;
        if (name.id != name.root.id && !port.has(head_of(name.root))) {
            port.keep_waiting({header, index, delta});
            return {{Standing::waiting, 0, {}}, 0, false};
        }
        if (!honours && cascades(delta)) return refuse(index, delta, Standing::held, "follows_refused");
        auto const row = port.row(name);
        if (!honours)
            if (auto code = port.refuses(header, delta, row); !code.empty())
                return refuse(index, delta, Standing::held, std::move(code));
        return join(delta, row);
    }

    static constexpr std::uint16_t any_field = 0;  // stands for "some field of the record" in the list of refusals
};
}  // namespace

std::string malformation(BatchHeader const& header, Delta const& delta) {
    return malformation(header, ReplicaId::of(header.device, header.epoch), delta);
}

namespace {
std::string malformation(BatchHeader const& header, ReplicaId own, Delta const& delta) {
    auto const* type = find_type(delta.record.name.type);
    if (type)
        if (auto fault = name_fault(delta.record, *type); !fault.empty()) return fault;
    if (delta.record.fields.empty()) return "empty";
    if (auto fault = unknown_fault(delta, type); !fault.empty()) return fault;
    std::string fault;
    each_value(delta, [&](std::uint16_t number, Sibling const& sibling) {
        if (!fault.empty()) return;
        if (sibling.dot.replica != own || sibling.dot.counter == 0)
            fault = "foreign_dot";
        else if (sibling.stamp.effective_ms != 0 || sibling.author != header.author)
            fault = "wrong_author";
        else
            fault = value_fault(type, number, sibling.value);
    });
    return fault;
}
}  // namespace

std::uint64_t highest_dot(BatchHeader const& header, std::vector<Delta> const& deltas) {
    ReplicaId const own = ReplicaId::of(header.device, header.epoch);
    std::uint64_t highest = 0;
    for (auto const& delta : deltas)
        each_value(delta, [&](std::uint16_t, Sibling const& s) {
            if (s.dot.replica == own) highest = std::max(highest, s.dot.counter);
        });
    return highest;
}

std::uint64_t lowest_dot(BatchHeader const& header, std::vector<Delta> const& deltas) {
    ReplicaId const own = ReplicaId::of(header.device, header.epoch);
    std::uint64_t lowest = UINT64_MAX;
    for (auto const& delta : deltas)
        each_value(delta, [&](std::uint16_t, Sibling const& s) {
            if (s.dot.replica == own) lowest = std::min(lowest, s.dot.counter);
        });
    return lowest;
}

namespace {
/// The parent has come: what waited is joined in its order, under its own dots.
void join_waiting(Root const& root, BatchFacts const& facts, JudgePort& port) {
    auto const waiting = port.take_waiting(root);
    for (std::size_t i = 0; i < waiting.size(); ++i) {
        auto const& one = waiting[i];
        BatchFacts const then{facts.server_ms, 0, {}, {}};
        Judging const late{one.header,
                           then,
                           port,
                           highest_dot(one.header, {one.delta}),
                           ReplicaId::of(one.header.device, one.header.epoch),
                           std::span(waiting).subspan(i + 1)};
        (void)late.decide(one.index, one.delta);
    }
}

/// A delta that was offered again before this batch had covered what this batch brings back, if its old place is after this one's: now
/// that the values are here it covers them again. Else a removal would be undone by the order in which tablets return.
void cover_again(BatchHeader const& header, std::uint64_t highest, OldPlace const& place, JudgePort& port) {
    ReplicaId const own = ReplicaId::of(header.device, header.epoch);
    std::uint64_t const bound = std::max(highest, port.accepted(own));
    for (auto const& kept : port.clipped_after(place)) {
        auto const row = port.row(kept.delta.record.name);
        if (!row) continue;
        Record healed = apply(row->record, kept.delta.record,
                              [&](ReplicaId replica, std::uint64_t) { return replica == own ? bound : 0; });
        if (healed != row->record) port.put(healed, row, kept.header);
    }
}
}  // namespace

std::vector<JudgedDelta> judge(BatchHeader const& header, std::vector<Delta> const& deltas, BatchFacts const& facts,
                               JudgePort& port) {
    Judging const judging{header, facts, port, highest_dot(header, deltas), ReplicaId::of(header.device, header.epoch)};
    std::vector<JudgedDelta> out;
    out.reserve(deltas.size());
    for (std::size_t i = 0; i < deltas.size(); ++i) {
        out.push_back(judging.decide(i, deltas[i]));
        auto const& name = deltas[i].record.name;
        bool const is_new_head =
            out.back().verdict.standing == Standing::joined && name.id == name.root.id && out.back().previous_seq == 0;
        if (is_new_head) join_waiting(name.root, facts, port);
    }
    if (facts.old_place) cover_again(header, judging.highest, *facts.old_place, port);
    return out;
}

}  // namespace mingcha
