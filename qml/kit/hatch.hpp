#pragma once

#include <qqmlregistration.h>
#include <QColor>
#include <QQuickPaintedItem>

namespace mingcha {

/// Diagonal lines on a ground: the fill of "not applicable". GUI thread only.
class Hatch : public QQuickPaintedItem {
    Q_OBJECT
    Q_PROPERTY(QColor color MEMBER color_ NOTIFY changed)
    Q_PROPERTY(QColor ground MEMBER ground_ NOTIFY changed)
    Q_PROPERTY(qreal radius MEMBER radius_ NOTIFY changed)
    QML_ELEMENT

public:
    explicit Hatch(QQuickItem* parent = nullptr) : QQuickPaintedItem(parent) {
        connect(this, &Hatch::changed, this, [this] { update(); });
    }
    void paint(QPainter* painter) override;

signals:
    void changed();

private:
    QColor color_ = Qt::gray;
    QColor ground_ = Qt::white;
    qreal radius_ = 0;
};

}  // namespace mingcha
