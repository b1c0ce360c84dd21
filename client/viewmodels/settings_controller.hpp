#pragma once

#include <qqmlregistration.h>
#include <QStringList>
#include <QVariantList>

#include "client/viewmodels/controller.hpp"

namespace mingcha {

class Store;

/// T19: the person's switches, kept as one note of the store each.
class SettingsController final : public mingcha::Controller {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the program")
    Q_PROPERTY(bool dark READ dark WRITE setDark NOTIFY changed)
    Q_PROPERTY(bool outdoor READ outdoor WRITE setOutdoor NOTIFY changed)
    Q_PROPERTY(bool glove READ glove WRITE setGlove NOTIFY changed)
    Q_PROPERTY(bool leftHand READ leftHand WRITE setLeftHand NOTIFY changed)
    Q_PROPERTY(bool haptics READ haptics WRITE setHaptics NOTIFY changed)
    Q_PROPERTY(bool shortcuts READ shortcuts WRITE setShortcuts NOTIFY changed)
    Q_PROPERTY(bool reduceMotion READ reduceMotion WRITE setReduceMotion NOTIFY changed)
    Q_PROPERTY(QString darkMode READ darkMode WRITE setDarkMode NOTIFY changed)
    Q_PROPERTY(qreal fontScale READ fontScale WRITE setFontScale NOTIFY changed)
    Q_PROPERTY(int lockMinutes READ lockMinutes WRITE setLockMinutes NOTIFY changed)
    Q_PROPERTY(QVariant person READ person NOTIFY changed)
    Q_PROPERTY(QVariantList about READ about NOTIFY changed)
    Q_PROPERTY(QString storageText READ storageText NOTIFY changed)
    Q_PROPERTY(QVariantList checklists READ checklists NOTIFY changed)
    Q_PROPERTY(QStringList phrases READ phrases NOTIFY changed)

public:
    explicit SettingsController(Context& context, QObject* parent = nullptr);
    void retranslate() override { emit changed(); }

    [[nodiscard]] bool dark() const;
    void setDark(bool on) { setDarkMode(on ? QStringLiteral("dark") : QStringLiteral("light")); }
    [[nodiscard]] bool outdoor() const { return flag("outdoor"); }
    void setOutdoor(bool on) { set("outdoor", on); }
    [[nodiscard]] bool glove() const { return flag("glove"); }
    void setGlove(bool on) { set("glove", on); }
    [[nodiscard]] bool leftHand() const { return flag("leftHand"); }
    void setLeftHand(bool on) { set("leftHand", on); }
    [[nodiscard]] bool haptics() const { return flag("haptics", true); }
    void setHaptics(bool on) { set("haptics", on); }
    [[nodiscard]] bool shortcuts() const { return flag("shortcuts", true); }
    void setShortcuts(bool on) { set("shortcuts", on); }
    [[nodiscard]] bool reduceMotion() const { return flag("reduceMotion"); }
    void setReduceMotion(bool on) { set("reduceMotion", on); }
    [[nodiscard]] QString darkMode() const;
    void setDarkMode(QString const& mode);
    [[nodiscard]] qreal fontScale() const;
    void setFontScale(qreal scale);
    [[nodiscard]] int lockMinutes() const;
    void setLockMinutes(int minutes);
    [[nodiscard]] QVariantMap person() const { return card_of(context_.store); }
    /// The inspector card: {name, number, office, term}.
    [[nodiscard]] static QVariantMap card_of(Store const& store);
    [[nodiscard]] QVariantList about() const;
    [[nodiscard]] QString storageText() const;
    [[nodiscard]] QVariantList checklists() const;
    [[nodiscard]] QStringList phrases() const;

    Q_INVOKABLE void addPhrase(QString const& text);
    Q_INVOKABLE void removePhrase(QString const& text);
    /// A text file beside the store that says what this program is and how its queue stands; nothing of a visit.
    Q_INVOKABLE void exportDiagnostics();

signals:
    void changed();

private:
    [[nodiscard]] bool flag(char const* name, bool fallback = false) const;
    void set(char const* name, QJsonValue const& value);
};

/// How many photos of ordinary size still fit, leaving room for the store itself.
[[nodiscard]] int photos_left(qint64 free_bytes);
/// The same in words; above `photos_counted_max` the figure says nothing any more.
[[nodiscard]] QString photos_left_text(qint64 free_bytes);

inline constexpr int photos_counted_max = 10'000;

}  // namespace mingcha
