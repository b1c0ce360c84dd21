#include <catch2/catch.hpp>
#include <fstream>

#include "server/store/audit.hpp"
#include "shared/evidence/blob_receipt.hpp"
#include "tests/sim/campaign.hpp"

// Every point at which a disk can fail or lose power, one after the other, on either side: whatever the point, nothing is lost, the
// database is whole, and everything drains.

using namespace mingcha;
using namespace mingcha::sim;

namespace {
struct Scenario {
    char const* name;
    char const* before;
    char const* script;
    std::size_t tablet = 0;  ///< whose disk fails, when it is not the centre's
};
constexpr Scenario scenarios[] = {
    {"push", "sync 0", "write 0 r0:x a | write 0 r0:v b | add 0 r0:v | sync 0"},
    {"pull", "write 1 r0:x a | write 1 r0:v a | write 1 r1:x b | sync 1", "sync 0"},
    {"retry", "bad 0 r0:x a | sync 0", "retry 0 | sync 0"},
    {"grants", "write 0 r0:x a | sync 0 | revoke 0 r0", "sync 0 | grant 0 r0 | sync 0"},
    {"new root", "sync 0", "create 0 | write 0 r2:x a | sync 0"},
    {"new epoch", "write 0 r0:x a | sync 0 | clone 0 | write 0 r0:x b | write 3 r0:v a | sync 0", "sync 3", 3},
    {"restored centre", "write 0 r0:x a | sync 0 | snap | write 0 r0:x b | write 1 r0:x a | sync 0 | sync 1 | restore",
     "sync 0 | sync 1"},
    {"opening", "write 0 r0:x a | sync 0", "reboot 0"},
};

/// What a point came to: nothing, or the promise that it broke. `reached` says whether the script came that far.
std::string at_point(Scenario const& scenario, std::string const& fault, std::uint64_t nth, bool& reached) {
    Marks marks;
    World world(1, &marks, World::Scale::full);
    for (auto const& line : parse(scenario.before))
        if (auto broken = world.act(line); !broken.empty()) return "before: " + broken;
    (void)world.act(fault + " " + std::to_string(nth));
    std::string broken;
    for (auto const& line : parse(scenario.script))
        if (broken = world.act(line); !broken.empty()) break;
    auto const& disk = fault.ends_with(" c") ? *world.centre().disk() : *world.tablet(scenario.tablet).disk();
    bool const ended =
        marks.contains("a tablet loses power or process") || marks.contains("the centre loses power or process");
    reached = ended || (fault == "memory" ? fault_memory::has_failed() : disk.operations() >= nth);
    return broken.empty() ? world.quiet() : broken;
}

/// Every `step`th point of a scenario, until there are no more; how many there were.
std::uint64_t each_point(Scenario const& scenario, std::string const& fault, std::uint64_t first = 1,
                         std::uint64_t step = 1) {
    std::uint64_t points = 0;
    bool reached = true;
    for (auto nth = first; reached; nth += step) {
        auto const broken = at_point(scenario, fault, nth, reached);
        INFO(scenario.name << ": " << fault << " " << nth);
        CHECK(broken == "");
        points += reached;
    }
    return points;
}
}  // namespace

