#include "shared/merge/record.hpp"

#include <algorithm>

namespace mingcha {

namespace {
auto place(auto& fields, std::uint16_t number) {
    return std::ranges::lower_bound(fields, number, {}, [](auto const& field) { return field.first; });
}

template <typename Combine>
Record combined(Record const& a, Record const& b, Combine combine) {
    Record out = a;
    out.fields.reserve(a.fields.size() + b.fields.size());
    for (auto const& [number, field] : b.fields) {
        auto& mine = out.at(number);
        mine = combine(mine, field);
    }
    return out;
}

std::uint64_t as_unsigned(Value const& value) {
    return static_cast<std::uint64_t>(value.integer());
}
}  // namespace

FieldState const* Record::find(std::uint16_t field) const {
    auto const at = place(fields, field);
    return at != fields.end() && at->first == field ? &at->second : nullptr;
}

FieldState const* Record::find(std::string_view field) const {
    auto const* type = find_type(name.type);
    auto const* spec = type ? find_field(*type, field) : nullptr;
    return spec ? find(spec->number) : nullptr;
}

FieldState& Record::at(std::uint16_t field) {
    auto at = place(fields, field);
    if (at == fields.end() || at->first != field) at = fields.insert(at, {field, {}});
    return at->second;
}

Value Record::value(std::string_view field) const {
    auto const* state = find(field);
    auto const* first = state ? shown_first(*state) : nullptr;
    if (!first) return {};
    auto decoded = Value::decode(view(first->value));
    return decoded ? *std::move(decoded) : Value{};
}

std::vector<Sibling const*> Record::versions(std::string_view field) const {
    std::vector<Sibling const*> out;
    auto const* state = find(field);
    auto const* first = state ? shown_first(*state) : nullptr;
    if (!first) return out;
    out.push_back(first);
    for (auto const& sibling : state->siblings) {
        bool const known =
            std::ranges::any_of(out, [&](Sibling const* other) { return other->value == sibling.value; });
        if (!known) out.push_back(&sibling);
    }
    return out;
}

Record join(Record const& a, Record const& b) {
    return combined(a, b, [](FieldState const& x, FieldState const& y) { return join(x, y); });
}

Record apply(Record const& record, Record const& delta, Clip const& clip) {
    return combined(record, delta, [&](FieldState const& x, FieldState const& y) { return apply(x, y, clip); });
}

VersionVector record_vector(Record const& record) {
    VersionVector out;
    for (auto const& [number, field] : record.fields)
        if (number != withdrawn_field) out.join(field.vector);
    return out;
}

bool is_withdrawn(Record const& record) {
    auto const* field = record.find(withdrawn_field);
    if (!field) return false;
    auto const covers_all = [&](Sibling const& withdrawal) {
        auto const value = Value::decode(view(withdrawal.value));
        if (!value || value->is_null()) return false;
        auto const seen = withdrawal_seen(*value);
        return std::ranges::all_of(record.fields, [&](auto const& other) {
            if (other.first == withdrawn_field) return true;
            return std::ranges::all_of(other.second.siblings,
                                       [&](Sibling const& sibling) { return seen.covers(sibling.dot); });
        });
    };
    return std::ranges::any_of(field->siblings, covers_all);
}

Value withdrawal_value(std::string_view reason, VersionVector const& seen) {
    Value::List entries;
    for (auto const& [replica, counter] : seen.entries())
        entries.emplace_back(Value::List{static_cast<std::int64_t>(replica.value), static_cast<std::int64_t>(counter)});
    return Value::Map{{"reason", reason}, {"seen", std::move(entries)}};
}

VersionVector withdrawal_seen(Value const& value) {
    VersionVector out;
    for (auto const& entry : value["seen"].list()) {
        if (entry.list().size() != 2) continue;
        out.raise({as_unsigned(entry.list()[0])}, as_unsigned(entry.list()[1]));
    }
    return out;
}

std::vector<std::uint16_t> conflicts(Record const& record) {
    std::vector<std::uint16_t> out;
    auto const* type = find_type(record.name.type);
    for (auto const& [number, field] : record.fields) {
        auto const* spec = type ? find_field(*type, number) : nullptr;
        bool const asks = !spec || spec->rule == FieldRule::settled || spec->rule == FieldRule::once;
        if (asks && in_conflict(field)) out.push_back(number);
    }
    return out;
}

}  // namespace mingcha
