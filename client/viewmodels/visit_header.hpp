#pragma once

#include <qqmlregistration.h>

#include "client/viewmodels/controller.hpp"

namespace mingcha {

/// The bar above a visit's pages: school, kind, which of the four steps, when it was last saved.
class VisitHeader final : public mingcha::Controller {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the program")
    Q_PROPERTY(QString school READ school NOTIFY changed)
    Q_PROPERTY(QString kindText READ kindText NOTIFY changed)
    Q_PROPERTY(int step READ step NOTIFY changed)
    Q_PROPERTY(int stepsDone READ stepsDone NOTIFY changed)
    Q_PROPERTY(QString savedText READ savedText NOTIFY changed)
    Q_PROPERTY(bool open READ open NOTIFY changed)

public:
    explicit VisitHeader(Context& context, QObject* parent = nullptr);
    void retranslate() override { emit changed(); }

    [[nodiscard]] QString school() const;
    [[nodiscard]] QString kindText() const;
    [[nodiscard]] int step() const;
    [[nodiscard]] int stepsDone() const;
    [[nodiscard]] QString savedText() const;
    [[nodiscard]] bool open() const;

signals:
    void changed();
};

}  // namespace mingcha
