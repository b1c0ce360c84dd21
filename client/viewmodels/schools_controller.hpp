#pragma once

#include <qqmlregistration.h>
#include <QVariantList>

#include "client/viewmodels/controller.hpp"
#include "client/viewmodels/models.hpp"
#include "shared/merge/record.hpp"

namespace mingcha {

/// T5: one school in the right pane.
class SchoolController final : public mingcha::Controller {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the program")
    Q_PROPERTY(QString name READ name NOTIFY changed)
    Q_PROPERTY(QString facts READ facts NOTIFY changed)
    Q_PROPERTY(QString liaisonText READ liaisonText NOTIFY changed)
    Q_PROPERTY(QString phone READ phone NOTIFY changed)
    Q_PROPERTY(QString visitsText READ visitsText NOTIFY changed)
    Q_PROPERTY(bool visitsWarn READ visitsWarn NOTIFY changed)
    Q_PROPERTY(QVariantList scores READ scores NOTIFY changed)
    Q_PROPERTY(mingcha::OverdueModel* openFindings READ openFindings CONSTANT)
    Q_PROPERTY(QVariantList history READ history NOTIFY changed)
    Q_PROPERTY(QString plaqueText READ plaqueText NOTIFY changed)

public:
    explicit SchoolController(Context& context, QObject* parent = nullptr);
    void retranslate() override { refresh(); }
    void show(Uuid const& unit);
    void refresh();

    [[nodiscard]] QString name() const;
    [[nodiscard]] QString facts() const;
    [[nodiscard]] QString liaisonText() const;
    [[nodiscard]] QString phone() const;
    [[nodiscard]] QString visitsText() const;
    [[nodiscard]] bool visitsWarn() const;
    [[nodiscard]] QVariantList scores() const {
        return {};
    }  // past answers are not on the tablet; the server's figures come with reports
    [[nodiscard]] OverdueModel* openFindings() { return &findings_; }
    [[nodiscard]] QVariantList history() const;
    [[nodiscard]] QString plaqueText() const { return {}; }

    Q_INVOKABLE void call() const;
    Q_INVOKABLE void startVisit();
    Q_INVOKABLE void openFinding(QString const& id);

signals:
    void changed();
    void startAsked(mingcha::Uuid const& unit);

private:
    [[nodiscard]] Record const* unit() const;

    Uuid unit_;
    OverdueModel findings_;
};

/// T4: own schools, found by name or pinyin initials.
class SchoolsController final : public mingcha::Controller {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the program")
    Q_PROPERTY(QString query READ query WRITE setQuery NOTIFY changed)
    Q_PROPERTY(QVariantList filters READ filters NOTIFY changed)
    Q_PROPERTY(mingcha::SchoolsModel* rows READ rows CONSTANT)
    Q_PROPERTY(mingcha::SchoolController* school READ school CONSTANT)
    Q_PROPERTY(QString selected READ selected NOTIFY changed)
    Q_PROPERTY(QString countText READ countText NOTIFY changed)

public:
    explicit SchoolsController(Context& context, QObject* parent = nullptr);
    void retranslate() override;

    [[nodiscard]] QString query() const { return query_; }
    void setQuery(QString const& text);
    [[nodiscard]] QVariantList filters() const { return filters_; }
    [[nodiscard]] SchoolsModel* rows() { return &rows_; }
    [[nodiscard]] SchoolController* school() { return &school_; }
    [[nodiscard]] QString selected() const { return selected_; }
    [[nodiscard]] QString countText() const;

    Q_INVOKABLE void setFilter(QString const& value);
    Q_INVOKABLE void select(QString const& id);
    Q_INVOKABLE void clearSelection() { select({}); }

signals:
    void changed();

private:
    struct Facts {
        Record const* unit = nullptr;
        qint64 last_ms = 0;
        int findings = 0;
        bool overdue = false, mine = false;
        double distance_m = -1;
    };
    void refresh();
    [[nodiscard]] QList<Facts> all() const;
    [[nodiscard]] bool matches(Facts const& facts) const;
    [[nodiscard]] QVariantMap row(Facts const& facts) const;

    QString query_, selected_, filter_ = QStringLiteral("all");
    QVariantList filters_;
    SchoolsModel rows_;
    SchoolController school_;
};

}  // namespace mingcha
