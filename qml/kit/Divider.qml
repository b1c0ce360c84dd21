import QtQuick
import Mingcha.Theme

Rectangle {
    color: Theme.color.divider
    implicitHeight: Theme.edge
    implicitWidth: Theme.edge
}
