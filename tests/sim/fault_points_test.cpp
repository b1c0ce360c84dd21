#include <catch2/catch.hpp>

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
