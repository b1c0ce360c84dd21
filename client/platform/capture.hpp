#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QVideoSink>

namespace mingcha {

/// Where pictures come from: a camera, or a file that the person chooses. Both end in the same CapturePipeline.
///
/// UI thread. Emits `captured` with the bytes of a JPEG or PNG as taken, once for each shutter, or `failed` with a word.
class Capture : public QObject {
    Q_OBJECT

public:
    enum class State { none, refused, ready };

    using QObject::QObject;
    [[nodiscard]] virtual State state() const = 0;
    /// Where the viewfinder draws; null while no page shows one.
    virtual void set_sink(QVideoSink* sink) = 0;
    virtual void shutter() = 0;
    [[nodiscard]] virtual bool has_torch() const = 0;
    virtual void set_torch(bool on) = 0;

signals:
    void captured(QByteArray const& image, bool imported);
    void failed(QString const& code);
    void stateChanged();
};

}  // namespace mingcha
