#pragma once

#include <QObject>
#include <QQmlEngine>
#include <memory>

#include "qml/i18n/language.hpp"

namespace mingcha {

/// Lets a QML test change the language of the running engine.
class TestLanguage : public QObject {
    Q_OBJECT
    QML_ELEMENT

public:
    Q_INVOKABLE void use(QString const& code) {
        if (!language_) language_ = std::make_unique<Language>(qmlEngine(this));
        language_->use(code);
    }

private:
    std::unique_ptr<Language> language_;
};

}  // namespace mingcha
