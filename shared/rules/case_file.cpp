#include "shared/rules/case_file.hpp"

#include <algorithm>
#include <set>

#include "shared/rules/finding_evidence.hpp"

namespace mingcha {

namespace {
std::pair<std::int64_t, Uuid> feedback_order(Record const* feedback) {
    return {feedback->value("round").integer(), feedback->name.id};
}

bool is_worse(Checklist const& list, Item const& item, SchoolFacts const& school, Verdict const& a, Verdict const& b) {
    auto const weight = [&](Verdict const& verdict) {
        auto const scored = score_item(list, item, verdict, school);
        auto const* level = item.level(scored.level);
        return std::pair(scored.fails ? 1 : 0, level ? level->shape : 0);
    };
    return weight(a) > weight(b);
}

std::vector<std::string> narratives(Record const& answer) {
    std::vector<std::string> out;
    for (auto const* field : {"practice", "gap"})
        if (!answer.value(field).text().empty()) out.emplace_back(field);
    return out;
}

bool differs(Record const& record, std::initializer_list<char const*> fields) {
    return std::ranges::any_of(fields, [&](char const* field) { return record.versions(field).size() > 1; });
}

AnswerFacts answer_facts(CaseFile const& file, Record const& answer, Verdict verdict) {
    AnswerFacts out;
    out.verdict = std::move(verdict);
    out.has_comment = !answer.value("comment").text().empty();
    out.no_photo_reason = !answer.value("no_photo").text().empty();
    out.finding_dismissed = !answer.value("no_finding").text().empty();
    out.in_conflict = answer.versions("verdict").size() > 1;
    out.texts_differ = differs(answer, {"comment", "practice", "gap", "no_photo", "no_finding"});
    out.narratives = narratives(answer);
    for (auto const* photo : file.photos) {
        if (photo->value("subject").id() != answer.name.id) continue;
        ++out.photos;
        if (!is_released(*photo)) ++out.photos_unreleased;
    }
    return out;
}

FindingFacts finding_facts(CaseFile const& file, Record const& finding) {
    FindingFacts out;
    out.id = finding.name.id.to_string();
    out.item = finding.value("item").text();
    out.title = finding.value("title").text();
    auto const letter = finding.value("class").text();
    out.finding_class = letter.empty() ? 'B' : letter.front();
    out.has_days = !finding.value("days").is_null();
    auto const whole = finding_whole(file, finding);
    out.has_fact = whole.fact;
    out.has_basis = whole.basis;
    out.has_evidence = whole.evidence;
    out.on_spot = out.has_days && finding.value("days").integer() == 0;
    auto const photos = spot_photos(file, finding);  // the item's are its own
    out.photos = photos.before + photos.after;
    out.photos_after = photos.after;
    out.texts_differ = differs(finding, {"title", "class", "basis", "advice", "days", "responsible"});
    return out;
}
}  // namespace

bool is_released(Record const& photo) {
    if (photo.value("role").text() == "signature") return true;  // a signature shows nobody
    return !photo.value("release")["kind"].text().empty();
}

Record const* CaseFile::answer(std::string_view item) const {
    auto const found = answers.find(item);
    return found == answers.end() ? nullptr : found->second;
}

int CaseFile::photos_of(Uuid const& subject) const {
    return static_cast<int>(
        std::ranges::count_if(photos, [&](Record const* photo) { return photo->value("subject").id() == subject; }));
}

Record const* CaseFile::newest_feedback() const {
    auto const best = std::ranges::max_element(feedbacks, {}, feedback_order);
    return best == feedbacks.end() ? nullptr : *best;
}

Record const* CaseFile::feedback_before() const {
    auto others = feedbacks;
    std::erase(others, newest_feedback());
    auto const best = std::ranges::max_element(others, {}, feedback_order);
    return best == others.end() ? nullptr : *best;
}

CaseFile open_case(std::span<Record const> visit_root, std::span<Record const> findings) {
    using enum RecordType;
    CaseFile out;
    auto const sort = [&](Record const& record) {
        if (is_withdrawn(record)) return;
        switch (record.name.type) {
            case visit:
                out.visit = &record;
                break;
            case answer:
                out.answers.emplace(record.key, &record);
                break;
            case photo:
                out.photos.push_back(&record);
                break;
            case feedback:
                out.feedbacks.push_back(&record);
                break;
            case confirmation:
                out.confirmations.push_back(&record);
                break;
            case step:
                out.steps.push_back(&record);
                break;
            case ruling:
                out.rulings.push_back(&record);
                break;
            case finding:
                out.findings.push_back(&record);
                break;
            default:
                break;
        }
    };
    std::ranges::for_each(visit_root, sort);
    std::ranges::for_each(findings, sort);
    return out;
}

SchoolFacts school_facts(Value const& facts) {
    SchoolFacts out;
    out.kind = facts["kind"].text();
    if (auto const n = facts["students"].integer(-1); n >= 0) out.students = Decimal(n);
    if (auto const n = facts["staff"].integer(-1); n >= 0) out.staff = Decimal(n);
    return out;
}

Verdict shown_verdict(Checklist const& list, Item const& item, Record const& answer, SchoolFacts const& school) {
    std::vector<Verdict> all;
    for (auto const* sibling : answer.versions("verdict")) {
        auto const value = Value::decode(view(sibling->value));
        auto verdict = value ? verdict_from(*value) : Outcome<Verdict>(value.error());
        if (verdict) all.push_back(*std::move(verdict));
    }
    if (all.empty()) return {};
    if (!item.veto && !item.critical) return all.front();
    auto const worse = [&](Verdict const& a, Verdict const& b) { return is_worse(list, item, school, a, b); };
    return *std::ranges::min_element(all, worse);
}

Verdicts shown_verdicts(Checklist const& list, CaseFile const& file, SchoolFacts const& school) {
    Verdicts out;
    for (auto const& section : list.sections)
        for (auto const& item : section.items)
            if (auto const* answer = file.answer(item.code))
                out.emplace(item.code, shown_verdict(list, item, *answer, school));
    return out;
}

VisitFacts visit_facts(Checklist const& list, CaseFile const& file, SchoolFacts const& school) {
    VisitFacts out;
    for (auto const& [code, verdict] : shown_verdicts(list, file, school))
        out.answers.emplace(code, answer_facts(file, *file.answer(code), verdict));
    for (auto const* finding : file.findings) out.findings.push_back(finding_facts(file, *finding));
    for (auto const* photo : file.photos) {
        auto const subject = photo->value("subject").id();
        bool const of_item = std::ranges::any_of(
            out.answers, [&](auto const& answer) { return file.answer(answer.first)->name.id == subject; });
        if (!of_item && !is_released(*photo)) ++out.photos_unreleased;
    }
    return out;
}

std::vector<RefusedStep> refused_steps(CaseFile const& file, Uuid const& subject) {
    auto steps = ruled_steps(file, subject);
    std::erase_if(steps, [](RuledStep const& one) { return !one.ruling; });
    std::ranges::sort(steps, {}, [](RuledStep const& one) { return one.ruling->order; });
    std::vector<RefusedStep> out;
    for (auto const& step : steps) {
        std::erase_if(out, [&](RefusedStep const& before) { return before.act == step.act; });
        if (auto ruling = ruling_words(step.ruling->code); !ruling.stands())
            out.push_back({step.id, step.act, std::move(ruling)});
    }
    return out;
}

Value::List newest_steps(Uuid const& subject, std::span<Record const> known) {
    std::set<Uuid> heads, named;
    for (auto const& record : known) {
        if (record.name.type != RecordType::step || record.value("subject").id() != subject) continue;
        heads.insert(record.name.id);
        auto const before = record.value("heads");
        for (auto const& head : before.list()) named.insert(head.id());
    }
    Value::List out;
    for (auto const& id : heads)
        if (!named.contains(id)) out.emplace_back(id);
    return out;
}

RecordName ruling_name(RecordName const& step) {
    return {step.root, RecordType::ruling, Uuid::derived(step.root.id, step.id.to_string())};
}

std::vector<Record const*> raised_by_others(CaseFile const& file, Record const& finding) {
    std::string const item(finding.value("item").text());
    if (item.empty()) return {};
    auto const author = [](Record const& of) { return shown_first(*of.find("item"))->author; };
    std::vector<Record const*> out;
    for (auto const* other : file.findings)
        if (other->value("item").text() == item && author(*other) != author(finding)) out.push_back(other);
    return out;
}

std::vector<RuledStep> ruled_steps(CaseFile const& file, Uuid const& subject) {
    std::vector<RuledStep> out;
    for (auto const* step : file.steps) {
        if (step->value("subject").id() != subject) continue;
        RuledStep row;
        row.id = step->name.id;
        row.act = step->value("act").text();
        auto const* stamp = step->find("act") ? shown_first(*step->find("act")) : nullptr;
        row.local_order = stamp ? static_cast<std::int64_t>(stamp->dot.counter) : 0;  // no clock orders steps
        auto const ruling =
            std::ranges::find_if(file.rulings, [&](Record const* r) { return r->value("step").id() == row.id; });
        if (ruling != file.rulings.end())
            row.ruling = RuledStep::Given{(*ruling)->value("result").text(),
                                          {(*ruling)->value("epoch").integer(), (*ruling)->value("order").integer()}};
        out.push_back(std::move(row));
    }
    return out;
}

}  // namespace mingcha
