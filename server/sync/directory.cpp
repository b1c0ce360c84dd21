#include "server/sync/directory.hpp"

#include <algorithm>
#include <charconv>

namespace mingcha {

Outcome<Unit> Directory::load(CentralStore& store) {
    {
        std::lock_guard const lock(guard_);
        persons_.clear(), units_.clear(), offices_.clear(), assignments_.clear(), inspectors_.clear(),
            checklists_.clear(), appointments_.clear(), settings_.clear();
    }
    using Type = RecordType;
    for (auto const type : {Type::office, Type::person, Type::appointment, Type::unit, Type::assignment,
                            Type::checklist, Type::setting}) {
        auto const records = store.records(type);
        if (!records) return records.error().with_context("loading the directory");
        for (auto const& record : *records) note(record);
    }
    return mingcha::Unit{};
}

void Directory::note(Record const& record) {
    std::lock_guard const lock(guard_);
    auto const text = [&](char const* field) { return record.value(field).text(); };
    auto const id = [&](char const* field) { return record.value(field).id(); };
    switch (record.name.type) {
        case RecordType::person:
            persons_[record.name.id] = {text("name"), text("role"), record.name.root, id("unit")};
            break;
        case RecordType::unit:
            units_[record.name.id] = {text("name_zh"), text("name_en"), text("kind"),
                                      id("office"),    id("zone"),      id("liaison")};
            break;
        case RecordType::office:
            offices_[record.name.id] = {text("name_zh"), text("name_en"), text("phone"), text("level"), id("parent")};
            break;
        case RecordType::assignment: {
            bool const over = is_withdrawn(record) || !record.value("to").is_null();
            auto const whom = id("person");
            auto const what = id("unit");
            if (whom.is_nil() || what.is_nil()) break;
            if (over)
                inspectors_[what].erase(whom);
            else
                inspectors_[what].insert(whom);
            break;
        }
        case RecordType::appointment:
            appointments_.erase(record.name.id);
            if (auto said = appointment_of(record)) appointments_.emplace(record.name.id, *std::move(said));
            break;
        case RecordType::setting:
            settings_[{record.name.root.id, record.key}] = text("value");
            break;
        case RecordType::checklist: {
            auto const key = text("code") + "@" + text("version");
            auto parsed = parse_checklist(record.value("content").text(), key);
            if (parsed) checklists_[key] = std::make_shared<Checklist const>(*std::move(parsed));
            break;
        }
        default:
            break;
    }
}

namespace {
template <typename Map>
auto look_up(std::mutex& guard, Map const& map, Uuid const& id) -> std::optional<typename Map::mapped_type> {
    std::lock_guard const lock(guard);
    auto const found = map.find(id);
    return found == map.end() ? std::nullopt : std::optional(found->second);
}
}  // namespace

std::optional<Directory::Person> Directory::person(Uuid const& id) const {
    return look_up(guard_, persons_, id);
}
std::optional<Directory::Unit> Directory::unit(Uuid const& id) const {
    return look_up(guard_, units_, id);
}
std::optional<Directory::Office> Directory::office(Uuid const& id) const {
    return look_up(guard_, offices_, id);
}
std::set<Uuid> Directory::inspectors_of(Uuid const& unit) const {
    return look_up(guard_, inspectors_, unit).value_or(std::set<Uuid>{});
}

std::optional<Uuid> Directory::person_named(std::string_view name) const {
    std::lock_guard const lock(guard_);
    auto const found = std::ranges::find_if(persons_, [&](auto const& entry) { return entry.second.name == name; });
    return found == persons_.end() ? std::nullopt : std::optional(found->first);
}

std::set<Uuid> Directory::tablet_users_under(Uuid const& top) const {
    std::lock_guard const lock(guard_);
    std::set<Uuid> out;
    for (auto const& [id, person] : persons_) {
        if (person.role != "inspector") continue;
        auto const at = offices_.find(person.office.id);
        if (person.office.id == top || (at != offices_.end() && at->second.parent == top)) out.insert(id);
    }
    return out;
}

std::shared_ptr<Checklist const> Directory::checklist(std::string_view code, std::string_view version) const {
    std::lock_guard const lock(guard_);
    auto const found = checklists_.find(std::string(code) + "@" + std::string(version));
    return found == checklists_.end() ? nullptr : found->second;
}

std::vector<Appointment> Directory::appointments_of(Uuid const& person) const {
    std::lock_guard const lock(guard_);
    std::vector<Appointment> out;
    for (auto const& [id, one] : appointments_)
        if (one.person == person) out.push_back(one);
    return out;
}

int Directory::setting(Uuid const& own, Setting const& what) const {
    auto const office_facts = office(own);
    std::lock_guard const lock(guard_);
    for (auto const& at : {own, office_facts ? office_facts->parent : Uuid{}}) {
        auto const found = settings_.find({at, std::string(what.name)});
        if (found != settings_.end()) return figure_of(what, found->second);
    }
    return what.standard;
}

Actor Directory::actor(Uuid const& id) const {
    if (id.is_nil()) return {Writer::server};
    auto const who = person(id);
    if (!who) return {};
    if (who->role == "inspector") return {Writer::lead | Writer::member};
    if (who->role == "liaison") return {Writer::liaison};
    if (who->role == "head") return {Writer::head};
    if (who->role == "district" || who->role == "district_head") return {Writer::district};
    return {who->role == "city" ? Writer::city : Writer::none};
}

bool Directory::is_above(Uuid const& above, Uuid const& unit_id) const {
    auto const what = unit(unit_id);
    if (!what) return false;
    if (what->office == above) return true;
    auto const district = office(what->office);
    return district && district->parent == above;
}

}  // namespace mingcha
