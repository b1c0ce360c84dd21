#pragma once

#include <compare>
#include <string>
#include <utility>
#include <vector>

#include "shared/merge/field.hpp"
#include "shared/record/schema.hpp"
#include "shared/record/value.hpp"

namespace mingcha {

/// A set of records with one audience at all times; `id` is the id of its head record.
struct Root {
    RootKind kind = RootKind::office;
    Uuid id;
    friend auto operator<=>(Root const&, Root const&) = default;
};

/// Where a record lives. The root is part of the name: it is fixed when the record is made.
struct RecordName {
    Root root;
    RecordType type = RecordType::office;
    Uuid id;
    friend auto operator<=>(RecordName const&, RecordName const&) = default;
};

/// The state of a record, or a delta of one (which may leave fields out). `key` is the text from which the id was derived, for types
/// that have one; it is as immutable as the id. Fields are sorted by number, each at most once.
struct Record {
    RecordName name;
    std::string key;
    std::vector<std::pair<std::uint16_t, FieldState>> fields;

    [[nodiscard]] FieldState const* find(std::uint16_t field) const;
    /// Null when the catalogue does not know the name or the record does not have the field.
    [[nodiscard]] FieldState const* find(std::string_view field) const;
    [[nodiscard]] FieldState& at(std::uint16_t field);
    /// The value shown first; null where there is none.
    [[nodiscard]] Value value(std::string_view field) const;
    /// Every different value of the field, shown first at the front.
    [[nodiscard]] std::vector<Sibling const*> versions(std::string_view field) const;
    friend bool operator==(Record const&, Record const&) = default;
};

/// Field by field.
[[nodiscard]] Record join(Record const& a, Record const& b);
[[nodiscard]] Record apply(Record const& record, Record const& delta, Clip const& clip = {});

/// The pointwise max of the vectors of all fields but `withdrawn`: what a withdrawal has seen.
[[nodiscard]] VersionVector record_vector(Record const& record);
/// True iff one sibling of `withdrawn` covers every sibling of the record's other fields (4.9 withdrawn).
[[nodiscard]] bool is_withdrawn(Record const& record);
/// The value of `withdrawn`: {reason, seen}; the vector as a list of [replica, counter] pairs.
[[nodiscard]] Value withdrawal_value(std::string_view reason, VersionVector const& seen);
[[nodiscard]] VersionVector withdrawal_seen(Value const& value);

/// Fields in conflict that wait for a person: of rule `settled` or `once`, and unknown fields.
[[nodiscard]] std::vector<std::uint16_t> conflicts(Record const& record);

}  // namespace mingcha
