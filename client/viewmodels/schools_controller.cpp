#include "client/viewmodels/schools_controller.hpp"

#include <QDesktopServices>
#include <QUrl>
#include <map>

#include "client/platform/position.hpp"
#include "client/viewmodels/changes.hpp"
#include "client/viewmodels/lookups.hpp"
#include "client/viewmodels/navigator.hpp"
#include "client/viewmodels/words.hpp"

namespace mingcha {

namespace {
constexpr double near_m = 5'000;

std::optional<Place> place_of(Record const& unit) {
    auto const at = unit.value("position");
    if (at.map().empty()) return std::nullopt;
    return Place{static_cast<double>(at["lat"].integer()) / 1e6, static_cast<double>(at["lon"].integer()) / 1e6, 0};
}

QString distance_text(double metres) {
    return metres < 0       ? QString()
           : metres < 1'000 ? QStringLiteral("%1 m").arg(qRound(metres))
                            : QStringLiteral("%1 km").arg(metres / 1'000, 0, 'f', 1);
}

/// The name as StyledText, the match in bold.
QString marked(QString const& name, QString const& query) {
    auto const at = query.isEmpty() ? -1 : name.indexOf(query, 0, Qt::CaseInsensitive);
    if (at < 0) return name.toHtmlEscaped();
    auto const n = query.size();
    return name.left(at).toHtmlEscaped() + QStringLiteral("<b>") + name.mid(at, n).toHtmlEscaped() +
           QStringLiteral("</b>") + name.mid(at + n).toHtmlEscaped();
}
}  // namespace

SchoolController::SchoolController(Context& context, QObject* parent) : Controller(context, parent), findings_(this) {}

Record const* SchoolController::unit() const {
    return context_.store.cache().find(RecordType::unit, unit_);
}

void SchoolController::show(Uuid const& unit) {
    unit_ = unit;
    refresh();
}

void SchoolController::refresh() {
    QList<QVariantMap> rows;
    if (!unit_.is_nil())
        for (auto const& open : open_findings(context_.store.cache(), context_.store.now_ms(), unit_))
            rows.push_back(overdue_row(context_.store.cache(), open));
    findings_.show(rows);
    emit changed();
}

QString SchoolController::name() const {
    return unit_name(context_.store.cache(), unit_);
}

QString SchoolController::facts() const {
    auto const* school = unit();
    if (!school) return {};
    QStringList out{school_kind_word(school->value("kind").text())};
    if (auto const* zone = context_.store.cache().find(RecordType::zone, school->value("zone").id()))
        out.push_back(name_of(*zone));
    if (auto const students = school->value("students"); !students.is_null())
        out.push_back(counted("vm.students", static_cast<int>(students.integer())));
    if (auto const address = qt(school->value("address").text()); !address.isEmpty()) out.push_back(address);
    return out.join(QStringLiteral("·"));
}

QString SchoolController::liaisonText() const {
    auto const* school = unit();
    auto const name = school ? person_name(context_.store.cache(), school->value("liaison").id()) : QString();
    return name.isEmpty() ? QString() : qtTrId("vm.liaison").arg(name);
}

QString SchoolController::phone() const {
    auto const* school = unit();
    return school ? qt(school->value("phone").text()) : QString();
}

QString SchoolController::visitsText() const {
    auto& store = context_.store;
    return unit() ? counted("vm.visits_this_month", visits_this_month(store.cache(), unit_, store.now_ms()))
                  : QString();
}

bool SchoolController::visitsWarn() const {
    auto& store = context_.store;
    return unit() && visits_this_month(store.cache(), unit_, store.now_ms()) >=
                         setting(store.cache(), settings::visits_month_max);
}

QVariantList SchoolController::history() const {
    QVariantList out;
    auto const& cache = context_.store.cache();
    for (auto const& past : visits_of(cache, unit_)) {
        if (past.checkin_ms == 0) continue;
        out.push_back(QVariantMap{{"dateText", day_code(past.checkin_ms).mid(5)},
                                  {"text", visit_kind_word(past.visit->value("kind").text())},
                                  {"result", state_word(visit_state(cache, past.visit->name.id))}});
    }
    return out;
}

void SchoolController::call() const {
    QDesktopServices::openUrl(QUrl(QStringLiteral("tel:") + phone()));
}
void SchoolController::startVisit() {
    if (unit()) emit startAsked(unit_);
}
void SchoolController::openFinding(QString const& id) {
    auto const* finding = context_.store.cache().find(RecordType::finding, uuid(id));
    if (finding) context_.navigator.open_visit(finding->value("visit").id());
}

SchoolsController::SchoolsController(Context& context, QObject* parent)
    : Controller(context, parent), rows_(this), school_(context) {
    connect(&context_.store, &Store::changed, this, [this](Store::ChangeSet const& changes) {
        if (changes.touches(RecordType::unit) || changes.touches(RecordType::visit) ||
            changes.touches(RecordType::finding) || changes.touches(RecordType::step) ||
            changes.touches(RecordType::assignment))
            refresh();
    });
    connect(&context_.position, &Position::changed, this, &SchoolsController::refresh);
}

void SchoolsController::retranslate() {
    refresh();
}

QList<SchoolsController::Facts> SchoolsController::all() const {
    auto& store = context_.store;
    auto const& cache = store.cache();
    auto const now = store.now_ms();
    std::map<Uuid, Facts> by_unit;
    for (auto const* unit : cache.all(RecordType::unit)) by_unit[unit->name.id].unit = unit;
    for (auto const* mine : own_units(cache, store.person(), now)) by_unit[mine->name.id].mine = true;
    for (auto const& open : open_findings(cache, now)) {
        auto const found = by_unit.find(open.finding->value("unit").id());
        if (found == by_unit.end()) continue;
        ++found->second.findings;
        found->second.overdue |= open.is_overdue();
    }
    for (auto const* visit : cache.all(RecordType::visit)) {
        auto const found = by_unit.find(visit->value("unit").id());
        if (found != by_unit.end())
            found->second.last_ms = std::max(found->second.last_ms, step_ms(cache, visit->name.root, {"VT04", "VT05"}));
    }
    QList<Facts> out;
    for (auto& [id, facts] : by_unit) {
        auto const there = place_of(*facts.unit);
        if (there && context_.position.last())
            facts.distance_m = Position::distance_m(*context_.position.last(), *there);
        out.push_back(facts);
    }
    std::ranges::stable_sort(
        out, {}, [](Facts const& facts) { return std::pair(!facts.mine, facts.unit->value("initials").text()); });
    return out;
}

bool SchoolsController::matches(Facts const& facts) const {
    if (filter_ == QStringLiteral("never") && facts.last_ms != 0) return false;
    if (filter_ == QStringLiteral("overdue") && !facts.overdue) return false;
    if (filter_ == QStringLiteral("mine") && !facts.mine) return false;
    if (filter_ == QStringLiteral("near") && (facts.distance_m < 0 || facts.distance_m > near_m)) return false;
    if (query_.isEmpty()) return true;
    auto const holds = [&](std::string_view field) {
        return qt(facts.unit->value(field).text()).contains(query_, Qt::CaseInsensitive);
    };
    return holds("name_zh") || holds("name_en") || holds("initials");
}

QVariantMap SchoolsController::row(Facts const& facts) const {
    auto const id = qt(facts.unit->name.id);
    auto const last =
        facts.last_ms == 0 ? qtTrId("vm.never_visited") : qtTrId("vm.last_visit").arg(day_code(facts.last_ms).mid(5));
    auto const words =
        QStringList{school_kind_word(facts.unit->value("kind").text()), last, counted("vm.findings", facts.findings)};
    return {{QStringLiteral("id"), id},
            {QStringLiteral("key"), key_of(id)},
            {QStringLiteral("name"), name_of(*facts.unit)},
            {QStringLiteral("marked"), marked(name_of(*facts.unit), query_)},
            {QStringLiteral("facts"), words.join(QStringLiteral("·"))},
            {QStringLiteral("distanceText"), distance_text(facts.distance_m)},
            {QStringLiteral("chip"),
             facts.overdue ? chip(QStringLiteral("danger"), QStringLiteral("warning"), qtTrId("flag.overdue"))
                           : QVariantMap()},
            {QStringLiteral("selected"), id == selected_}};
}

void SchoolsController::refresh() {
    auto const schools = all();
    QList<QVariantMap> rows;
    int never = 0, overdue = 0, mine = 0;
    for (auto const& facts : schools) {
        never += facts.last_ms == 0 ? 1 : 0;
        overdue += facts.overdue ? 1 : 0;
        mine += facts.mine ? 1 : 0;
        if (matches(facts)) rows.push_back(row(facts));
    }
    rows_.show(rows);
    auto const filter = [&](char const* value, QString const& word) {
        return option(QLatin1String(value), word, filter_ == QLatin1String(value));
    };
    filters_ = {filter("all", qtTrId("vm.filter.all").arg(schools.size())),
                filter("never", qtTrId("vm.filter.never").arg(never)),
                filter("overdue", qtTrId("vm.filter.overdue").arg(overdue)),
                filter("mine", qtTrId("vm.filter.mine").arg(mine)), filter("near", qtTrId("vm.filter.near"))};
    school_.refresh();
    emit changed();
}

void SchoolsController::setQuery(QString const& text) {
    if (query_ == text.trimmed()) return;
    query_ = text.trimmed();
    refresh();
}

void SchoolsController::setFilter(QString const& value) {
    filter_ = value;
    refresh();
}

void SchoolsController::select(QString const& id) {
    selected_ = id;
    school_.show(uuid(id));
    refresh();
}

QString SchoolsController::countText() const {
    return counted("vm.schools", rows_.count());
}

}  // namespace mingcha
