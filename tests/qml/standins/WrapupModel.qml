import Mingcha.ViewModels

RowsModel {
}
