#pragma once

#include <qqmlregistration.h>
#include <QAbstractListModel>
#include <QVariantList>

namespace mingcha {

/// A list model for stand-ins: rows are maps, a change of one row tells only that row.
class RowsModel : public QAbstractListModel {
    Q_OBJECT
    Q_PROPERTY(QVariantList rows READ rows WRITE setRows NOTIFY rowsChanged)
    Q_PROPERTY(int count READ count NOTIFY rowsChanged)
    QML_ELEMENT

public:
    using QAbstractListModel::QAbstractListModel;

    [[nodiscard]] QVariantList rows() const { return rows_; }
    [[nodiscard]] int count() const { return static_cast<int>(rows_.size()); }
    void setRows(QVariantList const& rows);

    [[nodiscard]] int rowCount(QModelIndex const& parent = {}) const override;
    [[nodiscard]] QVariant data(QModelIndex const& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override { return roles_; }

    /// Changes the named values of one row; roles must have been there from the start.
    Q_INVOKABLE void change(int row, QVariantMap const& values);
    [[nodiscard]] Q_INVOKABLE int find(QString const& role, QVariant const& value) const;
    [[nodiscard]] Q_INVOKABLE QVariant value(int row, QString const& role) const;

signals:
    void rowsChanged();

private:
    QVariantList rows_;
    QHash<int, QByteArray> roles_;
};

}  // namespace mingcha
