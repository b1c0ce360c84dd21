#include "client/platform/camera_capture.hpp"

#include <QBuffer>
#include <QImage>

namespace mingcha {

namespace {
constexpr int jpeg_quality = 85;  // a 12 MP page of small print stays readable at about 2.5 MB
}

void CameraCapture::choose_backend() {
    if (qEnvironmentVariableIsEmpty("QT_MEDIA_BACKEND")) qputenv("QT_MEDIA_BACKEND", "ffmpeg");
}

CameraCapture::CameraCapture(QObject* parent) : Capture(parent) {
    connect(&devices_, &QMediaDevices::videoInputsChanged, this, &Capture::stateChanged);
}

Capture::State CameraCapture::state() const {
    if (QMediaDevices::defaultVideoInput().isNull()) return State::none;
    return broken_ ? State::refused : State::ready;
}

void CameraCapture::set_sink(QVideoSink* sink) {
    if (sink && state() == State::ready) open();
    session_.setVideoSink(sink);
    if (!sink && camera_) camera_->stop();
}

void CameraCapture::open() {
    if (!camera_) {
        camera_ = std::make_unique<QCamera>(QMediaDevices::defaultVideoInput());
        still_ = std::make_unique<QImageCapture>();
        session_.setCamera(camera_.get());
        session_.setImageCapture(still_.get());
        connect(still_.get(), &QImageCapture::imageCaptured, this, &CameraCapture::take);
        connect(still_.get(), &QImageCapture::errorOccurred, this, [this] { emit failed(QStringLiteral("camera")); });
        connect(camera_.get(), &QCamera::errorOccurred, this, [this] {
            broken_ = true;
            emit stateChanged();
        });
    }
    camera_->start();
}

void CameraCapture::shutter() {
    if (still_ && still_->isReadyForCapture())
        still_->capture();
    else
        emit failed(QStringLiteral("camera"));
}

void CameraCapture::take(int, QImage const& image) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    if (image.save(&buffer, "JPEG", jpeg_quality))
        emit captured(bytes, false);
    else
        emit failed(QStringLiteral("camera"));
}

bool CameraCapture::has_torch() const {
    return camera_ && camera_->isTorchModeSupported(QCamera::TorchOn);
}

void CameraCapture::set_torch(bool on) {
    if (has_torch()) camera_->setTorchMode(on ? QCamera::TorchOn : QCamera::TorchOff);
}

}  // namespace mingcha
