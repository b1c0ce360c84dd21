#pragma once

#include <qqmlregistration.h>
#include <QVariantList>

#include "client/sync/messages.hpp"
#include "client/viewmodels/controller.hpp"

namespace mingcha {

/// T1: from a bare tablet to one that an office knows. Stages: code → identity (the person reads his name and compares the fingerprint)
/// → pin → download. The code is used up only after he has said 是我. A start between enrolment and PIN goes on at the PIN.
class EnrolController final : public mingcha::Controller {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the program")
    Q_PROPERTY(QString server READ server WRITE setServer NOTIFY changed)
    Q_PROPERTY(QString code READ code WRITE setCode NOTIFY changed)
    Q_PROPERTY(QString stage READ stage NOTIFY changed)
    Q_PROPERTY(QVariantList stages READ stages NOTIFY changed)
    Q_PROPERTY(QString officeName READ officeName NOTIFY changed)
    Q_PROPERTY(QString personName READ personName NOTIFY changed)
    Q_PROPERTY(QString fingerprint READ fingerprint NOTIFY changed)
    Q_PROPERTY(bool busy READ busy NOTIFY changed)
    Q_PROPERTY(QVariant error READ error NOTIFY changed)
    Q_PROPERTY(bool canNext READ canNext NOTIFY changed)
    Q_PROPERTY(QString whyNot READ whyNot NOTIFY changed)
    Q_PROPERTY(bool scanner READ scanner CONSTANT)
    Q_PROPERTY(QVariantList progress READ progress NOTIFY changed)
    Q_PROPERTY(QString helpText READ helpText NOTIFY changed)
    Q_PROPERTY(QString pinStep READ pinStep NOTIFY changed)
    Q_PROPERTY(QString pinError READ pinError NOTIFY changed)
    Q_PROPERTY(int pinLength READ pinLength CONSTANT)

public:
    explicit EnrolController(Context& context, QObject* parent = nullptr);
    void retranslate() override { emit changed(); }
    /// After the store is open: where to go on.
    void resume();

    /// What a bare tablet finds filled in, as the office gave it to whoever starts the program. Before `resume`.
    void offer(QString const& server, QString const& code);
    [[nodiscard]] QString server() const { return server_; }
    void setServer(QString const& text);
    [[nodiscard]] QString code() const { return code_; }
    void setCode(QString const& text);
    [[nodiscard]] QString stage() const { return stage_; }
    [[nodiscard]] QVariantList stages() const;
    [[nodiscard]] QString officeName() const;
    [[nodiscard]] QString personName() const;
    [[nodiscard]] QString fingerprint() const { return facts_.fingerprint; }
    [[nodiscard]] bool busy() const { return busy_; }
    [[nodiscard]] QVariantMap error() const;
    [[nodiscard]] bool canNext() const;
    [[nodiscard]] QString whyNot() const;
    [[nodiscard]] bool scanner() const { return false; }  // no decoder is built in: the address and the code are typed
    [[nodiscard]] QVariantList progress() const;
    [[nodiscard]] QString helpText() const;
    [[nodiscard]] QString pinStep() const {
        return first_pin_.isEmpty() ? QStringLiteral("first") : QStringLiteral("again");
    }
    [[nodiscard]] QString pinError() const;
    [[nodiscard]] int pinLength() const { return 6; }

    Q_INVOKABLE void next();
    Q_INVOKABLE void confirmIdentity();
    Q_INVOKABLE void reject();
    Q_INVOKABLE void choosePin(QString const& pin);

signals:
    void changed();
    /// The first download is complete: Today can be shown.
    void finished();

private:
    void go(QString const& stage);
    void fail(QString const& code);
    void watch_download();

    /// As the office writes it: ABCD-1234.
    [[nodiscard]] QString grouped_code() const { return code_.left(4) + QLatin1Char('-') + code_.mid(4); }

    QString offered_server_, offered_code_;
    QString server_, code_, stage_ = QStringLiteral("code"), error_, first_pin_;
    ServerFacts facts_;
    QByteArray pin_error_;  ///< what the PIN page says, as the id of its words
    bool busy_ = false;
};

}  // namespace mingcha
