#include "client/viewmodels/unlock_controller.hpp"

#include <QJsonObject>

#include "client/viewmodels/lookups.hpp"
#include "client/viewmodels/store.hpp"
#include "client/viewmodels/visit_view.hpp"
#include "client/viewmodels/words.hpp"

namespace mingcha {

namespace {
constexpr int pin_length = 6;
}

UnlockController::UnlockController(Context& context, QObject* parent) : Controller(context, parent) {
    connect(&ticks_, &QTimer::timeout, this, [this] {
        if (context_.store.now_ms() >= wait_until_ms_) {
            ticks_.stop();
            wait_until_ms_ = 0;
        }
        emit changed();
    });
    connect(&context_.store, &Store::queueChanged, this, &UnlockController::changed);
    connect(&context_.visit, &VisitView::changed, this, &UnlockController::changed);
}

void UnlockController::begin() {
    typed_.clear();
    wrong_ = checking_ = forgot_ = false;
    go_on();
}

void UnlockController::go_on() {
    wait(context_.store.facts().pin_wait_ms);
    emit changed();
}

void UnlockController::wait(qint64 ms) {
    if (ms <= 0) return;
    wait_until_ms_ = context_.store.now_ms() + ms;
    ticks_.start(1'000);
}

QString UnlockController::personText() const {
    auto const& store = context_.store;
    auto const person = store.note(QStringLiteral("person")).toObject().value(QStringLiteral("name")).toString();
    auto const office = store.note(QStringLiteral("office"))
                            .toObject()
                            .value(in_english() ? QStringLiteral("name_en") : QStringLiteral("name_zh"))
                            .toString();
    return office.isEmpty() ? person : person + QStringLiteral("·") + office;
}

QString UnlockController::helpText() const {
    auto const phone =
        context_.store.note(QStringLiteral("office")).toObject().value(QStringLiteral("phone")).toString();
    return phone.isEmpty() ? QString() : qtTrId("vm.office_phone").arg(phone);
}

QString UnlockController::message() const {
    if (forgot_) return qtTrId("vm.unlock.forgot");
    if (!wrong_) return {};
    return tries_left_ > 0 ? counted("vm.unlock.wrong", tries_left_) : qtTrId("vm.unlock.wrong_wait");
}

QString UnlockController::waitText() const {
    if (wait_until_ms_ == 0) return {};
    auto const seconds = static_cast<int>((wait_until_ms_ - context_.store.now_ms() + 999) / 1000);
    return seconds > 90 ? counted("vm.unlock.wait_minutes", (seconds + 59) / 60)
                        : counted("vm.unlock.wait_seconds", std::max(1, seconds));
}

QString UnlockController::runningText() const {
    if (!context_.visit.is_open()) return {};
    auto const saved = context_.store.saved_ms();
    return saved == 0 ? qtTrId("vm.unlock.running") : qtTrId("vm.unlock.running_saved").arg(minute_text(saved));
}

QString UnlockController::unsentText() const {
    auto const& size = context_.store.queue().size;
    if (size.visits == 0 && size.blobs == 0) return {};
    return qtTrId("vm.unlock.unsent").arg(size.visits).arg(size.blobs);
}

void UnlockController::digit(QString const& d) {
    if (checking_ || wait_until_ms_ != 0 || d.size() != 1 || !d.at(0).isDigit() || typed_.size() >= pin_length) return;
    wrong_ = forgot_ = false;
    typed_ += d;
    if (typed_.size() == pin_length) check();
    emit changed();
}

void UnlockController::erase() {
    if (!checking_) typed_.chop(1);
    emit changed();
}

void UnlockController::forgot() {
    forgot_ = true;
    emit changed();
}

void UnlockController::check() {
    checking_ = true;
    context_.store.check_pin(std::exchange(typed_, {}), [this](PinResult const& result) {
        checking_ = false;
        wrong_ = !result.answer.ok;
        tries_left_ = result.answer.tries_left;
        wait(result.answer.wait_ms);
        emit changed();
        if (result.answer.ok) emit unlocked();
    });
}

}  // namespace mingcha
