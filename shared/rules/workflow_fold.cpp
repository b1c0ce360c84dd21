#include <algorithm>

#include "shared/rules/workflow.hpp"

namespace mingcha {

namespace {
/// Ruled steps in receipt order, then the others as this device knows them. The id breaks ties, so equal sets give equal orders.
bool earlier(RuledStep const& a, RuledStep const& b) {
    if (a.ruling.has_value() != b.ruling.has_value()) return a.ruling.has_value();
    if (a.ruling && a.ruling->order != b.ruling->order) return a.ruling->order < b.ruling->order;
    if (!a.ruling && a.local_order != b.local_order) return a.local_order < b.local_order;
    return a.id < b.id;
}

/// One copy of each step; a copy with a ruling stands for one without, the ruling of the newest epoch for an older one.
void keep_one_each(std::vector<RuledStep>& steps) {
    std::ranges::sort(steps, [](auto const& a, auto const& b) {
        if (a.id != b.id) return a.id < b.id;
        if (a.ruling.has_value() != b.ruling.has_value()) return a.ruling.has_value();
        if (!a.ruling) return a.local_order < b.local_order;
        return b.ruling->order < a.ruling->order;
    });
    auto const is_same = [](auto const& a, auto const& b) { return a.id == b.id; };
    steps.erase(std::unique(steps.begin(), steps.end(), is_same), steps.end());  // clang 14 cannot read ranges::unique
}

/// The act's own answer to "where does it lead"; a step that came back to where it was before moves nothing backwards.
void move(State& state, Act const* act, std::string_view code) {
    if (act && code == "in_force") state = act->to;
}

/// A step that waits for its ruling is shown where the table lets it go; a tablet does not show what cannot be.
bool can_be_shown(Act const& act, State state) {
    auto const working = with_answers(state, true);
    return std::ranges::any_of(act.from, [&](State from) { return from == state || from == working; });
}
}  // namespace

Folded fold(Subject subject, std::vector<RuledStep> steps) {
    keep_one_each(steps);
    std::ranges::sort(steps, earlier);
    Folded out;
    out.state = out.shown = subject == Subject::finding ? State::draft : State::none;
    for (auto const& step : steps) {
        auto const* act = find_act(step.act);
        bool const ours = !act || act->subject == subject;
        if (!step.ruling) {
            out.provisional = true;
            if (act && ours && act->to != State::none && can_be_shown(*act, out.shown)) out.shown = act->to;
            continue;
        }
        bool const stands = ours && (step.ruling->code == "in_force" || step.ruling->code == "noted");
        (stands ? out.standing : out.out_of_force).push_back(step.id);
        if (stands) move(out.state, act, step.ruling->code);
        out.shown = out.state;
    }
    return out;
}

}  // namespace mingcha
