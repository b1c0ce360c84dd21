#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "shared/merge/dot.hpp"

namespace mingcha {

/// One value of a field and who wrote it. `value` is canonical bytes (record/value.hpp), never empty for a value that
/// is here; empty means that a delta *names* the dot without carrying it.
struct Sibling {
    Dot dot;
    Stamp stamp;
    Uuid author;
    std::string value;

    [[nodiscard]] bool is_named_only() const { return value.empty(); }
    friend bool operator==(Sibling const&, Sibling const&) = default;
};

/// The state of one field: a multi-value register (or a set) with its own causal context. Never split: a delta of a
/// field names every dot that survives and carries the whole vector. Siblings are sorted by dot.
struct FieldState {
    std::vector<Sibling> siblings;
    VersionVector vector;

    [[nodiscard]] Sibling const* find(Dot const& dot) const;
    friend bool operator==(FieldState const&, FieldState const&) = default;
};

/// Drops the siblings that `seen` covers, keeps the others, adds the new one; vector = max(vector, seen, dot). Runs
/// only on the replica that issues the dot. `seen` is the field's vector as the person was shown it. A write is never
/// expressed as a join. [law]
[[nodiscard]] FieldState write(FieldState const& field, VersionVector const& seen, Sibling value);
/// Adds one element of a set: a write that has seen nothing.
[[nodiscard]] FieldState add_element(FieldState const& field, Sibling element);
/// Removes elements of a set by dropping their dots; the vector still covers them, so a join does not bring them back.
[[nodiscard]] FieldState remove_elements(FieldState const& field, std::span<Dot const> dots);

/// Commutative, associative, idempotent: keeps siblings that both sides hold and those of either side whose dot the
/// other's vector does not cover; vector = pointwise max. [law]
[[nodiscard]] FieldState join(FieldState const& a, FieldState const& b);

/// How far a vector's entry for a replica may be believed: the server's accepted counter, or no bound at all on a
/// tablet.
using Clip = std::function<std::uint64_t(ReplicaId, std::uint64_t)>;
/// Joins a delta of a field into a state: dots that the delta only names count only where `field` holds them (4.9
/// clip), vector entries are clipped first, and a value under a dot beyond its clipped entry is not taken, so that the
/// vector covers every sibling of the outcome. A null `clip` believes the delta. That a value travels under a dot of
/// its pusher, above its last accepted counter, is the caller's to check: the state cannot know it.
[[nodiscard]] FieldState apply(FieldState const& field, FieldState const& delta, Clip const& clip = {});

/// True iff siblings hold different values.
[[nodiscard]] bool in_conflict(FieldState const& field);
/// The sibling shown first: highest (shown time, replica, counter). Null for a field without siblings.
[[nodiscard]] Sibling const* shown_first(FieldState const& field);

}  // namespace mingcha
