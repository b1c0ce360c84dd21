#pragma once

#include <QJsonObject>
#include <QPointer>
#include <QQuickItem>
#include <QTcpServer>
#include <QTcpSocket>
#include <deque>
#include <functional>
#include <map>

class QPointingDevice;

namespace mingcha {

class Application;
class DrivenCamera;

/// Lets an end-to-end test act as the person in front of the screen: a line of JSON in, a line of JSON out, on a loopback port. Only in
/// the program mingcha-driven, never in mingcha. It presses where a finger would, and only what a finger could press: visible, enabled,
/// inside the window (a list is moved first, as a person would), and not under something else.
///
/// {"do": "tap", "name": N} · {"do": "hold", "name": N, "ms": 1600} · {"do": "draw", "name": N} (a signature) ·
/// {"do": "type", "name": N, "text": T} (taps the field, then commits T as an input method) ·
/// {"do": "get", "name": N, "property": P} · {"do": "app", "path": "today.planText"} (a property of AppController and what hangs on it; a model's
/// row by its number: "runner.items.1.conflict") ·
/// {"do": "rows", "path": "today.plan"} (a model's rows) · {"do": "list"} (names that are visible) ·
/// {"do": "grab", "file": F.png} (once two frames are alike, or after a second) · {"do": "see", "file": F} (what lies before the camera) ·
/// {"do": "set", "path": "settings.fontScale", "is": V} and {"do": "open", "route": R} (where a picture is wanted, not an act) ·
/// {"do": "where", "name": N} (its middle in the window, "x" and "y"; nothing is scrolled for it) · {"do": "resize", "width": W, "height": H} · {"do": "retry"} (connect now) ·
/// {"do": "quit"} ·
/// {"do": "wait", "ms": 10000, and one of: "name": N (visible, enabled, within reach and at rest) with "gone": true for the opposite, or with "property": P and
/// "is": V; "path": P and "is": V or "holds": text}. Waits are looked at after every frame and every change of a frame.
///
/// A screen that is pressed or pictured shows no control with the toolkit's own look.
///
/// Every answer has "ok"; when it is false, "error" says why in words.
class Driver : public QObject {
    Q_OBJECT

public:
    Driver(Application& application, DrivenCamera& camera, quint16 port);
    /// The port that was taken (0 asks for any free one); 0 when none could be.
    [[nodiscard]] quint16 port() const { return server_.serverPort(); }

private:
    using Reply = std::function<void(QJsonObject)>;
    struct Wait {
        QJsonObject what;
        qint64 until_ms;
        Reply reply;
    };

    void on_connection();
    void on_line(QByteArray const& line);
    void perform(QJsonObject const& what, Reply const& reply);
    void look();
    void grab(QString const& file, QImage const& before, int frames_left, Reply const& reply);
    [[nodiscard]] bool holds(QJsonObject const& what) const;

    [[nodiscard]] QQuickItem* find(QString const& name) const;
    [[nodiscard]] QJsonObject press(QString const& name, int hold_ms, Reply const& reply);
    /// Why the screen as it is may not be shown to anybody; empty = it may.
    [[nodiscard]] QString foreign_look() const;
    [[nodiscard]] QJsonObject where(QString const& name) const;
    [[nodiscard]] QString bring_into_view(QQuickItem* item) const;
    /// Within reach, and where it was at the last look.
    [[nodiscard]] bool rests(QQuickItem* item) const;
    [[nodiscard]] QJsonValue at_path(QString const& path) const;
    [[nodiscard]] QObject* object_at(QString const& path) const;
    void type(QString const& text);
    void draw(QPointer<QQuickItem> const& item, int step, Reply const& reply);

    Application& application_;
    DrivenCamera& camera_;
    QTcpServer server_;
    QPointer<QTcpSocket> socket_;
    QPointingDevice* finger_;
    std::deque<Wait> waits_;
    mutable QHash<QString, QPoint> last_seen_;
};

}  // namespace mingcha
