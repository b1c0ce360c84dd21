#include "client/viewmodels/checkin_controller.hpp"

#include <cmath>

#include "client/platform/file_import.hpp"
#include "client/platform/position.hpp"
#include "client/viewmodels/changes.hpp"
#include "client/viewmodels/checkin_choices.hpp"
#include "client/viewmodels/checkin_place.hpp"
#include "client/viewmodels/checkin_power.hpp"
#include "client/viewmodels/checkin_records.hpp"
#include "client/viewmodels/lookups.hpp"
#include "client/viewmodels/navigator.hpp"
#include "client/viewmodels/photo_maps.hpp"
#include "client/viewmodels/settings_controller.hpp"
#include "client/viewmodels/undo_controller.hpp"
#include "client/viewmodels/words.hpp"

namespace mingcha {

namespace {
QString const page = QStringLiteral("checkin");
}  // namespace

CheckinController::CheckinController(Context& context, QObject* parent)
    : Controller(context, parent), drafts_(context.store), ticks_(this) {
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
            if (viewfinder_) closeCamera();
            context_.position.stop();
            ticks_.stop();
        }
    });
    for (Capture* source : {&context_.camera, static_cast<Capture*>(&context_.files)}) {
        connect(source, &Capture::captured, this, [this](QByteArray const& image, bool imported) {
            if (context_.navigator.route() != page || awaited_role_.isEmpty()) return;
            auto const role = awaited_role_;
            closeCamera();
            keep(image, {{}, role, imported, 0});
        });
        connect(source, &Capture::failed, this, [this](QString const& code) {
            if (context_.navigator.route() == page) context_.undo.tell(photo_failure(code), QStringLiteral("warning"));
        });
    }
}

void CheckinController::begin() {
    draft_ = CheckinDraft{};
    awaited_role_.clear();
    refusing_ = starting_ = false;
    if (auto const* visit = context_.visit.file().visit) {
        draft_.visit = context_.visit.id();
        draft_.kind = qt(visit->value("kind").text());
        for (auto const* one : visit->versions("members"))
            if (auto const id = Value::decode(view(one->value))) draft_.companions.push_back(qt(id->id()));
        auto const pinned = visit->value("checklist");
        for (auto const* record : context_.store.cache().all(RecordType::checklist))
            if (record->value("code").text() == pinned["code"].text() &&
                record->value("version").text() == pinned["version"].text())
                draft_.list_id = qt(record->name.id);
    }
    if (draft_.kind.isEmpty()) draft_.kind = QStringLiteral("routine");
    if (!draft_.visit.is_nil())
        if (auto const kept = drafts_.of(draft_.visit)) draft_ = *kept;
    emit changed();
}

void CheckinController::begin_unplanned(Uuid const& unit) {
    context_.navigator.close_visit();
    begin();
    draft_.unit = unit;
    draft_.visit = context_.store.new_id();
    if (auto const kept = drafts_.of(unit)) draft_ = *kept;
    edited();
    context_.navigator.open(page);
}

void CheckinController::edited() {
    drafts_.keep(draft_);
    emit changed();
}

Record const* CheckinController::unit() const {
    return draft_.is_planned() ? context_.visit.unit() : context_.store.cache().find(RecordType::unit, draft_.unit);
}

QString CheckinController::school() const {
    auto const* school = unit();
    return school ? name_of(*school) : QString();
}

QVariantList CheckinController::kinds() const {
    return checkin::kinds(draft_);
}
Record const* CheckinController::list() const {
    return checkin::list(context_, draft_, unit());
}
QString CheckinController::checklistText() const {
    return checkin::list_text(context_, list());
}
QVariantList CheckinController::checklists() const {
    return checkin::lists(context_, unit(), list());
}
QVariantList CheckinController::companions() const {
    return checkin::companions(context_, draft_);
}
QVariantList CheckinController::colleagues() const {
    return checkin::colleagues(context_, draft_);
}

QString CheckinController::timeText() const {
    return qtTrId("vm.checkin.time").arg(clock_text(context_.store.now_ms()));
}

