#include "client/viewmodels/today_controller.hpp"

#include "client/viewmodels/changes.hpp"
#include "client/viewmodels/lookups.hpp"
#include "client/viewmodels/navigator.hpp"
#include "client/viewmodels/submission.hpp"
#include "client/viewmodels/words.hpp"
#include "shared/rules/put_off.hpp"

namespace mingcha {

namespace {
bool is_waiting(State state) {
    return state == State::planned || state == State::drawn || state == State::taken;
}
bool takes_part(Record const& visit, Uuid const& person) {
    if (visit.value("lead").id() == person) return true;
    auto const mine = Value(person).encode();
    return std::ranges::any_of(visit.versions("members"),
                               [&](Sibling const* one) { return one->value == as_text(mine); });
}
}  // namespace

TodayController::TodayController(Context& context, QObject* parent)
    : Controller(context, parent), running_(context.store), urgent_(this), plan_(this), overdue_(this) {
    connect(&context_.store, &Store::changed, this, [this](Store::ChangeSet const& changes) {
        bool const answers_only = std::ranges::all_of(changes.names, [](RecordName const& name) {
            return name.type == RecordType::answer || name.type == RecordType::photo;
        });
        if (answers_only)
            emit changed();
        else
            refresh();
    });
    connect(&running_, &VisitView::changed, this, &TodayController::changed);
    connect(&context_.navigator, &Navigator::itemChanged, this, &TodayController::changed);
    connect(&context_.store, &Store::linkChanged, this, &TodayController::changed);
}

void TodayController::refresh() {
    auto& store = context_.store;
    auto const today = day_code(store.now_ms());
    QList<QVariantMap> urgent, plan, running;
    Uuid newest;
    for (auto const* visit : store.cache().all(RecordType::visit)) {
        if (!takes_part(*visit, store.person())) continue;
        auto const state = visit_state(store.cache(), visit->name.id);
        auto row = plan_row(*visit);
        if (state == State::returned) {
            row["tone"] = QStringLiteral("warning");
            row["icon"] = QStringLiteral("returned");
            row["chip"] = chip(QStringLiteral("warning"), QStringLiteral("returned"), state_word(state));
            row["action"] = qtTrId("vm.supplement");
            urgent.push_back(row);
        } else if (is_waiting(state) && qt(visit->value("planned").text()) <= today) {
            plan.push_back(row);
        } else if (is_under_way(state)) {
            newest = std::max(newest, visit->name.id);
            row["icon"] = QStringLiteral("play");
            row["chip"] = chip(QStringLiteral("info"), QStringLiteral("play"), state_word(state));
            row["action"] = qtTrId("vm.go_on");
            running.push_back(row);
        }
    }
    auto const kept =
        uuid(store.note(QStringLiteral("visit")).toString());  // the one that was open last goes before the newest
    bool const kept_runs = !kept.is_nil() && is_under_way(visit_state(store.cache(), kept));
    running_.open(kept_runs ? kept : newest);
    // The card shows one visit; any other that is under way is a row above the plan.
    for (auto const& row : running)
        if (row["id"].toString() != qt(running_.id())) urgent.push_back(row);
    urgent_.show(urgent);
    plan_.show(plan);

    QList<QVariantMap> overdue;
    overdue_count_ = 0;
    for (auto const& open : open_findings(store.cache(), store.now_ms())) {
        if (!open.is_overdue()) continue;
        if (++overdue_count_ <= overdue_rows) overdue.push_back(overdue_row(store.cache(), open));
    }
    overdue_.show(overdue);
    coverage_ = coverage_of(store.now_ms());
    emit changed();
}

QVariantMap TodayController::plan_row(Record const& visit) const {
    auto const id = qt(visit.name.id);
    auto const& cache = context_.store.cache();
    auto facts = visit_kind_word(visit.value("kind").text());
    auto const pinned = visit.value("checklist");
    if (auto const list = ChecklistShelf::find(cache, pinned["code"].text(), pinned["version"].text()))
        facts += QStringLiteral("·") + pick(list->title) + QStringLiteral("·") +
                 counted("vm.items", static_cast<int>(list->item_count()));
    auto const drawn = visit_state(cache, visit.name.id) == State::drawn;
    return {{QStringLiteral("id"), id},
            {QStringLiteral("key"), key_of(id)},
            {QStringLiteral("icon"), drawn ? QStringLiteral("dice") : QStringLiteral("calendar")},
            {QStringLiteral("tone"), QStringLiteral("neutral")},
            {QStringLiteral("school"), unit_name(cache, visit.value("unit").id())},
            {QStringLiteral("facts"), facts},
            {QStringLiteral("chip"), QVariantMap()},
            {QStringLiteral("distanceText"), QString()},
            {QStringLiteral("action"), qtTrId("vm.start")}};
}

QVariantMap TodayController::running() const {
    if (!running_.is_open() || !is_under_way(running_.state())) return {};
    auto const& tally = running_.score().tally;
    QVariantList chips{chip(QStringLiteral("info"), QStringLiteral("play"), state_word(running_.state()))};
    if (!running_.score().veto_failed.empty())
        chips.push_back(chip(QStringLiteral("danger"), QStringLiteral("flag"), qtTrId("vm.veto")));
    if (running_.folded().provisional)
        chips.push_back(chip(QStringLiteral("pending"), QStringLiteral("clock"), qtTrId("step.provisional")));
    if (auto const until = put_off_until(running_.file()); until && running_.state() == State::feedback)
        chips.push_back(chip(QStringLiteral("pending"), QStringLiteral("phone"),
                             qtTrId("vm.put_off_until").arg(day_minute_text(*until, context_.store.now_ms()))));
    auto const* unit = running_.unit();
    auto const checkin = step_ms(context_.store.cache(), running_.root(), {"VT04", "VT05"});
    auto const item = context_.navigator.item();
    return {{QStringLiteral("school"), unit ? name_of(*unit) : QString()},
            {QStringLiteral("kindText"), visit_kind_word(running_.file().visit->value("kind").text()) +
                                             QStringLiteral("·") + qtTrId("vm.checkin_at").arg(minute_text(checkin))},
            {QStringLiteral("done"), tally.answered},
            {QStringLiteral("total"), tally.items},
            {QStringLiteral("savedText"), saved_text(context_.store.saved_ms())},
            {QStringLiteral("stoppedText"), item.isEmpty() ? QString() : qtTrId("visit.resume").arg(item)},
            {QStringLiteral("chips"), chips}};
}

QString TodayController::planText() const {
    return counted("vm.schools", plan_.count());
}

QVariantMap TodayController::coverage_of(qint64 now_ms) const {
    auto const& cache = context_.store.cache();
    int done = 0, total = 0;
    QStringList missing;
    for (auto const* unit : own_units(cache, context_.store.person(), now_ms)) {
        ++total;
        if (visits_this_month(cache, unit->name.id, now_ms) > 0)
            ++done;
        else
            missing.push_back(name_of(*unit));
    }
    auto const text = missing.isEmpty()
                          ? QString()
                          : qtTrId("vm.coverage_missing")
                                .arg(missing.front(), counted("vm.schools", static_cast<int>(missing.size())));
    return {{QStringLiteral("done"), done}, {QStringLiteral("total"), total}, {QStringLiteral("missingText"), text}};
}

QVariantMap TodayController::leaseNotice() const {
    auto& store = context_.store;
    auto const last = store.note(QStringLiteral("lastContact")).toInteger();
    if (last == 0) return {};
    int const days = days_between(last, store.now_ms());
    int const most = setting(store.cache(), settings::lease_days);  // DESIGN section 7
    if (days < most - 2) return {};
    return notice(QStringLiteral("warning"), QStringLiteral("cloud-off"), qtTrId("lease.near").arg(days).arg(most));
}

void TodayController::resume() {
    if (running_.is_open()) context_.navigator.open_visit(running_.id());
}
void TodayController::start(QString const& id) {
    context_.navigator.open_visit(uuid(id));
}
void TodayController::startUnplanned() {
    context_.navigator.open(QStringLiteral("schools"));
}
void TodayController::openOverdue(QString const&) {
    context_.navigator.open(QStringLiteral("rectification"));
}
void TodayController::showAllOverdue() {
    context_.navigator.open(QStringLiteral("rectification"));
}
void TodayController::showCoverage() {
    context_.navigator.open(QStringLiteral("schools"));
}

}  // namespace mingcha
