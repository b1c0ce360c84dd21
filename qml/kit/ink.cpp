#include "qml/kit/ink.hpp"

#include <QPainter>
#include <algorithm>

namespace mingcha {

namespace {
constexpr qreal pen_width = 3.5;
}

void Ink::begin(qreal x, qreal y) {
    strokes_.append(QPolygonF{{x, y}});
    ++points_;
    update();
    emit strokesChanged();
}

void Ink::extend(qreal x, qreal y) {
    if (strokes_.isEmpty() || points_ >= points_max) return;
    strokes_.last().append({qBound(0.0, x, width()), qBound(0.0, y, height())});
    ++points_;
    update();
    emit strokesChanged();
}

void Ink::clear() {
    strokes_.clear();
    points_ = 0;
    update();
    emit strokesChanged();
}

void Ink::restore(QVariantList const& strokes) {
    clear();
    QRectF around;
    for (auto const& one : strokes) {
        auto const flat = one.toList();
        QPolygonF stroke;
        for (qsizetype i = 0; i + 1 < flat.size() && points_ < points_max; i += 2, ++points_)
            stroke.append({flat[i].toReal(), flat[i + 1].toReal()});
        around =
            around.united(QRectF(QPointF(), QSizeF(stroke.boundingRect().right(), stroke.boundingRect().bottom())));
        if (!stroke.isEmpty()) strokes_.append(stroke);
    }
    auto const fit =
        std::min({1.0, width() / std::max(1.0, around.width()), height() / std::max(1.0, around.height())});
    for (auto& stroke : strokes_)
        for (auto& point : stroke) point *= fit;
    update();
    emit strokesChanged();
}

QVariantList Ink::strokes() const {
    QVariantList all;
    for (auto const& stroke : strokes_) {
        QVariantList flat;
        for (auto const& point : stroke) flat << point.x() << point.y();
        all.append(QVariant(flat));
    }
    return all;
}

QImage Ink::image(qreal scale) const {
    auto const factor = qBound(1.0, scale, 4.0);
    QImage image((QSizeF(width(), height()) * factor).toSize().expandedTo({1, 1}), QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.scale(factor, factor);
    draw(painter, Qt::black);
    return image;
}

void Ink::paint(QPainter* painter) {
    draw(*painter, color_);
}

void Ink::draw(QPainter& painter, QColor const& color) const {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, pen_width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    for (auto const& stroke : strokes_) {
        if (stroke.size() == 1)
            painter.drawPoint(stroke.first());
        else
            painter.drawPolyline(stroke);
    }
}

}  // namespace mingcha
