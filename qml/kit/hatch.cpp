#include "qml/kit/hatch.hpp"

#include <QPainter>
#include <QPainterPath>

namespace mingcha {

void Hatch::paint(QPainter* painter) {
    constexpr int step = 8;
    painter->setRenderHint(QPainter::Antialiasing);
    QPainterPath shape;
    shape.addRoundedRect(boundingRect(), radius_, radius_);
    painter->fillPath(shape, ground_);
    painter->setClipPath(shape);
    auto line = color_;
    line.setAlphaF(0.45F);
    painter->setPen(QPen(line, 1));
    auto const height = static_cast<int>(boundingRect().height());
    auto const width = static_cast<int>(boundingRect().width());
    for (int x = 0; x < width + height; x += step) painter->drawLine(x, 0, x - height, height);
}

}  // namespace mingcha
