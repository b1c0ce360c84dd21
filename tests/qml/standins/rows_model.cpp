#include "rows_model.hpp"

namespace mingcha {

void RowsModel::setRows(QVariantList const& rows) {
    beginResetModel();
    rows_ = rows;
    for (auto const& row : rows) {
        for (auto const& key : row.toMap().keys()) {
            auto const name = key.toUtf8();
            if (!roles_.values().contains(name)) roles_.insert(Qt::UserRole + static_cast<int>(roles_.size()), name);
        }
    }
    endResetModel();
    emit rowsChanged();
}

int RowsModel::rowCount(QModelIndex const& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant RowsModel::data(QModelIndex const& index, int role) const {
    return value(index.row(), QString::fromUtf8(roles_.value(role)));
}

void RowsModel::change(int row, QVariantMap const& values) {
    if (row < 0 || row >= count()) return;
    auto map = rows_.at(row).toMap();
    QList<int> changed;
    for (auto it = values.begin(); it != values.end(); ++it) {
        map.insert(it.key(), it.value());
        changed.append(roles_.key(it.key().toUtf8()));
    }
    rows_[row] = map;
    emit dataChanged(index(row), index(row), changed);
}

int RowsModel::find(QString const& role, QVariant const& wanted) const {
    for (int row = 0; row < count(); ++row) {
        if (value(row, role) == wanted) return row;
    }
    return -1;
}

QVariant RowsModel::value(int row, QString const& role) const {
    return row < 0 || row >= count() ? QVariant{} : rows_.at(row).toMap().value(role);
}

}  // namespace mingcha
