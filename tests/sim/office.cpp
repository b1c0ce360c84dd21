#include "tests/sim/world.hpp"

// What the office does: on pages of the console, with grants, and with its own store.

namespace mingcha::sim {

void World::office_write(RecordName const& what, std::uint16_t field, Value value) {
    auto const calm = centre_.place().calm();  // the office's own acts meet no fault yet
    ServerWrite const one{what, {}, field, std::move(value), {}, {}, false};
    ++ticks_;
    MC_CHECK(centre_.store().write(std::span(&one, 1), time_zero + ticks_));
    truth_.writes[ticks_] = {what, field, {}, true, false, false};
    // The office looks at the row as it stands.
    if (auto const row = *centre_.store().find(what))
        for (auto const& [id, written] : truth_.writes)
            if (written.name == what && written.field == field && id != ticks_) truth_.writes[ticks_].saw.insert(id);
    notify();
}

void World::act_web(Words const& words) {
    auto const calm = centre_.place().calm();
    if (words[0] == "open") {
        WebPage page{name(words.at(2)), {}};
        if (auto const row = *centre_.store().find(page.name))
            for (auto const& [number, field] : row->fields) page.fields[number] = {field.vector, ids_of(&field)};
        pages_[words[1]] = std::move(page);
        return;
    }
    auto const at = pages_.find(words.at(1));
    if (at == pages_.end()) return;
    auto& page = at->second;
    auto const field = number(page.name, words.at(2)[0]);
    // The office has no page of a root that never came; after a restore an open page may be of one that is gone.
    if (!*centre_.store().find({page.name.root, RecordType::visit, page.name.root.id})) return;
    auto& [seen, saw] = page.fields[field];
    ++ticks_;
    auto const key = page.name.type == RecordType::answer ? "x" : "";
    ServerWrite const one{page.name, key, field, text_value(ticks_), {}, seen, false};
    MC_CHECK(centre_.store().write(std::span(&one, 1), time_zero + ticks_));
    truth_.writes[ticks_] = {page.name, field, truth_.closure(saw), true, false, false};
    // The answer carries the field as it now stands (4.9 wpage).
    auto const row = *centre_.store().find(page.name);
    seen = row->find(field)->vector;
    saw = ids_of(row->find(field));
    notify();
}

void World::act_web_set(Words const& words) {
    auto const calm = centre_.place().calm();
    auto const what = name(words.at(1));
    if (what.type != RecordType::visit || !*centre_.store().find(what)) return;
    ++ticks_;
    ServerWrite const one{what, {}, number(what, 's'), element_value(ticks_), {}, {}, true};
    MC_CHECK(centre_.store().write(std::span(&one, 1), time_zero + ticks_));
    truth_.writes[ticks_] = {what, one.field, {}, true, false, false};
    notify();
}

/// Who sees a root changes with a version of its head, as in the real office.
void World::act_office(Words const& words) {
    auto const calm = centre_.place().calm();
    auto& at = seat(words);
    auto const person = persons_[at.person];
    if (words[0] == "suspend") centre_.policy.suspended.insert(person);
    if (words[0] == "resume") centre_.policy.suspended.erase(person);
    if (words[0] != "grant" && words[0] != "revoke") return;
    auto const head = name(words.at(2) + ":v");
    if (!*centre_.store().find(head)) return;
    auto& audience = centre_.policy.audience[head.root];
    if (words[0] == "grant" ? !audience.insert(person).second : audience.erase(person) == 0) return;
    office_write(head, find_field(*find_type(RecordType::visit), "planned")->number, "2026-11-25");
}

/// As `mingchad device revoke` does it, while the server is stopped.
void World::set_revoked(Seat& at, bool revoked) {
    auto const calm = centre_.place().calm();
    for (auto& one : tablets_) cut(one);
    queue_.clear();
    auto const& device = at.tablet->replica().identity().device;
    auto const done = centre_.store().set_revoked(device, revoked, "lost", time_zero + ticks_);
    MC_CHECK(done || done.error().code == "no_device");  // enrolled after the backup that was restored
    centre_.restart();
    if (revoked && done) sometimes("a tablet is revoked");
}

void World::act_centre(Words const& words) {
    auto const calm = centre_.place().calm();
    if (words[0] == "snap") {
        backup_ = centre_.image();
        backup_tick_ = ticks_;
        return;
    }
    bool const is_restore = words[0] == "restore";
    if (is_restore && !backup_) return;
    for (auto& at : tablets_) cut(at);
    queue_.clear();
    if (!is_restore) return centre_.restart();
    centre_.start_from(*backup_);
    if (words.size() > 1) MC_CHECK(centre_.store().begin_epoch());  // by command, not behind the program's back
    for (auto const& [id, written] : truth_.writes)
        if (written.is_web && id > backup_tick_) lostable_.insert(id);
    // An audience that was changed after the backup is lost with it; who made a root sees it.
    for (std::size_t i = 0; planned_roots + i < roots_.size(); ++i) {
        auto const& root = roots_[planned_roots + i];
        if (created_.contains(root) && !backup_->audience.contains(root))
            centre_.policy.audience[root] = {persons_[tablets_[i].person]};
    }
    settled_removals_.clear();
    for (auto const& [id, written] : truth_.writes)
        for (auto& at : tablets_) {
            auto const own = at.tablet->ledger().own.find(id);
            bool const was_acknowledged = own != at.tablet->ledger().own.end() && own->second == Standing::joined;
            if (written.is_removed && was_acknowledged && restores_ == 0) settled_removals_.insert(id);
        }
    ++restores_;
    sometimes("the centre is restored from a backup");
}

}  // namespace mingcha::sim
