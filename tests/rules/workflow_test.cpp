#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "shared/base/random.hpp"
#include "shared/rules/case_file.hpp"
#include "shared/rules/workflow.hpp"

using namespace mingcha;

namespace workflow_test {
namespace {
Uuid id(std::uint8_t n) {
    Uuid out;
    out.bytes[15] = n;
    return out;
}
RuledStep ruled(std::uint8_t n, char const* act, char const* code = "in_force") {
    return {id(n), act, RuledStep::Given{code, {1, n}}, 0};
}
RuledStep waiting(std::uint8_t n, char const* act) {
    return {id(n), act, {}, n};
}

StepFacts by(Role role) {
    StepFacts facts;
    facts.author = role;
    return facts;
}
std::string ruling(char const* act, State state, StepFacts const& facts) {
    return judge(act, state, facts).code;
}
}  // namespace

TEST_CASE("the chips' words are those of the design, in both languages, none twice", "[rules][workflow]") {
    std::set<std::string_view> zh, en, code;
    for (auto const& state : all_states()) {
        CHECK(words_of(state.state).code == state.code);
        CHECK(zh.insert(state.zh).second);
        CHECK(en.insert(state.en).second);
        CHECK(code.insert(state.code).second);
    }
    CHECK(all_states().size() == static_cast<std::size_t>(State::not_done) + 1);
    CHECK(words_of(State::unsigned_).zh == "拒签或无人签");
    CHECK(words_of(State::closed).zh == "已销号");
}

TEST_CASE("a visit goes from plan to submission by its acts", "[rules][workflow]") {
    std::vector<RuledStep> const steps{ruled(1, "VT01"), ruled(2, "VT03"), ruled(3, "VT05"),
                                       ruled(4, "VT09"), ruled(5, "VT11"), ruled(6, "VT14")};
    State const states[] = {State::planned,  State::taken,     State::checked_in,
                            State::feedback, State::confirmed, State::submitted};
    for (std::size_t n = 1; n <= steps.size(); ++n)
        CHECK(fold(Subject::visit, {steps.begin(), steps.begin() + static_cast<long>(n)}).state == states[n - 1]);
    // Each step is in force when it is judged on the state before it.
    StepFacts facts = by(Role::lead | Role::liaison);
    State state = State::none;
    for (auto const& step : steps) {
        facts.has_answers = state == State::checked_in;
        CHECK(ruling(step.act.c_str(), state, facts) == "in_force");
        state = find_act(step.act)->to;
    }
}

TEST_CASE("each guard names its code and a remedy in both languages", "[rules][workflow]") {
    struct Row {
        char const* act;
        State state;
        Role who;
        void (*spoil)(StepFacts&);
        char const* code;
    };
    // clang-format off
    Row const rows[] = {
        {"VT01", State::none, Role::duty, [](StepFacts& f) { f.cap_kept_or_reason = false; }, "over_cap"},
        {"VT01", State::none, Role::duty, [](StepFacts& f) { f.group_visit = true; f.group_size = 2; }, "group_too_small"},
        {"VT01", State::none, Role::lead, [](StepFacts& f) { f.unit_is_own = false; }, "not_own_unit"},
        {"VT03", State::drawn, Role::lead, [](StepFacts& f) { f.trained = false; }, "not_trained"},
        {"VT03", State::drawn, Role::lead, [](StepFacts& f) { f.recused = true; }, "recused"},
        {"VT04", State::none, Role::lead, [](StepFacts& f) { f.has_reason = false; }, "no_reason"},
        {"VT04", State::none, Role::lead, [](StepFacts& f) { f.lease_ok = false; }, "lease_over"},
        {"VT05", State::taken, Role::lead, [](StepFacts& f) { f.card_valid = false; }, "card_invalid"},
        {"VT05", State::taken, Role::lead, [](StepFacts& f) { f.near_or_reason = false; }, "not_at_school"},
        {"VT05", State::taken, Role::lead, [](StepFacts& f) { f.pinned_list = false; }, "no_checklist"},
        {"VT06", State::checked_in, Role::lead, [](StepFacts& f) { f.has_reason = false; }, "no_reason"},
        {"VT06", State::checked_in, Role::lead, [](StepFacts& f) { f.refuser_named = false; }, "nobody_named"},
        {"VT06", State::checked_in, Role::lead, [](StepFacts& f) { f.gate_photo_or_reason = false; }, "no_gate_photo"},
        {"VT09", State::working, Role::lead, [](StepFacts& f) { f.required_open = 1; }, "items_open"},
        {"VT09", State::working, Role::lead, [](StepFacts& f) { f.photos_missing = 1; }, "photos_missing"},
        {"VT09", State::working, Role::lead, [](StepFacts& f) { f.open_conflicts = 1; }, "differences_open"},
        {"VT09", State::working, Role::lead, [](StepFacts& f) { f.feedback_frozen = false; }, "no_feedback"},
        {"VT11", State::feedback, Role::liaison, [](StepFacts& f) { f.seen_is_newest_feedback = false; }, "older_feedback"},
        {"VT12", State::feedback, Role::head, [](StepFacts& f) { f.in_dissent_period = false; }, "dissent_late"},
        {"VT13", State::feedback, Role::lead, [](StepFacts& f) { f.has_witness = false; }, "no_witness"},
        {"VT13", State::feedback, Role::clock, [](StepFacts& f) { f.has_witness = false; }, "no_witness"},
        {"VT13", State::feedback, Role::clock, [](StepFacts& f) { f.has_reason = false; }, "no_reason"},
        {"VT14", State::confirmed, Role::lead, [](StepFacts& f) { f.has_summary = false; }, "no_summary"},
        {"VT14", State::confirmed, Role::lead, [](StepFacts& f) { f.evidence_known = false; }, "evidence_unknown"},
        {"FT01", State::draft, Role::member, [](StepFacts& f) { f.finding_complete = false; }, "finding_incomplete"},
        {"FT02", State::open, Role::lead, [](StepFacts& f) { f.finding_class = 'B'; }, "not_class_a"},
        {"FT03", State::open, Role::lead, [](StepFacts& f) { f.finding_class = 'C'; }, "notice_not_allowed"},
        {"FT03", State::open, Role::lead, [](StepFacts& f) { f.inspectors_may_notice_b = false; }, "notice_not_allowed"},
    };
    // clang-format on
    for (auto const& row : rows) {
        INFO(row.act << " " << row.code);
        auto facts = by(row.who);
        if (std::string_view(row.act) == "FT02") facts.finding_class = 'A';
        CHECK(ruling(row.act, row.state, facts) == "in_force");
        row.spoil(facts);
        auto const given = judge(row.act, row.state, facts);
        CHECK(given.code == row.code);
        CHECK_FALSE(given.zh.empty());
        CHECK_FALSE(given.en.empty());
    }
}

TEST_CASE("nobody makes a step that is not his, and none is made from a wrong state", "[rules][workflow]") {
    CHECK(ruling("VT11", State::feedback, by(Role::lead)) == "not_allowed");
    CHECK(ruling("VT09", State::working, by(Role::member)) == "not_allowed");
    CHECK(ruling("VT01", State::none, by(Role::liaison)) == "not_allowed");
    CHECK(ruling("VT14", State::feedback, by(Role::lead)) == "wrong_state");
    CHECK(ruling("VT09", State::checked_in, by(Role::lead)) == "wrong_state");
    CHECK(ruling("VT99", State::none, by(Role::lead)) == "unknown_act");
    for (auto const& act : all_acts()) CHECK(judge(act.id, act.from.front(), StepFacts{}).code == "not_allowed");
}

TEST_CASE("class C notices are the office's, class B the inspector's where the office allows", "[rules][workflow]") {
    auto facts = by(Role::duty_head);
    facts.finding_class = 'C';
    CHECK(ruling("FT03", State::open, facts) == "in_force");
}

TEST_CASE("an inner guard binds a tablet, an outer one only the server", "[rules][workflow]") {
    auto facts = by(Role::lead);
    facts.card_valid = false;
    CHECK(judge("VT05", State::taken, facts, true).code == "in_force");
    facts.near_or_reason = false;
    CHECK(judge("VT05", State::taken, facts, true).code == "not_at_school");
}

TEST_CASE("a check-in whose tablet had not seen the cancellation stands", "[rules][workflow][cf04]") {
    auto facts = by(Role::lead);
    CHECK(ruling("VT05", State::cancelled, facts) == "cancelled");
    facts.cancel_was_seen = false;
    CHECK(ruling("VT05", State::cancelled, facts) == "in_force");
}

TEST_CASE("the head's dissent wins over the liaison's confirmation, which stays as a receipt",
          "[rules][workflow][cf03]") {
    CHECK(ruling("VT12", State::confirmed, by(Role::head)) == "in_force");
    CHECK(ruling("VT11", State::dissented, by(Role::liaison)) == "noted");
    auto const one = fold(Subject::visit, {ruled(1, "VT09"), ruled(2, "VT11"), ruled(3, "VT12")});
    auto const other = fold(Subject::visit, {ruled(1, "VT09"), ruled(2, "VT12"), ruled(3, "VT11", "noted")});
    CHECK(one.state == State::dissented);
    CHECK(other.state == State::dissented);
    CHECK(other.standing.size() == 3);
}

TEST_CASE("a dissent after submission stands as an open point and moves nothing", "[rules][workflow]") {
    for (auto const state : {State::submitted, State::reviewing, State::returned}) {
        CHECK(ruling("VT12b", state, by(Role::head)) == "noted");
        CHECK(ruling("VT12b", state, by(Role::lead)) == "not_allowed");
        auto late = by(Role::liaison);
        late.in_dissent_period = false;
        CHECK(ruling("VT12b", state, late) == "dissent_late");
    }
    CHECK(ruling("VT12b", State::feedback, by(Role::head)) == "wrong_state");
    auto const folded =
        fold(Subject::visit, {ruled(1, "VT09"), ruled(2, "VT11"), ruled(3, "VT14"), ruled(4, "VT12b", "noted")});
    CHECK(folded.state == State::submitted);
    CHECK(folded.standing.size() == 4);
    CHECK(fold(Subject::visit, {ruled(1, "VT14"), waiting(2, "VT12b")}).shown == State::submitted);
}

TEST_CASE("a visit that ended without feedback is submitted by its lead with a summary", "[rules][workflow]") {
    for (auto const state : {State::refused, State::broken_off}) {
        auto facts = by(Role::lead);
        CHECK(ruling("VT14", state, facts) == "in_force");
        facts.has_summary = false;
        CHECK(ruling("VT14", state, facts) == "no_summary");
    }
}

TEST_CASE("a colleague who checks in later does not turn the visit back", "[rules][workflow]") {
    auto facts = by(Role::member);
    facts.has_answers = true;
    using enum State;
    for (auto const state : {checked_in, working, State::feedback, confirmed, dissented, unsigned_, submitted,
                             reviewing, returned, accepted, refused, broken_off})
        CHECK(ruling("VT05", state, facts) == "noted");
    CHECK(ruling("VT05", void_, facts) == "wrong_state");
    CHECK(fold(Subject::visit, {ruled(1, "VT05"), ruled(2, "VT09"), ruled(3, "VT05", "noted")}).state ==
          State::feedback);
}

TEST_CASE("a step out of force stays visible and moves nothing; an unknown act neither", "[rules][workflow]") {
    auto const folded = fold(Subject::visit, {ruled(1, "VT05"), ruled(2, "VT09", "items_open"), ruled(3, "VT77")});
    CHECK(folded.state == State::checked_in);
    CHECK(folded.out_of_force == std::vector{id(2)});
    CHECK(folded.standing == std::vector{id(1), id(3)});
}

TEST_CASE("a step without ruling is shown last and marked", "[rules][workflow]") {
    auto const folded = fold(Subject::visit, {waiting(9, "VT09"), ruled(1, "VT05"), waiting(10, "VT11")});
    CHECK(folded.state == State::checked_in);
    CHECK(folded.shown == State::confirmed);
    CHECK(folded.provisional);
    CHECK(fold(Subject::finding, {}).state == State::draft);
    CHECK(fold(Subject::finding, {waiting(1, "FT01")}).shown == State::open);
}

TEST_CASE("a checked-in visit with an answer is being worked on", "[rules][workflow]") {
    CHECK(with_answers(State::checked_in, true) == State::working);
    CHECK(with_answers(State::checked_in, false) == State::checked_in);
    CHECK(with_answers(State::feedback, true) == State::feedback);
}

TEST_CASE("what is offered is what would be in force, with the remedy where it would not", "[rules][workflow]") {
    auto facts = by(Role::lead);
    facts.has_answers = true;
    facts.required_open = 3;
    auto const list = offers(Subject::visit, State::checked_in, facts);
    REQUIRE(list.size() == 2);
    CHECK(list[0].act->id == "VT08");
    CHECK(list[1].ruling.code == "items_open");
}

TEST_CASE("any order and number of deliveries of the same rulings gives the same state", "[rules][workflow][law]") {
    std::vector<std::string> acts;
    for (auto const& act : all_acts())
        if (act.subject == Subject::visit) acts.emplace_back(act.id);
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        INFO("seed " << seed);
        SeededRandom random(seed);
        std::vector<RuledStep> steps;
        for (std::uint8_t n = 1; n <= 12; ++n) {
            RuledStep step{id(n), acts[random.below(acts.size())], {}, static_cast<std::int64_t>(n)};
            char const* codes[] = {"in_force", "in_force", "noted", "items_open"};
            if (random.below(5) != 0)
                step.ruling = RuledStep::Given{
                    codes[random.below(4)],
                    {static_cast<std::int64_t>(random.below(2)), static_cast<std::int64_t>(random.below(6))}};
            steps.push_back(step);
        }
        auto const first = fold(Subject::visit, steps);
        for (int round = 0; round < 5; ++round) {
            auto delivered = steps;
            for (std::size_t i = 0; i < 4; ++i) {  // some come twice, once perhaps before their ruling
                auto copy = steps[random.below(steps.size())];
                if (random.below(2) == 0) copy.ruling.reset();
                delivered.push_back(copy);
            }
            for (std::size_t i = delivered.size(); i > 1; --i) std::swap(delivered[i - 1], delivered[random.below(i)]);
            auto const again = fold(Subject::visit, delivered);
            CHECK(again.state == first.state);
            CHECK(again.shown == first.shown);
            CHECK(again.standing == first.standing);
            CHECK(again.out_of_force == first.out_of_force);
            CHECK(again.provisional == first.provisional);
        }
    }
}

