#pragma once

#include <qqmlregistration.h>

#include "client/viewmodels/confirmation_note.hpp"
#include "client/viewmodels/controller.hpp"
#include "client/viewmodels/models.hpp"
#include "client/viewmodels/return_gate.hpp"
#include "client/viewmodels/visit_view.hpp"

namespace mingcha {

/// T12: the tablet in the school's hands, and submitting. Going back needs the inspector's PIN. Signature image, confirmation and step
/// are one durable write, sealed; the 确认码 is never checked and never stored in clear. UI thread.
class ConfirmController final : public mingcha::Controller {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the program")
    Q_PROPERTY(QString title READ title NOTIFY changed)
    Q_PROPERTY(QString dateText READ dateText NOTIFY changed)
    Q_PROPERTY(QVariant result READ result NOTIFY changed)
    Q_PROPERTY(QString factsText READ factsText NOTIFY changed)
    Q_PROPERTY(QVariantList said READ said NOTIFY changed)
    Q_PROPERTY(mingcha::ConfirmFindingsModel* findings READ findings CONSTANT)
    Q_PROPERTY(QString countText READ countText NOTIFY changed)
    Q_PROPERTY(QVariantList choices READ choices NOTIFY changed)
    Q_PROPERTY(QString choice READ choice NOTIFY changed)
    Q_PROPERTY(QString choiceNote READ choiceNote NOTIFY changed)
    Q_PROPERTY(QString wholeText READ wholeText NOTIFY changed)
    Q_PROPERTY(QVariantList reasons READ reasons NOTIFY changed)
    Q_PROPERTY(QString reason READ reason NOTIFY changed)
    Q_PROPERTY(QString witness READ witness NOTIFY changed)
    Q_PROPERTY(QString signerText READ signerText NOTIFY changed)
    Q_PROPERTY(QVariantList signers READ signers NOTIFY changed)
    Q_PROPERTY(QString typedName READ typedName NOTIFY changed)
    Q_PROPERTY(bool typing READ typing NOTIFY changed)
    Q_PROPERTY(bool isSigned READ isSigned NOTIFY changed)
    Q_PROPERTY(QVariantList strokes READ strokes NOTIFY changed)
    Q_PROPERTY(QString signedText READ signedText NOTIFY changed)
    Q_PROPERTY(int codeDigits READ codeDigits NOTIFY changed)
    Q_PROPERTY(bool codeNeeded READ codeNeeded NOTIFY changed)
    Q_PROPERTY(bool canFinish READ canFinish NOTIFY changed)
    Q_PROPERTY(QString whyNot READ whyNot NOTIFY changed)
    Q_PROPERTY(QString deferText READ deferText NOTIFY changed)
    Q_PROPERTY(bool canDefer READ canDefer NOTIFY changed)
    Q_PROPERTY(QString stage READ stage NOTIFY changed)
    Q_PROPERTY(bool pinAsk READ pinAsk NOTIFY changed)
    Q_PROPERTY(int pinDigits READ pinDigits NOTIFY changed)
    Q_PROPERTY(QString pinMessage READ pinMessage NOTIFY changed)
    Q_PROPERTY(QString recordedText READ recordedText NOTIFY changed)
    Q_PROPERTY(bool canSubmit READ canSubmit NOTIFY changed)
    Q_PROPERTY(bool submitArmed READ submitArmed NOTIFY changed)
    Q_PROPERTY(QString submitText READ submitText NOTIFY changed)
    Q_PROPERTY(QString newVersionText READ newVersionText NOTIFY changed)
    Q_PROPERTY(QString versionText READ versionText NOTIFY changed)

public:
    explicit ConfirmController(Context& context, QObject* parent = nullptr);
    void retranslate() override { refresh(); }

