#pragma once

#include <qqmlregistration.h>
#include <QColor>
#include <QQuickPaintedItem>

namespace mingcha {

/// An arc on a track, from twelve o'clock. `value` 0..1. GUI thread only.
class Ring : public QQuickPaintedItem {
    Q_OBJECT
    Q_PROPERTY(qreal value MEMBER value_ NOTIFY changed)
    Q_PROPERTY(qreal thickness MEMBER thickness_ NOTIFY changed)
    Q_PROPERTY(QColor color MEMBER color_ NOTIFY changed)
    Q_PROPERTY(QColor track MEMBER track_ NOTIFY changed)
    QML_ELEMENT

public:
    explicit Ring(QQuickItem* parent = nullptr) : QQuickPaintedItem(parent) {
        connect(this, &Ring::changed, this, [this] { update(); });
    }
    void paint(QPainter* painter) override;

signals:
    void changed();

private:
    qreal value_ = 0;
    qreal thickness_ = 8;  // dp
    QColor color_ = Qt::black;
    QColor track_ = Qt::gray;
};

}  // namespace mingcha
