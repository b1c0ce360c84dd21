#include <catch2/catch.hpp>

#include "shared/wire/limits.hpp"
#include "tests/support/world.hpp"

using namespace mingcha;
using namespace mingcha::test;

namespace batch_size_test {
namespace {
constexpr std::size_t text_bytes = 1'000;

/// An inspector who writes long comments on one visit.
struct World : Desk {
    int written = 0;
    BatchPosition next{};

    void write(int comments) {
        for (int i = 0; i < comments; ++i) {
            auto const key = "A" + std::to_string(++written);
            auto const field = find_field(*find_type(RecordType::answer), "comment")->number;
            Change const change{{visit, RecordType::answer, Uuid::derived(visit.id, key)},
                                key,
                                field,
                                Change::Kind::write,
                                std::string(text_bytes, 'x'),
                                {},
                                {}};
            REQUIRE(replica->write(std::span(&change, 1), person));
        }
        REQUIRE(replica->seal());
    }
    /// Of the batches sealed since the last call.
    std::vector<std::size_t> sizes() {
        std::vector<std::size_t> out;
        auto const batches = *replica->batches_from(next, 1'000);
        for (auto const& push : batches) {
            auto& bytes = out.emplace_back(0);
            auto const body = *decode_body(push.batch.body);
            for (auto const& delta : body.deltas) bytes += encode_delta(delta).size();
            next = {push.batch.header.epoch, push.batch.header.n + 1};
        }
        return out;
    }
    /// A connection that breaks after Hello and one batch have gone up.
    void lose() { REQUIRE_FALSE(link().session(now, 2).drained); }
};

bool all_near(std::vector<std::size_t> const& sizes, std::size_t goal) {
    for (std::size_t i = 0; i + 1 < sizes.size(); ++i)  // the last holds what was left
        if (sizes[i] < goal || sizes[i] > goal + text_bytes + 200) return false;
    return sizes.size() > 1;
}
}  // namespace

TEST_CASE("batches halve with each loss, down to what is worth a signature, and grow again as they are answered",
          "[sync]") {
    World world;
    world.write(200);
    CHECK(all_near(world.sizes(), limits::batch_bytes_most));
    world.lose();
    world.write(100);
    CHECK(all_near(world.sizes(), limits::batch_bytes_most / 2));
    for (int i = 0; i < 9; ++i) world.lose();
    world.write(40);
    auto const least = world.sizes();
    CHECK(all_near(least, limits::batch_bytes_least));

    // Everything arrives; each answer has raised the size by a step.
    REQUIRE(world.sync());
    CHECK(world.store->records(RecordType::answer)->size() == 340);
    world.write(300);
    CHECK(all_near(world.sizes(), limits::batch_bytes_most));
}

TEST_CASE("a connection that breaks with nothing under way makes no batch smaller", "[sync]") {
    World world;
    world.write(1);
    (void)world.sizes();
    auto link = world.link();
    REQUIRE(link.session(World::now).drained);
    REQUIRE_FALSE(link.session(World::now, 1).drained);
    REQUIRE_FALSE(link.session(World::now, 2).drained);
    world.write(200);
    CHECK(all_near(world.sizes(), limits::batch_bytes_most));
}

}  // namespace batch_size_test
