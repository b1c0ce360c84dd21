#include "shared/merge/field.hpp"

#include <algorithm>
#include <tuple>

namespace mingcha {

namespace {
auto place(auto& siblings, Dot const& dot) {
    return std::ranges::lower_bound(siblings, dot, {}, &Sibling::dot);
}

void insert(std::vector<Sibling>& siblings, Sibling sibling) {
    auto const at = place(siblings, sibling.dot);
    siblings.insert(at, std::move(sibling));
}

std::int64_t joined_effective(std::int64_t a, std::int64_t b) {
    if (a == 0 || b == 0) return a != 0 ? a : b;  // before 1970 too: a clock may say anything
    return std::min(a, b);
}

/// Both sides know this write: value, author and device stamp are immutable; a copy with its value wins over a mere
/// name.
Sibling same_write(Sibling const& a, Sibling const& b) {
    Sibling out = a.is_named_only() ? b : a;
    out.stamp.effective_ms = joined_effective(a.stamp.effective_ms, b.stamp.effective_ms);
    return out;
}
}  // namespace

Sibling const* FieldState::find(Dot const& dot) const {
    auto const at = place(siblings, dot);
    return at != siblings.end() && at->dot == dot ? &*at : nullptr;
}

FieldState write(FieldState const& field, VersionVector const& seen, Sibling value) {
    FieldState out;
    out.vector = field.vector;
    out.vector.join(seen);
    out.vector.raise(value.dot.replica, value.dot.counter);
    for (auto const& sibling : field.siblings)
        if (!seen.covers(sibling.dot)) out.siblings.push_back(sibling);
    insert(out.siblings, std::move(value));
    return out;
}

FieldState add_element(FieldState const& field, Sibling element) {
    return write(field, {}, std::move(element));
}

FieldState remove_elements(FieldState const& field, std::span<Dot const> dots) {
    FieldState out = field;
    std::erase_if(out.siblings,
                  [&](Sibling const& sibling) { return std::ranges::find(dots, sibling.dot) != dots.end(); });
    return out;
}

FieldState join(FieldState const& a, FieldState const& b) {
    FieldState out;
    out.vector = a.vector;
    out.vector.join(b.vector);
    auto left = a.siblings.begin();
    auto right = b.siblings.begin();
    while (left != a.siblings.end() || right != b.siblings.end()) {
        bool const take_left = right == b.siblings.end() || (left != a.siblings.end() && left->dot < right->dot);
        bool const take_right = left == a.siblings.end() || (right != b.siblings.end() && right->dot < left->dot);
        if (take_left) {
            if (!b.vector.covers(left->dot)) out.siblings.push_back(*left);
            ++left;
        } else if (take_right) {
            if (!a.vector.covers(right->dot)) out.siblings.push_back(*right);
            ++right;
        } else {
            out.siblings.push_back(same_write(*left++, *right++));
        }
    }
    return out;
}

FieldState apply(FieldState const& field, FieldState const& delta, Clip const& clip) {
    FieldState believed;
    believed.siblings.reserve(delta.siblings.size());
    for (auto const& [replica, counter] : delta.vector.entries())
        believed.vector.raise(replica, clip ? std::min(counter, clip(replica, counter)) : counter);
    for (auto const& sibling : delta.siblings) {
        bool const is_held = field.find(sibling.dot) != nullptr;
        if (is_held || (!sibling.is_named_only() && believed.vector.covers(sibling.dot)))
            believed.siblings.push_back(sibling);
    }
    if (field.siblings.empty() && field.vector.empty()) return believed;  // a new field: nothing to join with
    return join(field, believed);
}

bool in_conflict(FieldState const& field) {
    return std::ranges::any_of(field.siblings,
                               [&](Sibling const& sibling) { return sibling.value != field.siblings.front().value; });
}

Sibling const* shown_first(FieldState const& field) {
    auto const order = [](Sibling const& s) { return std::tuple(s.stamp.shown_ms(), s.dot.replica, s.dot.counter); };
    auto const best = std::ranges::max_element(field.siblings, {}, order);
    return best == field.siblings.end() ? nullptr : &*best;
}

}  // namespace mingcha
