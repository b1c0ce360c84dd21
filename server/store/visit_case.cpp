#include <algorithm>
#include <ranges>

#include "server/store/pages.hpp"
#include "server/store/visit_projection.hpp"

namespace mingcha {

namespace {
std::vector<Uuid> findings_of(sqlite::Database& db, Uuid const& visit) {
    std::vector<Uuid> out;
    sqlite::Statement all(db, "SELECT id FROM finding_row WHERE visit=?1 ORDER BY id");
    all.with(visit.view());
    while (all.step()) out.push_back(Uuid::from(all.blob(0)));
    return out;
}

/// When the feedback was handed over: the check-out of the visit, as its newest standing feedback step says.
std::int64_t feedback_time(CaseFile const& file, Folded const& folded) {
    std::int64_t out = 0;
    for (auto const* step : file.steps) {
        if (step->value("act").text() != "VT09" ||
            std::ranges::find(folded.out_of_force, step->name.id) != folded.out_of_force.end())
            continue;
        auto const* act = shown_first(*step->find("act"));
        out = std::max(out, act->stamp.shown_ms());
    }
    return out;
}

/// The last of the acts that end a visit otherwise than with a confirmation, among those that stand.
State ended_as(CaseFile const& file, Folded const& folded) {
    if (folded.shown == State::refused || folded.shown == State::broken_off || folded.shown == State::unsigned_)
        return folded.shown;
    for (auto const& id : std::views::reverse(folded.standing)) {
        auto const step = std::ranges::find(file.steps, id, [](Record const* one) { return one->name.id; });
        if (step == file.steps.end()) continue;
        auto const act = (*step)->value("act").text();
        if (act == "VT06") return State::refused;
        if (act == "VT08") return State::broken_off;
        if (act == "VT13") return State::unsigned_;
        if (act == "VT09" || act == "VT11" || act == "VT12") return State::none;
    }
    return State::none;
}

/// A visit without any step of its own is planned, or was begun on the tablet whose check-in has arrived before its step.
State state_without_steps(Record const& visit) {
    return visit.value("checkin").is_null() ? State::planned : State::checked_in;
}

void settle_state(VisitCase& out, Uuid const& id) {
    auto const folded = fold(Subject::visit, ruled_steps(out.file, id));
    auto const begun = folded.shown == State::none ? state_without_steps(*out.visit) : folded.shown;
    out.ended_as = ended_as(out.file, folded);
    out.state = with_answers(begun, !out.file.answers.empty());
    out.provisional = folded.provisional || (folded.shown == State::none && begun == State::checked_in);
    out.started = out.visit->value("checkin")["time"].integer();
    out.ended = feedback_time(out.file, folded);
}
}  // namespace

std::unique_ptr<VisitCase> read_visit_case(sqlite::Database& db, Uuid const& visit, ChecklistSource const& lists) {
    auto out = std::make_unique<VisitCase>();
    out->records = store::read_root(db, {RootKind::visit, visit});
    for (auto const& finding : findings_of(db, visit))
        for (auto& record : store::read_root(db, {RootKind::finding, finding}))
            out->findings.push_back(std::move(record));
    auto const is_head = [](Record const& record) { return record.name.type == RecordType::visit; };
    auto const head = std::ranges::find_if(out->records, is_head);
    if (head == out->records.end()) return nullptr;
    out->visit = &*head;
    out->file = open_case(out->records, out->findings);
    out->school = school_facts(out->visit->value("unit_facts"));
    auto const pinned = out->visit->value("checklist");
    out->list = lists(pinned["code"].text(), pinned["version"].text());
    if (out->list) out->score = score(*out->list, shown_verdicts(*out->list, out->file, out->school), out->school);
    settle_state(*out, visit);
    return out;
}

Folded finding_state(std::vector<Record> const& finding_root, Uuid const& finding) {
    return fold(Subject::finding, ruled_steps(open_case(finding_root), finding));
}

bool is_open(State finding) {
    return finding != State::closed && finding != State::fixed_on_spot;
}

std::vector<std::string> flag_names(int flags) {
    constexpr std::pair<VisitFlag, char const*> names[] = {
        {VisitFlag::veto, "veto"},         {VisitFlag::dissent, "dissent"},   {VisitFlag::conflict, "conflict"},
        {VisitFlag::missing, "missing"},   {VisitFlag::deferred, "deferred"}, {VisitFlag::withdrawn, "withdrawn"},
        {VisitFlag::clock, "clock"},       {VisitFlag::refused, "refused"},   {VisitFlag::broken_off, "broken_off"},
        {VisitFlag::unsigned_, "unsigned"}};
    std::vector<std::string> out;
    for (auto const& [flag, name] : names)
        if ((flags & static_cast<int>(flag)) != 0) out.emplace_back(name);
    return out;
}

}  // namespace mingcha