TEST_CASE("every code of a ruling has its words, wherever it is read later", "[rules][workflow]") {
    for (auto const& act : all_acts())
        for (auto const* guards : {&act.inner, &act.outer})
            for (auto const* guard : *guards) {
                INFO(guard->code);
                CHECK(ruling_words(guard->code).zh == guard->zh);
                CHECK(ruling_words(guard->code).en == guard->en);
            }
    for (auto const* code : {"in_force", "noted", "unknown_act", "not_allowed", "wrong_state", "cancelled"})
        CHECK(ruling_words(code).zh != code);
    CHECK(ruling_words("of_a_later_version").zh == "of_a_later_version");
}

TEST_CASE("a refused step is told with its reason until a later one of the same act stands", "[rules][workflow]") {
    Uuid const visit{{9}};
    Root const root{RootKind::visit, visit};
    std::vector<Record> records;
    std::uint64_t n = 0;
    auto const put = [&](RecordName const& name, char const* field, Value value) {
        auto const found = std::ranges::find_if(records, [&](Record const& one) { return one.name == name; });
        auto& record = found == records.end() ? records.emplace_back(Record{name, {}, {}}) : *found;
        auto const bytes = value.encode();
        Sibling const sibling{{ReplicaId{1}, ++n}, {{1, 0, 0}, 0}, {}, std::string(as_text(bytes))};
        record.at(find_field(*find_type(name.type), field)->number) = write({}, {}, sibling);
    };
    auto const step = [&](std::uint8_t id, char const* act, char const* result) {
        RecordName const name{root, RecordType::step, {{id}}};
        put(name, "subject", visit), put(name, "act", act);
        auto const ruled = ruling_name(name);
        put(ruled, "step", name.id), put(ruled, "result", result), put(ruled, "order", std::int64_t{id}),
            put(ruled, "epoch", std::int64_t{1});
    };
    step(1, "VT05", "in_force"), step(2, "VT14", "evidence_unknown"), step(3, "VT13", "no_witness");
    auto told = refused_steps(open_case(records), visit);
    REQUIRE(told.size() == 2);
    CHECK(told[0].act == "VT14");
    CHECK(told[0].ruling.zh == "照片尚未收齐，请列出缺少的照片");
    step(4, "VT14", "in_force");
    told = refused_steps(open_case(records), visit);
    REQUIRE(told.size() == 1);
    CHECK(told[0].act == "VT13");
}

}  // namespace workflow_test
