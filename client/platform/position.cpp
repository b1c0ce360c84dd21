#include "client/platform/position.hpp"

#include <QGeoCoordinate>
#include <utility>

namespace mingcha {

Position::Position(QObject* parent) : QObject(parent), source_(QGeoPositionInfoSource::createDefaultSource(nullptr)) {
    if (!source_) return;
    connect(source_.get(), &QGeoPositionInfoSource::positionUpdated, this, [this](QGeoPositionInfo const& info) {
        auto const at = info.coordinate();
        if (!at.isValid()) return;
        double const accuracy = info.hasAttribute(QGeoPositionInfo::HorizontalAccuracy)
                                    ? info.attribute(QGeoPositionInfo::HorizontalAccuracy)
                                    : 0;
        last_ = Place{at.latitude(), at.longitude(), accuracy};
        emit changed();
    });
}

void Position::start() {
    if (source_ && !std::exchange(running_, true)) source_->startUpdates();
}

void Position::stop() {
    if (source_ && std::exchange(running_, false)) source_->stopUpdates();
}

double Position::distance_m(Place const& a, Place const& b) {
    return QGeoCoordinate(a.lat, a.lon).distanceTo(QGeoCoordinate(b.lat, b.lon));
}

}  // namespace mingcha
