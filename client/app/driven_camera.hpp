#pragma once

#include <QPointer>

#include "client/platform/capture.hpp"

namespace mingcha {

/// The camera of mingcha-driven: it is absent until it is shown a picture; from then on the shutter takes that one. UI thread.
class DrivenCamera final : public Capture {
    Q_OBJECT

public:
    /// The JPEG or PNG that lies before the lens from now on. False when the file cannot be read.
    [[nodiscard]] bool show(QString const& file);

    [[nodiscard]] State state() const override { return picture_.isEmpty() ? State::none : State::ready; }
    void set_sink(QVideoSink* sink) override;
    void shutter() override;
    [[nodiscard]] bool has_torch() const override { return false; }
    void set_torch(bool) override {}

private:
    void fill_viewfinder();

    QByteArray picture_;
    QPointer<QVideoSink> sink_;
};

}  // namespace mingcha
