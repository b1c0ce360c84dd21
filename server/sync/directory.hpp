#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "server/store/central_store.hpp"
#include "shared/rules/checklist.hpp"
#include "shared/rules/permissions.hpp"
#include "shared/rules/power.hpp"
#include "shared/rules/settings.hpp"

namespace mingcha {

/// Who is who and who belongs where, in memory: offices, persons, units, assignments, checklists. Small beside the records (a city has
/// about 10,000 of these), read on every delta. Filled from the store at start, kept up by `note` inside each transaction; a transaction
/// that fails is followed by `load`. Used on the store thread; `person`, `unit` and `checklist` also by readers, under its lock.
class Directory {
public:
    struct Person {
        std::string name;
        std::string role;
        Root office;
        Uuid unit;
    };
    struct Unit {
        std::string name_zh, name_en, kind;
        Uuid office, zone, liaison;
    };
    struct Office {
        std::string name_zh, name_en, phone, level;
        Uuid parent;
    };

    [[nodiscard]] Outcome<mingcha::Unit> load(CentralStore& store);
    void note(Record const& record);

    [[nodiscard]] std::optional<Person> person(Uuid const& id) const;
    [[nodiscard]] std::optional<Uuid> person_named(std::string_view name) const;
    [[nodiscard]] std::optional<Unit> unit(Uuid const& id) const;
    [[nodiscard]] std::optional<Office> office(Uuid const& id) const;
    [[nodiscard]] std::set<Uuid> inspectors_of(Uuid const& unit) const;
    /// Everybody with a tablet whose office is this one or hangs below it.
    [[nodiscard]] std::set<Uuid> tablet_users_under(Uuid const& office) const;
    [[nodiscard]] std::shared_ptr<Checklist const> checklist(std::string_view code, std::string_view version) const;
    [[nodiscard]] std::vector<Appointment> appointments_of(Uuid const& person) const;
    /// A figure of DOMAIN 1.9 as the office, or else the one above it, has set it.
    [[nodiscard]] int setting(Uuid const& office, Setting const& what) const;
    [[nodiscard]] Actor actor(Uuid const& person) const;
    /// True iff `office` is the unit's, or one above it.
    [[nodiscard]] bool is_above(Uuid const& office, Uuid const& unit) const;

private:
    mutable std::mutex guard_;
    std::map<Uuid, Person> persons_;
    std::map<Uuid, Unit> units_;
    std::map<Uuid, Office> offices_;
    std::map<Uuid, std::pair<Uuid, Uuid>> assignments_;  // record id → person, unit; absent once ended
    std::map<Uuid, std::set<Uuid>> inspectors_;
    std::map<std::string, std::shared_ptr<Checklist const>> checklists_;
    std::map<Uuid, Appointment> appointments_;                      // record id → what it says
    std::map<std::pair<Uuid, std::string>, std::string> settings_;  // office, key → value
};

}  // namespace mingcha
