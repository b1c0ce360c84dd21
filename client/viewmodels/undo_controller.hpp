#pragma once

#include <qqmlregistration.h>
#include <QObject>
#include <QTimer>
#include <functional>
#include <vector>

namespace mingcha {

/// Two ways back: the bar that shows for ten seconds after something was removed, and the dock's 撤销, which reverts the newest acts of
/// the open visit one by one. An undo is a new write; nothing is erased. UI thread.
class UndoController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the program")
    Q_PROPERTY(bool visible READ visible NOTIFY changed)
    Q_PROPERTY(QString text READ text NOTIFY changed)
    Q_PROPERTY(QString icon READ icon NOTIFY changed)
    Q_PROPERTY(bool undoable READ undoable NOTIFY changed)
    Q_PROPERTY(QString lastText READ lastText NOTIFY changed)

public:
    using Revert = std::function<void()>;

    explicit UndoController(QObject* parent = nullptr);

    /// Shows the bar; without `revert` it only tells.
    void tell(QString const& text, QString const& icon, Revert revert = {});
    /// What the dock's undo would revert next, newest last.
    void push(QString const& text, Revert revert);
    void clear();

    [[nodiscard]] bool visible() const { return visible_; }
    [[nodiscard]] QString text() const { return text_; }
    [[nodiscard]] QString icon() const { return icon_; }
    [[nodiscard]] bool undoable() const { return static_cast<bool>(revert_); }
    [[nodiscard]] QString lastText() const { return stack_.empty() ? QString() : stack_.back().text; }

    /// The bar's act while it shows, else the newest of the dock.
    Q_INVOKABLE void undo();
    Q_INVOKABLE void dismiss();

signals:
    void changed();
    void undone(QString const& text);

private:
    struct Act {
        QString text;
        Revert revert;
    };
    bool visible_ = false;
    QString text_, icon_;
    Revert revert_;
    std::vector<Act> stack_;
    QTimer timer_;
};

}  // namespace mingcha
