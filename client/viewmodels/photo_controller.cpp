#include "client/viewmodels/photo_controller.hpp"

#include <cmath>

#include "client/platform/file_import.hpp"
#include "client/platform/position.hpp"
#include "client/viewmodels/item_rows.hpp"
#include "client/viewmodels/navigator.hpp"
#include "client/viewmodels/photo_maps.hpp"
#include "client/viewmodels/release.hpp"
#include "client/viewmodels/submission.hpp"
#include "client/viewmodels/undo_controller.hpp"
#include "client/viewmodels/words.hpp"

namespace mingcha {

namespace {
QString const page = QStringLiteral("photo");

Value::Map taken(qint64 time_ms, bool imported, std::optional<Place> const& place) {
    Value::Map out{{"time", Value(std::int64_t{time_ms})}};
    if (imported) out.emplace("imported", true);
    if (!place || imported) return out;  // a picture from a file was not taken here
    out.emplace("lat", Value(static_cast<std::int64_t>(std::llround(place->lat * 1e6))));
    out.emplace("lon", Value(static_cast<std::int64_t>(std::llround(place->lon * 1e6))));
    out.emplace("accuracy", Value(static_cast<std::int64_t>(std::llround(place->accuracy_m))));
    return out;
}
}  // namespace

PhotoController::PhotoController(Context& context, QObject* parent) : Controller(context, parent), typing_(context) {
    for (Capture* source : {&context_.camera, static_cast<Capture*>(&context_.files)}) {
        connect(source, &Capture::captured, this, [this](QByteArray const& image, bool imported) {
            if (context_.navigator.route() == page) keep(image, imported);
        });
        connect(source, &Capture::failed, this, [this](QString const& code) {
            if (context_.navigator.route() == page) fail(code);
        });
        connect(source, &Capture::stateChanged, this, &PhotoController::changed);
    }
    connect(&context_.navigator, &Navigator::routeChanged, this, &PhotoController::on_route);
    connect(&context_.visit, &VisitView::changed, this, &PhotoController::changed);
    connect(&context_.store, &Store::queueChanged, this, &PhotoController::changed);
}

void PhotoController::on_route() {
    if (context_.navigator.route() != page) return;
    reviewing_ = {};
    taken_ = 0;
    notice_.clear();
    subject_ = context_.navigator.subject();
    role_ = context_.navigator.photo_role();
    auto const code = plain(context_.navigator.item());
    if (auto const* shown = context_.store.cache().find(RecordType::photo, subject_)) {
        reviewing_ = subject_;
        subject_ = shown->value("subject").id();
        role_ = shown->value("role").text();
    } else if (subject_.is_nil() && !code.empty()) {
        subject_ = context_.visit.answer_name(code).id;
    }
    emit changed();
}

Item const* PhotoController::item() const {
    auto const* list = context_.visit.list();
    if (!list) return nullptr;
    for (auto const& section : list->sections)
        for (auto const& one : section.items)
            if (context_.visit.answer_name(one.code).id == subject_) return &one;
    return nullptr;
}

Record const* PhotoController::photo() const {
    return reviewing_.is_nil() ? nullptr : context_.store.cache().find(RecordType::photo, reviewing_);
}
QString PhotoController::qt_id() const {
    return photo() ? qt(reviewing_) : QString();
}
QString PhotoController::code() const {
    return item() ? qt(item()->code) : QString();
}

QString PhotoController::title() const {
    if (auto const* here = item()) return number_of(here->code) + QLatin1Char(' ') + pick(here->text);
    for (auto const& finding : context_.visit.findings())
        if (finding.name.id == subject_)
            return qt(finding.value("title").text()) + (role_ == "after" ? qtTrId("photo.after") : QString());
    return qtTrId("photo.of_visit");
}

QString PhotoController::countText() const {
    return counted("photo.count", static_cast<int>(photos_of(context_, subject_).size()));
}

QString PhotoController::stampText() const {
    auto const* unit = context_.visit.unit();
    auto const school = unit ? pick(unit->value("name_zh").text(), unit->value("name_en").text()) : QString();
    auto const number = item() ? QLatin1Char(' ') + number_of(item()->code) : QString();
    auto const* shown = photo();
    auto const time = shown ? photo_taken_ms(*shown) : context_.store.now_ms();
    return school + number + QStringLiteral("  ") + day_text(time) + QLatin1Char(' ') + minute_text(time);
}

QString PhotoController::camera() const {
    auto const free = context_.store.queue().free_bytes;
    if (free >= 0 && free < photo_space_min) return QStringLiteral("full");
    switch (context_.camera.state()) {
        case Capture::State::ready:
            return QStringLiteral("ready");
        case Capture::State::refused:
            return QStringLiteral("refused");
        case Capture::State::none:
            break;
    }
    return QStringLiteral("none");
}

QString PhotoController::cameraText() const {
    if (item() && item()->evidence.photo == Photo::forbidden) return qtTrId("photo.forbidden.why");
    auto const state = camera();
    if (state == QStringLiteral("full")) return qtTrId("photo.space.full");
    if (state == QStringLiteral("refused")) return qtTrId("photo.camera.refused");
    if (state == QStringLiteral("none")) return qtTrId("photo.camera.none");
    auto const free = context_.store.queue().free_bytes;
    return free >= 0 && free < photo_space_low ? qtTrId("photo.space.low") : QString();
}

void PhotoController::setVideoSink(QVideoSink* sink) {
    if (sink_ == sink) return;
    sink_ = sink;
    context_.camera.set_sink(sink);
    if (sink)
        context_.position.start();
    else
        context_.position.stop();
    emit changed();
}

QVariantList PhotoController::photos() const {
    return photo_maps(context_, subject_, title());
}
bool PhotoController::torchReady() const {
    return context_.camera.has_torch();
}

void PhotoController::setTorch(bool on) {
    torch_ = on && torchReady();
    context_.camera.set_torch(torch_);
    emit changed();
}

void PhotoController::setGrid(bool on) {
    grid_ = on;
    emit changed();
}

bool PhotoController::may_take() const {
    bool const forbidden = item() && item()->evidence.photo == Photo::forbidden;
    return !forbidden && !context_.visit.is_read_only() && camera() != QStringLiteral("full");
}

void PhotoController::shutter() {
    if (may_take()) context_.camera.shutter();
}
void PhotoController::chooseFile() {
    if (may_take()) context_.files.shutter();
}

void PhotoController::keep(QByteArray const& image, bool imported) {
    if (!may_take() || subject_.is_nil()) return;
    RecordName const name{context_.visit.root(), RecordType::photo, context_.store.new_id()};
    auto const order = static_cast<std::int64_t>(photos_of(context_, subject_).size() + 1);
    auto const when = taken(context_.store.now_ms(), imported, context_.position.last());
    auto const changes = [name, subject = subject_, role = role_, when, order](KeptImage const& kept) {
        return std::vector<Change>{change(name, "subject", subject),
                                   change(name, "role", role),
                                   change(name, "sha256", kept.blob.sha256),
                                   change(name, "size", static_cast<std::int64_t>(kept.blob.size)),
                                   change(name, "mime", kept.blob.mime),
                                   change(name, "width", kept.width),
                                   change(name, "height", kept.height),
                                   change(name, "taken", when),
                                   change(name, "order", order)};
    };
    context_.store.keep_photo({image, changes}, [this, name](PhotoResult const& result) {
        if (!result.ok()) return fail(result.error);
        ++taken_;
        context_.undo.push(qtTrId("photo.one"), [this, name] { context_.store.write({withdrawal(name, "undo")}); });
        emit changed();
    });
}

void PhotoController::fail(QString const& code) {
    notice_ = mingcha::notice(QStringLiteral("warning"), QStringLiteral("warning"), photo_failure(code),
                              qtTrId("photo.import"), QStringLiteral("import"));
    emit changed();
}

void PhotoController::done() {
    context_.navigator.back();
}

void PhotoController::openReview(QString const& id) {
    typing_.leave();
    reviewing_ = uuid(id);
    emit changed();
}

void PhotoController::closeReview() {
    openReview({});
}

void PhotoController::nextPhoto() {
    auto const all = photos_of(context_, subject_);
    auto const here = std::ranges::find(all, reviewing_, [](Record const* one) { return one->name.id; });
    if (here == all.end()) return closeReview();
    auto const next = std::next(here) == all.end() ? all.begin() : std::next(here);
    openReview(qt((*next)->name.id));
}

void PhotoController::retake() {
    remove(qt_id());
    closeReview();
}

void PhotoController::remove(QString const& id) {
    auto const* gone = context_.store.cache().find(RecordType::photo, uuid(id));
    if (!gone || context_.visit.is_read_only()) return;
    if (gone->name.id == reviewing_) reviewing_ = {};
    withdraw_undoable(context_, *gone, QStringLiteral("removed"), counted("photo.deleted", 1), QStringLiteral("trash"));
    emit changed();
}

QVariantList PhotoController::moveTargets() const {
    auto const* list = context_.visit.list();
    auto const* here = item();
    QVariantList out;
    if (!list || !here || context_.visit.is_read_only()) return out;
    for (auto const& section : list->sections) {
        auto const holds = [&](Item const& one) { return one.code == here->code; };
        if (std::ranges::none_of(section.items, holds)) continue;
        for (auto const& one : section.items)
            if (!holds(one) && one.evidence.photo != Photo::forbidden)
                out.push_back(option(qt(one.code), number_of(one.code) + QLatin1Char(' ') + pick(one.text).left(12)));
    }
    return out;
}

void PhotoController::moveTo(QString const& id, QString const& code) {
    auto const* moved = context_.store.cache().find(RecordType::photo, uuid(id));
    auto const* list = context_.visit.list();
    auto const* to = list ? list->item(plain(code)) : nullptr;
    if (!moved || !to || to->evidence.photo == Photo::forbidden || context_.visit.is_read_only()) return;
    write_undoable(context_, {change(moved->name, "subject", context_.visit.answer_name(to->code).id)},
                   qtTrId("photo.moved").arg(number_of(to->code)));
}

void PhotoController::setCaption(QString const& id, QString const& text) {
    auto const* of = context_.store.cache().find(RecordType::photo, uuid(id));
    if (of && !context_.visit.is_read_only()) typing_.type(of->name, {}, "caption", text, qtTrId("photo.caption"));
}

QVariantMap PhotoController::review() const {
    auto const* shown = photo();
    if (!shown) return {};
    auto const all = photos_of(context_, subject_);
    auto const at =
        std::ranges::find(all, reviewing_, [](Record const* one) { return one->name.id; }) - all.begin() + 1;
    bool const forbidden = item() && item()->evidence.photo == Photo::forbidden;
    return {{QStringLiteral("id"), qt(reviewing_)},
            {QStringLiteral("source"), photo_source(context_, *shown)},
            {QStringLiteral("indexText"), qtTrId("photo.index").arg(at).arg(all.size())},
            {QStringLiteral("title"), title()},
            {QStringLiteral("caption"), qt(shown->value("caption").text())},
            {QStringLiteral("stampText"), stampText()},
            {QStringLiteral("forbidden"), forbidden}};
}

QVariantList PhotoController::release() const {
    return release_options();
}
bool PhotoController::releaseAsk() const {
    return may_release() && !waiting_photos(context_.visit, subject_).empty();
}
QString PhotoController::releaseText() const {
    auto const* shown = photo();
    auto const word = shown ? release_word(*shown) : QString();
    return word.isEmpty() ? QString() : qtTrId("photo.release.said").arg(word);
}
bool PhotoController::may_release() const {
    return context_.visit.is_inspector() && !context_.visit.is_read_only();
}

void PhotoController::setRelease(QString const& value, QString const& ground) {
    if (may_release()) release_photos(context_, waiting_photos(context_.visit, subject_), value, ground);
}

void PhotoController::noticeAct(QString const& act) {
    notice_.clear();
    if (act == QStringLiteral("import")) chooseFile();
    emit changed();
}

}  // namespace mingcha
