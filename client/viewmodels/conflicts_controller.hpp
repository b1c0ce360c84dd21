#pragma once

#include <qqmlregistration.h>

#include "client/viewmodels/controller.hpp"
#include "client/viewmodels/undoable.hpp"
#include "client/viewmodels/visit_view.hpp"

namespace mingcha {

/// T17: items that two people answered apart. The lead chooses one side (CF01); the write has seen all sides, so it settles them, and all
/// stay in history. UI thread.
class ConflictsController final : public mingcha::Controller {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the program")
    Q_PROPERTY(QString title READ title NOTIFY changed)
    Q_PROPERTY(QString mergedText READ mergedText NOTIFY changed)
    Q_PROPERTY(QString positionText READ positionText NOTIFY changed)
    Q_PROPERTY(QVariantList rows READ rows NOTIFY changed)
    Q_PROPERTY(QVariant current READ current NOTIFY changed)
    Q_PROPERTY(bool keepBoth READ keepBoth WRITE setKeepBoth NOTIFY changed)
    Q_PROPERTY(QString reason READ reason NOTIFY changed)
    Q_PROPERTY(bool mayDecide READ mayDecide NOTIFY changed)
    Q_PROPERTY(QString whyNot READ whyNot NOTIFY changed)

public:
    explicit ConflictsController(Context& context, QObject* parent = nullptr);
    void retranslate() override { emit changed(); }

    [[nodiscard]] QString title() const;
    [[nodiscard]] QString mergedText() const;
    [[nodiscard]] QString positionText() const;
    [[nodiscard]] QVariantList rows() const;
    [[nodiscard]] QVariantMap current() const;
    [[nodiscard]] bool keepBoth() const { return keep_both_; }
    [[nodiscard]] QString reason() const { return reason_; }
    /// Whose choice it is; `whyNot` says what is still missing to settle it.
    [[nodiscard]] bool mayDecide() const;
    [[nodiscard]] QString whyNot() const;

    Q_INVOKABLE void choose(QString const& side);
    Q_INVOKABLE void setKeepBoth(bool on);
    Q_INVOKABLE void setReason(QString const& text);
    Q_INVOKABLE void settle();
    Q_INVOKABLE void later();
    Q_INVOKABLE void next();

signals:
    void changed();

private:
    void refresh();
    void show(std::string const& item);
    void entered();
    [[nodiscard]] QVariantMap side(Item const& item, Record const& answer, Sibling const& sibling) const;

    std::vector<std::string> items_;  // codes in conflict, in list order
    std::string item_;
    QString chosen_, reason_;
    bool keep_both_ = false;
};

}  // namespace mingcha
