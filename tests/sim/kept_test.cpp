#include <catch2/catch.hpp>

#include "tests/sim/campaign.hpp"

using namespace mingcha::sim;

// Histories that a campaign once failed on, shrunk, kept for ever. What was wrong stands beside each.

TEST_CASE("histories that once failed", "[sim]") {
    struct Kept {
        std::uint64_t seed;
        char const* script;
        Scale scale = Scale::core;
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
        Kept{5563, "clone 0 | write 0 r0:v a | add 2 r0:v | rem 2 r0:v"},
        // a copy's answer came with the seq of an earlier epoch when its restart was over: the delta stayed in `pending` for ever
        Kept{75,
             "snap | open u1 r1:v | write 1 r0:v a | sync 1 | write 4 r0:x b | seal 1 | write 4 r0:x b | lostack 4 | "
             "restore | web u1 a | write 1 r0:x a | sync 4 | write 1 r0:v a | sync 1 | restore | write 4 r1:v a | "
             "full c 55 | sync 1 | clone 1",
             Scale::full},
        // the identity in memory ran ahead of the disk when a new epoch could not be stored (also in test_fault_points)
        Kept{20,
             "clone 1 | write 3 r0:x b | write 1 r1:v b | lostack 3 | clone 4 | io 1 16 | sync 1 | write 1 r0:x a | "
             "cut 1 33 | sync 1",
             Scale::full},
        // the oracle let an audience that was changed after the backup survive the restore
        Kept{77, "snap | create 1 | lostack 4 | revoke 1 r3 | restore", Scale::full},
        // a retry in a root that had left and not yet come back covered the tablet's own joined write, which it no longer held
        Kept{1640,
             "bad 3 r4:x a | write 1 r0:v a | sync 1 | write 4 r0:v a | sync 1 6 | revoke 4 r0 | sync 1 | grant 1 r0 | "
             "retry 1",
             Scale::full},
        // a head written after its grant was lost with a backup made a root that its writer saw for ever
        Kept{1328, "create 4 | snap | lostack 1 | grant 0 r3 | sync 3 | restore | write 3 r3:v a", Scale::full},
        // a restart took a delta that waited for its parent from the screen, and the next write there covered it unseen
        Kept{3657,
             "snap | create 2 bad | write 2 r4:x a | write 0 r0:x a | sync 0 | restore | sync 0 | sync 2 | restore | "
             "write 2 r0:x a | sync 2 | retry 2 | write 2 r4:x a",
             Scale::full},
        // an honoured receipt joined a write in a root whose grant was lost with the backup, and its writer saw it for ever
        Kept{21973, "create 3 | lostack 0 | snap | grant 1 r2 | sync 4 | write 1 r2:x a | sync 4 | restore",
             Scale::full});
    CAPTURE(kept.seed, kept.script);
    Marks marks;
    CHECK(run(parse(kept.script), kept.seed, &marks, kept.scale).broken == "");
}
