#include <algorithm>
#include <map>

#include "shared/replica/parts.hpp"

namespace mingcha {

FieldState carried(FieldState const& state, FieldState const& in_delta, Sibling const* fresh) {
    FieldState out;
    out.vector = state.vector;
    for (auto const& sibling : state.siblings) {
        auto const* carried_before = in_delta.find(sibling.dot);
        if (fresh && sibling.dot == fresh->dot)
            out.siblings.push_back(*fresh);
        else if (carried_before && !carried_before->is_named_only())
            out.siblings.push_back(*carried_before);
        else
            out.siblings.push_back({sibling.dot, {}, {}, {}});
    }
    return out;
}

std::vector<Sibling> dropped(FieldState const& state, FieldState const& in_delta) {
    std::vector<Sibling> out;
    for (auto const& sibling : in_delta.siblings)
        if (!sibling.is_named_only() && !state.find(sibling.dot)) out.push_back(sibling);
    return out;
}

std::optional<Record> Replica::Parts::shown(RecordName const& name, std::vector<PendingDelta> const& own) {
    auto base = tables.base(name);
    if (!base && own.empty()) return std::nullopt;
    Record record = base ? std::move(base->record) : Record{name, own.front().delta.record.key, {}};
    for (auto const& row : own) record = apply(record, row.delta.record);
    return record;
}

std::vector<Record> Replica::Parts::shown_all(std::vector<BaseRow> base, std::vector<PendingDelta> const& own) {
    std::map<RecordName, Record> all;
    for (auto& row : base) all.emplace(row.record.name, std::move(row.record));
    for (auto const& row : own) {
        auto const& name = row.delta.record.name;
        auto& record = all.try_emplace(name, Record{name, row.delta.record.key, {}}).first->second;
        record = apply(record, row.delta.record);
    }
    std::vector<Record> out;
    for (auto& [name, record] : all)
        if (!is_withdrawn(record)) out.push_back(std::move(record));
    return out;
}

namespace {
/// The state of the field after the change. `fresh` gets the new sibling where the change makes one.
FieldState changed(Change const& change, FieldState const& before, Record const& record,
                   std::optional<Sibling>& fresh) {
    VersionVector const& seen = change.seen ? *change.seen : before.vector;
    switch (change.kind) {
        case Change::Kind::add:
            return add_element(before, *fresh);
        case Change::Kind::remove:
            return remove_elements(before, change.removed);
        case Change::Kind::withdraw: {
            VersionVector const shown = change.seen ? *change.seen : record_vector(record);
            Bytes const value = withdrawal_value(change.value.text(), shown).encode();
            fresh->value = as_text(value);
            return write(before, change.seen ? shown : before.vector, *fresh);
        }
        case Change::Kind::write:
        case Change::Kind::typing:
            break;
    }
    return write(before, seen, *fresh);
}

/// The centre would refuse the whole delta, and with it what else was written to the record: so it is refused here, before it is stored.
void must_fit(Change const& change, Bytes const& value) {
    auto const* type = find_type(change.name.type);
    auto const* spec = type ? find_field(*type, change.field) : nullptr;
    if (!spec || value.size() <= spec->bytes_max) return;
    refuse("value_too_large", std::string(type->name) + "." + std::string(spec->name) + " holds at most " +
                                  std::to_string(spec->bytes_max) + " bytes, this has " + std::to_string(value.size()) +
                                  ": shorten it, or write a second entry");
}
}  // namespace

void Replica::Parts::put(Change const& change, Uuid const& author) {
    auto own = tables.pending(change.name);
    Record const record = shown(change.name, own).value_or(Record{change.name, change.key, {}});
    bool const goes_on = !own.empty() && own.back().state == PendingState::open;
    PendingDelta open = goes_on ? std::move(own.back()) : PendingDelta{};
    open.author = author;
    if (!goes_on) open.delta.record = {change.name, record.key, {}};

    std::uint16_t const number = change.kind == Change::Kind::withdraw ? withdrawn_field : change.field;
    auto const* found = record.find(number);
    FieldState const before = found ? *found : FieldState{};
    std::optional<Sibling> fresh;
    if (change.kind != Change::Kind::remove) {
        Bytes const value = change.value.encode();
        if (change.kind != Change::Kind::withdraw) must_fit(change, value);
        fresh = Sibling{next_dot(), {clock.now(), 0}, author, std::string(as_text(value))};
    }
    FieldState const after = changed(change, before, record, fresh);
    auto& in_delta = open.delta.record.at(number);
    if (change.kind != Change::Kind::typing)
        for (auto& old : dropped(after, in_delta)) open.delta.superseded.push_back({number, std::move(old)});
    in_delta = carried(after, in_delta, fresh ? &*fresh : nullptr);
    tables.put_pending(open);
}

namespace {
/// What the writer of this delta had seen: its vector also covers the values that he had not, and that stay beside his.
VersionVector seen_by(FieldState const& field) {
    VersionVector out = field.vector;
    for (auto const& sibling : field.siblings)
        if (sibling.is_named_only())
            out.set(sibling.dot.replica, std::min(out.at(sibling.dot.replica), sibling.dot.counter - 1));
    return out;
}
}  // namespace

void Replica::Parts::write_again(Record const& refused, Uuid const& author) {
    auto const* type = find_type(refused.name.type);
    for (auto const& [number, field] : refused.fields) {
        auto const* spec = type ? find_field(*type, number) : nullptr;
        bool const is_set = spec && spec->rule == FieldRule::set;
        if (is_set) {  // what it took out: covered by what it had seen, and not named as staying
            auto const now = shown(refused.name, tables.pending(refused.name));
            auto const* state = now ? now->find(number) : nullptr;
            Change out{refused.name, refused.key, number, Change::Kind::remove, {}, {}, {}};
            for (auto const& sibling : state ? state->siblings : std::vector<Sibling>{})
                if (field.vector.covers(sibling.dot) && !field.find(sibling.dot)) out.removed.push_back(sibling.dot);
            if (!out.removed.empty()) put(out, author);
        }
        for (auto const& sibling : field.siblings) {
            auto value = Value::decode(view(sibling.value));
            if (sibling.is_named_only() || !value) continue;
            auto const kind = is_set ? Change::Kind::add : Change::Kind::write;
            put({refused.name, refused.key, number, kind, *std::move(value), seen_by(field), {}}, author);
        }
    }
}

}  // namespace mingcha
