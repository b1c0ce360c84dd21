#pragma once

#include <qqmlregistration.h>
#include <QColor>
#include <QImage>
#include <QPointF>
#include <QQuickPaintedItem>
#include <QVariantList>

namespace mingcha {

/// Lines drawn by hand. Keeps the strokes (so a page that turns loses nothing) and draws them as an image for the record.
///
/// Points are in dp of this item. At most `points_max` points are kept; what comes after is not drawn. GUI thread only.
class Ink : public QQuickPaintedItem {
    Q_OBJECT
    Q_PROPERTY(QColor color MEMBER color_ NOTIFY colorChanged)
    Q_PROPERTY(bool blank READ blank NOTIFY strokesChanged)
    QML_ELEMENT

public:
    static constexpr int points_max = 20'000;  // a signature has some hundreds; a resting hand must not fill memory

    explicit Ink(QQuickItem* parent = nullptr) : QQuickPaintedItem(parent) {
        setAntialiasing(true);
        connect(this, &Ink::colorChanged, this, [this] { update(); });
    }

    [[nodiscard]] bool blank() const { return strokes_.isEmpty(); }
    void paint(QPainter* painter) override;

    Q_INVOKABLE void begin(qreal x, qreal y);
    Q_INVOKABLE void extend(qreal x, qreal y);
    Q_INVOKABLE void clear();
    /// Draws strokes of an earlier item again, made smaller where they do not fit this one.
    Q_INVOKABLE void restore(QVariantList const& strokes);
    /// A list of strokes, each a flat list x0, y0, x1, y1 … in dp.
    [[nodiscard]] Q_INVOKABLE QVariantList strokes() const;
    /// Dark lines on white, `scale` pixels a dp (1..4): what the record keeps as PNG, whatever theme is on.
    [[nodiscard]] Q_INVOKABLE QImage image(qreal scale = 2) const;

signals:
    void strokesChanged();
    void colorChanged();

private:
    void draw(QPainter& painter, QColor const& color) const;

    QList<QPolygonF> strokes_;
    int points_ = 0;
    QColor color_ = Qt::black;
};

}  // namespace mingcha
