#include "client/viewmodels/checkin_controller.hpp"

#include <cmath>

#include "client/platform/file_import.hpp"
#include "client/platform/position.hpp"
#include "client/viewmodels/changes.hpp"
#include "client/viewmodels/lookups.hpp"
#include "client/viewmodels/navigator.hpp"
#include "client/viewmodels/settings_controller.hpp"
#include "client/viewmodels/words.hpp"

namespace mingcha {

namespace {
QString const page = QStringLiteral("checkin");
constexpr char const* kind_codes[] = {"routine", "special", "comprehensive"};
constexpr char const* place_reasons[] = {"indoors", "other_campus", "other"};
constexpr char const* plaque_reasons[] = {"damaged", "none", "other"};
constexpr char const* unplanned_reasons[] = {"follow_up", "complaint", "order", "other"};
constexpr char const* limit_reasons[] = {"order", "emergency", "complaint", "other"};

template <std::size_t N>
QVariantList reason_options(char const* const (&codes)[N], QString const& prefix, QString const& chosen) {
    QVariantList out;
    for (auto const* code : codes)
        out.push_back(option(QLatin1String(code), qtTrId((prefix + QLatin1String(code)).toLatin1().constData()),
                             chosen == QLatin1String(code)));
    return out;
}
}  // namespace

CheckinController::CheckinController(Context& context, QObject* parent) : Controller(context, parent), ticks_(this) {
    connect(&ticks_, &QTimer::timeout, this, &CheckinController::ticked);
    connect(&context_.position, &Position::changed, this, &CheckinController::changed);
    connect(&context_.store, &Store::changed, this, &CheckinController::changed);
    connect(&context_.visit, &VisitView::changed, this, [this](VisitView::Changed const& what) {
        if (what.whole && context_.visit.is_open()) begin();
    });
    connect(&context_.navigator, &Navigator::routeChanged, this, [this] {
        bool const here = context_.navigator.route() == page;
        if (here) {
            context_.position.start();
            ticks_.start(1'000);
        } else {
            context_.position.stop();
            ticks_.stop();
        }
    });
    for (Capture* source : {&context_.camera, static_cast<Capture*>(&context_.files)})
        connect(source, &Capture::captured, this, [this](QByteArray const& image, bool imported) {
            if (context_.navigator.route() == page && !awaited_role_.isEmpty())
                keep({image, std::exchange(awaited_role_, {}), imported});
        });
}

void CheckinController::begin() {
    unplanned_unit_ = new_visit_ = {};
    place_reason_.clear(), plaque_reason_.clear(), unplanned_reason_.clear(), limit_reason_.clear(), list_id_.clear(),
        awaited_role_.clear();
    companions_.clear();
    refusal_.clear();
    shots_.clear();
    plaque_ = QStringLiteral("open");
    refusing_ = starting_ = false;
    if (auto const* visit = context_.visit.file().visit) {
        kind_ = qt(visit->value("kind").text());
        for (auto const* one : visit->versions("members"))
            if (auto const id = Value::decode(view(one->value))) companions_.push_back(qt(id->id()));
        auto const pinned = visit->value("checklist");
        for (auto const* record : context_.store.cache().all(RecordType::checklist))
            if (record->value("code").text() == pinned["code"].text() &&
                record->value("version").text() == pinned["version"].text())
                list_id_ = qt(record->name.id);
    }
    if (kind_.isEmpty()) kind_ = QStringLiteral("routine");
    emit changed();
}

void CheckinController::begin_unplanned(Uuid const& unit) {
    context_.navigator.close_visit();
    begin();
    kind_ = QStringLiteral("routine");
    unplanned_unit_ = unit;
    new_visit_ = context_.store.new_id();
    emit changed();
    context_.navigator.open(page);
}

Record const* CheckinController::unit() const {
    return is_planned() ? context_.visit.unit() : context_.store.cache().find(RecordType::unit, unplanned_unit_);
}

RecordName CheckinController::visit_name() const {
    auto const id = is_planned() ? context_.visit.id() : new_visit_;
    return {{RootKind::visit, id}, RecordType::visit, id};
}

QString CheckinController::school() const {
    auto const* school = unit();
    return school ? name_of(*school) : QString();
}

QVariantList CheckinController::kinds() const {
    QVariantList out;
    for (auto const* code : kind_codes)
        out.push_back(option(QLatin1String(code), visit_kind_word(code), kind_ == QLatin1String(code)));
    return out;
}

Record const* CheckinController::list() const {
    auto const* school = unit();
    auto const fitting = checklists_for(context_.store.cache(), school ? school->value("kind").text() : std::string());
    for (auto const* one : fitting)
        if (qt(one->name.id) == list_id_) return one;
    for (auto const* one : context_.store.cache().all(RecordType::checklist))
        if (qt(one->name.id) == list_id_) return one;
    for (auto const* one : fitting)
        if (auto const parsed =
                ChecklistShelf::find(context_.store.cache(), one->value("code").text(), one->value("version").text()))
            if (parsed->visit_type == plain(kind_)) return one;
    return fitting.empty() ? nullptr : fitting.front();
}

QString CheckinController::checklistText() const {
    auto const* chosen = list();
    if (!chosen) return qtTrId("vm.checkin.no_list");
    auto const parsed =
        ChecklistShelf::find(context_.store.cache(), chosen->value("code").text(), chosen->value("version").text());
    auto const title = pick(chosen->value("title_zh").text(), chosen->value("title_en").text()) + QLatin1Char(' ') +
                       qt(chosen->value("version").text());
    return parsed ? title + QStringLiteral("·") + counted("vm.items", static_cast<int>(parsed->item_count())) : title;
}

QVariantList CheckinController::checklists() const {
    QVariantList out;
    auto const* school = unit();
    auto const* chosen = list();
    for (auto const* one :
         checklists_for(context_.store.cache(), school ? school->value("kind").text() : std::string()))
        out.push_back(option(qt(one->name.id), pick(one->value("title_zh").text(), one->value("title_en").text()),
                             one == chosen));
    return out;
}

QVariantList CheckinController::companions() const {
    QVariantList out;
    for (auto const& id : companions_)
        out.push_back(QVariantMap{{"id", id}, {"name", person_name(context_.store.cache(), uuid(id))}});
    return out;
}

QVariantList CheckinController::colleagues() const {
    QVariantList out;
    auto const& cache = context_.store.cache();
    auto const* office = office_of(cache, context_.store.person());
    for (auto const* person : cache.all(RecordType::person)) {
        bool const same =
            office && person->name.root.id == office->name.id && person->value("role").text() == "inspector";
        auto const id = qt(person->name.id);
        if (same && person->name.id != context_.store.person() && !companions_.contains(id))
            out.push_back(option(id, qt(person->value("name").text())));
    }
    return out;
}

QString CheckinController::timeText() const {
    return qtTrId("vm.checkin.time").arg(clock_text(context_.store.now_ms()));
}

QString CheckinController::timeNote() const {
    auto const off = context_.store.link().clock_off_ms;
    if (std::abs(off) <= clock_doubt_ms) return {};
    return counted("vm.checkin.clock_off", static_cast<int>(std::abs(off) / 60'000));
}

double CheckinController::distance_m() const {
    auto const* school = unit();
    auto const at = school ? school->value("position") : Value{};
    if (!context_.position.last() || at.map().empty()) return -1;
    Place const gate{static_cast<double>(at["lat"].integer()) / 1e6, static_cast<double>(at["lon"].integer()) / 1e6, 0};
    return Position::distance_m(*context_.position.last(), gate);
}

QString CheckinController::placeState() const {
    if (!context_.position.last())
        return context_.position.is_available() ? QStringLiteral("wait") : QStringLiteral("none");
    auto const metres = distance_m();
    return metres > far_m ? QStringLiteral("far") : QStringLiteral("ok");
}

QString CheckinController::placeText() const {
    auto const& at = context_.position.last();
    if (!at)
        return context_.position.is_available() ? qtTrId("vm.checkin.place_wait") : qtTrId("vm.checkin.place_none");
    auto const metres = distance_m();
    if (metres < 0) return qtTrId("vm.checkin.place_known").arg(qRound(at->accuracy_m));
    return qtTrId("vm.checkin.place").arg(qRound(metres)).arg(qRound(at->accuracy_m));
}

QString CheckinController::plaqueText() const {
    if (plaque_ == QStringLiteral("photo")) return qtTrId("vm.checkin.plaque_photo");
    return plaque_ == QStringLiteral("missing") ? qtTrId("vm.checkin.plaque_missing")
                                                : qtTrId("vm.checkin.plaque_open");
}

bool CheckinController::asks_place_reason() const {
    return placeState() != QStringLiteral("ok") && place_reason_.isEmpty();
}
bool CheckinController::asks_plaque_reason() const {
    return plaque_ == QStringLiteral("missing") && plaque_reason_.isEmpty();
}

QString CheckinController::reasonKind() const {
    bool const plaque = plaque_ == QStringLiteral("missing") && !asks_place_reason();
    return plaque ? QStringLiteral("plaque") : QStringLiteral("place");
}

QVariantList CheckinController::reasons() const {
    if (reasonKind() == QStringLiteral("plaque"))
        return reason_options(plaque_reasons, QStringLiteral("vm.plaque_reason."), plaque_reason_);
    if (placeState() == QStringLiteral("ok")) return {};
    return reason_options(place_reasons, QStringLiteral("vm.place_reason."), place_reason_);
}

QVariantList CheckinController::unplannedReasons() const {
    return is_planned() ? QVariantList()
                        : reason_options(unplanned_reasons, QStringLiteral("vm.unplanned_reason."), unplanned_reason_);
}

bool CheckinController::over_limit() const {
    auto const* school = unit();
    auto& store = context_.store;
    return school && visits_this_month(store.cache(), school->name.id, store.now_ms()) >=
                         setting(store.cache(), "visits_month_max", 2);
}

Uuid CheckinController::unfinished_visit() const {
    auto const* school = unit();
    if (!school) return {};
    for (auto const& past : visits_of(context_.store.cache(), school->name.id)) {
        auto const state = visit_state(context_.store.cache(), past.visit->name.id);
        if (past.checkin_ms != 0 && (state == State::checked_in || state == State::working)) return past.visit->name.id;
    }
    return {};
}

QVariantMap CheckinController::limit() const {
    if (!over_limit()) return {};
    auto& store = context_.store;
    auto const open = unfinished_visit();
    auto const text = qtTrId("burden.warn")
                          .arg(visits_this_month(store.cache(), unit()->name.id, store.now_ms()))
                          .arg(setting(store.cache(), "visits_month_max", 2));
    return {
        {QStringLiteral("text"), text},
        {QStringLiteral("mergeText"), open.is_nil() ? QString() : qtTrId("vm.checkin.merge")},
        {QStringLiteral("mergeId"), open.is_nil() ? QString() : qt(open)},
        {QStringLiteral("reasons"), reason_options(limit_reasons, QStringLiteral("vm.limit_reason."), limit_reason_)}};
}

QString CheckinController::secretNotice() const {
    auto const* visit = context_.visit.file().visit;
    return is_planned() && visit && visit->value("secret").flag() ? qtTrId("vm.checkin.secret") : QString();
}

QString CheckinController::whyNot() const {
    if (!unit()) return qtTrId("vm.checkin.no_school");
    if (!list()) return qtTrId("vm.checkin.no_list");
    if (!is_planned() && unplanned_reason_.isEmpty()) return qtTrId("vm.checkin.need_unplanned");
    if (over_limit() && limit_reason_.isEmpty()) return qtTrId("vm.checkin.need_limit");
    if (asks_place_reason()) return qtTrId("vm.checkin.need_place");
    if (asks_plaque_reason()) return qtTrId("vm.checkin.need_plaque");
    return {};
}

QVariantMap CheckinController::card() const {
    auto card = SettingsController::card_of(context_.store);
    card["qr"] = QString();
    card["photo"] = QString();
    return card;
}

QVariantMap CheckinController::refusal() const {
    return {{QStringLiteral("who"), refusal_.value(QStringLiteral("who")).toString()},
            {QStringLiteral("when"), minute_text(context_.store.now_ms())},
            {QStringLiteral("words"), refusal_.value(QStringLiteral("words")).toString()}};
}

void CheckinController::setKind(QString const& value) {
    kind_ = value;
    emit changed();
}
void CheckinController::setChecklist(QString const& value) {
    list_id_ = value;
    emit changed();
}
void CheckinController::addCompanion(QString const& id) {
    if (!companions_.contains(id)) companions_.push_back(id);
    emit changed();
}
void CheckinController::removeCompanion(QString const& id) {
    companions_.removeAll(id);
    emit changed();
}
void CheckinController::plaqueMissing() {
    plaque_ = QStringLiteral("missing");
    emit changed();
}
void CheckinController::setReason(QString const& value) {
    (reasonKind() == QStringLiteral("plaque") ? plaque_reason_ : place_reason_) = value;
    emit changed();
}
void CheckinController::setUnplannedReason(QString const& value) {
    unplanned_reason_ = value;
    emit changed();
}
void CheckinController::setLimitReason(QString const& value) {
    limit_reason_ = value;
    emit changed();
}
void CheckinController::merge() {
    if (auto const open = unfinished_visit(); !open.is_nil()) context_.navigator.open_visit(open);
}
void CheckinController::refuse(bool open) {
    refusing_ = open;
    emit changed();
}
void CheckinController::setRefusal(QString const& field, QString const& text) {
    refusal_[field] = text;
    emit changed();
}

void CheckinController::capture(QString const& role) {
    awaited_role_ = role;
    context_.files.shutter();
}

void CheckinController::keep(Shot const& shot) {
    if (shot.role == QStringLiteral("plaque")) plaque_ = QStringLiteral("photo");
    emit changed();
    if (!is_planned()) {
        shots_.push_back(shot);  // its root is made by `start`
        return;
    }
    RecordName const name{visit_name().root, RecordType::photo, context_.store.new_id()};
    auto const role = plain(shot.role);
    auto const taken =
        Value::Map{{"time", static_cast<std::int64_t>(context_.store.now_ms())}, {"imported", shot.imported}};
    context_.store.keep_photo({shot.image, [name, role, taken, subject = visit_name().id](KeptImage const& kept) {
                                   return std::vector<Change>{
                                       change(name, "subject", subject),
                                       change(name, "role", role),
                                       change(name, "sha256", kept.blob.sha256),
                                       change(name, "size", static_cast<std::int64_t>(kept.blob.size)),
                                       change(name, "mime", kept.blob.mime),
                                       change(name, "width", kept.width),
                                       change(name, "height", kept.height),
                                       change(name, "taken", taken)};
                               }});
}

Value::Map CheckinController::evidence() const {
    Value::Map out{{"time", static_cast<std::int64_t>(context_.store.now_ms())}, {"plaque", plain(plaque_)}};
    if (auto const metres = distance_m(); metres >= 0) out["distance"] = static_cast<std::int64_t>(std::lround(metres));
    if (auto const& at = context_.position.last())
        out["accuracy"] = static_cast<std::int64_t>(std::lround(at->accuracy_m));
    if (!place_reason_.isEmpty()) out["gps_reason"] = plain(place_reason_);
    if (!plaque_reason_.isEmpty()) out["plaque_reason"] = plain(plaque_reason_);
    return out;
}

std::string CheckinController::why_here() const {
    QStringList out;
    if (!unplanned_reason_.isEmpty()) out.push_back(unplanned_reason_);
    if (!limit_reason_.isEmpty()) out.push_back(limit_reason_);
    return plain(out.join(QStringLiteral(", ")));
}

void CheckinController::write_checkin(Store::Done done) {
    auto& store = context_.store;
    auto const name = visit_name();
    auto const* visit = is_planned() ? context_.visit.file().visit : nullptr;
    bool const leads = !visit || context_.visit.is_lead();
    auto const* chosen = list();
    WriteJob job;
    job.seals = true;
    auto const put = [&](std::string_view field, Value value) {
        if (!visit || visit->value(field) != value) job.changes.push_back(change(name, field, std::move(value)));
    };
    if (!visit) {
        job.new_root = name.root;
        put("unit", unplanned_unit_);
        put("lead", store.person());
    }
    if (leads) {  // a companion's check-in is a step only: the head belongs to the lead
        put("kind", plain(kind_));
        put("checklist", Value::Map{{"code", chosen->value("code")}, {"version", chosen->value("version")}});
        put("checkin", evidence());
        put("unit_facts", unit_facts(*unit()));
        if (auto const why = why_here(); !why.empty()) put("reason", why);
        auto const numbered =
            QStringLiteral("%1-%2-%3")
                .arg(qt(store.facts().device).right(4).toUpper(), day_code(store.now_ms()).remove(QLatin1Char('-')));
        int const n = store.note(QStringLiteral("visitNumber")).toInt() + 1;
        if (!visit || visit->value("number").text().empty()) {
            put("number", plain(numbered.arg(n)));
            store.set_note(QStringLiteral("visitNumber"), n);
        }
        for (auto const& id : companions_) {
            auto const person = Value(uuid(id));
            auto const encoded = person.encode();
            auto const before = visit ? visit->versions("members") : std::vector<Sibling const*>{};
            bool const there =
                std::ranges::any_of(before, [&](Sibling const* one) { return one->value == as_text(encoded); });
            if (!there) job.changes.push_back(change(name, "members", person, Change::Kind::add));
        }
    }
    auto const known = store.cache().of_root(name.root);
    auto const steps = step_changes({name.root, name.id, visit ? "VT05" : "VT04", why_here(), evidence(), {}},
                                    store.new_id(), store.person(), known);
    job.changes.insert(job.changes.end(), steps.begin(), steps.end());
    store.write(std::move(job), std::move(done));
}

void CheckinController::start() {
    if (!canStart()) return;
    starting_ = true;
    emit changed();
    auto const id = visit_name().id;
    write_checkin([this, id](WriteResult const& result) {
        starting_ = false;
        emit changed();
        if (!result.ok()) return;
        auto const shots = std::exchange(shots_, {});
        context_.navigator.open_visit(id, QStringLiteral("runner"));
        for (auto const& shot : shots) keep(shot);
    });
}

void CheckinController::saveRefusal() {
    auto const words = refusal_.value(QStringLiteral("words")).toString().trimmed();
    if (words.isEmpty() || starting_ || !unit() || !list()) return;
    starting_ = true;
    emit changed();
    auto const id = visit_name().id;
    Value::Map data{{"who", plain(refusal_.value(QStringLiteral("who")).toString())},
                    {"words", plain(words)},
                    {"when", static_cast<std::int64_t>(context_.store.now_ms())}};
    write_checkin([this, id, words, data](WriteResult const& result) {
        if (!result.ok()) {
            starting_ = false;
            emit changed();
            return;
        }
        Root const root{RootKind::visit, id};
        WriteJob job;
        job.seals = true;
        job.changes = step_changes({root, id, "VT06", plain(words), data, {}}, context_.store.new_id(),
                                   context_.store.person(), context_.store.cache().of_root(root));
        auto const shots = std::exchange(shots_, {});
        context_.store.write(std::move(job), [this, id, shots](WriteResult const& written) {
            starting_ = false;
            emit changed();
            if (!written.ok()) return;
            context_.navigator.open_visit(id, QStringLiteral("wrapup"));
            for (auto const& shot : shots) keep(shot);
        });
    });
}

}  // namespace mingcha
