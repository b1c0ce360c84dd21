#include "qml/icons/icon.hpp"

#include <QFile>
#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPainter>
#include <QSvgRenderer>

namespace mingcha {

namespace {
constexpr double box = 24;
constexpr double stroke = 1.75;
constexpr int cached_max = 512;  // far above the names × sizes × colours of one screen; a theme change starts anew

QJsonObject const& drawings() {
    static QJsonObject const loaded = [] {
        QFile file(QStringLiteral(":/qt/qml/Mingcha/Icons/icons.json"));
        if (!file.open(QIODevice::ReadOnly)) return QJsonObject{};
        return QJsonDocument::fromJson(file.readAll()).object();
    }();
    return loaded;
}

QByteArray svg(QString const& drawing, QColor const& color, int size) {
    auto const width = QString::number(stroke * box / size);
    auto text = QStringLiteral(
                    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='none' stroke='currentColor' "
                    "stroke-width='%1' stroke-linecap='round' stroke-linejoin='round'>%2</svg>")
                    .arg(width, drawing);
    return text.replace(QStringLiteral("currentColor"), color.name()).toUtf8();
}

QImage draw(QString const& name, QColor const& color, int size, double ratio) {
    QImage image(QSize(size, size) * ratio, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    QSvgRenderer(svg(drawings().value(name).toString(), color, size)).render(&painter);
    return image;
}

QImage const& drawn(QString const& name, QColor const& color, int size, double ratio) {
    static QHash<QString, QImage> cache;
    auto const key = QStringLiteral("%1 %2 %3 %4").arg(name, color.name()).arg(size).arg(ratio);
    if (auto const found = cache.constFind(key); found != cache.constEnd()) return *found;
    if (cache.size() >= cached_max) cache.clear();
    return *cache.insert(key, draw(name, color, size, ratio));
}
}  // namespace

Icon::Icon(QQuickItem* parent) : QQuickPaintedItem(parent) {
    setImplicitSize(size_, size_);
}

bool Icon::known() const {
    return drawings().contains(name_);
}

void Icon::setName(QString const& name) {
    if (name == name_) return;
    name_ = name;
    update();
    emit nameChanged();
}

void Icon::setSize(int size) {
    if (size == size_ || size <= 0) return;
    size_ = size;
    setImplicitSize(size, size);
    update();
    emit sizeChanged();
}

void Icon::setColor(QColor const& color) {
    if (color == color_) return;
    color_ = color;
    update();
    emit colorChanged();
}

void Icon::paint(QPainter* painter) {
    if (!known()) return;
    auto const side = static_cast<int>(qMin(width(), height()));
    if (side <= 0) return;
    auto const at = QPointF((width() - side) / 2, (height() - side) / 2);
    painter->drawImage(QRectF(at, QSizeF(side, side)),
                       drawn(name_, color_, side, painter->device()->devicePixelRatioF()));
}

}  // namespace mingcha
