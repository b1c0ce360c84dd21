#pragma once

#include <qqmlregistration.h>
#include <QVariantMap>

#include "client/viewmodels/controller.hpp"
#include "client/viewmodels/models.hpp"
#include "client/viewmodels/visit_view.hpp"

namespace mingcha {

/// T3: the running visit, what came back, today's plan, overdue rectification, this month's coverage. Follows the store.
class TodayController final : public mingcha::Controller {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the program")
    Q_PROPERTY(QVariant running READ running NOTIFY changed)
    Q_PROPERTY(mingcha::TodayRowsModel* urgent READ urgent CONSTANT)
    Q_PROPERTY(mingcha::TodayRowsModel* plan READ plan CONSTANT)
    Q_PROPERTY(QString planText READ planText NOTIFY changed)
    Q_PROPERTY(mingcha::OverdueModel* overdue READ overdue CONSTANT)
    Q_PROPERTY(int overdueCount READ overdueCount NOTIFY changed)
    Q_PROPERTY(QVariant coverage READ coverage NOTIFY changed)
    Q_PROPERTY(QVariant leaseNotice READ leaseNotice NOTIFY changed)

public:
    explicit TodayController(Context& context, QObject* parent = nullptr);
    void retranslate() override { refresh(); }

    [[nodiscard]] QVariantMap running() const;
    [[nodiscard]] TodayRowsModel* urgent() { return &urgent_; }
    [[nodiscard]] TodayRowsModel* plan() { return &plan_; }
    [[nodiscard]] QString planText() const;
    [[nodiscard]] OverdueModel* overdue() { return &overdue_; }
    [[nodiscard]] int overdueCount() const { return overdue_count_; }
    [[nodiscard]] QVariantMap coverage() const { return coverage_; }
    [[nodiscard]] QVariantMap leaseNotice() const;

    Q_INVOKABLE void resume();
    Q_INVOKABLE void start(QString const& id);
    Q_INVOKABLE void act(QString const& id) { start(id); }
    Q_INVOKABLE void startUnplanned();
    Q_INVOKABLE void openOverdue(QString const& id);
    Q_INVOKABLE void showAllOverdue();
    Q_INVOKABLE void showCoverage();

    static constexpr int overdue_rows = 5;  // what a column of the page shows without scrolling

signals:
    void changed();

private:
    void refresh();
    [[nodiscard]] QVariantMap plan_row(Record const& visit) const;
    [[nodiscard]] QVariantMap coverage_of(qint64 now_ms) const;

    VisitView running_;  // the newest visit under way
    TodayRowsModel urgent_, plan_;
    OverdueModel overdue_;
    int overdue_count_ = 0;
    QVariantMap coverage_;
};

}  // namespace mingcha
