#include "client/viewmodels/row_model.hpp"

#include <QSet>

namespace mingcha {

RowModel::RowModel(QList<QByteArray> const& roles, QObject* parent) : QAbstractListModel(parent) {
    for (auto const& role : roles) names_.push_back(QString::fromLatin1(role));
}

int RowModel::rowCount(QModelIndex const& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant RowModel::data(QModelIndex const& index, int role) const {
    auto const name = role - Qt::UserRole;
    if (!index.isValid() || index.row() >= count() || name < 0 || name >= names_.size()) return {};
    return rows_.at(index.row()).value(names_.at(name));
}

QHash<int, QByteArray> RowModel::roleNames() const {
    QHash<int, QByteArray> out;
    for (int i = 0; i < names_.size(); ++i) out.insert(Qt::UserRole + i, names_.at(i).toLatin1());
    return out;
}

int RowModel::find(QString const& wanted) const {
    return find_from(wanted, 0);
}

int RowModel::find_from(QVariant const& wanted, int from) const {
    for (int i = from; i < rows_.size(); ++i)
        if (identity(rows_.at(i)) == wanted) return i;
    return -1;
}

void RowModel::replace(int index, QVariantMap const& row) {
    QList<int> roles;
    for (int i = 0; i < names_.size(); ++i)
        if (rows_.at(index).value(names_.at(i)) != row.value(names_.at(i))) roles.push_back(Qt::UserRole + i);
    if (roles.isEmpty()) return;
    rows_[index] = row;
    emit dataChanged(this->index(index), this->index(index), roles);
}

void RowModel::show_row(QVariantMap const& row) {
    if (int const at = find_from(identity(row), 0); at >= 0) replace(at, row);
}

void RowModel::show(QList<QVariantMap> const& rows) {
    int const before = count();
    QSet<QString> wanted;
    for (auto const& row : rows) wanted.insert(identity(row).toString());
    for (int i = count() - 1; i >= 0; --i) {
        if (wanted.contains(identity(rows_.at(i)).toString())) continue;
        beginRemoveRows({}, i, i);
        rows_.removeAt(i);
        endRemoveRows();
    }
    for (int i = 0; i < rows.size(); ++i) {
        int const at = find_from(identity(rows.at(i)), i);
        if (at < 0) {
            beginInsertRows({}, i, i);
            rows_.insert(i, rows.at(i));
            endInsertRows();
            continue;
        }
        if (at != i) {
            beginMoveRows({}, at, at, {}, i);
            rows_.move(at, i);
            endMoveRows();
        }
        replace(i, rows.at(i));
    }
    if (before != count()) emit countChanged();
}

}  // namespace mingcha
