#pragma once

#include <qqmlregistration.h>

#include "client/viewmodels/controller.hpp"
#include "client/viewmodels/models.hpp"
#include "client/viewmodels/undoable.hpp"
#include "client/viewmodels/visit_view.hpp"
#include "shared/rules/wrapup.hpp"

namespace mingcha {

/// T11, wrap-up: what shared/rules/wrapup says, and handing over: feedback frozen, findings opened, step VT09, all in durable writes of
/// which the feedback's is the last. UI thread.
class WrapupController final : public mingcha::Controller {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the program")
    Q_PROPERTY(QString summaryText READ summaryText NOTIFY changed)
    Q_PROPERTY(QVariant score READ score NOTIFY changed)
    Q_PROPERTY(mingcha::WrapupModel* must READ must CONSTANT)
    Q_PROPERTY(mingcha::WrapupModel* worth READ worth CONSTANT)
    Q_PROPERTY(int mustCount READ mustCount NOTIFY changed)
    Q_PROPERTY(int worthCount READ worthCount NOTIFY changed)
    Q_PROPERTY(QVariantList peers READ peers NOTIFY changed)
    Q_PROPERTY(QVariantList table READ table NOTIFY changed)
    Q_PROPERTY(QString comment READ comment NOTIFY changed)
    Q_PROPERTY(QString commentSaved READ commentSaved NOTIFY changed)
    Q_PROPERTY(QVariantList phrases READ phrases NOTIFY changed)
    Q_PROPERTY(QString findingsText READ findingsText NOTIFY changed)
    Q_PROPERTY(QString highlightsText READ highlightsText NOTIFY changed)
    Q_PROPERTY(bool canHandOver READ canHandOver NOTIFY changed)
    Q_PROPERTY(QString whyNot READ whyNot NOTIFY changed)
    /// Turned away or broken off: the page submits instead of handing over.
    Q_PROPERTY(bool ended READ ended NOTIFY changed)
    Q_PROPERTY(QVariant endedNotice READ endedNotice NOTIFY changed)
    Q_PROPERTY(bool canComment READ canComment NOTIFY changed)
    Q_PROPERTY(bool canSubmit READ canSubmit NOTIFY changed)
    Q_PROPERTY(bool submitArmed READ submitArmed NOTIFY changed)
    Q_PROPERTY(QString submitText READ submitText NOTIFY changed)
    Q_PROPERTY(bool releaseAsk READ releaseAsk NOTIFY changed)
    Q_PROPERTY(QVariantList release READ release NOTIFY changed)

public:
    explicit WrapupController(Context& context, QObject* parent = nullptr);
    void retranslate() override { refresh(); }

    [[nodiscard]] QString summaryText() const;
    [[nodiscard]] QVariantMap score() const;
    [[nodiscard]] WrapupModel* must() { return &must_; }
    [[nodiscard]] WrapupModel* worth() { return &worth_; }
    [[nodiscard]] int mustCount() const { return must_.count(); }
    [[nodiscard]] int worthCount() const { return worth_.count(); }
    [[nodiscard]] QVariantList peers() const;
    [[nodiscard]] QVariantList table() const;
    [[nodiscard]] QString comment() const;
    [[nodiscard]] QString commentSaved() const;
    [[nodiscard]] QVariantList phrases() const;
    [[nodiscard]] QString findingsText() const;
    [[nodiscard]] QString highlightsText() const;
    [[nodiscard]] bool canHandOver() const { return !ended() && whyNot().isEmpty() && !handing_; }
    [[nodiscard]] QString whyNot() const;
    [[nodiscard]] bool ended() const;
    [[nodiscard]] QVariantMap endedNotice() const;
    [[nodiscard]] bool canComment() const;
    [[nodiscard]] bool canSubmit() const { return ended() && whyNot().isEmpty() && !handing_; }
    [[nodiscard]] bool submitArmed() const { return armed_; }
    [[nodiscard]] QString submitText() const;
    [[nodiscard]] bool releaseAsk() const;
    [[nodiscard]] QVariantList release() const;

    Q_INVOKABLE void go(QString const& id);
    Q_INVOKABLE void setComment(QString const& text);
    Q_INVOKABLE void usePhrase(QString const& value);
    Q_INVOKABLE void setRelease(QString const& value, QString const& ground);
    Q_INVOKABLE void handOver();
    Q_INVOKABLE void submit();
    Q_INVOKABLE void submitHeld();
    Q_INVOKABLE void openFindings();

signals:
    void changed();

private:
    void give();
    [[nodiscard]] bool may_release() const;
    void refresh();

    WrapupModel must_, worth_;
    Typing typing_;
    Wrapup wrapup_;
    bool handing_ = false, armed_ = false;
};

}  // namespace mingcha
