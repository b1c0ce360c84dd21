#include "client/viewmodels/lookups.hpp"

#include <QObject>
#include <QVariantMap>
#include <algorithm>
#include <map>

#include "client/viewmodels/changes.hpp"
#include "client/viewmodels/submission.hpp"
#include "client/viewmodels/visit_view.hpp"
#include "client/viewmodels/words.hpp"
#include "shared/rules/case_file.hpp"

namespace mingcha {

QString name_of(Record const& record) {
    return pick(record.value("name_zh").text(), record.value("name_en").text());
}

QString unit_name(RecordCache const& cache, Uuid const& unit) {
    auto const* record = cache.find(RecordType::unit, unit);
    return record ? name_of(*record) : QString();
}

QString person_name(RecordCache const& cache, Uuid const& person) {
    auto const* record = cache.find(RecordType::person, person);
    return record ? qt(record->value("name").text()) : QString();
}

Record const* office_of(RecordCache const& cache, Uuid const& person) {
    auto const* record = cache.find(RecordType::person, person);
    return record ? cache.find(RecordType::office, record->name.root.id) : nullptr;
}

QString who_decides(RecordCache const& cache, Uuid const& person) {
    auto const* office = office_of(cache, person);
    if (!office) return qtTrId("vm.the_office");
    auto const& all = cache.all(RecordType::person);
    auto const head = std::ranges::find_if(all, [&](Record const* one) {
        return one->name.root.id == office->name.id && one->value("role").text() == "district_head";
    });
    return head == all.end() ? qtTrId("vm.the_office") : name_of(*office) + qt((*head)->value("name").text());
}

QString school_kind_word(std::string_view kind) {
    static std::map<std::string_view, char const*> const ids{{"kindergarten", "vm.kind.kindergarten"},
                                                             {"primary", "vm.kind.primary"},
                                                             {"junior", "vm.kind.junior"},
                                                             {"senior", "vm.kind.senior"},
                                                             {"nine_year", "vm.kind.nine_year"},
                                                             {"vocational", "vm.kind.vocational"},
                                                             {"special", "vm.kind.special"}};
    auto const found = ids.find(kind);
    return found == ids.end() ? qt(kind) : qtTrId(found->second);
}

QString visit_kind_word(std::string_view kind) {
    if (kind == "special") return qtTrId("vm.visit.special");
    if (kind == "comprehensive") return qtTrId("vm.visit.comprehensive");
    return qtTrId("vm.visit.routine");
}

QString class_word(std::string_view letter) {
    if (letter.size() != 1 || letter[0] < 'A' || letter[0] > 'D') return qt(letter);
    static constexpr char const* ids[] = {"class.A", "class.B", "class.C", "class.D"};
    return qt(letter) + QLatin1Char(' ') + qtTrId(ids[letter[0] - 'A']);
}

QString state_word(State state) {
    auto const& words = words_of(state);
    return pick(words.zh, words.en);
}

std::vector<Record const*> own_units(RecordCache const& cache, Uuid const& person, qint64 now_ms) {
    std::vector<Record const*> out;
    for (auto const* assignment : cache.all(RecordType::assignment)) {
        if (assignment->value("person").id() != person || assignment->value("from").integer() > now_ms) continue;
        if (auto const end = assignment->value("to"); !end.is_null() && end.integer() < now_ms) continue;
        auto const* unit = cache.find(RecordType::unit, assignment->value("unit").id());
        if (unit && std::ranges::find(out, unit) == out.end()) out.push_back(unit);
    }
    std::ranges::sort(out, {}, [](Record const* unit) { return unit->value("initials").text(); });
    return out;
}

Folded folded(RecordCache const& cache, Root const& root, Subject subject) {
    auto const records = cache.of_root(root);
    return fold(subject, ruled_steps(open_case(records), root.id));
}

bool is_under_way(State visit) {
    return visit == State::checked_in || visit == State::working || visit == State::feedback ||
           visit == State::confirmed || visit == State::dissented || visit == State::unsigned_ || ended_early(visit);
}

State visit_state(RecordCache const& cache, Uuid const& visit) {
    auto const shown = folded(cache, {RootKind::visit, visit}, Subject::visit).shown;
    return shown == State::none ? State::planned : shown;
}

qint64 step_ms(RecordCache const& cache, Root const& root, std::initializer_list<std::string_view> acts) {
    qint64 newest = 0;
    for (auto const& record : cache.of_root(root)) {
        if (record.name.type != RecordType::step || std::ranges::find(acts, record.value("act").text()) == acts.end())
            continue;
        if (auto const* first = shown_first(*record.find("act")))
            newest = std::max<qint64>(newest, first->stamp.shown_ms());
    }
    return newest;
}

namespace {
bool is_settled(State state) {
    return state == State::none || state == State::draft || state == State::closed || state == State::fixed_on_spot ||
           state == State::void_ || state == State::cancelled;
}
}  // namespace

std::vector<OpenFinding> open_findings(RecordCache const& cache, qint64 now_ms, Uuid const& unit) {
    std::vector<OpenFinding> out;
    for (auto const* finding : cache.all(RecordType::finding)) {
        if (!unit.is_nil() && finding->value("unit").id() != unit) continue;
        OpenFinding one;
        one.finding = finding;
        one.state = folded(cache, finding->name.root, Subject::finding).shown;
        if (is_settled(one.state)) continue;
        auto const days = finding->value("days");
        auto const from = step_ms(cache, finding->name.root, {"FT03", "FT01"});
        if (!days.is_null() && from != 0) {
            one.due_ms = from + days.integer() * 24 * 3'600'000;
            one.days_over = days_between(one.due_ms, now_ms);
        }
        out.push_back(one);
    }
    std::ranges::stable_sort(out, [](OpenFinding const& a, OpenFinding const& b) {
        return std::pair(a.due_ms == 0, a.due_ms) < std::pair(b.due_ms == 0, b.due_ms);
    });
    return out;
}

QVariantMap deadline_chip(OpenFinding const& open) {
    if (open.due_ms == 0) return chip(QStringLiteral("plain"), QStringLiteral("clock"), qtTrId("vm.no_deadline"));
    auto const day = day_text(open.due_ms) + QStringLiteral("·");
    if (open.days_over > 0)
        return chip(QStringLiteral("danger"), QStringLiteral("warning"), day + counted("vm.days_over", open.days_over));
    auto const tone = open.days_over >= -3 ? QStringLiteral("warning") : QStringLiteral("plain");
    return chip(tone, QStringLiteral("clock"), day + counted("vm.days_left", -open.days_over));
}

QVariantMap overdue_row(RecordCache const& cache, OpenFinding const& open) {
    auto const id = qt(open.finding->name.id);
    return {{QStringLiteral("id"), id},
            {QStringLiteral("key"), key_of(id)},
            {QStringLiteral("school"), unit_name(cache, open.finding->value("unit").id())},
            {QStringLiteral("title"), qt(open.finding->value("title").text())},
            {QStringLiteral("classText"), class_word(open.finding->value("class").text())},
            {QStringLiteral("deadline"), deadline_chip(open)},
            {QStringLiteral("ladderText"), QString()},
            {QStringLiteral("action"), qtTrId("vm.look")}};
}

std::vector<PastVisit> visits_of(RecordCache const& cache, Uuid const& unit) {
    std::vector<PastVisit> out;
    for (auto const* visit : cache.all(RecordType::visit))
        if (visit->value("unit").id() == unit)
            out.push_back({visit, step_ms(cache, visit->name.root, {"VT04", "VT05"})});
    std::ranges::sort(out, std::greater{},
                      [](PastVisit const& past) { return std::pair(past.checkin_ms, past.visit->name.id); });
    return out;
}

int visits_this_month(RecordCache const& cache, Uuid const& unit, qint64 now_ms) {
    auto const month = day_code(now_ms).left(7);
    return static_cast<int>(std::ranges::count_if(visits_of(cache, unit), [&](PastVisit const& past) {
        // Who was refused entry has not been in the school (VT06).
        return past.checkin_ms != 0 && day_code(past.checkin_ms).left(7) == month &&
               step_ms(cache, past.visit->name.root, {"VT06"}) == 0;
    }));
}

std::vector<Record const*> checklists_for(RecordCache const& cache, std::string_view school_kind) {
    std::map<std::string, Record const*> newest;
    for (auto const* list : cache.all(RecordType::checklist)) {
        auto const code = list->value("code").text();
        auto const parsed = ChecklistShelf::find(cache, code, list->value("version").text());
        if (!parsed) continue;
        bool const fits = school_kind.empty() || parsed->applies_to.empty() ||
                          std::ranges::find(parsed->applies_to, school_kind) != parsed->applies_to.end();
        if (!fits) continue;
        auto& best = newest[code];
        if (!best || best->value("version").text() < list->value("version").text()) best = list;
    }
    std::vector<Record const*> out;
    out.reserve(newest.size());
    for (auto const& [code, list] : newest) out.push_back(list);
    return out;
}

int setting(RecordCache const& cache, Setting const& what) {
    Record const* nearest = nullptr;
    for (auto const* record : cache.all(RecordType::setting)) {
        if (record->key != what.name) continue;
        auto const* office = cache.find(RecordType::office, record->name.root.id);
        bool const is_own =
            office && !office->value("parent").id().is_nil();  // a tablet holds its own office and the one above
        if (!nearest || is_own) nearest = record;
    }
    return nearest ? figure_of(what, nearest->value("value").text()) : what.standard;
}

}  // namespace mingcha
