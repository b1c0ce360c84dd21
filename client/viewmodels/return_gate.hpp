#pragma once

#include <QString>
#include <functional>

#include "client/viewmodels/store.hpp"

namespace mingcha {

/// The way back from the school's hands: the inspector's PIN, digit by digit, checked by the store. UI thread.
class ReturnGate {
public:
    /// `shown` after each change of what the page shows; `returned` when the PIN was right.
    ReturnGate(Store& store, std::function<void()> shown, std::function<void()> returned)
        : store_(store), shown_(std::move(shown)), returned_(std::move(returned)) {}

    [[nodiscard]] bool is_open() const { return open_; }
    [[nodiscard]] int digits() const { return static_cast<int>(pin_.size()); }
    /// Why the last PIN did not open, in words.
    [[nodiscard]] QString const& message() const { return message_; }

    void ask();
    /// Closed, with nothing typed. Says nothing: for a page that is left.
    void reset();
    void cancel();
    void digit(QString const& digit);
    void erase();

private:
    void check();

    Store& store_;
    std::function<void()> shown_, returned_;
    QString pin_, message_;
    bool open_ = false;
};

}  // namespace mingcha
