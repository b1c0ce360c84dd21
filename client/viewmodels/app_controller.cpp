#include "client/viewmodels/app_controller.hpp"

#include <QCoreApplication>
#include <QEvent>

#include "client/viewmodels/changes.hpp"
#include "client/viewmodels/lookups.hpp"
#include "client/viewmodels/navigator.hpp"
#include "client/viewmodels/words.hpp"

namespace mingcha {

namespace {
constexpr int photos_few = 50;  // about three visits' worth: time to say so
bool is_before_unlock(QString const& route) {
    return route == QStringLiteral("enrol") || route == QStringLiteral("pin") || route == QStringLiteral("unlock") ||
           route == QStringLiteral("locked");
}
}  // namespace

AppController::AppController(Context context, UseLanguage use_language, QObject* parent)
    : QObject(parent),
      context_(context),
      use_language_(std::move(use_language)),
      settings_(context_),
      header_(context_),
      sync_(context_),
      enrol_(context_),
      unlock_(context_),
      today_(context_),
      schools_(context_),
      checkin_(context_),
      runner_(context_),
      photo_(context_),
      files_(context_),
      findings_(context_),
      wrapup_(context_),
      confirm_(context_),
      receipt_(context_),
      conflicts_(context_),
      rectification_(context_),
      all_{&settings_, &header_, &sync_,     &enrol_,  &unlock_,  &today_,   &schools_,   &checkin_,      &runner_,
           &photo_,    &files_,  &findings_, &wrapup_, &confirm_, &receipt_, &conflicts_, &rectification_},
      lock_(this) {
    lock_.setSingleShot(true);
    connect(&lock_, &QTimer::timeout, this, &AppController::lock);
    connect(&context_.navigator, &Navigator::routeChanged, this, [this] {
        if (route() != QStringLiteral("sync") && !is_before_unlock(route())) receipt_.look_at({});
        restart_lock();
        emit routeChanged();
    });
    connect(&context_.navigator, &Navigator::announced, this, &AppController::announce);
    connect(&context_.store, &Store::opened, this, &AppController::on_opened);
    connect(&context_.store, &Store::changed, this, [this](Store::ChangeSet const& changes) {
        if (changes.touches(RecordType::office) || changes.touches(RecordType::person)) emit changed();
    });
    connect(&context_.store, &Store::queueChanged, this, &AppController::changed);
    connect(&context_.store, &Store::failed, this, [this](QString const& code) {
        auto const words = code == QStringLiteral("disk_full")         ? qtTrId("vm.disk_full")
                           : code == QStringLiteral("no_memory")       ? qtTrId("vm.failed.memory")
                           : code == QStringLiteral("root_incomplete") ? qtTrId("vm.failed.readonly")
                           : code == QStringLiteral("value_too_large") ? qtTrId("vm.failed.too_long")
                                                                       : qtTrId("vm.failed").arg(code);
        context_.undo.tell(words, QStringLiteral("warning"));
    });
    connect(&enrol_, &EnrolController::finished, this, &AppController::on_unlocked);
    connect(&unlock_, &UnlockController::unlocked, this, &AppController::on_unlocked);
    connect(schools_.school(), &SchoolController::startAsked, &checkin_, &CheckinController::begin_unplanned);
    connect(&sync_, &SyncController::selected, &receipt_, &ReceiptController::look_at);
    connect(&sync_, &SyncController::announced, this, &AppController::announce);
    connect(&context_.undo, &UndoController::undone, this,
            [this](QString const& text) { announce(qtTrId("undo.done").arg(text)); });
    connect(&confirm_, &ConfirmController::languageAsked, this, &AppController::setLanguage);
    connect(&settings_, &SettingsController::changed, this, &AppController::restart_lock);
    QCoreApplication::instance()->installEventFilter(this);
}

AppController::~AppController() {
    QCoreApplication::instance()->removeEventFilter(this);
}

void AppController::start() {
    context_.store.open();
}

void AppController::on_opened() {
    auto const& facts = context_.store.facts();
    auto const kept = context_.store.note(QStringLiteral("language")).toString(QStringLiteral("zh"));
    use_language_(kept);
    set_words_language(kept);
    language_ = kept;
    for (auto* controller : all_) controller->retranslate();
    emit languageChanged();
    emit changed();
    if (!facts.error.isEmpty()) {
        context_.undo.tell(qtTrId("vm.store_broken").arg(facts.error), QStringLiteral("warning"));
        return;
    }
    enrol_.resume();
    if (!facts.enrolled || !facts.pin_set) return;
    unlock_.go_on();
    context_.navigator.open(QStringLiteral("unlock"));
    auto lost = facts.strays;
    std::erase_if(lost, [&](KeptImage const& one) { return checkin_.names(one.blob.sha256); });
    if (!lost.empty()) announce(counted("vm.strays", static_cast<int>(lost.size())));
    sync_.show_strays(std::move(lost));
}

void AppController::on_unlocked() {
    auto const unplanned = checkin_.left_open();  // such a visit has no record yet that the navigator could open
    context_.navigator.restore();
    if (!unplanned.is_nil()) checkin_.begin_unplanned(unplanned);
    restart_lock();
}

QString AppController::route() const {
    return context_.navigator.route();
}

void AppController::setLanguage(QString const& code) {
    if (code != QStringLiteral("zh") && code != QStringLiteral("en")) return;
    if (std::exchange(language_, code) == code) return;
    context_.store.set_note(QStringLiteral("language"), code);
    set_words_language(code);
    use_language_(code);
    for (auto* controller : all_) controller->retranslate();
    emit languageChanged();
    emit changed();
}

QString AppController::officeName() const {
    auto const* office = office_of(context_.store.cache(), context_.store.person());
    return office ? name_of(*office) : enrol_.officeName();
}

QString AppController::personName() const {
    auto const name = person_name(context_.store.cache(), context_.store.person());
    return name.isEmpty() ? enrol_.personName() : name;
}

QString AppController::dateText() const {
    return day_weekday_text(context_.store.now_ms());
}

QString AppController::storageText() const {
    auto const free = context_.store.queue().free_bytes;
    if (free < 0) return {};
    int const left = photos_left(free);
    return left < photos_few ? counted("vm.photos_left", left) : QString();
}

void AppController::open(QString const& route) {
    if (!is_before_unlock(this->route())) context_.navigator.open(route);
}

void AppController::back() {
    if (!is_before_unlock(route())) context_.navigator.back();
}

void AppController::lock() {
    bool const can = context_.store.facts().enrolled && context_.store.facts().pin_set;
    if (!can || is_before_unlock(route()) || route() == QStringLiteral("confirm")) return;
    context_.store.seal();
    unlock_.begin();
    context_.navigator.open(QStringLiteral("unlock"));
}

void AppController::restart_lock() {
    bool const in_visit = Navigator::is_visit_page(route());
    int const minutes = in_visit ? std::max(lock_minutes_in_visit, settings_.lockMinutes()) : settings_.lockMinutes();
    lock_.start(minutes * 60'000);
}

bool AppController::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
        case QEvent::TouchBegin:
        case QEvent::MouseButtonPress:
        case QEvent::KeyPress:
        case QEvent::InputMethod:
            restart_lock();
            break;
        default:
            break;
    }
    return QObject::eventFilter(watched, event);
}

void AppController::announce(QString const& text) {
    announcement_ = text;
    emit announcementChanged();
}

}  // namespace mingcha
