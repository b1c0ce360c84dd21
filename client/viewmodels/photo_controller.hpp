#pragma once

#include <qqmlregistration.h>
#include <QPointer>
#include <QVideoSink>

#include "client/platform/capture.hpp"
#include "client/viewmodels/controller.hpp"
#include "client/viewmodels/undoable.hpp"
#include "client/viewmodels/visit_view.hpp"

namespace mingcha {

/// T8: taking and reviewing photos of one subject (an item's answer, a finding or the visit). A shutter's picture is on the disk,
/// with its record, before it shows. UI thread.
class PhotoController final : public mingcha::Controller {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the program")
    Q_PROPERTY(QString code READ code NOTIFY changed)
    Q_PROPERTY(QString title READ title NOTIFY changed)
    Q_PROPERTY(QString countText READ countText NOTIFY changed)
    Q_PROPERTY(QString stampText READ stampText NOTIFY changed)
    Q_PROPERTY(QString camera READ camera NOTIFY changed)
    Q_PROPERTY(QString cameraText READ cameraText NOTIFY changed)
    Q_PROPERTY(QVideoSink* videoSink READ videoSink WRITE setVideoSink NOTIFY changed)
    Q_PROPERTY(QVariantList photos READ photos NOTIFY changed)
    Q_PROPERTY(bool torch READ torch WRITE setTorch NOTIFY changed)
    Q_PROPERTY(bool torchReady READ torchReady NOTIFY changed)
    Q_PROPERTY(bool grid READ grid WRITE setGrid NOTIFY changed)
    Q_PROPERTY(bool burst READ burst NOTIFY changed)
    Q_PROPERTY(QVariant notice READ notice NOTIFY changed)
    Q_PROPERTY(QString reviewing READ reviewing NOTIFY changed)
    Q_PROPERTY(QVariant review READ review NOTIFY changed)
    Q_PROPERTY(QVariantList moveTargets READ moveTargets NOTIFY changed)
    Q_PROPERTY(QVariantList release READ release NOTIFY changed)
    Q_PROPERTY(bool releaseAsk READ releaseAsk NOTIFY changed)
    Q_PROPERTY(QString releaseText READ releaseText NOTIFY changed)

public:
    explicit PhotoController(Context& context, QObject* parent = nullptr);
    void retranslate() override { emit changed(); }

    [[nodiscard]] QString code() const;
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString countText() const;
    [[nodiscard]] QString stampText() const;
    [[nodiscard]] QString camera() const;
    [[nodiscard]] QString cameraText() const;
    [[nodiscard]] QVideoSink* videoSink() const { return sink_; }
    void setVideoSink(QVideoSink* sink);
    [[nodiscard]] QVariantList photos() const;
    [[nodiscard]] bool torch() const { return torch_; }
    void setTorch(bool on);
    [[nodiscard]] bool torchReady() const;
    [[nodiscard]] bool grid() const { return grid_; }
    void setGrid(bool on);
    [[nodiscard]] bool burst() const { return taken_ > 1; }
    [[nodiscard]] QVariantMap notice() const { return notice_; }
    [[nodiscard]] QString reviewing() const { return qt_id(); }
    [[nodiscard]] QVariantMap review() const;
    /// Items of the same section that may have photos, without this one.
    [[nodiscard]] QVariantList moveTargets() const;
    [[nodiscard]] QVariantList release() const;
    [[nodiscard]] bool releaseAsk() const;
    [[nodiscard]] QString releaseText() const;

    Q_INVOKABLE void shutter();
    Q_INVOKABLE void chooseFile();
    Q_INVOKABLE void done();
    Q_INVOKABLE void openReview(QString const& id);
    Q_INVOKABLE void closeReview();
    Q_INVOKABLE void nextPhoto();
    Q_INVOKABLE void retake();
    Q_INVOKABLE void remove(QString const& id);
    Q_INVOKABLE void moveTo(QString const& id, QString const& code);
    Q_INVOKABLE void setCaption(QString const& id, QString const& text);
    Q_INVOKABLE void setRelease(QString const& value, QString const& ground);
    Q_INVOKABLE void noticeAct(QString const& act);

signals:
    void changed();

private:
    void on_route();
    void keep(QByteArray const& image, bool imported);
    void fail(QString const& code);
    [[nodiscard]] Item const* item() const;
    [[nodiscard]] Record const* photo() const;
    [[nodiscard]] bool may_take() const;
    [[nodiscard]] bool may_release() const;
    [[nodiscard]] QString qt_id() const;

    Typing typing_;
    QPointer<QVideoSink> sink_;
    std::string role_ = "evidence";  // of what is taken now
    Uuid subject_, reviewing_;
    QVariantMap notice_;
    bool torch_ = false, grid_ = false;
    int taken_ = 0;  // since the page opened
};

inline constexpr qint64 photo_space_min = 100LL * 1024 * 1024;  // UX T8: below it new photos stop
inline constexpr qint64 photo_space_low = 500LL * 1024 * 1024;  // and below this one is warned

}  // namespace mingcha
