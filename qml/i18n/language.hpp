#pragma once

#include <QString>
#include <QTranslator>

class QQmlEngine;

namespace mingcha {

/// The language of the running program. Both languages are compiled in; ids (qsTrId, qtTrId) name the strings.
///
/// GUI thread only. Lives as long as the application object.
class Language {
public:
    /// `engine` may be null: then only C++ text changes. It must outlive this object.
    explicit Language(QQmlEngine* engine = nullptr) : engine_(engine) {}

    /// "zh" or "en"; anything else is taken as "zh". All bindings that show text are evaluated again at once.
    void use(QString const& code);

    [[nodiscard]] QString code() const { return code_; }

private:
    QQmlEngine* engine_;
    QTranslator translator_;
    QString code_;
};

}  // namespace mingcha
