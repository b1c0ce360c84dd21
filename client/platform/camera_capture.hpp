#pragma once

#include <QCamera>
#include <QImageCapture>
#include <QMediaCaptureSession>
#include <QMediaDevices>
#include <memory>

#include "client/platform/capture.hpp"

namespace mingcha {

/// The device's camera through QtMultimedia. Opened when a page first shows a viewfinder, closed when none does.
class CameraCapture final : public Capture {
    Q_OBJECT

public:
    explicit CameraCapture(QObject* parent = nullptr);
    /// FFmpeg unless the environment says otherwise: Qt 6.4's GStreamer backend dies where its plugins are missing. Call before the
    /// application object is made.
    static void choose_backend();

    [[nodiscard]] State state() const override;
    void set_sink(QVideoSink* sink) override;
    void shutter() override;
    [[nodiscard]] bool has_torch() const override;
    void set_torch(bool on) override;

private:
    void open();
    void take(int id, QImage const& image);

    QMediaDevices devices_;
    std::unique_ptr<QCamera> camera_;
    std::unique_ptr<QImageCapture> still_;
    QMediaCaptureSession session_;
    bool broken_ = false;
};

}  // namespace mingcha
