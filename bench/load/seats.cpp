#include "bench/load/seats.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "server/admin/demo.hpp"

namespace mingcha::load {

namespace {
constexpr std::size_t schools_an_inspector = 5;

/// Inspectors who share no school, each with his schools.
std::vector<std::pair<Uuid, std::vector<Uuid>>> inspectors(SqliteCentralStore& store) {
    auto const assignments = store.records(RecordType::assignment);
    if (!assignments) return {};
    std::map<Uuid, std::vector<Uuid>> units_of;
    std::map<Uuid, std::set<Uuid>> persons_of;
    for (auto const& one : *assignments) {
        units_of[one.value("person").id()].push_back(one.value("unit").id());
        persons_of[one.value("unit").id()].insert(one.value("person").id());
    }
    std::vector<std::pair<Uuid, std::vector<Uuid>>> out;
    for (auto const& [person, units] : units_of)
        if (std::ranges::all_of(units, [&](Uuid const& unit) { return persons_of[unit].size() == 1; }))
            out.emplace_back(person, units);
    return out;
}

Identity new_identity(OfficeData& data, Uuid const& person) {
    Identity out;
    out.device = Uuid::v7(data.clock.now().time_ms, data.random);
    out.key = SigningKey::generate(data.random);
    out.server_identity = data.keys.identity.public_key();
    out.log_id = data.store->log_id();
    out.person = person;
    return out;
}
}  // namespace

Outcome<std::vector<Seat>> make_seats(std::filesystem::path const& directory, std::size_t count) {
    auto data = OfficeData::open_or_make(directory);
    if (!data) return data.error();
    DemoOptions options;
    options.schools = static_cast<int>(std::max<std::size_t>(13, (count + 8) * schools_an_inspector));
    if (auto const made = make_demo(**data, options); !made) return made.error();
    auto const free = inspectors(*(*data)->store);
    if (free.empty()) return Error{"no_inspectors", "the synthetic city has no inspector of its own"};
    std::vector<Seat> out;
    for (std::size_t i = 0; i < count; ++i) {
        auto const& [person, units] = free[i % free.size()];
        Seat seat{new_identity(**data, person), units};
        auto const added = (*data)->store->add_device(
            {seat.identity.device, person, seat.identity.epoch, seat.identity.key.public_key(), "load"});
        if (!added) return added.error();
        out.push_back(std::move(seat));
    }
    return out;
}

Outcome<StoreCounts> count_store(std::filesystem::path const& directory) {
    auto data = OfficeData::open(directory);
    if (!data) return data.error();
    return (*data)->store->counts();
}

}  // namespace mingcha::load
