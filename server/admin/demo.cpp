#include "server/admin/demo.hpp"

#include <algorithm>
#include <fstream>
#include <map>

#include "shared/data/data_file.hpp"
#include "shared/data/demo_city.hpp"

namespace mingcha {

namespace {
using enum RecordType;

/// Collects the server's writes and commits them in pieces: one transaction of about a thousand records.
class Seeding {
public:
    Seeding(CentralStore& store, std::int64_t now_ms, Uuid const& author)
        : store_(store), now_ms_(now_ms), author_(author) {}

    void put(RecordName const& name, std::string const& key, char const* field, Value value) {
        auto const* spec = find_field(*find_type(name.type), field);
        MC_CHECK(spec != nullptr);
        writes_.push_back({name, key, spec->number, std::move(value), author_, {}, spec->rule == FieldRule::set});
    }
    void put(RecordName const& name, std::initializer_list<std::pair<char const*, Value>> fields) {
        for (auto const& [field, value] : fields)
            if (!(std::holds_alternative<std::string>(value.data()) && value.text().empty()))
                put(name, {}, field, value);
        if (writes_.size() >= 4096) flush();  // between records, never inside one
    }
    /// A step is judged by who made it: the following writes are this person's; nil = the server's own again.
    void act_as(Uuid const& author) { author_ = author; }
    void flush() {
        if (writes_.empty() || !failure_.code.empty()) return;
        if (auto const done = store_.write(writes_, now_ms_); !done) failure_ = done.error();
        writes_.clear();
    }
    [[nodiscard]] Outcome<Unit> finish() {
        flush();
        return failure_.code.empty() ? Outcome<Unit>(Unit{}) : Outcome<Unit>(failure_);
    }

private:
    CentralStore& store_;
    std::int64_t now_ms_;
    Uuid author_;
    std::vector<ServerWrite> writes_;
    Error failure_;
};

Root office_root(Uuid const& id) {
    return {RootKind::office, id};
}

void seed_offices(Seeding& seed, DemoCity const& city) {
    for (auto const& one : city.offices)
        seed.put({office_root(one.id), office, one.id}, {{"name_zh", one.name_zh},
                                                         {"name_en", one.name_en},
                                                         {"code", one.code},
                                                         {"level", one.level},
                                                         {"parent", one.parent},
                                                         {"phone", one.phone}});
    for (auto const& one : city.zones)
        seed.put({office_root(one.office), zone, one.id},
                 {{"name_zh", one.name_zh}, {"name_en", one.name_en}, {"leader", one.leader}});
}

void seed_persons(Seeding& seed, DemoCity const& city) {
    for (auto const& one : city.persons) {
        RecordName const name{office_root(one.office), person, one.id};
        seed.put(name, {{"role", one.role}, {"name", one.name}, {"phone", one.phone}});
        if (!one.unit.is_nil()) seed.put(name, {{"unit", one.unit}});
    }
    std::map<Uuid, Uuid> office_of;
    for (auto const& one : city.persons) office_of[one.id] = one.office;
    for (auto const& one : city.appointments)
        seed.put({office_root(office_of[one.person]), appointment, one.id}, {{"person", one.person},
                                                                             {"number", one.number},
                                                                             {"from", one.from_ms},
                                                                             {"to", one.to_ms},
                                                                             {"trained", one.trained_ms}});
    for (auto const& one : city.assignments)
        seed.put({office_root(office_of[one.person]), assignment, one.id},
                 {{"person", one.person}, {"unit", one.unit}, {"from", one.from_ms}});
}

void seed_units(Seeding& seed, DemoCity const& city) {
    for (auto const& one : city.units)
        seed.put({{RootKind::unit, one.id}, unit, one.id},
                 {{"name_zh", one.name_zh},
                  {"name_en", one.name_en},
                  {"office", one.office},
                  {"zone", one.zone},
                  {"kind", one.kind},
                  {"head", one.head},
                  {"liaison", one.liaison},
                  {"students", one.students},
                  {"staff", one.staff},
                  {"address", one.address},
                  {"initials", one.initials},
                  {"position", Value::Map{{"lat", one.lat_micro}, {"lon", one.lon_micro}}},
                  {"phone", one.phone}});
}

void seed_checklists(Seeding& seed, DemoCity const& city, Random& random, std::int64_t now_ms) {
    for (auto const file : data_file_names()) {
        auto const list = parse_checklist(data_file(file), file);
        if (!list) continue;  // other data files
        RecordName const name{office_root(city.offices.front().id), checklist, Uuid::v7(now_ms, random)};
        seed.put(name, {{"code", list->code},
                        {"version", list->version},
                        {"title_zh", list->title.zh},
                        {"title_en", list->title.en},
                        {"content", data_file(file)}});
    }
}

void seed_step(Seeding& seed, DemoVisit const& visit_, char const* act, Random& random, std::int64_t now_ms) {
    RecordName const name{{RootKind::visit, visit_.id}, step, Uuid::v7(now_ms, random)};
    seed.act_as(visit_.lead);
    seed.put(name, {{"subject", visit_.id}, {"act", act}, {"by", visit_.lead}});
    seed.act_as({});
}

void seed_visits(Seeding& seed, DemoCity const& city, Random& random, std::int64_t now_ms) {
    for (auto const& one : city.visits) {
        RecordName const name{{RootKind::visit, one.id}, visit, one.id};
        auto const list = built_in_checklist(one.checklist);
        seed.put(name, {{"unit", one.unit}, {"kind", one.kind}, {"lead", one.lead}, {"planned", one.day}});
        if (list) seed.put(name, {{"checklist", Value::Map{{"code", list->code}, {"version", list->version}}}});
        for (auto const& member : one.members) seed.put(name, {{"members", member}});
        seed_step(seed, one, "VT01", random, now_ms);
    }
}

/// Everybody's confirmation code is the same in a demo, and hashed once: one for each of thousands would take minutes.
Outcome<Unit> seed_accounts(OfficeData& data, DemoCity const& city) {
    auto const door = demo_door();
    data.accounts->allow_demo_codes();
    auto const own = std::ranges::find(city.persons, city.wang_jianguo, &DemoPerson::id);
    auto const officer = std::ranges::find_if(
        city.persons, [&](DemoPerson const& one) { return one.role == "district" && one.office == own->office; });
    if (officer != city.persons.end())
        if (auto const done = data.accounts->set_password(door.account, officer->id, door.password); !done) return done;
    std::vector<Uuid> liaisons;
    liaisons.reserve(city.units.size());
    for (auto const& one : city.units) liaisons.push_back(one.liaison);
    return data.accounts->set_confirmation_code(liaisons, door.confirmation_code);
}
}  // namespace

Outcome<Unit> make_demo(OfficeData& data, DemoOptions const& options) {
    auto const counts = data.store->counts();
    if (!counts) return counts.error();
    if (counts->records > 0)
        return Error{"not_empty", data.directory.string() + " holds records already; choose an empty directory"};
    std::int64_t const now_ms = data.clock.now().time_ms;
    auto const city = demo_city(options.seed, options.schools, now_ms);
    Seeding seed(*data.store, now_ms, {});
    seed_offices(seed, city);
    seed_checklists(seed, city, data.random, now_ms);
    seed_persons(seed, city);
    seed_units(seed, city);
    seed_visits(seed, city, data.random, now_ms);
    if (auto const done = seed.finish(); !done) return done;
    if (auto const done = seed_accounts(data, city); !done) return done;
    std::ofstream(data.directory / "demo") << "synthetic data\n";
    return Unit{};
}

}  // namespace mingcha
