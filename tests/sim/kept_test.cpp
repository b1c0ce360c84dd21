#include <catch2/catch.hpp>

#include "tests/sim/campaign.hpp"

using namespace mingcha::sim;

// Histories that a campaign once failed on, shrunk, kept for ever. What was wrong stands beside each.

TEST_CASE("histories that once failed", "[sim]") {
    struct Kept {
        std::uint64_t seed;
        char const* script;
    };
    auto const kept = GENERATE(
        // the oracle did not know that a retry takes out again what the refused delta had taken out
        Kept{29717, "webadd r0:v | sync 2 | bad 2 r0:v a | rem 2 r0:v | sync 2 | retry 2"},
        Kept{68662, "add 2 r0:v | sync 0 | rem 0 r0:v | bad 0 r0:v a | sync 2 | retry 0"},
        // typing had seen no own write made since the field took focus
        Kept{69215, "focus 1 r3:v a | create 1 | type 1 | type 1"},
        // the oracle took a delta sealed before a removal for the one that says so
        Kept{76611, "add 1 r0:v | webadd r0:v | sync 1 4 | bad 1 r0:v a | rem 1 r0:v"},
        // a second retry took what stayed beside the first one's value for something that its writer had seen
        Kept{534890,
             "bad 0 r1:v b | open u0 r1:v | web u0 b | sync 0 | retry 0 | suspend 2 | sync 0 | retry 2 | resume 2"},
        // the oracle, once more, knew nothing of a removal that a re-enrolment gave new dots
        Kept{5563, "clone 0 | write 0 r0:v a | add 2 r0:v | rem 2 r0:v"});
    CAPTURE(kept.seed, kept.script);
    Marks marks;
    CHECK(run(parse(kept.script), kept.seed, &marks).broken == "");
}
