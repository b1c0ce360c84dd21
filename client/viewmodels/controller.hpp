#pragma once

#include <qqmlregistration.h>

#include <QObject>

#include "client/viewmodels/context.hpp"

namespace mingcha {

/// What serves one page. Properties that hold words read them when asked, so `languageChanged` only has to announce them again.
/// UI thread. Derived classes and properties name types with their namespace, as moc writes it: else qmllint does not find them.
class Controller : public QObject {
    Q_OBJECT
    QML_ANONYMOUS

public:
    explicit Controller(Context& context, QObject* parent = nullptr) : QObject(parent), context_(context) {}

    /// Emits the change signals of everything that shows words.
    virtual void retranslate() = 0;

protected:
    Context& context_;
};

}  // namespace mingcha
