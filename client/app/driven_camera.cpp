#include "client/app/driven_camera.hpp"

#include <QFile>
#include <QImage>
#include <QVideoFrame>

namespace mingcha {

bool DrivenCamera::show(QString const& file) {
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly)) return false;
    picture_ = source.readAll();
    fill_viewfinder();
    emit stateChanged();
    return state() == State::ready;
}

void DrivenCamera::set_sink(QVideoSink* sink) {
    sink_ = sink;
    fill_viewfinder();
}

void DrivenCamera::shutter() {
    if (state() == State::ready)
        emit captured(picture_, false);
    else
        emit failed(QStringLiteral("no_camera"));
}

void DrivenCamera::fill_viewfinder() {
    auto const image = QImage::fromData(picture_).convertToFormat(QImage::Format_ARGB32);
    if (!sink_ || image.isNull()) return;
    QVideoFrame frame({image.size(), QVideoFrameFormat::Format_BGRA8888});
    if (!frame.map(QVideoFrame::WriteOnly)) return;
    for (int y = 0; y < image.height(); ++y)
        std::memcpy(frame.bits(0) + static_cast<std::ptrdiff_t>(y) * frame.bytesPerLine(0), image.constScanLine(y),
                    static_cast<std::size_t>(image.width()) * 4);
    frame.unmap();
    sink_->setVideoFrame(frame);
}

}  // namespace mingcha
