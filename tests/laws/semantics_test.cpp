#include <catch2/catch.hpp>

#include "shared/merge/record.hpp"
#include "tests/support/lab.hpp"

// The sentences of the exact semantics that concern pure states, each with what goes wrong without it. A part in which the sentence is
// switched off must show the damage: else the test would not need the sentence.

using namespace mingcha;
using namespace mingcha::test;
namespace semantics_test {
using lab::Event;
using lab::Rules;
using lab::World;
using Texts = std::vector<std::string>;

namespace {
World after(std::initializer_list<Event> events, Rules const& rules = {}) {
    World world(rules);
    for (auto const& event : events) world.act(event);
    return world;
}
World settled(std::initializer_list<Event> events, Rules const& rules = {}) {
    World world = after(events, rules);
    CHECK(world.settle());
    return world;
}
std::string damage(World const& world) {
    auto const& row = world.server().state.row;
    return world.lost(row).empty() ? world.smuggled(row) : world.lost(row);
}
/// The rules with one sentence switched off.
Rules without(bool Rules::*sentence) {
    Rules out;
    out.*sentence = false;
    return out;
}

Clip accepted(VersionVector const& vector) {
    return [vector](ReplicaId replica, std::uint64_t) { return vector.at(replica); };
}
}  // namespace

TEST_CASE("clip: a push that claims to cover the future of others cannot drop what they write later", "[law]") {
    auto const row = field_of({sibling(2, 1, "seen")});
    auto const poisoned = field_of({sibling(1, 1, "poison")}, vector_of({{2, 1'000'000}, {3, 9}}));
    auto const later = field_of({sibling(2, 2, "later")}, vector_of({{2, 1}}));
    auto const clipped = apply(row, poisoned, accepted(vector_of({{1, 1}, {2, 1}})));
    CHECK(texts_of(join(clipped, later)) == Texts{"poison", "later"});
    CHECK(texts_of(join(apply(row, poisoned), later)) == Texts{"poison"});  // believed as it stands: lost
}

TEST_CASE("clip: a push that claims to cover its own future cannot drop its own later writes", "[law]") {
    auto const poisoned = field_of({sibling(1, 1, "first")}, vector_of({{1, 50}}));
    auto const later = as_delta(field_of({sibling(1, 1, "first"), sibling(1, 2, "second")}), {dot(1, 2)});
    auto const clipped = apply({}, poisoned, accepted(vector_of({{1, 1}})));
    CHECK(texts_of(apply(clipped, later)) == Texts{"first", "second"});
    CHECK(texts_of(apply(apply({}, poisoned), later)) == Texts{"first"});
}

TEST_CASE("clip: names of dots that the server does not hold add nothing and keep nothing out", "[law]") {
    auto delta = field_of({sibling(1, 1, "new")});
    for (auto const& unknown : {dot(2, 7), dot(9, 1)}) {
        delta.siblings.push_back(name_of(unknown));
        delta.vector.raise(unknown.replica, unknown.counter);
    }
    auto const row = apply({}, delta, accepted(vector_of({{1, 1}, {2, 3}})));
    CHECK(row == field_of({sibling(1, 1, "new")}, vector_of({{2, 3}})));
    CHECK(texts_of(apply(row, field_of({sibling(2, 7, "arrives")}))) == Texts{"new", "arrives"});
}

TEST_CASE("clip: a delta that waits for its parent is not yet accepted, else a poisoned push drops it", "[law]") {
    auto const waiting = field_of({sibling(2, 5, "waits")});
    auto const poisoned = field_of({sibling(1, 1, "new")}, vector_of({{2, 5}}));
    auto const below = apply({}, poisoned, accepted(vector_of({{1, 1}, {2, 4}})));
    CHECK(texts_of(apply(below, waiting)) == Texts{"new", "waits"});
    auto const with = apply({}, poisoned, accepted(vector_of({{1, 1}, {2, 5}})));
    CHECK(texts_of(apply(with, waiting)) == Texts{"new"});
}

TEST_CASE("clip: a page from the future covers no more than the server has", "[law]") {
    // The page was shown before a rollback; its vector names a write that the server no longer has.
    auto const events = {Event{Event::write, 0, 0},
                         {Event::seal, 0, 0},
                         {Event::open_page, 0, 0},
                         {Event::server_restore, 0, 1},
                         {Event::web_write, 0, 0}};
    CHECK(settled(events).texts(0) == Texts{"A", "B"});  // at worst a false conflict
    CHECK(settled(events, without(&Rules::clip)).texts(0) == Texts{"B"});
}

TEST_CASE("redot: a restored tablet does not cover what it had not seen", "[law]") {
    auto const events = {Event{Event::write, 0, 0},
                         {Event::web_write, 0, 0},
                         {Event::pull, 0, 0},
                         {Event::add, 0, 0},
                         {Event::restore, 0, 1}};
    auto const world = settled(events);
    CHECK(world.texts(0).size() == 2);
    CHECK(damage(world).empty());
    auto const rebuilt = settled(events, without(&Rules::redot_keeps_vector));
    CHECK(damage(rebuilt) == "write B is gone and no joined write had been shown it");
}

TEST_CASE("redot: a restored tablet never gives out a dot twice", "[law]") {
    auto const events = {Event{Event::write, 0, 0}, {Event::seal, 0, 0}, {Event::restore, 0, 2}, {Event::write, 0, 0}};
    auto const world = settled(events);
    CHECK(world.texts(0).size() == 2);
    CHECK(damage(world).empty());
    auto const twice = settled(events, without(&Rules::redot));
    CHECK(damage(twice) == "write B is gone and no joined write had been shown it");
}

TEST_CASE("redot: what was sent before the image was restored is not doubled on the screen", "[law]") {
    auto const world = settled({{Event::write, 0, 0}, {Event::seal, 0, 0}, {Event::restore, 0, 1}});
    CHECK(world.texts(0) == Texts{"A", "A"});  // twice in the state, under both names of the tablet
    CHECK_FALSE(in_conflict(world.server().state.row[0]));
}

TEST_CASE("cascade: a refused removal does not come in by the next delta", "[law]") {
    auto const events = {Event{Event::web_add, 0, 0},
                         {Event::pull, 0, 0},
                         {Event::remove, 0, 0},
                         {Event::refuse, 0, 0},
                         {Event::add, 0, 0}};
    auto const world = settled(events);
    CHECK(world.texts(2) == Texts{"A"});
    CHECK(damage(world).empty());
    CHECK(damage(settled(events, without(&Rules::cascade))) == "write A is gone and no joined write had been shown it");
}

TEST_CASE("cascade: a restored tablet's new epoch does not bring a refused removal in either", "[law]") {
    auto const events = {Event{Event::web_add, 0, 0}, {Event::pull, 0, 0}, {Event::remove, 0, 0},
                         {Event::refuse, 0, 0},       {Event::add, 0, 0},  {Event::write, 0, 0},
                         {Event::restore, 0, 1}};
    auto const world = settled(events);
    CHECK(world.texts(2) == Texts{"A"});
    CHECK(damage(world).empty());
    CHECK(damage(settled(events, without(&Rules::cascade_by_device))) ==
          "write A is gone and no joined write had been shown it");
}

TEST_CASE("cascade: refused, then edited unknowingly: both are held; what is written knowingly is joined", "[law]") {
    auto world = after({{Event::web_write, 0, 0},
                        {Event::pull, 0, 0},
                        {Event::write, 0, 0},
                        {Event::refuse, 0, 0},
                        {Event::write, 0, 0}});
    world.act({Event::seal, 0, 0});
    CHECK(world.texts(0) == Texts{"A"});
    CHECK(world.tablet(0).shown(0).siblings == world.tablet(0).base[0].siblings);  // fell back to base
    world.act({Event::write, 0, 0});
    CHECK(world.settle());
    CHECK(world.texts(0) == Texts{"D"});
    CHECK(damage(world).empty());
}

TEST_CASE("cascade: a refusal holds back its own field only", "[law]") {
    auto const world = settled({{Event::write, 0, 0}, {Event::refuse, 0, 0}, {Event::write, 0, 1}});
    CHECK(world.texts(0).empty());
    CHECK(world.texts(1) == Texts{"B"});
}

TEST_CASE("requeue: an acknowledged write is not erased by a rollback of the server", "[law]") {
    auto const events = {
        Event{Event::write, 0, 0}, {Event::seal, 0, 0}, {Event::pull, 0, 0}, {Event::server_restore, 0, 1}};
    CHECK(settled(events).texts(0) == Texts{"A"});
    CHECK(settled(events, without(&Rules::requeue)).texts(0).empty());
}

TEST_CASE("wpage: a person's second act does not drop what a colleague wrote meanwhile", "[law]") {
    auto const events = {Event{Event::web_write, 1, 0}, {Event::web_write, 0, 0}, {Event::web_write, 0, 0}};
    auto const world = settled(events);
    CHECK(world.texts(0) == Texts{"C"});  // the answer to the first act had shown both
    CHECK(damage(world).empty());
    CHECK(damage(settled(events, without(&Rules::wpage))) == "write A is gone and no joined write had been shown it");
}

TEST_CASE("focus: typing covers what the person saw when the field took focus, and their own text since", "[law]") {
    auto const at_focus = field_of({sibling(2, 1, "before")});
    auto const arrived = sibling(2, 2, "arrived");
    auto typed = write(at_focus, at_focus.vector, sibling(1, 1, "d"));
    typed = join(typed, field_of({arrived}, vector_of({{2, 1}})));
    auto seen = at_focus.vector;
    seen.raise(ReplicaId{1}, 1);
    CHECK(texts_of(write(typed, seen, sibling(1, 2, "dusty"))) == Texts{"dusty", "arrived"});
    CHECK(texts_of(write(typed, typed.vector, sibling(1, 2, "dusty"))) ==
          Texts{"dusty"});  // with the vector of now: dropped unseen
}

TEST_CASE("retry: it has seen what the refused write had seen, and the refused dot stays out for good", "[law]") {
    auto const then = field_of({sibling(2, 1, "old")});
    auto const refused = write(then, then.vector, sibling(1, 1, "refused"));
    auto const base = field_of({sibling(2, 2, "unseen")}, vector_of({{2, 1}}));
    auto const retry = write(base, refused.vector, sibling(1, 2, "refused"));
    CHECK(texts_of(retry) == Texts{"refused", "unseen"});
    CHECK(retry.find(dot(1, 2)) != nullptr);
    CHECK(texts_of(write(base, base.vector, sibling(1, 2, "refused"))) ==
          Texts{"refused"});  // one tap would drop an unseen value
    CHECK(join(retry, refused).find(dot(1, 1)) == nullptr);
}

TEST_CASE("retry: an adoption has seen the page that showed both", "[law]") {
    auto const page = field_of({sibling(2, 2, "ours")});
    auto const meanwhile = write(page, {}, sibling(3, 1, "meanwhile"));
    CHECK(texts_of(write(meanwhile, page.vector, sibling(4, 1, "adopted"))) == Texts{"meanwhile", "adopted"});
}

TEST_CASE("whole: who writes without holding the root covers his own earlier answer unseen", "[law]") {
    auto const server = field_of({sibling(1, 1, "mine, earlier"), sibling(2, 1, "theirs")});
    auto const blind = add_element({}, sibling(1, 2, "now"));  // a dot covers all earlier ones of its replica
    CHECK(texts_of(apply(server, as_delta(blind, {dot(1, 2)}))) == Texts{"now", "theirs"});
    auto const whole = add_element(server, sibling(1, 2, "now"));
    CHECK(texts_of(apply(server, as_delta(whole, {dot(1, 2)}))) == Texts{"mine, earlier", "now", "theirs"});
}

TEST_CASE("two persons on one replica keep each other's unseen values", "[law]") {
    auto const world = settled(
        {{Event::web_write, 0, 0}, {Event::open_page, 1, 0}, {Event::web_write, 0, 0}, {Event::web_write, 1, 0}});
    CHECK(world.texts(0) == Texts{"B", "C"});
    CHECK(damage(world).empty());
}

namespace {
constexpr std::uint16_t verdict = 1, comment = 2;

Sibling withdrawal(std::uint64_t replica, std::uint64_t counter, VersionVector const& seen) {
    auto out = sibling(replica, counter, "");
    out.value = value_bytes(withdrawal_value("entered twice", seen));
    return out;
}
Record answer_with(FieldState const& first, FieldState const& second, FieldState const& withdrawals) {
    Record out;
    out.name.type = RecordType::answer;
    out.at(verdict) = first;
    out.at(comment) = second;
    if (!withdrawals.vector.empty()) out.at(withdrawn_field) = withdrawals;
    return out;
}
}  // namespace

TEST_CASE("withdrawn: it takes effect though it cannot have seen itself", "[law]") {
    auto const first = field_of({sibling(1, 1, "A")});
    CHECK(is_withdrawn(answer_with(first, {}, field_of({withdrawal(1, 2, first.vector)}))));
}

TEST_CASE("withdrawn: two halves do not add up to a withdrawal that nobody made", "[law]") {
    auto const first = field_of({sibling(1, 1, "A")});
    auto const second = field_of({sibling(2, 1, "dusty")});
    auto const halves = field_of({withdrawal(3, 1, first.vector), withdrawal(4, 1, second.vector)});
    CHECK_FALSE(is_withdrawn(answer_with(first, second, halves)));
    auto seen = first.vector;
    seen.join(second.vector);
    CHECK(is_withdrawn(answer_with(first, second, add_element(halves, withdrawal(5, 1, seen)))));
}

TEST_CASE("withdrawn: a value that the withdrawer had not seen keeps the record alive in every order", "[law]") {
    auto const seen = field_of({sibling(1, 1, "A")});
    auto const record = answer_with(seen, {}, {});
    auto const withdrawing = answer_with({}, {}, field_of({withdrawal(2, 1, record_vector(record))}));
    auto const unseen = answer_with(write(seen, seen.vector, sibling(3, 1, "B")), {}, {});
    CHECK(is_withdrawn(join(record, withdrawing)));
    CHECK_FALSE(is_withdrawn(join(join(record, withdrawing), unseen)));
    CHECK_FALSE(is_withdrawn(join(unseen, join(withdrawing, record))));
}

TEST_CASE("withdrawn: with the new dots of a re-enrolment it still means the same values", "[law]") {
    auto const renamed = field_of({sibling(7, 1, "A")});  // was 1:1 in the closed epoch
    auto const stale = field_of({withdrawal(7, 2, vector_of({{1, 1}}))});
    CHECK_FALSE(
        is_withdrawn(answer_with(renamed, {}, stale)));  // dots inside the value left as they were: without effect
    auto const redotted = field_of({withdrawal(7, 2, vector_of({{7, 1}}))});
    CHECK(is_withdrawn(answer_with(renamed, {}, redotted)));
}

}  // namespace semantics_test