TEST_CASE("every point of a disk in small scenarios, on either side", "[sim][faults]") {
    std::uint64_t points = 0;
    for (auto const& scenario : scenarios)
        for (std::string const fault : {"io", "full", "cut", "kill"})
            for (auto const& where : {std::string(" c"), " " + std::to_string(scenario.tablet)})
                points += each_point(scenario, fault + where);
    std::printf("%llu points of a disk\n", static_cast<unsigned long long>(points));
    CHECK(points > 1'000);
}

namespace {
constexpr sqlite::Fault faults[] = {sqlite::Fault::io_error, sqlite::Fault::full, sqlite::Fault::cut,
                                    sqlite::Fault::kill};

/// `act` under each fault at each point of a fresh disk, until a point lies beyond it; how many there were. `act(disk)` makes its store, and
/// calls `arm` where the counting begins; what it checks afterwards it checks itself.
template <typename Act>
std::uint64_t each_disk_point(Act act) {
    std::uint64_t points = 0;
    for (auto const fault : faults)
        for (std::uint64_t nth = 1;; ++nth) {
            INFO("fault " << static_cast<int>(fault) << " at " << nth);
            if (!act([&](sqlite::FaultDisk& disk) { disk.fail_at(nth, fault, fault == sqlite::Fault::full); }, nth))
                break;
            ++points;
        }
    return points;
}

bool was_reached(sqlite::FaultDisk const& disk, std::uint64_t nth) {
    return disk.is_off() || disk.operations() >= nth;
}

Bytes bytes_of(std::string const& path) {
    std::ifstream file(path, std::ios::binary);
    std::string const all{std::istreambuf_iterator<char>(file), {}};
    return {all.begin(), all.end()};
}
}  // namespace

TEST_CASE("a tablet's store of version 1 is taken over at every point of its disk", "[sim][faults][golden]") {
    auto const old = bytes_of(std::string(MC_GOLDEN_DIR) + "/tablet-1.sqlite");
    REQUIRE_FALSE(old.empty());
    FakeClock clock(time_zero);
    auto const points = each_disk_point([&](auto const& arm, std::uint64_t nth) {
        StorePlace place(true, nth);
        place.put({nullptr, {{"store.db", old}}});
        SeededRandom random(1);
        arm(*place.disk());
        (void)Replica::open(place.disk()->path("store.db"), clock, random);
        bool const reached = was_reached(*place.disk(), nth);
        auto const replica = place.open([&](std::string const& path) { return Replica::open(path, clock, random); });
        CHECK(replica->queue_size()->visits == 100);
        CHECK(replica->unsent_blobs()->size() == 1);
        CHECK(replica->unsent_blobs()->front().receipt.empty());
        return reached;
    });
    std::printf("%llu points of taking over a store\n", static_cast<unsigned long long>(points));
    CHECK(points > 20);
}

TEST_CASE(
    "complaint 6: a submission that is cut at any write is there whole, or not at all and the visit a draft still",
    "[sim][faults][complaints]") {
    FakeClock clock(time_zero);
    Uuid const inspector{{5}};
    Root const root{RootKind::visit, Uuid{{6}}};
    RecordName const visit{root, RecordType::visit, root.id}, step{root, RecordType::step, Uuid{{7}}};
    auto const put = [](RecordName const& name, char const* field, Value value) {
        auto const number = find_field(*find_type(name.type), field)->number;
        return Change{name, {}, number, Change::Kind::write, std::move(value), {}, {}};
    };
    auto const points = each_disk_point([&](auto const& arm, std::uint64_t nth) {
        StorePlace place(true, nth);
        SeededRandom random(3);
        auto const open = [&](std::string const& path) { return Replica::open(path, clock, random); };
        auto replica = place.open(open);
        Identity me;
        me.key = SigningKey::generate(random);
        me.person = inspector;
        REQUIRE(replica->enrol(me));
        std::vector<Change> const begun{put(visit, "kind", "routine")};
        REQUIRE(replica->create_root(root, begun, inspector));
        arm(*place.disk());
        std::vector<Change> const all{put(visit, "summary", "规范"), put(step, "act", "VT14"),
                                      put(step, "subject", root.id)};
        bool const stored = bool(replica->write(all, inspector)) && bool(replica->seal());
        bool const reached = was_reached(*place.disk(), nth);
        if (!place.disk()->is_off()) place.disk()->heal();
        replica.reset();
        replica = place.open(open);
        auto const draft = *replica->find(visit);
        auto const submitted = *replica->find(step);
        REQUIRE(draft);
        CHECK(draft->value("kind") == Value("routine"));
        CHECK(draft->value("summary").text().empty() == !submitted.has_value());
        if (submitted) CHECK(submitted->value("act") == Value("VT14"));
        if (stored) CHECK(submitted.has_value());
        CHECK(place.is_whole());
        REQUIRE(replica->write(all, inspector));  // and it goes on
        return reached;
    });
    std::printf("%llu points of a submission\n", static_cast<unsigned long long>(points));
    CHECK(points > 20);
}

TEST_CASE("a photo's arrival, and a tablet's revocation, at every point of the centre's disk", "[sim][faults]") {
    auto const photo = sha256(view("a photo"));
    auto const device = Uuid{{7}};
    auto const points = each_disk_point([&](auto const& arm, std::uint64_t nth) {
        Centre centre(nth, true);
        centre.on_commit = [](CommitNews const&) {};
        SeededRandom random(2);
        REQUIRE(centre.store().add_device({device, Uuid{{8}}, 1, SigningKey::generate(random).public_key(), "lost"}));
        arm(*centre.disk());
        auto const told = centre.store().blob_arrived(photo, 7, time_zero);
        auto const revoked = centre.store().set_revoked(device, true, "lost", time_zero);
        bool const reached = was_reached(*centre.disk(), nth);
        if (!centre.disk()->is_off()) centre.disk()->heal();  // room is made
        centre.restart();
        CHECK(centre.place().is_whole());
        auto const kept = *centre.store().blob_receipt(photo);
        if (told) CHECK(kept == *told);  // what a tablet was told stands
        if (revoked) CHECK(centre.store().device_facts(device, 1)->revoked);
        auto const again = *centre.store().blob_arrived(photo, 7, time_zero);
        CHECK(is_receipt_for(again, photo, 7, centre.identity().public_key()));
        if (!kept.empty()) CHECK(again == kept);
        REQUIRE(centre.store().set_revoked(device, true, "lost", time_zero));
        REQUIRE(centre.store().read([&](sqlite::Database& db) {
            auto const report = audit(db, centre.identity().public_key());
            CHECK(report.faults == std::vector<std::string>{});
            CHECK(report.blobs == 1);
        }));
        return reached;
    });
    std::printf("%llu points of a photo and a revocation\n", static_cast<unsigned long long>(points));
    CHECK(points > 40);
}

TEST_CASE("allocations that fail, of SQLite and of our own", "[sim][faults]") {
    constexpr std::uint64_t step =
        23;  // prime, so that no loop of the program hides between the points; all of them in --long
    std::uint64_t points = 0;
    for (auto const& scenario : scenarios) points += each_point(scenario, "memory", 1, step);
    std::printf("%llu allocations, each %lluth\n", static_cast<unsigned long long>(points),
                static_cast<unsigned long long>(step));
    CHECK(points > 100);
}

TEST_CASE("every allocation", "[.all]") {
    std::uint64_t points = 0;
    for (auto const& scenario : scenarios) points += each_point(scenario, "memory");
    std::printf("%llu allocations\n", static_cast<unsigned long long>(points));
    CHECK(points > 10'000);
}
