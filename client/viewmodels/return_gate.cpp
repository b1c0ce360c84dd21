#include "client/viewmodels/return_gate.hpp"

#include "client/viewmodels/words.hpp"

namespace mingcha {

namespace {
constexpr qsizetype pin_length = 6;
}

void ReturnGate::ask() {
    pin_.clear();
    message_.clear();
    open_ = true;
    shown_();
}
void ReturnGate::reset() {
    pin_.clear();
    open_ = false;
}
void ReturnGate::cancel() {
    reset();
    shown_();
}
void ReturnGate::erase() {
    pin_.chop(1);
    shown_();
}

void ReturnGate::digit(QString const& digit) {
    if (!open_ || digit.size() != 1 || pin_.size() == pin_length) return;
    pin_ += digit;
    shown_();
    if (pin_.size() == pin_length) check();
}

void ReturnGate::check() {
    store_.check_pin(pin_, [this](PinResult const& result) {
        pin_.clear();
        if (result.error.isEmpty() && result.answer.ok && open_) {
            open_ = false;
            returned_();
        } else {
            auto const wait = result.answer.wait_ms;
            message_ = wait > 0 ? counted("confirm.pin.wait", static_cast<int>((wait + 999) / 1000))
                                : counted("confirm.pin.wrong", result.answer.tries_left);
        }
        shown_();
    });
}

}  // namespace mingcha