    [[nodiscard]] QString title() const;
    [[nodiscard]] QString dateText() const;
    [[nodiscard]] QVariantMap result() const;
    [[nodiscard]] QString factsText() const;
    [[nodiscard]] QVariantList said() const;
    [[nodiscard]] ConfirmFindingsModel* findings() { return &findings_; }
    [[nodiscard]] QString countText() const;
    [[nodiscard]] QVariantList choices() const;
    [[nodiscard]] QString choice() const { return QString::fromStdString(draft_.choice); }
    [[nodiscard]] QString choiceNote() const;
    [[nodiscard]] QString wholeText() const { return QString::fromStdString(draft_.whole); }
    [[nodiscard]] QVariantList reasons() const;
    [[nodiscard]] QString reason() const { return reason_; }
    [[nodiscard]] QString witness() const { return QString::fromStdString(draft_.witness); }
    [[nodiscard]] QString signerText() const;
    [[nodiscard]] QVariantList signers() const;
    [[nodiscard]] QString typedName() const { return QString::fromStdString(draft_.typed); }
    [[nodiscard]] bool typing() const { return draft_.typing; }
    [[nodiscard]] bool isSigned() const { return draft_.typing ? !draft_.typed.empty() : !draft_.drawing.isEmpty(); }
    /// What was drawn, so that a page that is laid out anew shows it again.
    [[nodiscard]] QVariantList strokes() const { return draft_.strokes; }
    [[nodiscard]] QString signedText() const;
    [[nodiscard]] int codeDigits() const { return static_cast<int>(draft_.code.size()); }
    [[nodiscard]] bool codeNeeded() const { return draft_.choice != "unsigned"; }
    [[nodiscard]] bool canFinish() const { return whyNot().isEmpty() && !writing_; }
    [[nodiscard]] QString whyNot() const;
    [[nodiscard]] QString deferText() const;
    [[nodiscard]] bool canDefer() const;
    /// read, in the school's hands; signed, until the inspector's PIN; submit; gone: taken back or submitted on another tablet.
    [[nodiscard]] QString stage() const;
    /// What the school reads when it has answered, or cannot any more.
    [[nodiscard]] QString recordedText() const;
    [[nodiscard]] bool canSubmit() const;
    [[nodiscard]] bool pinAsk() const { return gate_.is_open(); }
    [[nodiscard]] int pinDigits() const { return gate_.digits(); }
    [[nodiscard]] QString pinMessage() const { return gate_.message(); }
    [[nodiscard]] bool submitArmed() const { return armed_; }
    [[nodiscard]] QString submitText() const;
    [[nodiscard]] QString newVersionText() const;
    [[nodiscard]] QString versionText() const;

    Q_INVOKABLE void setChoice(QString const& value);
    Q_INVOKABLE void setPoint(QString const& finding, QString const& choice);
    Q_INVOKABLE void setPointReason(QString const& finding, QString const& reason);
    Q_INVOKABLE void setPointText(QString const& finding, QString const& text);
    Q_INVOKABLE void toggleFinding(QString const& finding);
    Q_INVOKABLE void setWholeText(QString const& text);
    Q_INVOKABLE void setReason(QString const& value);
    Q_INVOKABLE void setWitness(QString const& text);
    Q_INVOKABLE void setSigner(QString const& value);
    Q_INVOKABLE void setTyping(bool on);
    Q_INVOKABLE void setTypedName(QString const& text);
    Q_INVOKABLE void setSignature(QVariantList const& strokes, QVariant const& image);
    Q_INVOKABLE void clearSignature();
    Q_INVOKABLE void codeDigit(QString const& digit);
    Q_INVOKABLE void codeErase();
    Q_INVOKABLE void finish();
    Q_INVOKABLE void defer();
    Q_INVOKABLE void askReturn() { gate_.ask(); }
    Q_INVOKABLE void pinDigit(QString const& digit) { gate_.digit(digit); }
    Q_INVOKABLE void pinErase() { gate_.erase(); }
    Q_INVOKABLE void cancelReturn() { gate_.cancel(); }
    /// Signed, and submitted at the desk.
    Q_INVOKABLE void later();
    Q_INVOKABLE void submit();
    Q_INVOKABLE void submitHeld();
    Q_INVOKABLE void setLanguage(QString const& language);

signals:
    void changed();
    /// The school wants to read in the other language; the program answers.
    void languageAsked(QString const& language);

private:
    void refresh();
    void forget();
    void take_up();
    /// The draft changed: it is kept, and shown.
    void entered();
    void go_back();
    /// The draft without what is said of findings that are gone.
    [[nodiscard]] ConfirmationDraft shown() const;
    [[nodiscard]] ConfirmationSubject subject() const;
    [[nodiscard]] std::optional<Hash> feedback_hash() const;
    [[nodiscard]] Uuid signer_id() const;

    ReturnGate gate_;
    ConfirmFindingsModel findings_;
    ConfirmationDraft draft_;
    QString reason_;
    bool armed_ = false, writing_ = false;
    ConfirmationSubject of_;    // what the draft was made for
    bool handed_back_ = false;  // the inspector holds the tablet: by PIN, or it was opened by one
};

}  // namespace mingcha
