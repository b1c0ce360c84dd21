#pragma once

#include <algorithm>
#include <initializer_list>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "shared/merge/record_codec.hpp"

namespace mingcha::test {

/// Small builders for merge states. A replica is written as a number, a value as a short text.
inline Dot dot(std::uint64_t replica, std::uint64_t counter) {
    return {ReplicaId{replica}, counter};
}

inline std::string value_bytes(Value const& value) {
    return std::string(as_text(value.encode()));
}

inline Sibling sibling(std::uint64_t replica, std::uint64_t counter, std::string_view text,
                       std::int64_t time_ms = 1'000) {
    Sibling out;
    out.dot = dot(replica, counter);
    out.stamp.device.time_ms = time_ms;
    out.value = value_bytes(Value(text));
    return out;
}

inline Sibling name_of(Dot const& dot) {
    Sibling out;
    out.dot = dot;
    return out;
}

inline VersionVector vector_of(std::initializer_list<std::pair<std::uint64_t, std::uint64_t>> entries) {
    VersionVector out;
    for (auto const& [replica, counter] : entries) out.raise(ReplicaId{replica}, counter);
    return out;
}

/// The state whose vector covers just its siblings and `more`.
inline FieldState field_of(std::vector<Sibling> siblings, VersionVector const& more = {}) {
    FieldState out;
    out.siblings = std::move(siblings);
    std::ranges::sort(out.siblings, {}, &Sibling::dot);
    out.vector = more;
    for (auto const& each : out.siblings) out.vector.raise(each.dot.replica, each.dot.counter);
    return out;
}

/// What travels: values of the dots in `fresh`, names of the others (4.9 clip).
inline FieldState as_delta(FieldState state, std::vector<Dot> const& fresh) {
    for (auto& each : state.siblings)
        if (std::ranges::find(fresh, each.dot) == fresh.end()) each = name_of(each.dot);
    return state;
}

inline std::vector<Dot> dots_of(FieldState const& state) {
    std::vector<Dot> out;
    for (auto const& each : state.siblings) out.push_back(each.dot);
    return out;
}

/// The texts of a field, in order of their dots.
inline std::vector<std::string> texts_of(FieldState const& state) {
    std::vector<std::string> out;
    for (auto const& each : state.siblings) out.push_back(Value::decode(view(each.value))->text());
    return out;
}

}  // namespace mingcha::test

namespace mingcha {

inline std::ostream& operator<<(std::ostream& out, Dot const& dot) {
    return out << dot.replica.value << ':' << dot.counter;
}

inline std::ostream& operator<<(std::ostream& out, VersionVector const& vector) {
    out << '[';
    for (auto const& [replica, counter] : vector.entries()) out << ' ' << replica.value << ':' << counter;
    return out << " ]";
}

inline std::ostream& operator<<(std::ostream& out, FieldState const& field) {
    out << '{';
    for (auto const& each : field.siblings)
        out << ' ' << each.dot << (each.is_named_only() ? "" : "=") << to_hex(view(each.value));
    return out << " | " << field.vector << '}';
}

}  // namespace mingcha
