#include <algorithm>
#include <catch2/catch.hpp>

#include "shared/rules/workflow.hpp"

using namespace mingcha;

namespace workflow_edges_test {
namespace {
StepFacts by(Role role) {
    StepFacts facts;
    facts.author = role;
    return facts;
}
std::string ruling(std::string_view act, State state, StepFacts const& facts) {
    return judge(act, state, facts).code;
}
std::vector<std::string_view> offered(Subject subject, State state, StepFacts const& facts) {
    std::vector<std::string_view> out;
    for (auto const& one : offers(subject, state, facts)) out.push_back(one.act->id);
    return out;
}
using Acts = std::vector<std::string_view>;
}  // namespace

TEST_CASE("an act is in force from the states of its row and from no other", "[rules][workflow]") {
    auto const noted_beside = [](std::string_view act, State state) {
        static constexpr std::array not_begun{State::none,  State::planned,   State::drawn,
                                              State::taken, State::cancelled, State::void_};
        if (act == "VT05") return std::ranges::find(not_begun, state) == not_begun.end();
        bool const late = state == State::dissented || state == State::unsigned_;
        return (act == "VT11" && (late || state == State::confirmed)) || (act == "VT12" && late);
    };
    for (auto const& act : all_acts())
        for (auto const& words : all_states()) {
            INFO(act.id << " from " << words.code);
            auto facts = by(act.who);
            facts.cancel_was_seen = words.state != State::cancelled;
            if (act.id == "FT02") facts.finding_class = 'A';
            bool const from_here = std::ranges::find(act.from, words.state) != act.from.end();
            bool const after_cancel = act.id == "VT05" && words.state == State::cancelled;
            bool const noted = noted_beside(act.id, words.state) || (from_here && act.to == State::none);
            CHECK(ruling(act.id, words.state, facts) == (noted                       ? "noted"
                                                         : from_here || after_cancel ? "in_force"
                                                                                     : "wrong_state"));
        }
}

TEST_CASE("what is only noted passes its guards all the same", "[rules][workflow]") {
    auto facts = by(Role::liaison);
    facts.seen_is_newest_feedback = false;
    CHECK(ruling("VT11", State::dissented, facts) == "older_feedback");
    facts = by(Role::member);
    facts.recused = true;
    CHECK(ruling("VT05", State::working, facts) == "recused");
    CHECK(judge("VT05", State::working, facts, true).code == "noted");
}

TEST_CASE("a check-in that had not seen the cancellation passes its guards all the same", "[rules][workflow][cf04]") {
    auto facts = by(Role::lead);
    facts.cancel_was_seen = false;
    facts.near_or_reason = false;
    CHECK(ruling("VT05", State::cancelled, facts) == "not_at_school");
    facts = by(Role::lead);
    CHECK(ruling("VT05", State::taken, facts) == "in_force");  // a cancellation that was taken back
    CHECK(ruling("VT05", State::void_, facts) == "wrong_state");
    CHECK(ruling("VT09", State::cancelled, facts) == "wrong_state");
}

TEST_CASE("a group is as large as its kind of visit asks", "[rules][workflow]") {
    auto facts = by(Role::duty);
    CHECK(ruling("VT01", State::none, facts) == "in_force");
    facts.group_visit = true;
    facts.group_size = facts.group_min;
    CHECK(ruling("VT01", State::none, facts) == "in_force");
    facts.group_size = facts.group_min - 1;
    CHECK(ruling("VT01", State::none, facts) == "group_too_small");
}

TEST_CASE("the office's head notices every class, an inspector B where the office lets him", "[rules][workflow]") {
    for (char const letter : {'A', 'B', 'C', 'D'})
        for (bool const allowed : {true, false}) {
            INFO(letter << " " << allowed);
            auto facts = by(Role::lead);
            facts.finding_class = letter;
            facts.inspectors_may_notice_b = allowed;
            CHECK(ruling("FT03", State::open, facts) == (letter == 'B' && allowed ? "in_force" : "notice_not_allowed"));
            facts.author = Role::duty_head;
            CHECK(ruling("FT03", State::open, facts) == "in_force");
        }
}

TEST_CASE("the first guard in the way is named, inner ones before outer ones", "[rules][workflow]") {
    auto facts = by(Role::lead);
    facts.has_answers = true;
    facts.required_open = 1, facts.photos_missing = 1;
    CHECK(ruling("VT09", State::checked_in, facts) == "items_open");
    facts.required_open = 0;
    CHECK(ruling("VT09", State::checked_in, facts) == "photos_missing");
    facts.photos_missing = 0;
    CHECK(ruling("VT09", State::checked_in, facts) == "in_force");
    facts.card_valid = false, facts.pinned_list = false;
    CHECK(ruling("VT04", State::none, facts) == "no_checklist");
}

TEST_CASE("offers are of the subject, the state and the roles", "[rules][workflow]") {
    CHECK(offered(Subject::visit, State::none, by(Role::lead)) == Acts{"VT01", "VT04"});
    CHECK(offered(Subject::visit, State::none, by(Role::city)) == Acts{"VT01"});
    CHECK(offered(Subject::visit, State::none, by(Role::nobody)).empty());
    CHECK(offered(Subject::visit, State::checked_in, by(Role::lead)) == Acts{"VT06", "VT08"});
    CHECK(offered(Subject::visit, State::feedback, by(Role::head)) == Acts{"VT11", "VT12"});
    CHECK(offered(Subject::visit, State::confirmed, by(Role::head)) == Acts{"VT12"});
    CHECK(offered(Subject::finding, State::open, by(Role::lead)) == Acts{"FT02", "FT03"});
    CHECK(offered(Subject::finding, State::draft, by(Role::lead)) == Acts{"FT01"});
    CHECK(offered(Subject::visit, State::open, by(Role::lead)).empty());
}

}  // namespace workflow_edges_test
