#include "client/viewmodels/finding_steps.hpp"

#include "client/viewmodels/changes.hpp"
#include "shared/rules/case_file.hpp"
#include "shared/rules/finding_evidence.hpp"

namespace mingcha {

namespace {
StepFacts facts_of(Record const& finding, CaseFile const& visit) {
    StepFacts out;
    auto const letter = finding.value("class").text();
    out.author = Role::lead;
    out.finding_class = letter.empty() ? 'B' : letter.front();
    out.finding_complete = finding_whole(visit, finding).all();
    out.before_after_photos = spot_photos(visit, finding).both();
    return out;
}

void append(std::vector<Change>& to, std::vector<Change> more) {
    to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}
}  // namespace

State finding_state(Record const& finding, std::span<Record const> known) {
    auto const shown = fold(Subject::finding, ruled_steps(open_case(known), finding.name.id)).shown;
    return shown == State::none ? State::draft : shown;
}

std::vector<Change> opening_steps(Record const& finding, std::span<Record const> known, CaseFile const& visit,
                                  FindingOpener const& by) {
    std::vector<Change> out;
    auto const root = finding.name.root;
    auto facts = facts_of(finding, visit);
    facts.inspectors_may_notice_b = by.may_notice_b;
    auto const state = finding_state(finding, known);
    if (state != State::draft && state != State::open) return out;
    Uuid opened;
    if (state == State::draft) {
        if (!judge("FT01", state, facts, true).stands()) return out;
        opened = by.new_id();
        append(out, step_changes({root, root.id, "FT01", {}, {}, {}}, opened, by.person, known));
    }

    auto const days = finding.value("days");
    bool const on_spot = !days.is_null() && days.integer() == 0;
    std::string const act = on_spot ? "FT02" : "FT03";
    if (!judge(act, State::open, facts, true).stands()) return out;
    RecordName const notice{root, RecordType::notice, by.new_id()};
    Value::Map data;
    if (!on_spot) {
        auto const number = by.next_number();
        append(out, {change(notice, "number", number), change(notice, "finding", root.id),
                     change(notice, "days", days.integer())});
        data = {{"notice", Value(notice.id)}, {"number", Value(number)}};
    }
    auto next = step_changes({root, root.id, act, {}, std::move(data), {}}, by.new_id(), by.person, known);
    if (!opened.is_nil()) follows(next, opened);
    append(out, std::move(next));
    return out;
}

}  // namespace mingcha
