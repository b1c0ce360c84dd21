#pragma once

#include <qqmlregistration.h>
#include <QAbstractListModel>
#include <QVariantMap>

namespace mingcha {

/// A list of rows for a view. The first role is the row's identity. `show` takes the whole list as it should be and tells the view only
/// the difference: rows that came, went or moved, and the roles that changed, so no list jumps and no delegate is made anew.
class RowModel : public QAbstractListModel {
    Q_OBJECT
    Q_PROPERTY(int count READ count NOTIFY countChanged)

public:
    /// `roles`: their names, the identity first.
    RowModel(QList<QByteArray> const& roles, QObject* parent);

    void show(QList<QVariantMap> const& rows);
    /// One row in place; ignored when no row has its identity.
    void show_row(QVariantMap const& row);

    [[nodiscard]] int count() const { return static_cast<int>(rows_.size()); }
    /// -1 when no row has it.
    [[nodiscard]] int find(QString const& wanted) const;
    [[nodiscard]] QVariantMap const& row(int index) const { return rows_.at(index); }

    [[nodiscard]] int rowCount(QModelIndex const& parent = {}) const override;
    [[nodiscard]] QVariant data(QModelIndex const& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

signals:
    void countChanged();

private:
    [[nodiscard]] QVariant identity(QVariantMap const& row) const { return row.value(names_.front()); }
    [[nodiscard]] int find_from(QVariant const& wanted, int from) const;
    void replace(int index, QVariantMap const& row);

    QList<QString> names_;
    QList<QVariantMap> rows_;
};

}  // namespace mingcha
