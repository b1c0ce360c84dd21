#pragma once

#include <qqmlregistration.h>
#include <QObject>
#include <QVariantMap>

#include "client/viewmodels/undoable.hpp"
#include "client/viewmodels/visit_view.hpp"

namespace mingcha {

/// All about the runner's current item: basis, comment, photos, findings, history. UI thread.
class ItemPanel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by RunnerController")
    Q_PROPERTY(QString code READ code NOTIFY changed)
    Q_PROPERTY(QString key READ key NOTIFY changed)
    Q_PROPERTY(QString number READ number NOTIFY changed)
    Q_PROPERTY(QString kicker READ kicker NOTIFY changed)
    Q_PROPERTY(QString title READ title NOTIFY changed)
    Q_PROPERTY(QString basisText READ basisText NOTIFY changed)
    Q_PROPERTY(QString basisFull READ basisFull NOTIFY changed)
    Q_PROPERTY(bool basisOpen READ basisOpen NOTIFY changed)
    Q_PROPERTY(QString comment READ comment NOTIFY changed)
    Q_PROPERTY(QVariantList others READ others NOTIFY changed)
    Q_PROPERTY(QString commentSaved READ commentSaved NOTIFY changed)
    Q_PROPERTY(QVariantList phrases READ phrases NOTIFY changed)
    Q_PROPERTY(QVariantList photos READ photos NOTIFY changed)
    Q_PROPERTY(QString photoText READ photoText NOTIFY changed)
    Q_PROPERTY(QString photoTone READ photoTone NOTIFY changed)
    Q_PROPERTY(QString photoRule READ photoRule NOTIFY changed)
    Q_PROPERTY(QString photoWhy READ photoWhy NOTIFY changed)
    Q_PROPERTY(QVariantList findings READ findings NOTIFY changed)
    Q_PROPERTY(QString historyText READ historyText NOTIFY changed)
    Q_PROPERTY(bool historyUndo READ historyUndo NOTIFY changed)
    Q_PROPERTY(QStringList history READ history NOTIFY changed)
    Q_PROPERTY(QVariant proposal READ proposal NOTIFY changed)
    Q_PROPERTY(QString noFinding READ noFinding NOTIFY changed)
    Q_PROPERTY(QString noPhotoReason READ noPhotoReason NOTIFY changed)

public:
    explicit ItemPanel(Context& context, QObject* parent = nullptr)
        : QObject(parent), context_(context), typing_(context) {}

    /// Shows another item; what was typed before is a write of its own.
    void show(QString const& code);
    /// One change of the verdict, for the item's history (of this run). `back` takes it back, having seen no more than it had.
    void note_change(Change back, QString const& line);

    [[nodiscard]] QString code() const { return code_; }
    [[nodiscard]] QString key() const;
    [[nodiscard]] QString number() const;
    [[nodiscard]] QString kicker() const;
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString basisText() const;
    [[nodiscard]] QString basisFull() const { return basisText(); }
    [[nodiscard]] bool basisOpen() const { return basis_open_; }
    [[nodiscard]] QString comment() const { return text("comment"); }
    /// What a colleague wrote in the same fields without having seen these (`other_versions`).
    [[nodiscard]] QVariantList others() const;
    [[nodiscard]] QString commentSaved() const;
    [[nodiscard]] QVariantList phrases() const;
    [[nodiscard]] QVariantList photos() const;
    [[nodiscard]] QString photoText() const;
    [[nodiscard]] QString photoTone() const;
    [[nodiscard]] QString photoRule() const;
    [[nodiscard]] QString photoWhy() const;
    [[nodiscard]] QVariantList findings() const;
    [[nodiscard]] QString historyText() const;
    [[nodiscard]] bool historyUndo() const;
    [[nodiscard]] QStringList history() const;
    [[nodiscard]] QVariantMap proposal() const;
    [[nodiscard]] QString noFinding() const { return text("no_finding"); }
    [[nodiscard]] QString noPhotoReason() const { return text("no_photo"); }

    // Texts say of which item they are: what is typed goes there, however soon another one is shown.
    Q_INVOKABLE void setComment(QString const& code, QString const& text);
    Q_INVOKABLE void commitComment();
    /// Both texts in one; `other` is a row of `others`.
    Q_INVOKABLE void takeBoth(QVariantMap const& other);
    Q_INVOKABLE void usePhrase(QString const& value);
    Q_INVOKABLE void addPhrase(QString const& text);
    Q_INVOKABLE void openPhoto(QString const& id);
    Q_INVOKABLE void editFinding(QString const& id);
    Q_INVOKABLE void undoHistory();
    Q_INVOKABLE void proposalAct(QString const& act);
    /// It fails and is no finding all the same, for this reason.
    Q_INVOKABLE void dismissFinding(QString const& code, QString const& reason);
    Q_INVOKABLE void setNoPhoto(QString const& code, QString const& text);
    Q_INVOKABLE void toggleBasis();

signals:
    void changed();

private:
    struct Past {
        Change back;
        QString line;
    };
    [[nodiscard]] RecordName answer_name() const { return context_.visit.answer_name(code_.toStdString()); }
    [[nodiscard]] Item const* item() const;
    [[nodiscard]] QString text(std::string_view field) const;
    void type(QString const& code, std::string_view field, QString const& text, QString const& what);
    void write_text(std::string_view field, QString const& text, QString const& what);

    Context& context_;
    Typing typing_;
    QString code_;
    bool basis_open_ = false;
    std::map<RecordName, std::vector<Past>> past_;  // of this run, by answer: two visits have one each; oldest first
};

}  // namespace mingcha
