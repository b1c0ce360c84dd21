#include <algorithm>

#include "tests/sim/world.hpp"

// What becomes of a fault of a disk: told, doubted, and mended.

namespace mingcha::sim {

namespace {
bool is_off(sqlite::FaultDisk* disk) {
    return disk && disk->is_off();
}
}  // namespace

void World::act_fault(Words const& words) {
    if (words[0] == "memory") return fault_memory::fail_at(static_cast<std::uint64_t>(std::stoull(words[1])));
    auto* disk = words[1] == "c" ? centre_.disk() : seat(words).tablet->disk();
    if (!disk || disk->is_off()) return;
    using sqlite::Fault;
    auto const fault = words[0] == "io"     ? Fault::io_error
                       : words[0] == "full" ? Fault::full
                       : words[0] == "cut"  ? Fault::cut
                                            : Fault::kill;
    disk->fail_at(std::max(1, std::stoi(words[2])), fault, fault == Fault::full);
}

void World::out_of_memory(Seat* at) {
    auto* disk = at ? at->tablet->disk() : centre_.disk();
    MC_CHECK(disk);
    sometimes("a program ends for want of memory");
    disk->end(sqlite::Fault::kill);
}

bool World::stored(Seat& at, Outcome<Unit> const& done) {
    if (done) return true;
    MC_CHECK(at.tablet->disk());
    auto const& code = done.error().code;
    bool const says_why = code == "io_error" || code == "disk_full" || code == "read_only" || code == "no_memory";
    if (!says_why && broken_.empty()) broken_ = "a fault of the disk is called " + code + ": " + done.error().message;
    sometimes(code == "no_memory" ? "a write finds no memory" : "a write meets a fault of the disk");
    return false;
}

void World::doubt_write(Seat& at, WriteId id) {
    auto const& written = truth_.writes.at(id);
    at.doubts.push_back([this, id, name = written.name, field = written.field](Tablet& tablet) {
        if (!tablet.shown(name, field).contains(id)) return;
        if (tablet.ledger().own.try_emplace(id, std::nullopt).second)
            sometimes("a write that was called not stored is there");
    });
}

void World::doubt_removal(Seat& at, RecordName const& name, std::uint16_t field, WriteId id,
                          Tablet::Removal const& what) {
    at.doubts.push_back([id, name, field, what](Tablet& tablet) {
        if (!tablet.shown(name, field).contains(id)) tablet.ledger().removals.try_emplace(id, what);
    });
}

void World::mend() {
    if (is_off(centre_.disk())) {
        sometimes("the centre loses power or process");
        for (auto& at : tablets_) cut(at);
        queue_.clear();
        centre_.restart();
    }
    for (auto& at : tablets_) {
        if (!is_off(at.tablet->disk())) continue;
        sometimes("a tablet loses power or process");
        cut(at);
        at.tablet->reboot();
        at.focus.reset();
        for (auto const& look : at.doubts) look(*at.tablet);
    }
}

/// Room is made, what failed is replaced; from now on nothing fails.
void World::heal() {
    mend();
    fault_memory::fail_at(0);
    if (auto* disk = centre_.disk()) disk->heal();
    for (auto& at : tablets_)
        if (auto* disk = at.tablet->disk()) disk->heal();
}

}  // namespace mingcha::sim
