#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "tests/support/states.hpp"

/// The same semantics a second time, written from the sentences of the design with maps and loops only, as slowly and
/// plainly as possible, and without looking at shared/merge: two implementations that agree on random input are seldom
/// wrong in the same way.
namespace mingcha::test::model {

using ModelDot = std::pair<std::uint64_t, std::uint64_t>;
using ModelVector = std::map<std::uint64_t, std::uint64_t>;

struct Field {
    std::map<ModelDot, std::string> siblings;
    ModelVector vector;
    friend bool operator==(Field const&, Field const&) = default;
};

inline bool covers(ModelVector const& vector, ModelDot const& dot) {
    auto const found = vector.find(dot.first);
    return found != vector.end() && found->second >= dot.second;
}

inline ModelVector max(ModelVector const& a, ModelVector const& b) {
    ModelVector out = a;
    for (auto const& [replica, counter] : b) out[replica] = std::max(out[replica], counter);
    return out;
}

inline Field join(Field const& a, Field const& b) {
    Field out;
    for (auto const& [dot, value] : a.siblings)
        if (b.siblings.contains(dot) || !covers(b.vector, dot)) out.siblings[dot] = value;
    for (auto const& [dot, value] : b.siblings)
        if (a.siblings.contains(dot) || !covers(a.vector, dot)) out.siblings[dot] = value;
    out.vector = max(a.vector, b.vector);
    return out;
}

inline Field write(Field const& field, ModelVector const& seen, ModelDot const& dot, std::string const& value) {
    Field out;
    for (auto const& [old, text] : field.siblings)
        if (!covers(seen, old)) out.siblings[old] = text;
    out.siblings[dot] = value;
    out.vector = max(max(field.vector, seen), {{dot.first, dot.second}});
    return out;
}

/// Dots outside `fresh` are names: they count only if `field` holds them.
inline Field apply(Field const& field, Field const& delta, std::set<ModelDot> const& fresh, ModelVector const* clip) {
    Field believed;
    for (auto const& [dot, value] : delta.siblings) {
        if (field.siblings.contains(dot))
            believed.siblings[dot] = field.siblings.at(dot);
        else if (fresh.contains(dot))
            believed.siblings[dot] = value;
    }
    for (auto const& [replica, counter] : delta.vector) {
        std::uint64_t const limit = !clip ? counter : clip->contains(replica) ? clip->at(replica) : 0;
        if (std::min(counter, limit) > 0) believed.vector[replica] = std::min(counter, limit);
    }
    return join(field, believed);
}

/// A record is withdrawn iff one of the vectors covers every sibling of its fields.
inline bool is_withdrawn(std::vector<Field> const& fields, std::vector<ModelVector> const& withdrawals) {
    for (auto const& seen : withdrawals) {
        bool all = true;
        for (auto const& field : fields)
            for (auto const& [dot, value] : field.siblings) all = all && covers(seen, dot);
        if (all) return true;
    }
    return false;
}

inline ModelDot of(Dot const& dot) {
    return {dot.replica.value, dot.counter};
}

inline ModelVector of(VersionVector const& vector) {
    ModelVector out;
    for (auto const& [replica, counter] : vector.entries()) out[replica.value] = counter;
    return out;
}

inline Field of(FieldState const& field) {
    Field out;
    for (auto const& each : field.siblings) out.siblings[of(each.dot)] = each.value;
    out.vector = of(field.vector);
    return out;
}

}  // namespace mingcha::test::model