QString CheckinController::timeNote() const {
    auto const off = context_.store.link().clock_off_ms;
    if (std::abs(off) <= clock_doubt_ms) return {};
    return counted("vm.checkin.clock_off", static_cast<int>(std::abs(off) / 60'000));
}

QString CheckinController::placeState() const {
    return checkin::gate_state(context_.position, unit());
}
QString CheckinController::placeText() const {
    return checkin::gate_text(context_.position, unit());
}

QString CheckinController::plaqueText() const {
    if (draft_.plaque == QStringLiteral("photo")) return qtTrId("vm.checkin.plaque_photo");
    return draft_.plaque == QStringLiteral("missing") ? qtTrId("vm.checkin.plaque_missing")
                                                      : qtTrId("vm.checkin.plaque_open");
}

bool CheckinController::asks_place_reason() const {
    return placeState() != QStringLiteral("ok") && draft_.place_reason.isEmpty();
}
bool CheckinController::asks_plaque_reason() const {
    return draft_.plaque == QStringLiteral("missing") && draft_.plaque_reason.isEmpty();
}

QString CheckinController::reasonKind() const {
    bool const plaque = draft_.plaque == QStringLiteral("missing") && !asks_place_reason();
    return plaque ? QStringLiteral("plaque") : QStringLiteral("place");
}

QVariantList CheckinController::reasons() const {
    if (reasonKind() == QStringLiteral("plaque")) return checkin::plaque_reasons(draft_);
    if (placeState() == QStringLiteral("ok")) return {};
    return checkin::place_reasons(draft_);
}

QVariantList CheckinController::unplannedReasons() const {
    return draft_.is_planned() ? QVariantList() : checkin::unplanned_reasons(draft_);
}

bool CheckinController::over_limit() const {
    auto const* school = unit();
    auto& store = context_.store;
    return school && visits_this_month(store.cache(), school->name.id, store.now_ms()) >=
                         setting(store.cache(), settings::visits_month_max);
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
                          .arg(setting(store.cache(), settings::visits_month_max));
    return {{QStringLiteral("text"), text},
            {QStringLiteral("mergeText"), open.is_nil() ? QString() : qtTrId("vm.checkin.merge")},
            {QStringLiteral("mergeId"), open.is_nil() ? QString() : qt(open)},
            {QStringLiteral("reasons"), checkin::limit_reasons(draft_)}};
}

QString CheckinController::secretNotice() const {
    auto const* visit = context_.visit.file().visit;
    return draft_.is_planned() && visit && visit->value("secret").flag() ? qtTrId("vm.checkin.secret") : QString();
}

QString CheckinController::whyNot() const {
    if (!unit()) return qtTrId("vm.checkin.no_school");
    if (!list()) return qtTrId("vm.checkin.no_list");
    if (!draft_.is_planned() && draft_.unplanned_reason.isEmpty()) return qtTrId("vm.checkin.need_unplanned");
    if (over_limit() && draft_.limit_reason.isEmpty()) return qtTrId("vm.checkin.need_limit");
    StepFacts facts;
    facts.author = draft_.is_planned() ? context_.visit.role() : Role::lead;
    fill_power(context_.store, unit()->name.id, facts);
    auto const state = draft_.is_planned() ? context_.visit.state() : State::none;
    if (auto const ruling = judge(draft_.is_planned() ? "VT05" : "VT04", state, facts); !ruling.stands())
        return pick(ruling.zh, ruling.en);
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
    return {{QStringLiteral("who"), draft_.refusal.value(QStringLiteral("who")).toString()},
            {QStringLiteral("when"), minute_text(context_.store.now_ms())},
            {QStringLiteral("words"), draft_.refusal.value(QStringLiteral("words")).toString()},
            {QStringLiteral("photos"), gate_photos()},
            {QStringLiteral("reasons"), gate_photos() == 0 ? checkin::gate_reasons(draft_) : QVariantList()}};
}

void CheckinController::setKind(QString const& value) {
    draft_.kind = value;
    edited();
}
void CheckinController::setChecklist(QString const& value) {
    draft_.list_id = value;
    edited();
}
void CheckinController::addCompanion(QString const& id) {
    if (!draft_.companions.contains(id)) draft_.companions.push_back(id);
    edited();
}
void CheckinController::removeCompanion(QString const& id) {
    draft_.companions.removeAll(id);
    edited();
}
void CheckinController::plaqueMissing() {
    draft_.plaque = QStringLiteral("missing");
    edited();
}
void CheckinController::setReason(QString const& value) {
    (reasonKind() == QStringLiteral("plaque") ? draft_.plaque_reason : draft_.place_reason) = value;
    edited();
}
void CheckinController::setUnplannedReason(QString const& value) {
    draft_.unplanned_reason = value;
    edited();
}
void CheckinController::setLimitReason(QString const& value) {
    draft_.limit_reason = value;
    edited();
}
void CheckinController::merge() {
    if (auto const open = unfinished_visit(); !open.is_nil()) context_.navigator.open_visit(open);
}
void CheckinController::refuse(bool open) {
    refusing_ = open;
    emit changed();
}
void CheckinController::setRefusal(QString const& field, QString const& text) {
    draft_.refusal[field] = text;
    edited();
}

void CheckinController::capture(QString const& role) {
    awaited_role_ = role;
    viewfinder_ = context_.camera.state() == Capture::State::ready;
    if (!viewfinder_) context_.files.shutter();
    emit changed();
}

void CheckinController::setVideoSink(QVideoSink* sink) {
    if (sink_ == sink) return;
    sink_ = sink;
    context_.camera.set_sink(sink);
    emit changed();
}
void CheckinController::shutter() {
    if (viewfinder_) context_.camera.shutter();
}
void CheckinController::chooseFile() {
    if (viewfinder_) context_.files.shutter();
}
void CheckinController::closeCamera() {
    viewfinder_ = false;
    awaited_role_.clear();
    setVideoSink(nullptr);
    emit changed();
}

int CheckinController::gate_photos() const {
    auto const is_gate = [](auto const& role) { return role == "gate"; };
    auto const drafted =
        std::ranges::count_if(draft_.shots, [&](CheckinShot const& shot) { return is_gate(plain(shot.role)); });
    if (!draft_.is_planned()) return static_cast<int>(drafted);
    return static_cast<int>(std::ranges::count_if(
        context_.visit.file().photos, [&](Record const* photo) { return is_gate(photo->value("role").text()); }));
}

QString CheckinController::refusalMissing() const {
    auto const says = [&](char const* field) {
        return !draft_.refusal.value(QLatin1String(field)).toString().trimmed().isEmpty();
    };
    if (!says("who")) return qtTrId("vm.checkin.need_who");
    if (!says("words")) return qtTrId("vm.checkin.need_words");
    return gate_photos() > 0 || says("no_photo") ? QString() : qtTrId("vm.checkin.need_gate");
}

void CheckinController::keep(QByteArray const& image, CheckinShot shot) {
    shot.taken_ms = context_.store.now_ms();
    PhotoJob job{image, {}};
    if (draft_.is_planned()) {
        RecordName const name{draft_.visit_name().root, RecordType::photo, context_.store.new_id()};
        job.changes = [name, shot](KeptImage const& kept) {
            CheckinShot whole = shot;
            whole.kept = kept;
            return photo_changes(name, name.root.id, whole);
        };
    }
    context_.store.keep_photo(std::move(job), [this, shot, visit = draft_.visit](PhotoResult const& result) mutable {
        if (!result.ok() || draft_.visit != visit) return;
        if (shot.role == QStringLiteral("plaque")) draft_.plaque = QStringLiteral("photo");
        shot.kept = result.kept;
        // The root of an unplanned visit is made by `start`: until then the draft names the file.
        if (!draft_.is_planned()) draft_.shots.push_back(std::move(shot));
        edited();
    });
}

Value::Map CheckinController::evidence() const {
    Value::Map out{{"time", static_cast<std::int64_t>(context_.store.now_ms())}, {"plaque", plain(draft_.plaque)}};
    if (auto const metres = checkin::gate_distance_m(context_.position, unit()); metres >= 0)
        out["distance"] = static_cast<std::int64_t>(std::lround(metres));
    if (auto const& at = context_.position.last())
        out["accuracy"] = static_cast<std::int64_t>(std::lround(at->accuracy_m));
    if (!draft_.place_reason.isEmpty()) out["gps_reason"] = plain(draft_.place_reason);
    if (!draft_.plaque_reason.isEmpty()) out["plaque_reason"] = plain(draft_.plaque_reason);
    return out;
}

void CheckinController::write(WriteJob job, QString const& next) {
    starting_ = true;
    emit changed();
    context_.store.write(std::move(job), [this, next, draft = draft_](WriteResult const& result) {
        starting_ = false;
        if (result.ok()) drafts_.drop(draft);
        emit changed();
        if (result.ok()) context_.navigator.open_visit(draft.visit, next);
    });
}

void CheckinController::start() {
    if (!canStart()) return;
    WriteJob job;
    (void)checkin_records(context_, draft_, {*unit(), *list(), evidence(), draft_.why_here()}, job);
    write(std::move(job), QStringLiteral("runner"));
}

void CheckinController::saveRefusal() {
    auto const words = draft_.refusal.value(QStringLiteral("words")).toString().trimmed();
    if (!refusalMissing().isEmpty() || starting_ || !unit() || !list()) return;
    WriteJob job;
    // Turned away at the gate: that is why he is here and comes no nearer; no other reason is asked.
    auto at_gate = evidence();
    at_gate.try_emplace("gps_reason", "refused");
    auto const why = draft_.why_here();
    auto const checked_in = checkin_records(
        context_, draft_, {*unit(), *list(), std::move(at_gate), why.empty() ? plain(words) : why}, job);
    if (gate_photos() > 0) draft_.refusal.remove(QStringLiteral("no_photo"));
    refusal_records(context_, draft_, checked_in, job);
    write(std::move(job), QStringLiteral("wrapup"));
}

}  // namespace mingcha
