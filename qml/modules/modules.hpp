#pragma once

class QGuiApplication;
class QQmlEngine;

namespace mingcha {

/// Makes the static QML modules Mingcha.Theme, .Icons, .Kit, .Parts and .Pages known to `engine` (import path qrc:/qt/qml).
/// Call once before anything is loaded. GUI thread only.
void use_qml_modules(QQmlEngine& engine);

/// The font families of tokens.json, best first, as the application's font: simplified Chinese glyphs whatever the locale.
void use_theme_font();

}  // namespace mingcha
