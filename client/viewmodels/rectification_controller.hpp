#pragma once

#include <qqmlregistration.h>
#include <QVariantList>

#include "client/viewmodels/controller.hpp"
#include "client/viewmodels/models.hpp"

namespace mingcha {

/// The tab 整改: findings that are raised and not closed, by their deadline. A list to look at; re-inspection comes later.
class RectificationController final : public mingcha::Controller {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the program")
    Q_PROPERTY(mingcha::OverdueModel* rows READ rows CONSTANT)
    Q_PROPERTY(QVariantList filters READ filters NOTIFY changed)
    Q_PROPERTY(QString emptyText READ emptyText NOTIFY changed)

public:
    explicit RectificationController(Context& context, QObject* parent = nullptr);
    void retranslate() override { refresh(); }

    [[nodiscard]] OverdueModel* rows() { return &rows_; }
    [[nodiscard]] QVariantList filters() const { return filters_; }
    [[nodiscard]] QString emptyText() const { return qtTrId("vm.no_rectification"); }

    Q_INVOKABLE void setFilter(QString const& value);
    /// Opens the visit that the finding came from.
    Q_INVOKABLE void open(QString const& id);

signals:
    void changed();

private:
    void refresh();

    OverdueModel rows_;
    QVariantList filters_;
    QString filter_ = QStringLiteral("all");
};

}  // namespace mingcha
