#pragma once

#include <qqmlregistration.h>
#include <QObject>
#include <QVariantMap>

#include "client/viewmodels/undoable.hpp"
#include "client/viewmodels/visit_view.hpp"

namespace mingcha {

/// One finding while it is edited (T9). Stored as it is typed; closing keeps it. UI thread.
class FindingController final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by FindingsController")
    Q_PROPERTY(QString id READ id NOTIFY changed)
    Q_PROPERTY(QString key READ key NOTIFY changed)
    Q_PROPERTY(QString kicker READ kicker NOTIFY changed)
    Q_PROPERTY(QString title READ title NOTIFY changed)
    Q_PROPERTY(QString basis READ basis NOTIFY changed)
    Q_PROPERTY(QString advice READ advice NOTIFY changed)
    Q_PROPERTY(QString responsible READ responsible NOTIFY changed)
    Q_PROPERTY(QVariantList classes READ classes NOTIFY changed)
    Q_PROPERTY(bool onSpot READ onSpot NOTIFY changed)
    Q_PROPERTY(QVariantList days READ days NOTIFY changed)
    Q_PROPERTY(QString dueText READ dueText NOTIFY changed)
    Q_PROPERTY(QString dueDay READ dueDay NOTIFY changed)
    Q_PROPERTY(QString today READ today NOTIFY changed)
    Q_PROPERTY(QVariantList advices READ advices NOTIFY changed)
    Q_PROPERTY(QVariantList people READ people NOTIFY changed)
    Q_PROPERTY(QVariantList photos READ photos NOTIFY changed)
    Q_PROPERTY(QVariantList afterPhotos READ afterPhotos NOTIFY changed)
    Q_PROPERTY(bool noBasis READ noBasis NOTIFY changed)
    Q_PROPERTY(QString basisNote READ basisNote NOTIFY changed)
    Q_PROPERTY(QVariantList others READ others NOTIFY changed)
    Q_PROPERTY(QString relapseText READ relapseText NOTIFY changed)
    Q_PROPERTY(QString savedText READ savedText NOTIFY changed)
    Q_PROPERTY(QVariant notice READ notice NOTIFY changed)
    Q_PROPERTY(bool removable READ removable NOTIFY changed)

public:
    explicit FindingController(Context& context, QObject* parent = nullptr)
        : QObject(parent), context_(context), typing_(context) {}

    void show(Uuid const& id);
    [[nodiscard]] Uuid finding_id() const { return id_; }

    [[nodiscard]] QString id() const;
    [[nodiscard]] QString key() const;
    [[nodiscard]] QString kicker() const;
    [[nodiscard]] QString title() const { return text("title"); }
    [[nodiscard]] QString basis() const { return text("basis"); }
    [[nodiscard]] QString advice() const { return text("advice"); }
    [[nodiscard]] QString responsible() const { return text("responsible"); }
    [[nodiscard]] QVariantList classes() const;
    [[nodiscard]] bool onSpot() const;
    [[nodiscard]] QVariantList days() const;
    [[nodiscard]] QString dueText() const;
    [[nodiscard]] QString dueDay() const;  ///< "2026-06-19", empty when none
    [[nodiscard]] QString today() const;
    [[nodiscard]] QVariantList advices() const;
    [[nodiscard]] QVariantList people() const;
    /// Of the finding and of its item; without those that show it put right, where it was fixed on the spot.
    [[nodiscard]] QVariantList photos() const;
    [[nodiscard]] QVariantList afterPhotos() const;
    /// 无明文依据 is written; its reason follows in the same field.
    [[nodiscard]] bool noBasis() const;
    [[nodiscard]] QString basisNote() const;
    /// What a colleague wrote in the same fields without having seen these (`other_versions`); class and days are chosen anew above.
    [[nodiscard]] QVariantList others() const;
    [[nodiscard]] QString relapseText() const;
    [[nodiscard]] QString savedText() const;
    [[nodiscard]] QVariantMap notice() const { return notice_; }
    /// Until the visit is handed in.
    [[nodiscard]] bool removable() const { return !id_.is_nil() && !context_.visit.is_read_only(); }

    // Texts say of which finding they are: what is typed goes there, however soon another one is shown.
    Q_INVOKABLE void setTitle(QString const& id, QString const& text) { type(id, "title", text); }
    Q_INVOKABLE void setBasis(QString const& id, QString const& text) { type(id, "basis", text); }
    Q_INVOKABLE void setAdvice(QString const& id, QString const& text) { type(id, "advice", text); }
    Q_INVOKABLE void useAdvice(QString const& value);
    Q_INVOKABLE void setResponsible(QString const& id, QString const& text) { type(id, "responsible", text); }
    Q_INVOKABLE void setClass(QString const& value);
    Q_INVOKABLE void setOnSpot(bool on);
    Q_INVOKABLE void setDays(QString const& value);
    Q_INVOKABLE void setDate(QString const& day);
    /// On the spot: of the place put right, or as it was.
    Q_INVOKABLE void takePhoto(bool after = false);
    Q_INVOKABLE void setNoBasis(bool on);
    /// Both texts in one; `other` is a row of `others`.
    Q_INVOKABLE void takeBoth(QVariantMap const& other);
    Q_INVOKABLE void noticeAct(QString const& act);

signals:
    void changed();

private:
    [[nodiscard]] Record const* record() const;
    [[nodiscard]] QString text(std::string_view field) const;
    [[nodiscard]] int proposed(std::string_view letter) const;
    [[nodiscard]] bool may_write() const { return record() && !context_.visit.is_read_only(); }
    void type(QString const& id, std::string_view field, QString const& text);
    void write(std::vector<Change> changes);

    Context& context_;
    Typing typing_;
    Uuid id_;
    QVariantMap notice_;
};

/// Days that the office offers for a class. Proposals only; the inspector sets what stands.
[[nodiscard]] int proposed_days(RecordCache const& cache, std::string_view letter);
/// True iff a finding of the same unit and item was settled within the 12 months before this one: a relapse 反弹 (FT18).
[[nodiscard]] bool is_relapse(RecordCache const& cache, Record const& finding, qint64 now_ms);

}  // namespace mingcha
