#pragma once

#include <catch2/catch.hpp>

#include "server/admin/office_data.hpp"
#include "tests/support/inspector.hpp"
#include "tests/support/server_process.hpp"

namespace mingcha::test {

inline constexpr std::int64_t day = 86'400'000;

/// 王建国 with his tablet enrolled and the fire list before him; between two lives of the server the office's data may be changed.
struct Office {
    TemporaryDirectory home;
    std::filesystem::path data = home.path() / "server";
    bool made = mingchad({"demo", "--data", data.string()}).code == 0;
    std::optional<ServerProcess> server{std::in_place, data};
    SocketTablet tablet{home.path() / "tablet", 21};
    std::optional<Inspector> inspector;

    Office() {
        REQUIRE(made);
        auto const code = mingchad({"enrol", "--data", data.string(), "--person", "王建国"}).out.substr(0, 9);
        REQUIRE(tablet.enrol(server->base(), code));
        REQUIRE(tablet.drain(server->base()));
        inspector.emplace(tablet, tablet.planned_visit("FIRE"), 22);
    }

    template <typename Act>
    void while_closed(Act act) {
        server.reset();
        {
            auto office = OfficeData::open(data);
            REQUIRE(office);
            act(**office);
        }
        server.emplace(data);
    }
    /// By the person named, or by the server's clock.
    void write_here(RecordName const& name, std::initializer_list<std::pair<char const*, Value>> fields,
                    Uuid const& by = {}) {
        while_closed([&](OfficeData& office) {
            std::vector<ServerWrite> writes;
            for (auto const& [field, value] : fields)
                writes.push_back({name, {}, find_field(*find_type(name.type), field)->number, value, by, {}, false});
            REQUIRE(office.store->write(writes, office.clock.now().time_ms));
        });
    }
    void write_appointment(char const* field, Value value, bool adds = false) {
        while_closed([&](OfficeData& office) {
            auto const all = office.store->records(RecordType::appointment);
            REQUIRE(all);
            auto const own = std::ranges::find_if(
                *all, [&](Record const& one) { return one.value("person").id() == tablet.person(); });
            REQUIRE(own != all->end());
            auto const number = find_field(*find_type(RecordType::appointment), field)->number;
            ServerWrite const write{own->name, {}, number, std::move(value), {}, {}, adds};
            REQUIRE(office.store->write(std::span(&write, 1), office.clock.now().time_ms));
        });
    }
    Uuid school() {
        auto const visit = inspector->visit();
        return (*tablet.replica().find({visit, RecordType::visit, visit.id}))->value("unit").id();
    }
    /// The rulings of these steps, the last of which the tablet waits for.
    std::string ruled(Uuid const& step, Uuid const& finding = {}) {
        REQUIRE(tablet.drain(server->base()));
        REQUIRE(tablet.listen_until(server->base(), [&] { return !inspector->ruling(step, finding).empty(); }));
        return inspector->ruling(step, finding);
    }
    std::string check_in(Value::Map evidence = {{"distance", std::int64_t{86}}, {"accuracy", std::int64_t{12}}}) {
        inspector->check_in(std::move(evidence));
        return ruled(inspector->step_of("VT05"));
    }
};

}  // namespace mingcha::test
