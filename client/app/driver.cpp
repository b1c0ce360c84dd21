#include "client/app/driver.hpp"

#include <QAbstractItemModel>
#include <QDateTime>
#include <QGuiApplication>
#include <QImage>
#include <QInputMethodEvent>
#include <QJsonArray>
#include <QJsonDocument>
#include <QQuickWindow>
#include <QTimer>
#include <QtTest/QTest>
#include <cmath>

#include "client/app/application.hpp"
#include "client/app/driven_camera.hpp"
#include "client/app/toolkit_look.hpp"

namespace mingcha {

namespace {
constexpr int wait_default_ms = 10'000;
constexpr int draw_pause_ms = 8;
constexpr int grab_pause_ms = 80;    // long enough that an image that is still being read shows in the next frame
constexpr int grab_frames_max = 12;  // a blinking cursor is never at rest

QJsonObject good(QJsonObject more = {}) {
    more.insert(QStringLiteral("ok"), true);
    return more;
}
QJsonObject bad(QString const& why) {
    return {{QStringLiteral("ok"), false}, {QStringLiteral("error"), why}};
}

/// In the tree of what is drawn, not of what owns: a popup's content too.
QQuickItem* find_below(QQuickItem* item, QString const& name) {
    if (item->objectName() == name && item->isVisible()) return item;
    for (auto* child : item->childItems())
        if (auto* found = find_below(child, name)) return found;
    return nullptr;
}

void list_below(QQuickItem* item, QJsonArray& out) {
    if (!item->isVisible()) return;
    if (!item->objectName().isEmpty()) out.push_back(item->objectName());
    for (auto* child : item->childItems()) list_below(child, out);
}

bool is_flickable(QQuickItem* item) {
    return item->inherits("QQuickFlickable");
}

QJsonValue plain_value(QVariant const& value) {
    if (value.canConvert<QObject*>())
        return value.value<QObject*>() ? QJsonValue(QStringLiteral("object")) : QJsonValue();
    return QJsonValue::fromVariant(value);
}

QVariantMap row_of(QAbstractItemModel const& model, int row) {
    QVariantMap out;
    auto const roles = model.roleNames();
    for (auto role = roles.begin(); role != roles.end(); ++role)
        out.insert(QString::fromLatin1(role.value()), model.data(model.index(row, 0), role.key()));
    return out;
}
}  // namespace

Driver::Driver(Application& application, DrivenCamera& camera, quint16 port)
    : application_(application), camera_(camera), finger_(QTest::createTouchDevice()) {
    connect(&server_, &QTcpServer::newConnection, this, &Driver::on_connection);
    (void)server_.listen(QHostAddress::LocalHost, port);
    connect(application_.window(), &QQuickWindow::frameSwapped, this, &Driver::look, Qt::QueuedConnection);
}

void Driver::on_connection() {
    socket_ = server_.nextPendingConnection();
    connect(socket_, &QTcpSocket::readyRead, this, [this] {
        while (socket_ && socket_->canReadLine()) on_line(socket_->readLine());
    });
}

void Driver::on_line(QByteArray const& line) {
    auto const what = QJsonDocument::fromJson(line).object();
    perform(what, [socket = socket_](QJsonObject const& answer) {
        if (!socket) return;
        socket->write(QJsonDocument(answer).toJson(QJsonDocument::Compact) + '\n');
        socket->flush();
    });
}

QQuickItem* Driver::find(QString const& name) const {
    return find_below(application_.window()->contentItem(), name);
}

QString Driver::bring_into_view(QQuickItem* item) const {
    for (auto* parent = item->parentItem(); parent; parent = parent->parentItem()) {
        if (!is_flickable(parent)) continue;
        auto const at = item->mapRectToItem(parent, QRectF(0, 0, item->width(), item->height()));
        auto const move = [&](char const* content, double low, double high, double size) {
            double const shift = low < 0 ? low : high > size ? std::min(high - size, low) : 0;
            if (shift != 0) parent->setProperty(content, parent->property(content).toDouble() + shift);
        };
        move("contentY", at.top(), at.bottom(), parent->height());
        move("contentX", at.left(), at.right(), parent->width());
    }
    auto const centre = item->mapToScene(QPointF(item->width() / 2, item->height() / 2));
    auto const* window = application_.window();
    bool const inside =
        centre.x() >= 0 && centre.y() >= 0 && centre.x() < window->width() && centre.y() < window->height();
    return inside ? QString() : QStringLiteral("outside the window");
}

QString Driver::foreign_look() const {
    auto const foreign = items_with_toolkit_look(application_.window()->contentItem());
    return foreign.isEmpty() ? QString()
                             : QStringLiteral("the toolkit's own look: ") + foreign.join(QStringLiteral(", "));
}

QJsonObject Driver::where(QString const& name) const {
    auto const* item = find(name);
    if (!item) return bad(QStringLiteral("not visible: ") + name);
    auto const at = item->mapToScene(QPointF(item->width() / 2, item->height() / 2));
    return good({{QStringLiteral("x"), std::round(at.x())}, {QStringLiteral("y"), std::round(at.y())}});
}

QJsonObject Driver::press(QString const& name, int hold_ms, Reply const& reply) {
    auto* item = find(name);
    if (!item) return bad(QStringLiteral("not visible: ") + name);
    if (!item->isEnabled()) return bad(QStringLiteral("not enabled: ") + name);
    if (auto const why = bring_into_view(item); !why.isEmpty()) return bad(why + QStringLiteral(": ") + name);
    if (auto const why = foreign_look(); !why.isEmpty()) return bad(why);
    auto* window = application_.window();
    auto const at = item->mapToScene(QPointF(item->width() / 2, item->height() / 2)).toPoint();
    QTest::touchEvent(window, finger_).press(0, at, window).commit();
    auto const release = [this, window, at, reply] {
        QTest::touchEvent(window, finger_).release(0, at, window).commit();
        reply(good());
    };
    if (hold_ms > 0)
        QTimer::singleShot(hold_ms, this, release);
    else
        release();
    return {};
}

void Driver::draw(QPointer<QQuickItem> const& item, int step, Reply const& reply) {
    constexpr int steps = 60;  // three loops and an end that runs out
    if (!item) return reply(bad(QStringLiteral("gone while it was drawn on")));
    auto* window = application_.window();
    double const t = static_cast<double>(step) / steps;
    double const x = 0.25 + 0.5 * t - 0.05 * std::sin(6 * M_PI * t);
    double const y = 0.45 + (0.25 - 0.2 * t) * std::cos(6 * M_PI * t);
    auto const at = item->mapToScene(QPointF(item->width() * x, item->height() * y)).toPoint();
    auto touch = QTest::touchEvent(window, finger_);
    if (step == 0)
        touch.press(0, at, window).commit();
    else if (step < steps)
        touch.move(0, at, window).commit();
    else
        touch.release(0, at, window).commit();
    if (step == steps) return reply(good());
    // Moves of one frame are told as one: a hand takes longer.
    QTimer::singleShot(draw_pause_ms, this, [this, item, step, reply] { draw(item, step + 1, reply); });
}

void Driver::type(QString const& text) {
    auto* field = QGuiApplication::focusObject();
    if (!field) return;
    QInputMethodEvent preedit(text, {});  // as a pinyin method does: candidates first, then the chosen words
    QCoreApplication::sendEvent(field, &preedit);
    QInputMethodEvent commit;
    commit.setCommitString(text);
    QCoreApplication::sendEvent(field, &commit);
}

QObject* Driver::object_at(QString const& path) const {
    QObject* object = &application_.controller();
    for (auto const& part : path.split(QLatin1Char('.'), Qt::SkipEmptyParts)) {
        if (!object) return nullptr;
        object = object->property(part.toLatin1().constData()).value<QObject*>();
    }
    return object;
}

QJsonValue Driver::at_path(QString const& path) const {
    auto parts = path.split(QLatin1Char('.'));
    QVariant value = QVariant::fromValue<QObject*>(&application_.controller());
    for (auto const& part : parts) {
        auto* object = value.value<QObject*>();
        auto* model = qobject_cast<QAbstractItemModel*>(object);
        bool is_number = false;
        int const row = part.toInt(&is_number);
        if (model && is_number)
            value = row_of(*model, row);
        else if (object)
            value = object->property(part.toLatin1().constData());
        else if (value.typeId() == QMetaType::QVariantList)
            value = value.toList().value(part.toInt());
        else
            value = value.toMap().value(part);
    }
    return plain_value(value);
}

bool Driver::holds(QJsonObject const& what) const {
    auto const is = [&](QJsonValue const& value) {
        if (what.contains(QStringLiteral("holds")))
            return value.toString().contains(what.value(QStringLiteral("holds")).toString());
        return value == what.value(QStringLiteral("is"));
    };
    if (what.contains(QStringLiteral("path"))) return is(at_path(what.value(QStringLiteral("path")).toString()));
    auto* item = find(what.value(QStringLiteral("name")).toString());
    if (what.value(QStringLiteral("gone")).toBool()) return item == nullptr;
    if (!what.contains(QStringLiteral("property"))) return item && item->isEnabled() && rests(item);
    return item &&
           is(plain_value(item->property(what.value(QStringLiteral("property")).toString().toLatin1().constData())));
}

bool Driver::rests(QQuickItem* item) const {
    if (!bring_into_view(item).isEmpty()) return false;
    auto const at = item->mapToScene(QPointF(item->width() / 2, item->height() / 2)).toPoint();
    return std::exchange(last_seen_[item->objectName()], at) == at;
}

void Driver::look() {
    auto const now = QDateTime::currentMSecsSinceEpoch();
    for (auto at = waits_.begin(); at != waits_.end();) {
        bool const there = holds(at->what);
        if (!there && now < at->until_ms) {
            ++at;
            continue;
        }
        auto const reply = at->reply;
        auto const answer = there ? good()
                                  : bad(QStringLiteral("waited in vain: ") +
                                        QString::fromUtf8(QJsonDocument(at->what).toJson(QJsonDocument::Compact)));
        at = waits_.erase(at);
        reply(answer);
    }
    if (!waits_.empty()) application_.window()->update();  // another frame, another look
}

void Driver::grab(QString const& file, QImage const& before, int frames_left, Reply const& reply) {
    auto const now = application_.window()->grabWindow();
    if (now != before && frames_left > 0) {
        QTimer::singleShot(grab_pause_ms, this,
                           [this, file, now, frames_left, reply] { grab(file, now, frames_left - 1, reply); });
        return;
    }
    if (auto const why = foreign_look(); !why.isEmpty()) return reply(bad(why));
    reply(now.save(file) ? good() : bad(QStringLiteral("the picture was not written")));
}

void Driver::perform(QJsonObject const& what, Reply const& reply) {
    auto const act = what.value(QStringLiteral("do")).toString();
    auto const name = what.value(QStringLiteral("name")).toString();
    auto const path = what.value(QStringLiteral("path")).toString();
    auto* item = name.isEmpty() ? nullptr : find(name);
    if (act == QStringLiteral("tap") || act == QStringLiteral("hold")) {
        auto const failed =
            press(name, act == QStringLiteral("hold") ? what.value(QStringLiteral("ms")).toInt(1'600) : 0, reply);
        if (!failed.isEmpty()) reply(failed);
    } else if (act == QStringLiteral("type")) {
        auto const failed =
            press(name, 0, [this, reply, text = what.value(QStringLiteral("text")).toString()](QJsonObject const&) {
                type(text);
                reply(good());
            });
        if (!failed.isEmpty()) reply(failed);
    } else if (act == QStringLiteral("draw")) {
        if (!item) return reply(bad(QStringLiteral("not visible: ") + name));
        if (auto const why = bring_into_view(item); !why.isEmpty()) return reply(bad(why));
        draw(item, 0, reply);
    } else if (act == QStringLiteral("get")) {
        if (!item) return reply(bad(QStringLiteral("not visible: ") + name));
        reply(good(
            {{QStringLiteral("value"),
              plain_value(item->property(what.value(QStringLiteral("property")).toString().toLatin1().constData()))}}));
    } else if (act == QStringLiteral("app")) {
        reply(good({{QStringLiteral("value"), at_path(path)}}));
    } else if (act == QStringLiteral("rows")) {
        auto* model = qobject_cast<QAbstractItemModel*>(object_at(path));
        if (!model) return reply(bad(QStringLiteral("no model: ") + path));
        QJsonArray rows;
        for (int i = 0; i < model->rowCount(); ++i) rows.push_back(QJsonObject::fromVariantMap(row_of(*model, i)));
        reply(good({{QStringLiteral("rows"), rows}}));
    } else if (act == QStringLiteral("list")) {
        QJsonArray names;
        list_below(application_.window()->contentItem(), names);
        reply(good({{QStringLiteral("names"), names}}));
    } else if (act == QStringLiteral("grab")) {
        grab(what.value(QStringLiteral("file")).toString(), {}, grab_frames_max, reply);
    } else if (act == QStringLiteral("see")) {
        bool const seen = camera_.show(what.value(QStringLiteral("file")).toString());
        reply(seen ? good() : bad(QStringLiteral("the picture cannot be read")));
    } else if (act == QStringLiteral("set")) {
        auto* object = object_at(path.section(QLatin1Char('.'), 0, -2));
        auto const property = path.section(QLatin1Char('.'), -1).toLatin1();
        bool const set =
            object && object->setProperty(property.constData(), what.value(QStringLiteral("is")).toVariant());
        reply(set ? good() : bad(QStringLiteral("no such property: ") + path));
    } else if (act == QStringLiteral("open")) {
        application_.controller().open(what.value(QStringLiteral("route")).toString());
        reply(good());
    } else if (act == QStringLiteral("where")) {
        reply(where(name));
    } else if (act == QStringLiteral("resize")) {
        application_.window()->resize(what.value(QStringLiteral("width")).toInt(),
                                      what.value(QStringLiteral("height")).toInt());
        reply(good());
    } else if (act == QStringLiteral("wait")) {
        waits_.push_back({what,
                          QDateTime::currentMSecsSinceEpoch() + what.value(QStringLiteral("ms")).toInt(wait_default_ms),
                          reply});
        application_.window()->update();
        look();
    } else if (act == QStringLiteral("retry")) {
        application_.controller().sync()->retry();  // as when the network changes
        reply(good());
    } else if (act == QStringLiteral("kept")) {
        application_.store().when_kept([reply] { reply(good()); });
    } else if (act == QStringLiteral("quit")) {
        reply(good());
        QCoreApplication::quit();
    } else {
        reply(bad(QStringLiteral("unknown: ") + act));
    }
}

}  // namespace mingcha
