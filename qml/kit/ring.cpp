#include "qml/kit/ring.hpp"

#include <QPainter>

namespace mingcha {

void Ring::paint(QPainter* painter) {
    constexpr int circle = 360 * 16;  // QPainter counts in sixteenths of a degree
    constexpr int noon = 90 * 16;
    auto const half = thickness_ / 2;
    auto const box = boundingRect().adjusted(half, half, -half, -half);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(track_, thickness_));
    painter->drawEllipse(box);
    painter->setPen(QPen(color_, thickness_, Qt::SolidLine, Qt::RoundCap));
    if (value_ > 0) painter->drawArc(box, noon, -qRound(qBound(0.0, value_, 1.0) * circle));
}

}  // namespace mingcha
