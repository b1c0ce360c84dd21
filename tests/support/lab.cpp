#include "tests/support/lab.hpp"

namespace mingcha::test::lab {

namespace {
std::string value_of(std::size_t write) {
    return std::string(1, static_cast<char>('A' + write));
}
std::size_t write_of(Sibling const& sibling) {
    return static_cast<std::size_t>(sibling.value[0] - 'A');
}

Bits writes_of(FieldState const& state) {
    Bits out = 0;
    for (auto const& each : state.siblings) out |= bit(write_of(each));
    return out;
}

bool contains(std::vector<Dot> const& dots, Dot const& dot) {
    return std::ranges::find(dots, dot) != dots.end();
}

VersionVector clipped(VersionVector const& vector, VersionVector const& limit) {
    VersionVector out;
    for (auto const& [replica, counter] : vector.entries()) out.raise(replica, std::min(counter, limit.at(replica)));
    return out;
}

char const* const kind_names[] = {"write",   "add",       "remove",  "pull",       "seal",      "refuse",
                                  "restore", "web_write", "web_add", "web_remove", "open_page", "server_restore"};
}  // namespace

std::string Event::text() const {
    return std::string(kind_names[kind]) + "(" + std::to_string(who) + "," + std::to_string(what) + ")";
}

void Observer::take(Sealed const& delta) {
    // A push's own entry may not exceed its highest new dot, superseded ones included; other entries what was accepted from those replicas.
    accepted.raise(delta.replica, delta.highest);
    auto const clip = [&](ReplicaId replica, std::uint64_t) { return accepted.at(replica); };
    for (std::size_t f = 0; f < field_count; ++f)
        if (delta.fields[f]) row[f] = apply(row[f], *delta.fields[f], clip);
}

Bits Server::log_bits() const {
    Bits out = 0;
    for (auto const number : log) out |= bit(number);
    return out;
}

FieldState Tablet::shown(std::size_t field) const {
    FieldState out = base[field];
    for (auto const& each : pending)
        if (each.delta.fields[field]) out = apply(out, *each.delta.fields[field]);
    return out;
}

bool Tablet::has_open() const {
    return !pending.empty() && pending.back().stage == Pending::open;
}

World::World(Rules const& rules) : rules_(rules) {
    for (std::size_t i = 0; i < tablet_count; ++i) tablets_[i].device = i, tablets_[i].me = ReplicaId{++replicas_};
    server_.me = ReplicaId{++replicas_};
}

Sibling World::new_write(std::size_t field, Bits shown, ReplicaId replica, std::uint64_t counter) {
    Sibling out;
    out.dot = {replica, counter};
    out.value = value_of(truths_.size());
    truths_.push_back({field, shown});
    return out;
}

// ── a tablet ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/// The open delta carries the whole new state of the field; what it replaces of its own stays in the log as superseded.
void World::put(Tablet& tablet, std::size_t field, FieldState const& state, std::optional<Dot> fresh, Bits wrote,
                Bits removed) {
    if (!tablet.has_open()) tablet.pending.push_back({{}, Tablet::Pending::open, 0});
    Sealed& open = tablet.pending.back().delta;
    if (open.fields[field])
        for (auto const& old : open.fields[field]->siblings)
            if (!state.find(old.dot)) std::erase(open.fresh, old.dot);
    if (fresh) open.fresh.push_back(*fresh), open.highest = fresh->counter;
    open.device = tablet.device;
    open.replica = tablet.me;
    open.fields[field] = as_delta(state, open.fresh);
    open.wrote |= wrote;
    open.removed |= removed;
    open.after |= tablet.base_has;
}

void World::write_on(Tablet& tablet, std::size_t field, bool is_add) {
    auto const state = tablet.shown(field);
    auto const next = new_write(field, is_add ? 0 : writes_of(state), tablet.me, ++tablet.counter);
    put(tablet, field, is_add ? add_element(state, next) : write(state, state.vector, next), next.dot,
        bit(last_write()), 0);
}

void World::remove_on(Tablet& tablet, std::size_t element) {
    auto const state = tablet.shown(set_field);
    auto const& gone = state.siblings[element];
    put(tablet, set_field, remove_elements(state, std::vector{gone.dot}), {}, 0, bit(write_of(gone)));
}

void World::seal(Tablet& tablet, bool is_refused) {
    if (!tablet.has_open()) return;
    auto& last = tablet.pending.back();
    last.delta.quotes = tablet.receipt;
    last.delta.is_refused = is_refused;
    for (auto const& [number, verdict] : tablet.kept) last.delta.after |= bit(number);
    last.stage = Tablet::Pending::sealed;
    last.number = sealed_.size();
    tablet.kept.emplace_back(last.number, Verdict::none);
    sealed_.push_back(last.delta);
}

void World::hand_in(Tablet& tablet) {
    requeue(tablet);
    for (auto const& each : tablet.pending)
        if (each.stage == Tablet::Pending::sealed) {
            auto const kept = std::ranges::find(tablet.kept, each.number, &std::pair<std::size_t, Verdict>::first);
            judge(each.number, kept->second == Verdict::joined);
        }
}

/// The tablet reads its verdicts: joined deltas wait for base, held ones leave; what was built on them is sealed before that.
void World::answer(Tablet& tablet) {
    bool const any_held = std::ranges::any_of(tablet.pending, [&](auto const& each) {
        auto const found = server_.verdicts.find(each.number);
        return each.stage == Tablet::Pending::sealed && found != server_.verdicts.end() &&
               found->second.first == Verdict::held;
    });
    if (any_held) seal(tablet, false);
    for (auto& [number, verdict] : tablet.kept) {
        auto const found = server_.verdicts.find(number);
        if (found == server_.verdicts.end()) continue;
        verdict = found->second.first;
        tablet.receipt = std::max(tablet.receipt, found->second.second);
    }
    for (auto& each : tablet.pending) {
        auto const found = server_.verdicts.find(each.number);
        if (each.stage == Tablet::Pending::sealed && found != server_.verdicts.end() &&
            found->second.first == Verdict::joined)
            each.stage = Tablet::Pending::joined;
    }
    std::erase_if(tablet.pending, [&](auto const& each) {
        auto const found = server_.verdicts.find(each.number);
        return each.stage == Tablet::Pending::sealed && found != server_.verdicts.end() &&
               found->second.first == Verdict::held;
    });
}

/// After a rollback of the server: what it no longer holds goes back to pending, in order; held verdicts are honoured.
void World::requeue(Tablet& tablet) {
    std::vector<Tablet::Pending> queue;
    for (auto const& [number, verdict] : tablet.kept) {
        auto const number_ = number;
        auto const here = std::ranges::find_if(tablet.pending, [&](auto const& each) {
            return each.stage != Tablet::Pending::open && each.number == number_;
        });
        bool const is_known = server_.verdicts.contains(number);
        if (!is_known && verdict == Verdict::held) {
            judge(number, true);
        } else if (!is_known && (verdict == Verdict::none || rules_.requeue)) {
            queue.push_back({sealed_[number], Tablet::Pending::sealed, number});
        } else if (is_known && here != tablet.pending.end()) {
            queue.push_back(*here);
        }
    }
    if (tablet.has_open()) queue.push_back(tablet.pending.back());
    tablet.pending = std::move(queue);
}

void World::pull(Tablet& tablet) {
    requeue(tablet);
    answer(tablet);
    tablet.base = server_.state.row;
    tablet.base_has = server_.log_bits();
    std::erase_if(tablet.pending, [](auto const& each) { return each.stage == Tablet::Pending::joined; });
}

/// An earlier image of the store. It reads the verdicts of what it had sealed, then begins a new epoch.
void World::restore(Tablet& tablet, std::size_t back) {
    auto& past = past_[tablet.device];
    tablet = *past[past.size() - back];
    if (rules_.redot) enrol(tablet);
}

void World::enrol(Tablet& tablet) {
    auto const old_receipt = tablet.receipt;
    auto const old_name = tablet.me;
    std::uint64_t cut = 0;  // the last counter of this copy's batches that the server holds byte for byte
    for (auto const& [number, verdict] : tablet.kept)
        if (sealed_[number].replica == old_name && server_.verdicts.contains(number))
            cut = std::max(cut, sealed_[number].highest);
    if (tablet
            .has_open()) {  // the open delta takes part like a sealed one: it keeps the receipt that it was built under
        tablet.pending.back().delta.quotes = old_receipt;
        tablet.pending.back().stage = Tablet::Pending::sealed;
        tablet.pending.back().number = sealed_.size();
        tablet.kept.emplace_back(sealed_.size(), Verdict::none);
        for (auto const& [number, verdict] : tablet.kept) tablet.pending.back().delta.after |= bit(number);
        sealed_.push_back(tablet.pending.back().delta);
    }
    answer(tablet);
    tablet.me = ReplicaId{++replicas_};
    tablet.counter = 0;
    std::map<Dot, Dot> renamed;
    for (auto& each : tablet.pending) {
        if (each.stage != Tablet::Pending::sealed) continue;
        for (auto& name : each.delta.fresh) name = renamed[name] = Dot{tablet.me, ++tablet.counter};
        each.delta.highest = tablet.counter;
    }
    auto const redotted = [&](VersionVector const& vector) {
        VersionVector out = vector;
        out.set(old_name, std::min(vector.at(old_name), cut));
        for (auto const& [from, to] : renamed)
            if (vector.covers(from)) out.raise(to.replica, to.counter);
        return out;
    };
    for (auto& each : tablet.pending) {
        if (each.stage != Tablet::Pending::sealed) continue;
        each.delta.replica = tablet.me;
        for (std::size_t f = 0; f < field_count; ++f) {
            if (!each.delta.fields[f]) continue;
            FieldState& state = *each.delta.fields[f];
            for (auto& one : state.siblings)
                if (auto const found = renamed.find(one.dot); found != renamed.end()) one.dot = found->second;
            std::ranges::sort(state.siblings, {}, &Sibling::dot);
            if (rules_.redot_keeps_vector) {
                state.vector = redotted(state.vector);
            } else {
                state.vector = tablet.base[f].vector;
                for (auto const& [from, to] : renamed) state.vector.raise(to.replica, to.counter);
            }
        }
        std::erase_if(tablet.kept, [&](auto const& kept) { return kept.first == each.number; });
        each.number = sealed_.size();
        tablet.kept.emplace_back(each.number, Verdict::none);
        sealed_.push_back(each.delta);
    }
}

// ── the server ───────────────────────────────────────────────────────────────────────────────────────────────────────

void World::judge(std::size_t number, bool is_honoured) {
    if (server_.verdicts.contains(number)) return;
    Sealed const& delta = sealed_[number];
    std::uint64_t const who = rules_.cascade_by_device ? delta.device : 1'000 + delta.replica.value;
    bool joins = !delta.is_refused;
    for (std::size_t f = 0; f < field_count && rules_.cascade; ++f) {
        auto const found = server_.refused.find({who, f});
        joins = joins && !(delta.fields[f] && found != server_.refused.end() && found->second > delta.quotes);
    }
    std::size_t receipt = ++receipts_;
    for (auto const& tablet : tablets_)
        for (auto const& [kept, verdict] : tablet.kept)
            if (is_honoured && kept == number) joins = verdict == Verdict::joined;
    if (!joins) {
        server_.state.accepted.raise(delta.replica, delta.highest);
        for (std::size_t f = 0; f < field_count; ++f)
            if (delta.fields[f]) server_.refused[{who, f}] = receipt;
    } else {
        if (!rules_.clip)
            for (auto const& field : delta.fields)
                if (field) server_.state.accepted.join(field->vector);
        server_.state.take(delta);
        server_.log.push_back(number);
    }
    server_.verdicts[number] = {joins ? Verdict::joined : Verdict::held, receipt};
}

void World::web(std::size_t person, std::size_t field, FieldState state, std::optional<Dot> fresh, Bits wrote,
                Bits removed) {
    Sealed delta;
    delta.device = server_device;
    delta.replica = server_.me;
    if (fresh) delta.fresh.push_back(*fresh), delta.highest = fresh->counter;
    delta.fields[field] = as_delta(state, delta.fresh);
    delta.wrote = wrote;
    delta.removed = removed;
    delta.after = server_.log_bits();
    server_.state.accepted.raise(server_.me, server_.counter);
    server_.state.row[field] = state;
    server_.log.push_back(sealed_.size());
    server_.verdicts[sealed_.size()] = {Verdict::joined, ++receipts_};
    sealed_.push_back(std::move(delta));
    // The answer to the act carries the field as it now stands; a page that only adds its own act knows less than its vector says.
    if (rules_.wpage)
        pages_[person][field] = std::move(state);
    else
        pages_[person][field].vector = state.vector;
}

void World::restore_server(std::size_t back) {
    server_ = *server_past_[server_past_.size() - back];
    server_.me = ReplicaId{++replicas_};
    server_.counter = 0;
    server_was_restored_ = true;
}

// ── events ───────────────────────────────────────────────────────────────────────────────────────────────────────────

void World::act(Event const& event) {
    bool const on_tablet = event.kind <= Event::restore;
    if (on_tablet && event.kind != Event::restore)
        past_[event.who].push_back(std::make_shared<Tablet const>(tablets_[event.who]));
    bool const on_server = event.kind == Event::web_write || event.kind == Event::web_add ||
                           event.kind == Event::web_remove || event.kind == Event::seal || event.kind == Event::refuse;
    if (on_server) server_past_.push_back(std::make_shared<Server const>(server_));
    switch (event.kind) {
        case Event::write:
            write_on(tablets_[event.who], event.what, false);
            break;
        case Event::add:
            write_on(tablets_[event.who], set_field, true);
            break;
        case Event::remove:
            remove_on(tablets_[event.who], event.what);
            break;
        case Event::pull:
            pull(tablets_[event.who]);
            break;
        case Event::seal:
            seal(tablets_[event.who], false);
            hand_in(tablets_[event.who]);
            answer(tablets_[event.who]);
            break;
        case Event::refuse:  // the answer is lost on its way: the tablet goes on without knowing
            seal(tablets_[event.who], true);
            hand_in(tablets_[event.who]);
            break;
        case Event::restore:
            restore(tablets_[event.who], event.what);
            break;
        case Event::open_page:
            pages_[event.who] = server_.state.row;
            break;
        case Event::server_restore:
            restore_server(event.what);
            break;
        case Event::web_write:
        case Event::web_add: {
            bool const is_add = event.kind == Event::web_add;
            std::size_t const field = is_add ? set_field : event.what;
            auto const& page = pages_[event.who][field];
            auto const next = new_write(field, is_add ? 0 : writes_of(page), server_.me, ++server_.counter);
            auto const& row = server_.state.row[field];
            auto const seen = rules_.clip ? clipped(page.vector, server_.state.accepted) : page.vector;
            web(event.who, field, is_add ? add_element(row, next) : write(row, seen, next), next.dot, bit(last_write()),
                0);
            break;
        }
        case Event::web_remove: {
            auto const gone = pages_[event.who][set_field].siblings[event.what];
            web(event.who, set_field, remove_elements(server_.state.row[set_field], std::vector{gone.dot}), {}, 0,
                bit(write_of(gone)));
            break;
        }
    }
}

std::vector<Event> World::possible() const {
    std::vector<Event> out;
    for (std::size_t t = 0; t < tablet_count; ++t) {
        auto const& tablet = tablets_[t];
        for (std::size_t field = 0; field < set_field; ++field) out.push_back({Event::write, t, field});
        out.push_back({Event::add, t, 0});
        for (std::size_t i = 0; i < tablet.shown(set_field).siblings.size(); ++i) out.push_back({Event::remove, t, i});
        bool const has_news = tablet.base != server_.state.row || tablet.base_has != server_.log_bits();
        bool const waits =
            std::ranges::any_of(tablet.pending, [](auto const& each) { return each.stage != Tablet::Pending::open; });
        if (has_news || waits) out.push_back({Event::pull, t, 0});
        if (!tablet.pending.empty()) out.push_back({Event::seal, t, 0});
        if (tablet.has_open()) out.push_back({Event::refuse, t, 0});
        for (std::size_t back = 1; back <= past_[t].size(); ++back) out.push_back({Event::restore, t, back});
    }
    for (std::size_t p = 0; p < person_count; ++p) {
        for (std::size_t field = 0; field < set_field; ++field) out.push_back({Event::web_write, p, field});
        out.push_back({Event::web_add, p, 0});
        for (std::size_t i = 0; i < pages_[p][set_field].siblings.size(); ++i)
            if (server_.state.row[set_field].find(pages_[p][set_field].siblings[i].dot))
                out.push_back({Event::web_remove, p, i});
        if (pages_[p] != server_.state.row) out.push_back({Event::open_page, p, 0});
    }
    for (std::size_t back = 1; back <= server_past_.size(); ++back) out.push_back({Event::server_restore, 0, back});
    return out;
}

bool World::settle() {
    for (int round = 0; round < 4; ++round)
        for (auto& tablet : tablets_) {
            seal(tablet, false);
            hand_in(tablet);
            answer(tablet);
            pull(tablet);
        }
    return std::ranges::all_of(
        tablets_, [&](Tablet const& tablet) { return tablet.pending.empty() && tablet.base == server_.state.row; });
}

// ── what must hold ───────────────────────────────────────────────────────────────────────────────────────────────────

bool World::own_writes_shown() const {
    for (auto const& tablet : tablets_)
        for (std::size_t f = 0; f < field_count; ++f) {
            auto const shown = tablet.shown(f);
            for (std::size_t i = 0; i < tablet.pending.size(); ++i) {
                auto const& delta = tablet.pending[i].delta;
                if (!delta.fields[f] || tablet.pending[i].stage == Tablet::Pending::joined) continue;
                for (auto const& each : delta.fields[f]->siblings) {
                    if (!contains(delta.fresh, each.dot) || shown.find(each.dot)) continue;
                    bool replaced = false;
                    for (std::size_t k = i + 1; k < tablet.pending.size(); ++k)
                        replaced = replaced || (tablet.pending[k].delta.fields[f] &&
                                                tablet.pending[k].delta.fields[f]->vector.covers(each.dot));
                    if (!replaced) return false;
                }
            }
        }
    return true;
}

Bits World::joined_writes(Bits& removed) const {
    Bits out = 0;
    for (auto const number : server_.log) out |= sealed_[number].wrote, removed |= sealed_[number].removed;
    // A removal has no dot that a clip could miss: one that a rollback took from the log comes back with the next delta of whoever had
    // pulled its outcome. Its author had seen the element, so that is no loss, but the log no longer shows the act.
    for (auto const& delta : sealed_)
        if (server_was_restored_ && delta.device == server_device) removed |= delta.removed;
    return out;
}

std::string World::lost(Row const& row) const {
    Bits there = 0, removed = 0;
    for (auto const& field : row) there |= writes_of(field);
    Bits const written = joined_writes(removed);
    // With a rollback the middle of a chain of decisions may be among the lost acts: then it is enough that the chain leads there.
    auto truths = truths_;
    for (std::size_t w = 0; server_was_restored_ && w < truths.size(); ++w)
        for (std::size_t s = 0; s < w; ++s)
            if (truths[w].shown & bit(s)) truths[w].shown |= truths[s].shown;
    for (std::size_t w = 0; w < truths.size(); ++w) {
        if (!(written & bit(w)) || ((there | removed) & bit(w))) continue;
        bool seen = false;
        for (std::size_t later = 0; later < truths.size(); ++later)
            seen = seen || ((written & bit(later)) && (truths[later].shown & bit(w)));
        if (!seen) return "write " + value_of(w) + " is gone and no joined write had been shown it";
    }
    return {};
}

std::string World::smuggled(Row const& row) const {
    Bits there = 0, removed = 0;
    for (auto const& field : row) there |= writes_of(field);
    Bits const unwanted = there & ~joined_writes(removed);
    for (std::size_t w = 0; w < truths_.size(); ++w)
        if (unwanted & bit(w)) return "write " + value_of(w) + " is there though it was never joined";
    return {};
}

std::vector<Sealed> World::joined() const {
    std::vector<Sealed> out;
    for (auto const number : server_.log) out.push_back(sealed_[number]);
    return out;
}

std::vector<Bits> World::causes() const {
    std::vector<Bits> out(server_.log.size());
    for (std::size_t i = 0; i < out.size(); ++i)
        for (std::size_t k = 0; k < out.size(); ++k)
            if (k != i && (sealed_[server_.log[i]].after & bit(server_.log[k]))) out[i] |= bit(k);
    return out;
}

std::vector<Bits> World::chains() const {
    std::vector<Bits> out(server_.log.size());
    for (std::size_t i = 0; i < out.size(); ++i)
        for (std::size_t k = 0; k < i; ++k)
            if (sealed_[server_.log[i]].replica == sealed_[server_.log[k]].replica) out[i] |= bit(k);
    return out;
}

std::vector<std::string> World::texts(std::size_t field) const {
    std::vector<std::string> out;
    for (auto const& each : server_.state.row[field].siblings) out.push_back(each.value);
    return out;
}

}  // namespace mingcha::test::lab
