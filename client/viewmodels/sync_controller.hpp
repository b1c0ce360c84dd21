#pragma once

#include <qqmlregistration.h>
#include <QTimer>
#include <QVariantMap>

#include "client/viewmodels/controller.hpp"
#include "client/viewmodels/models.hpp"
#include "client/viewmodels/store.hpp"

namespace mingcha {

/// The badge of every page and the page 同步 (T16): how the connection stands, what of each visit the centre has, what waits for a
/// person. Offline is information, not an error (UX 7.3).
class SyncController final : public mingcha::Controller {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the program")
    Q_PROPERTY(QVariant badge READ badge NOTIFY changed)
    Q_PROPERTY(QString headline READ headline NOTIFY changed)
    Q_PROPERTY(QString detail READ detail NOTIFY changed)
    Q_PROPERTY(QString lastText READ lastText NOTIFY changed)
    Q_PROPERTY(QString netText READ netText NOTIFY changed)
    Q_PROPERTY(QString netIcon READ netIcon NOTIFY changed)
    Q_PROPERTY(mingcha::SyncQueueModel* queue READ queue CONSTANT)
    Q_PROPERTY(mingcha::AttentionModel* attention READ attention CONSTANT)
    Q_PROPERTY(QVariant notice READ notice NOTIFY changed)
    Q_PROPERTY(QString storageText READ storageText NOTIFY changed)
    Q_PROPERTY(bool paused READ paused NOTIFY changed)
    Q_PROPERTY(int busyCount READ busyCount NOTIFY changed)
    /// Photos that were taken and stand in no visit: the power went before their record, or they were of a check-in that was not made.
    Q_PROPERTY(QVariantList strays READ strays NOTIFY changed)

public:
    explicit SyncController(Context& context, QObject* parent = nullptr);
    void retranslate() override { rulings_changed_ = true, refresh(); }

    [[nodiscard]] QVariantMap badge() const;
    [[nodiscard]] QString headline() const;
    [[nodiscard]] QString detail() const;
    [[nodiscard]] QString lastText() const;
    [[nodiscard]] QString netText() const;
    [[nodiscard]] QString netIcon() const;
    [[nodiscard]] SyncQueueModel* queue() { return &queue_; }
    [[nodiscard]] AttentionModel* attention() { return &attention_; }
    [[nodiscard]] QVariantMap notice() const;
    [[nodiscard]] QString storageText() const;
    [[nodiscard]] bool paused() const { return context_.store.link().paused; }
    [[nodiscard]] int busyCount() const;
    [[nodiscard]] QVariantList strays() const;
    /// What the start has found.
    void show_strays(std::vector<KeptImage> strays);

    Q_INVOKABLE void retry();
    Q_INVOKABLE void setPaused(bool on);
    Q_INVOKABLE void noticeAct(QString const& act);
    Q_INVOKABLE void pauseVisit(QString const& id, bool on);
    Q_INVOKABLE void select(QString const& id);
    Q_INVOKABLE void queueAct(QString const& id);
    Q_INVOKABLE void attentionAct(QString const& id);

signals:
    void changed();
    /// A visit was chosen on the page: its receipt is to be shown beside.
    void selected(mingcha::Uuid const& visit);
    /// Something worth a sentence for screen readers: all was received.
    void announced(QString const& text);

private:
    void refresh();
    [[nodiscard]] QVariantMap queue_row(VisitQueue const& visit) const;
    [[nodiscard]] QVariantMap held_row(HeldDelta const& held) const;
    /// Acts on own visits that the server ruled out of force, and that nothing later has made good.
    [[nodiscard]] QList<QVariantMap> refused_rows() const;
    [[nodiscard]] int attentions() const { return attention_.count(); }
    [[nodiscard]] int waiting_visits() const;
    [[nodiscard]] bool is_live() const { return context_.store.link().state == LinkState::live; }

    SyncQueueModel queue_;
    AttentionModel attention_;
    QList<QVariantMap> refused_;
    bool rulings_changed_ = true;
    QString selected_;
    QTimer ticks_;  // minutes until the next try
    int waited_before_ = 0;
    std::vector<KeptImage> strays_;
};

}  // namespace mingcha
