#pragma once

#include <qqmlregistration.h>
#include <QColor>
#include <QQuickPaintedItem>

namespace mingcha {

/// One drawn icon of icons.json, tinted.
///
/// Drawn by QPainter and not by a shader effect, because the software renderer draws no effects. The stroke stays 1.75 dp
/// at every size. Decorative: it has no accessible name, the word beside it has. GUI thread only.
class Icon : public QQuickPaintedItem {
    Q_OBJECT
    Q_PROPERTY(QString name READ name WRITE setName NOTIFY nameChanged)
    Q_PROPERTY(int size READ size WRITE setSize NOTIFY sizeChanged)
    Q_PROPERTY(QColor color READ color WRITE setColor NOTIFY colorChanged)
    Q_PROPERTY(bool known READ known NOTIFY nameChanged)
    QML_ELEMENT

public:
    explicit Icon(QQuickItem* parent = nullptr);

    [[nodiscard]] QString name() const { return name_; }
    [[nodiscard]] int size() const { return size_; }
    [[nodiscard]] QColor color() const { return color_; }
    [[nodiscard]] bool known() const;

    void setName(QString const& name);
    void setSize(int size);
    void setColor(QColor const& color);
    void paint(QPainter* painter) override;

signals:
    void nameChanged();
    void sizeChanged();
    void colorChanged();

private:
    QString name_;
    int size_ = 24;  // dp, square
    QColor color_ = Qt::black;
};

}  // namespace mingcha
