#include <catch2/catch.hpp>

#include "shared/rules/feedback.hpp"
#include "tests/sim/campaign.hpp"

using namespace mingcha;
using namespace mingcha::sim;

namespace {
void act(World& world, char const* script) {
    for (auto const& line : parse(script)) REQUIRE(world.act(line) == "");
}
std::vector<Record> at_tablet(World& world, std::size_t i, Root const& root) {
    return *world.tablet(i).replica().records(root);
}
std::set<std::string> fields(std::vector<Addendum> const& of) {
    std::set<std::string> out;
    for (auto const& one : of) out.insert(one.record + "/" + one.field);
    return out;
}
}  // namespace

/// Two inspectors of one visit: the first hands the feedback over while the second is out of reach.
TEST_CASE("addendum: what joins after signing shows beside it, a removal too, the same on every store", "[sim][law]") {
    World world(1);
    auto const root = world.name("r0:v").root;
    act(world, "add 0 r0:v | add 0 r0:v | write 0 r0:v a | write 0 r0:x a | sync 0 | sync 1");
    auto const signed_by_school = snapshot(at_tablet(world, 0, root));
    auto const known = signed_by_school;

    act(world, "rem 1 r0:v | write 1 r0:x a | write 1 r0:x b");  // out of reach
    CHECK(addendum(signed_by_school, at_tablet(world, 0, root)).empty());
    CHECK(addendum(signed_by_school, *world.centre().store().records(root)).empty());

    act(world, "sync 1 | sync 0 | sync 1");
    auto const at_centre = addendum(signed_by_school, *world.centre().store().records(root));
    CHECK(fields(at_centre) == std::set<std::string>{"answer x/comment", "answer x/practice", "visit/members"});
    for (auto const& one : at_centre)
        if (one.field == "members") CHECK(one.now.size() + 1 == one.signed_values.size());
    CHECK(addendum(signed_by_school, at_tablet(world, 0, root)) == at_centre);
    CHECK(addendum(signed_by_school, at_tablet(world, 1, root)) == at_centre);
    CHECK(signed_by_school == known);  // what was signed stands as it was
    CHECK(world.quiet() == "");
}

TEST_CASE("addendum: a restored centre and a tablet that comes back agree on it", "[sim][law]") {
    World world(1);
    auto const root = world.name("r0:v").root;
    act(world, "write 0 r0:x a | sync 0 | sync 1");
    auto const signed_by_school = snapshot(at_tablet(world, 0, root));
    act(world, "snap | write 1 r0:x a | sync 1 | restore | sync 0");
    CHECK(addendum(signed_by_school, at_tablet(world, 0, root)).empty());  // the late value is on tablet 1 alone again
    act(world, "sync 1 | sync 0");
    auto const late = addendum(signed_by_school, *world.centre().store().records(root));
    CHECK(fields(late) == std::set<std::string>{"answer x/comment"});
    CHECK(addendum(signed_by_school, at_tablet(world, 0, root)) == late);
    CHECK(world.quiet() == "");
}
