#pragma once

#include <qqmlregistration.h>
#include <QTimer>

#include "client/viewmodels/controller.hpp"

namespace mingcha {

/// T2: the PIN pad. The digits live here only while they are typed. What is counted (wrong tries, waits) stands in the store.
class UnlockController final : public mingcha::Controller {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the program")
    Q_PROPERTY(QString personText READ personText NOTIFY changed)
    Q_PROPERTY(int digits READ digits NOTIFY changed)
    Q_PROPERTY(QString message READ message NOTIFY changed)
    Q_PROPERTY(QString waitText READ waitText NOTIFY changed)
    Q_PROPERTY(bool error READ error NOTIFY changed)
    Q_PROPERTY(QString runningText READ runningText NOTIFY changed)
    Q_PROPERTY(QString unsentText READ unsentText NOTIFY changed)
    Q_PROPERTY(QString helpText READ helpText NOTIFY changed)
    Q_PROPERTY(bool checking READ checking NOTIFY changed)
    Q_PROPERTY(QString challenge READ challenge NOTIFY changed)
    Q_PROPERTY(QString lockTitle READ lockTitle NOTIFY changed)
    Q_PROPERTY(QString lockReason READ lockReason NOTIFY changed)
    Q_PROPERTY(QString lockPhone READ lockPhone NOTIFY changed)

public:
    explicit UnlockController(Context& context, QObject* parent = nullptr);
    void retranslate() override { emit changed(); }
    /// The page is shown: nothing typed, a running wait goes on.
    void begin();
    /// The store is open, maybe after the first digits: they stay, a running wait goes on.
    void go_on();

    [[nodiscard]] QString personText() const;
    [[nodiscard]] int digits() const { return static_cast<int>(typed_.size()); }
    [[nodiscard]] QString message() const;
    [[nodiscard]] QString waitText() const;
    [[nodiscard]] bool error() const { return wrong_; }
    [[nodiscard]] QString runningText() const;
    [[nodiscard]] QString unsentText() const;
    [[nodiscard]] QString helpText() const;
    [[nodiscard]] bool checking() const { return checking_; }
    /// A forgotten PIN is opened by the office's recovery key, which belongs to the encrypted store; until then the office is called.
    [[nodiscard]] QString challenge() const { return {}; }
    [[nodiscard]] QString lockTitle() const { return qtTrId("lock.office"); }
    [[nodiscard]] QString lockReason() const { return {}; }
    [[nodiscard]] QString lockPhone() const { return helpText(); }

    Q_INVOKABLE void digit(QString const& d);
    Q_INVOKABLE void erase();
    Q_INVOKABLE void forgot();
    Q_INVOKABLE void answer(QString const&) {}

signals:
    void changed();
    void unlocked();

private:
    void check();
    void wait(qint64 ms);

    QString typed_;
    bool wrong_ = false, checking_ = false, forgot_ = false;
    int tries_left_ = 0;
    qint64 wait_until_ms_ = 0;
    QTimer ticks_;
};

}  // namespace mingcha
