#include "client/viewmodels/undo_controller.hpp"

namespace mingcha {

namespace {
constexpr int bar_ms = 10'000;      // UX section 2: ten seconds
constexpr std::size_t depth = 100;  // more than a checklist has items
}  // namespace

UndoController::UndoController(QObject* parent) : QObject(parent) {
    timer_.setSingleShot(true);
    connect(&timer_, &QTimer::timeout, this, &UndoController::dismiss);
}

void UndoController::tell(QString const& text, QString const& icon, Revert revert) {
    text_ = text;
    icon_ = icon;
    revert_ = std::move(revert);
    visible_ = true;
    timer_.start(bar_ms);
    emit changed();
}

void UndoController::push(QString const& text, Revert revert) {
    if (stack_.size() == depth) stack_.erase(stack_.begin());
    stack_.push_back({text, std::move(revert)});
    emit changed();
}

void UndoController::clear() {
    stack_.clear();
    dismiss();
    emit changed();
}

void UndoController::undo() {
    Revert act;
    QString what;
    if (visible_ && revert_) {
        act = std::exchange(revert_, {});
        what = text_;
        dismiss();
    } else if (!stack_.empty()) {
        act = std::move(stack_.back().revert);
        what = stack_.back().text;
        stack_.pop_back();
    }
    if (!act) return;
    act();
    tell(qtTrId("undo.done").arg(what), QStringLiteral("undo"));
    emit undone(what);
}

void UndoController::dismiss() {
    timer_.stop();
    revert_ = {};
    if (!std::exchange(visible_, false)) return;
    emit changed();
}

}  // namespace mingcha
