#include "qml/i18n/language.hpp"

#include <QCoreApplication>
#include <QQmlEngine>

namespace mingcha {

void Language::use(QString const& code) {
    auto const wanted = code == QLatin1String("en") ? QStringLiteral("en") : QStringLiteral("zh");
    if (wanted == code_) return;
    QCoreApplication::removeTranslator(&translator_);
    if (translator_.load(QStringLiteral(":/mingcha/i18n/mingcha_%1.qm").arg(wanted))) {
        QCoreApplication::installTranslator(&translator_);
    }
    code_ = wanted;
    if (engine_ != nullptr) engine_->retranslate();
}

}  // namespace mingcha
