#pragma once

#include <QGeoPositionInfoSource>
#include <QObject>
#include <memory>
#include <optional>

namespace mingcha {

/// A place that the device reports, WGS 84.
struct Place {
    double lat = 0, lon = 0;
    double accuracy_m = 0;  ///< radius; 0 = not told
};

/// The device's position, while somebody wants it. UI thread; QtPositioning does its work elsewhere. A device without a source never
/// has one: check-in asks for a reason then and goes on.
class Position : public QObject {
    Q_OBJECT

public:
    explicit Position(QObject* parent = nullptr);

    void start();
    void stop();
    [[nodiscard]] std::optional<Place> const& last() const { return last_; }
    [[nodiscard]] bool is_available() const { return source_ != nullptr; }

    /// Metres between two places on the sphere.
    [[nodiscard]] static double distance_m(Place const& a, Place const& b);

signals:
    void changed();

private:
    std::unique_ptr<QGeoPositionInfoSource> source_;
    std::optional<Place> last_;
    bool running_ = false;
};

}  // namespace mingcha
