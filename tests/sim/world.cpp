#include "tests/sim/world.hpp"

#include <algorithm>
#include <charconv>
#include <sstream>

namespace mingcha::sim {

namespace {
constexpr std::size_t tablets_max = 3;       // the third is a copy
constexpr std::size_t tablets_full_max = 5;  // three, and copies

std::vector<std::string> words_of(std::string_view line) {
    std::istringstream in{std::string(line)};
    std::vector<std::string> out;
    for (std::string word; in >> word;) out.push_back(word);
    return out;
}
std::size_t index_of(std::string const& word) {
    std::size_t out = 0;
    std::from_chars(word.data(), word.data() + word.size(), out);
    return out;
}
}  // namespace

std::uint16_t World::number(RecordName const& name, char field) {
    auto const& type = *find_type(name.type);
    if (name.type == RecordType::visit)
        return find_field(type, field == 'a' ? "summary" : field == 'b' ? "highlights" : "members")->number;
    return find_field(type, field == 'b' ? "practice" : "comment")->number;
}

RecordName World::name(std::string_view record) const {
    auto const root = roots_.at(static_cast<std::size_t>(record.at(1) - '0'));
    bool const is_head = record.size() < 4 || record[3] == 'v';
    if (is_head) return {root, RecordType::visit, root.id};
    return {root, RecordType::answer, Uuid::derived(root.id, record.substr(3))};
}

World::World(std::uint64_t seed, Marks* marks, Scale scale)
    : scale_(scale), seed_(seed), marks_(marks), random_(seed * 4 + 1), centre_(seed * 4 + 2, scale == Scale::full) {
    centre_.on_commit = [this](CommitNews const& news) {
        for (auto& at : tablets_)
            if (at.session && news.persons.contains(persons_[at.person])) at.session->changed = true;
    };
    bool const is_full = scale_ == Scale::full;
    for (std::size_t i = 0; i < (is_full ? 3u : 2u); ++i) persons_.push_back(Uuid::v7(1, random_));
    for (std::size_t r = 0; r < planned_roots + (is_full ? tablets_full_max : tablets_max); ++r) {
        roots_.push_back({RootKind::visit, Uuid::v7(time_zero, random_)});
        for (auto const* kind : {"v", "x"}) names_.push_back(name("r" + std::to_string(r) + ":" + kind));
    }
    for (std::size_t r = 0; r < planned_roots; ++r) {
        centre_.policy.audience[roots_[r]] = {persons_.begin(), persons_.end()};
        office_write(names_[2 * r], find_field(*find_type(RecordType::visit), "planned")->number, "2026-11-24");
    }
    for (std::size_t i = 0; i < persons_.size(); ++i) {
        Seat at;
        at.person = i;
        at.tablet = std::make_unique<Tablet>(
            ticks_, seed_ * 64 + 8 + ++seats_made_, truth_, [this](char const* what) { sometimes(what); }, is_full);
        enrol(at);
        tablets_.push_back(std::move(at));
        MC_CHECK(sync(tablets_.back(), 10'000));
    }
}

void World::enrol(Seat& at) {
    Identity id;
    id.device = Uuid::v7(2, random_);
    id.key = SigningKey::generate(random_);
    id.server_identity = centre_.identity().public_key();
    id.log_id = centre_.store().log_id();
    id.person = persons_[at.person];
    MC_CHECK(at.tablet->replica().enrol(id));
    MC_CHECK(centre_.store().add_device({id.device, id.person, 1, id.key.public_key(), "simulated"}));
}

World::Seat& World::seat(Words const& words) {
    return tablets_[index_of(words.at(1)) % tablets_.size()];
}

std::set<WriteId> World::at_centre(std::string_view record, char field) {
    auto const what = name(record);
    auto const row = *centre_.store().find(what);
    return row ? ids_of(row->find(number(what, field))) : std::set<WriteId>{};
}
std::set<WriteId> World::at_tablet(std::size_t i, std::string_view record, char field) {
    auto const what = name(record);
    return tablets_.at(i).tablet->shown(what, number(what, field));
}

// ── what people do on tablets ────────────────────────────────────────────────────────────────────────────────────────

/// A replica may refuse (4.9 whole); then nothing has happened.
bool World::change(Seat& at, Change change, std::set<WriteId> const& saw, bool is_bad) {
    WriteId const id = ticks_ + 1;
    bool const is_set = change.kind == Change::Kind::add;
    if (change.kind != Change::Kind::withdraw) change.value = is_set ? element_value(id) : text_value(id);
    if (is_bad) centre_.policy.refused.insert(id);
    auto const written =
        write_on(at, [&](Replica& on) { return on.write(std::span(&change, 1), persons_[at.person]); });
    if (!written && written.error().code == "root_incomplete") {
        sometimes("a write is refused in a root that is not whole");
        return false;
    }
    truth_.writes[id] = {change.name, change.field, truth_.closure(saw), false, false, false};
    if (!stored(at, written)) {
        ticks_ = std::max(ticks_, id);
        doubt_write(at, id);
        return false;
    }
    MC_CHECK(ticks_ == id);
    at.tablet->ledger().own[id] = std::nullopt;
    if (auto const [first, fresh] = dots_.try_emplace(at.tablet->newest(), id); !fresh)
        twins_.insert({first->second, id});
    return true;
}

void World::act_write(Words const& words) {
    auto& at = seat(words);
    auto const what = name(words.at(2));
    auto const& verb = words[0];
    Change one{what, what.type == RecordType::answer ? words[2].substr(3) : "", 0, Change::Kind::write, {}, {}, {}};
    if (verb == "withdraw") {
        one.kind = Change::Kind::withdraw;
        one.field = withdrawn_field;
        one.value = "twice";
        std::set<WriteId> saw;
        if (auto const record = *at.tablet->replica().find(what))
            for (auto const& [number, field] : record->fields) saw.merge(ids_of(&field));
        if (saw.empty()) return;
        return (void)change(at, one, saw, false);
    }
    if (verb == "add") {
        if (what.type != RecordType::visit) return;
        one.kind = Change::Kind::add;
        one.field = number(what, 's');
        return (void)change(at, one, {}, false);
    }
    one.field = number(what, words.at(3)[0]);
    at.focus.reset();  // one field has focus: this one
    (void)change(at, one, at.tablet->shown(what, one.field), verb == "bad");
}

/// Typing replaces its own text as long as nothing was sealed, and covers what stood there when the field took focus (4.9 focus).
void World::act_type(Words const& words) {
    auto& at = seat(words);
    if (words[0] == "focus") {
        at.focus = name(words.at(2));
        at.focus_field = number(*at.focus, words.at(3)[0]);
        at.focus_seen = at.tablet->field(*at.focus, at.focus_field).vector;
        at.focus_saw = at.tablet->shown(*at.focus, at.focus_field);
        at.typed = 0;
        return;
    }
    if (!at.focus) return;
    // Own writes since belong to what was seen, whichever field of the page they were made in.
    Dot const newest = at.tablet->newest();
    at.focus_seen.raise(newest.replica, newest.counter);
    for (auto const id : at.tablet->shown(*at.focus, at.focus_field))
        if (at.tablet->ledger().own.contains(id)) at.focus_saw.insert(id);
    auto const key = at.focus->type == RecordType::answer ? "x" : "";
    // What stood there when the field took focus is kept; only what was typed since is replaced without a trace.
    auto const kind = at.typed == 0 ? Change::Kind::write : Change::Kind::typing;
    auto const place = *at.focus;
    if (!change(at, {place, key, at.focus_field, kind, {}, at.focus_seen, {}}, at.focus_saw, false)) return;
    at.tablet->ledger().own.erase(std::exchange(at.typed, last_write()));
    Dot const mine = at.tablet->newest();
    at.focus_seen.raise(mine.replica, mine.counter);
    at.focus_saw.insert(last_write());
}

void World::act_remove(Words const& words) {
    auto& at = seat(words);
    auto const what = name(words.at(2));
    if (what.type != RecordType::visit) return;
    auto const number = World::number(what, 's');
    auto const state = at.tablet->field(what, number);
    if (state.siblings.empty()) return;
    auto const& oldest = state.siblings.front();
    Change const one{what, {}, number, Change::Kind::remove, {}, {}, {oldest.dot}};
    Tablet::Removal const removal{oldest.dot, at.tablet->next_batch()};
    auto const written = write_on(at, [&](Replica& on) { return on.write(std::span(&one, 1), persons_[at.person]); });
    if (!written && written.error().code == "root_incomplete") return;
    auto const id = id_of(oldest);
    if (!stored(at, written)) return doubt_removal(at, what, number, id, removal);
    at.tablet->ledger().removals[id] = removal;
}

void World::act_retry(Seat& at) {
    auto const held = [&] {
        auto const calm = at.tablet->calm();
        return *at.tablet->replica().held();
    }();
    auto const next = std::ranges::find_if(held, [](HeldDelta const& row) { return !row.done; });
    if (next == held.end()) return;
    at.focus.reset();
    auto const& record = next->delta.record;
    struct Again {
        std::uint16_t field;
        WriteId id;
        Tablet::Removal what;
    };
    std::vector<Again> removals;  // elements that the refused delta took out are taken out again
    std::vector<std::pair<std::uint16_t, WriteId>> values;
    for (auto const& [number, field] : record.fields) {
        auto const* spec = find_field(*find_type(record.name.type), number);
        bool const is_set = spec && spec->rule == FieldRule::set;
        if (is_set)
            for (auto const& sibling : at.tablet->field(record.name, number).siblings)
                if (field.vector.covers(sibling.dot) && !field.find(sibling.dot))
                    removals.push_back({number, id_of(sibling), {sibling.dot, at.tablet->next_batch()}});
        for (auto const& sibling : field.siblings)
            if (!sibling.is_named_only()) values.push_back({number, is_set ? 0 : id_of(sibling)});
    }
    WriteId const first = ticks_ + 1;
    auto const last = ticks_ + static_cast<WriteId>(values.size());
    auto const retried = write_on(at, [&](Replica& on) { return on.retry(next->id); });
    if (!retried && retried.error().code == "root_incomplete") return;
    WriteId id = first;
    for (auto const& [number, old] : values)
        truth_.writes[id++] = {record.name, number, old == 0 ? std::set<WriteId>{} : truth_.closure({old}),
                               false,       false,  true};
    if (!stored(at, retried)) {
        ticks_ = std::max(ticks_, last);
        for (id = first; id <= last; ++id) doubt_write(at, id);
        for (auto const& one : removals) doubt_removal(at, record.name, one.field, one.id, one.what);
        return;
    }
    MC_CHECK(last == ticks_);
    for (id = first; id <= last; ++id) at.tablet->ledger().own[id] = std::nullopt;
    for (auto const& one : removals) at.tablet->ledger().removals.try_emplace(one.id, one.what);
    sometimes("a refused write is retried");
}

void World::act_create(Words const& words) {
    auto& at = seat(words);
    // Ids are random in life: no two stores, nor two lives of one, ever make the same root.
    auto const root = roots_[planned_roots + static_cast<std::size_t>(&at - tablets_.data())];
    if (!created_.insert(root).second) return;
    RecordName const head{root, RecordType::visit, root.id};
    centre_.policy.audience.try_emplace(root, std::set<Uuid>{persons_[at.person]});
    WriteId const id = ticks_ + 1;
    if (words.size() > 2) centre_.policy.refused.insert(id);
    Change const one{head, {}, number(head, 'a'), Change::Kind::write, text_value(id), {}, {}};
    auto const made =
        write_on(at, [&](Replica& on) { return on.create_root(root, std::span(&one, 1), persons_[at.person]); });
    if (!made && made.error().code == "root_exists") return;
    truth_.writes[id] = {head, one.field, {}, false, false, false};
    if (!stored(at, made)) {
        ticks_ = std::max(ticks_, id);
        return doubt_write(at, id);
    }
    at.tablet->ledger().own[id] = std::nullopt;
}

void World::act_store(Words const& words) {
    auto& at = seat(words);
    auto const& verb = words[0];
    if (verb == "clock") {
        constexpr std::int64_t hour_ms = 3'600'000, year_ms = 365 * 24 * hour_ms;
        std::int64_t const jump = words.size() > 2 ? std::stoi(words[2]) * year_ms : hour_ms;
        at.tablet->clock.offset_ms = at.tablet->clock.offset_ms == 0 ? jump : 0;
        return;
    }
    if (verb == "image") {
        images_[index_of(words[1]) % tablets_.size()] = at.tablet->image();
        return;
    }
    if (verb == "reboot") {
        cut(at);
        at.tablet->reboot();
        for (auto const& look : at.doubts) look(*at.tablet);
        return;
    }
    std::uint64_t const seed = seed_ * 64 + 8 + ++seats_made_;
    auto const made = [&](Tablet::Image const& from) {
        was_copied_ = true;
        return std::make_unique<Tablet>(
            ticks_, seed, truth_, [this](char const* what) { sometimes(what); }, scale_ == Scale::full, &from);
    };
    auto const most = scale_ == Scale::full ? tablets_full_max : tablets_max;
    if (verb == "clone" && tablets_.size() < most) {
        Seat copy;
        copy.person = at.person;
        copy.tablet = made(at.tablet->image());
        tablets_.push_back(std::move(copy));
        sometimes("a tablet is cloned");
    } else if (verb == "reimage") {
        auto const image = images_.find(index_of(words[1]) % tablets_.size());
        if (image == images_.end()) return;
        cut(at);
        at.tablet = made(image->second);
        at.doubts.clear();
        at.focus.reset();
        sometimes("a tablet is restored from an image");
    }
}

std::string World::act(std::string_view line) {
    auto const words = words_of(line);
    if (words.empty()) return {};
    auto const& verb = words[0];
    auto const is = [&](std::initializer_list<char const*> verbs) {
        return std::ranges::any_of(verbs, [&](char const* one) { return verb == one; });
    };
    if (is({"write", "bad", "add", "withdraw"}))
        act_write(words);
    else if (is({"focus", "type"}))
        act_type(words);
    else if (is({"rem"}))
        act_remove(words);
    else if (is({"retry"}))
        act_retry(seat(words));
    else if (is({"create"}))
        act_create(words);
    else if (is({"seal"})) {
        auto& at = seat(words);
        seal(at);
        if (at.session) drive(at, [&] { return at.tablet->driver().on_local_change(); });
    } else if (is({"open", "web"}))
        act_web(words);
    else if (is({"webadd"}))
        act_web_set(words);
    else if (is({"grant", "revoke", "suspend", "resume"}))
        act_office(words);
    else if (is({"disable", "admit"}))
        set_revoked(seat(words), words[0] == "disable");
    else if (is({"snap", "restore", "restart"}))
        act_centre(words);
    else if (is({"clone", "image", "reimage", "reboot", "clock"}))
        act_store(words);
    else if (is({"memory"}))
        act_fault(words);
    else if (words.size() > 2 && is({"io", "full", "cut", "kill"}))
        act_fault(words);
    else if (is({"connect", "cut", "up", "down", "sync", "lostack", "commit"}))
        act_wire(words);
    else
        return "unknown action: " + std::string(line);
    mend();
    return always();
}

std::string World::quiet() {
    constexpr int rounds_max = 12;
    heal();
    for (auto& at : tablets_)
        if (centre_.store().device_facts(at.tablet->replica().identity().device, 1)->revoked) set_revoked(at, false);
    for (int round = 0; round < rounds_max; ++round) {
        bool busy = false;
        for (auto& at : tablets_) {
            seal(at);
            auto const before = fingerprint_;
            if (!sync(at, 10'000)) busy = true;
            auto const size = *at.tablet->replica().queue_size();
            busy |= size.open_deltas != 0 || size.batches != 0 || (round == 0 && before != fingerprint_);
            if (auto broken = always(); !broken.empty()) return broken;
        }
        if (!busy && round > 1) return check();
    }
    std::string why;
    for (auto const& at : tablets_) why += " " + (at.last_code.empty() ? "-" : at.last_code);
    return "does not drain:" + why;
}

void World::seal(Seat& at) {
    (void)stored(at, write_on(at, [](Replica& on) { return on.seal(); }));
    at.focus.reset();
}

}  // namespace mingcha::sim
