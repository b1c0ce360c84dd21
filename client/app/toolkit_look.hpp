#pragma once

#include <QStringList>

class QQuickItem;

namespace mingcha {

/// Visible items below `root`, itself included, that were drawn by one of Qt's own styles (its QML of Controls or Dialogs) and not by our
/// kit: a control with the toolkit's look. Each as "type objectName". UI thread.
[[nodiscard]] QStringList items_with_toolkit_look(QQuickItem* root);

}  // namespace mingcha
