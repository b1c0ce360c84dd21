#include "shared/rules/put_off.hpp"

#include <catch2/catch.hpp>

using namespace mingcha;

namespace put_off_test {
namespace {
Root const root{RootKind::visit, Uuid{{1}}};

Record made(RecordType type, std::uint8_t n, std::initializer_list<std::pair<char const*, Value>> fields) {
    Record out{{root, type, Uuid{{n}}}, {}, {}};
    for (auto const& [field, value] : fields) {
        auto& state = out.at(find_field(*find_type(type), field)->number);
        state = write(state, {}, {{{1}, 1}, {}, {}, std::string(as_text(value.encode()))});
    }
    return out;
}
Hash hash_of(std::uint8_t n) {
    Hash out{};
    out.fill(n);
    return out;
}
Record feedback(std::uint8_t round) {
    return made(RecordType::feedback, static_cast<std::uint8_t>(20 + round),
                {{"round", std::int64_t{round}}, {"hash", hash_of(round)}});
}
Record confirmation(std::uint8_t n, char const* choice, std::uint8_t round, std::optional<std::int64_t> until = {}) {
    auto const type = RecordType::confirmation;
    if (!until) return made(type, n, {{"choice", choice}, {"feedback", hash_of(round)}});
    return made(type, n, {{"choice", choice}, {"feedback", hash_of(round)}, {"until", *until}});
}
std::optional<std::int64_t> until(std::vector<Record> const& records) {
    return put_off_until(open_case(records));
}
}  // namespace

TEST_CASE("a put-off counts for the newest feedback alone, once the server has said when it ends", "[rules][put_off]") {
    CHECK(until({}) == std::nullopt);
    CHECK(until({confirmation(2, "deferred", 1, 500)}) == std::nullopt);
    CHECK(until({feedback(1)}) == std::nullopt);
    CHECK(until({feedback(1), confirmation(2, "deferred", 1)}) == std::nullopt);
    CHECK(until({feedback(1), confirmation(2, "deferred", 1, 500)}) == 500);
    CHECK(until({feedback(1), feedback(2), confirmation(2, "deferred", 1, 500)}) == std::nullopt);
    CHECK(until({feedback(1), confirmation(2, "confirm", 1, 500)}) == std::nullopt);
}

TEST_CASE("put off twice, the first end stands", "[rules][put_off]") {
    auto const early = confirmation(2, "deferred", 1, 500), late = confirmation(3, "deferred", 1, 900);
    CHECK(until({feedback(1), early, late}) == 500);
    CHECK(until({feedback(1), late, early}) == 500);
    CHECK(until({feedback(1), confirmation(2, "deferred", 1, 0)}) == 0);
}

TEST_CASE("when a put-off is over, VT13 needs no witness", "[rules][put_off]") {
    for (auto const role : {Role::clock, Role::lead}) {
        StepFacts facts;
        facts.author = role;
        facts.has_witness = false;
        CHECK(judge("VT13", State::feedback, facts).code == "no_witness");
        facts.put_off_ended = true;
        CHECK(judge("VT13", State::feedback, facts).code == "in_force");
        CHECK(judge("VT13", State::confirmed, facts).code == "wrong_state");
    }
}

}  // namespace put_off_test
