#include <algorithm>

#include "shared/replica/parts.hpp"

namespace mingcha {

bool Replica::Parts::must_push_first(Page const& page) {
    return std::ranges::any_of(page.leaves, [&](Root const& root) {
        return std::ranges::any_of(tables.pending_of(root), [](PendingDelta const& row) {
            return row.state == PendingState::open || row.state == PendingState::sealed;
        });
    });
}

/// Siblings that the new row neither holds nor covers are on no server any more: they go to the list of lost acts (4.9 restart). What waits
/// here to be sent again is not lost.
void Replica::Parts::lift(Record const& old, Record const* fresh) {
    // A step offered again is judged anew; only an old ruling that says otherwise is an act that was lost (4.9 rulings).
    bool const is_ruling = old.name.type == RecordType::ruling;
    if (is_ruling && fresh && fresh->value("result") == old.value("result")) return;
    auto const own = tables.pending(old.name);
    auto const is_on_its_way = [&](std::uint16_t number, Dot const& dot) {
        return std::ranges::any_of(own, [&](PendingDelta const& row) {
            auto const* field = row.delta.record.find(number);
            auto const* sibling = field ? field->find(dot) : nullptr;
            return sibling && !sibling->is_named_only() && row.state != PendingState::joined;
        });
    };
    Record lost{old.name, old.key, {}};
    for (auto const& [number, field] : old.fields) {
        auto const* now = fresh ? fresh->find(number) : nullptr;
        FieldState only_here;
        for (auto const& sibling : field.siblings)
            if ((!now || (!now->find(sibling.dot) && !now->vector.covers(sibling.dot))) &&
                !is_on_its_way(number, sibling.dot))
                only_here.siblings.push_back(sibling);
        for (auto const& sibling : only_here.siblings) only_here.vector.raise(sibling.dot.replica, sibling.dot.counter);
        if (!only_here.siblings.empty()) lost.fields.emplace_back(number, std::move(only_here));
    }
    if (lost.fields.empty()) return;
    Bytes const packed = encode_record(lost);
    lost_put.with(packed).run();
}

void Replica::Parts::apply_page(Page const& page) {
    auto const leave = [&](Root const& root) {
        for (auto const& row : tables.base_of(root)) tables.drop_base(row.record.name);
        for (auto const& row : tables.pending_of(root))
            if (row.state == PendingState::joined || row.state == PendingState::waiting) tables.drop_pending(row.id);
        tables.put_root(root, RootState::gone, 0);
    };
    for (auto const& root : page.leaves) leave(root);
    for (auto const& row : page.rows) {
        auto const base = tables.base(row.record.name);
        if (base && base->epoch == page.server_epoch && base->seq >= row.seq) continue;
        if (base && base->epoch != page.server_epoch) lift(base->record, &row.record);
        tables.put_base({page.server_epoch, row.seq, row.record});
    }
    if (page.root) {
        auto const done = page.full ? tables.root_state(*page.root) : RootState::whole;
        tables.put_root(*page.root, done, page.full ? page.to : 0);
    } else {
        set_cursor({page.server_epoch, page.to, page.check});
        for (auto const& root : page.fresh) {
            auto const state = tables.root_state(root);
            bool const stands = state == RootState::whole || state == RootState::refresh;
            tables.put_root(root, stands ? RootState::refresh : RootState::coming, 0);
        }
    }
    bool const still_coming =
        !tables.roots_in(RootState::coming).empty() || !tables.roots_in(RootState::refresh).empty();
    bool const at_end = page.root ? tables.number("live_at_end") != 0 : page.last;
    if (!page.root) tables.set_number("live_at_end", page.last ? 1 : 0);
    if (tables.number("restart") != 0 && at_end && !still_coming) {
        for (auto const& row : tables.base_not_of_epoch(page.server_epoch)) {
            lift(row.record, nullptr);
            tables.drop_base(row.record.name);
        }
        tables.set_number("restart", 0);
    }
    settle();
}

}  // namespace mingcha
