#pragma once

#include <QObject>
#include <QUrl>
#include <functional>
#include <memory>

class QQmlEngine;
class QWindow;

namespace mingcha {

/// Asks the person for one picture with the platform's file dialog. Lives as long as its dialog is shown. GUI thread.
class FilePicker : public QObject {
    Q_OBJECT

public:
    using Chosen = std::function<void(QString const& path)>;

    /// `chosen` gets an empty path when the person changes his mind, or when there is no dialog to be had.
    /// `over` is the window that the dialog belongs to: without one the toolkit's own dialog does not open.
    static void ask(QQmlEngine& engine, QWindow* over, Chosen chosen, QObject* parent);

    Q_INVOKABLE void picked(QUrl const& file);

private:
    explicit FilePicker(Chosen chosen, QObject* parent) : QObject(parent), chosen_(std::move(chosen)) {}

    Chosen chosen_;
};

}  // namespace mingcha
