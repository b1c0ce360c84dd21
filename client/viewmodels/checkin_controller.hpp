#pragma once

#include <qqmlregistration.h>
#include <QTimer>
#include <QVariantMap>
#include <QVideoSink>

#include "client/viewmodels/checkin_drafts.hpp"
#include "client/viewmodels/controller.hpp"
#include "client/viewmodels/visit_view.hpp"

namespace mingcha {

/// T6: check-in. Time, place and plaque are evidence; none of them blocks, each may ask for one reason. `start` writes the head of the
/// visit (pinned list version, snapshot of the unit's facts) and the step VT05, or VT04 for a visit that nobody planned, in one
/// transaction.
class CheckinController final : public mingcha::Controller {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the program")
    Q_PROPERTY(QString school READ school NOTIFY changed)
    Q_PROPERTY(QVariantList kinds READ kinds NOTIFY changed)
    Q_PROPERTY(QString checklistText READ checklistText NOTIFY changed)
    Q_PROPERTY(QVariantList checklists READ checklists NOTIFY changed)
    Q_PROPERTY(QVariantList companions READ companions NOTIFY changed)
    Q_PROPERTY(QVariantList colleagues READ colleagues NOTIFY changed)
    Q_PROPERTY(QString timeText READ timeText NOTIFY ticked)
    Q_PROPERTY(QString timeNote READ timeNote NOTIFY changed)
    Q_PROPERTY(QString placeText READ placeText NOTIFY changed)
    Q_PROPERTY(QString placeState READ placeState NOTIFY changed)
    Q_PROPERTY(QString plaqueText READ plaqueText NOTIFY changed)
    Q_PROPERTY(QString plaqueState READ plaqueState NOTIFY changed)
    Q_PROPERTY(bool scanner READ scanner CONSTANT)
    Q_PROPERTY(QVariantList reasons READ reasons NOTIFY changed)
    Q_PROPERTY(QString reasonKind READ reasonKind NOTIFY changed)
    Q_PROPERTY(QVariantList unplannedReasons READ unplannedReasons NOTIFY changed)
    Q_PROPERTY(QVariant limit READ limit NOTIFY changed)
    Q_PROPERTY(QString secretNotice READ secretNotice NOTIFY changed)
    Q_PROPERTY(bool canStart READ canStart NOTIFY changed)
    Q_PROPERTY(QString whyNot READ whyNot NOTIFY changed)
    Q_PROPERTY(QVariant card READ card NOTIFY changed)
    Q_PROPERTY(QVariant refusal READ refusal NOTIFY changed)
    Q_PROPERTY(QString refusalMissing READ refusalMissing NOTIFY changed)
    Q_PROPERTY(QString capturing READ capturing NOTIFY changed)
    Q_PROPERTY(QVideoSink* videoSink READ videoSink WRITE setVideoSink NOTIFY changed)
    Q_PROPERTY(bool refusing READ refusing NOTIFY changed)

public:
    explicit CheckinController(Context& context, QObject* parent = nullptr);
    void retranslate() override { emit changed(), emit ticked(); }
    /// A visit that nobody planned, at this unit; goes on with what was entered for it today.
    void begin_unplanned(Uuid const& unit);
    /// The unit whose unplanned check-in was on the screen when the program ended; nil when it was another page.
    [[nodiscard]] Uuid left_open() const { return drafts_.left_open(); }
    [[nodiscard]] bool names(Hash const& picture) const { return drafts_.names(picture); }

    [[nodiscard]] QString school() const;
    [[nodiscard]] QVariantList kinds() const;
    [[nodiscard]] QString checklistText() const;
    [[nodiscard]] QVariantList checklists() const;
    [[nodiscard]] QVariantList companions() const;
    [[nodiscard]] QVariantList colleagues() const;
    [[nodiscard]] QString timeText() const;
    [[nodiscard]] QString timeNote() const;
    [[nodiscard]] QString placeText() const;
    [[nodiscard]] QString placeState() const;
    [[nodiscard]] QString plaqueText() const;
    [[nodiscard]] QString plaqueState() const { return draft_.plaque; }
    [[nodiscard]] bool scanner() const { return false; }  // no decoder is built in: the plaque is photographed
    [[nodiscard]] QVariantList reasons() const;
    [[nodiscard]] QString reasonKind() const;
    [[nodiscard]] QVariantList unplannedReasons() const;
    [[nodiscard]] QVariantMap limit() const;
    [[nodiscard]] QString secretNotice() const;
    [[nodiscard]] bool canStart() const { return whyNot().isEmpty() && !starting_; }
    [[nodiscard]] QString whyNot() const;
    [[nodiscard]] QVariantMap card() const;
    [[nodiscard]] QVariantMap refusal() const;
    /// What VT06 asks for and is not written yet; empty when the refusal can be recorded.
    [[nodiscard]] QString refusalMissing() const;
    /// plaque or gate while the camera is open for it.
    [[nodiscard]] QString capturing() const { return viewfinder_ ? awaited_role_ : QString(); }
    [[nodiscard]] QVideoSink* videoSink() const { return sink_; }
    void setVideoSink(QVideoSink* sink);
    [[nodiscard]] bool refusing() const { return refusing_; }

    Q_INVOKABLE void setKind(QString const& value);
    Q_INVOKABLE void setChecklist(QString const& value);
    Q_INVOKABLE void addCompanion(QString const& id);
    Q_INVOKABLE void removeCompanion(QString const& id);
    Q_INVOKABLE void scanPlaque() {}  // hidden while `scanner` is false
    Q_INVOKABLE void photoPlaque() { capture(QStringLiteral("plaque")); }
    Q_INVOKABLE void plaqueMissing();
    Q_INVOKABLE void setReason(QString const& value);
    Q_INVOKABLE void setUnplannedReason(QString const& value);
    Q_INVOKABLE void merge();
    Q_INVOKABLE void setLimitReason(QString const& value);
    Q_INVOKABLE void start();
    Q_INVOKABLE void refuse(bool open);
    Q_INVOKABLE void setRefusal(QString const& field, QString const& text);
    Q_INVOKABLE void photoGate() { capture(QStringLiteral("gate")); }
    Q_INVOKABLE void saveRefusal();
    Q_INVOKABLE void shutter();
    Q_INVOKABLE void chooseFile();
    Q_INVOKABLE void closeCamera();

    static constexpr qint64 clock_doubt_ms = 5 * 60'000;  // UX T6

signals:
    void changed();
    void ticked();

private:
    void begin();
    /// The draft is kept, and shown.
    void edited();
    /// By the camera where there is one, else by a file.
    void capture(QString const& role);
    [[nodiscard]] int gate_photos() const;
    void keep(QByteArray const& image, CheckinShot shot);
    /// Stores it and goes on to the page `next` of the visit.
    void write(WriteJob job, QString const& next);
    [[nodiscard]] Record const* unit() const;
    [[nodiscard]] Record const* list() const;
    [[nodiscard]] bool asks_place_reason() const;
    [[nodiscard]] bool asks_plaque_reason() const;
    [[nodiscard]] bool over_limit() const;
    [[nodiscard]] Uuid unfinished_visit() const;
    [[nodiscard]] Value::Map evidence() const;

    CheckinDrafts drafts_;
    CheckinDraft draft_;
    QString awaited_role_;
    bool refusing_ = false, starting_ = false, viewfinder_ = false;
    QVideoSink* sink_ = nullptr;
    QTimer ticks_;
};

}  // namespace mingcha
