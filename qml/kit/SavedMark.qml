import QtQuick
import Mingcha.Icons
import Mingcha.Theme

/// ✓ 已存 14:32:07, in view wherever something is written.
Row {
    id: root

    property string text: ""

    spacing: Theme.space.xs
    visible: root.text !== ""
    Accessible.name: root.text
    Accessible.role: Accessible.StaticText

    Icon {
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.color.success
        name: "check"
        size: Theme.measure.iconChip
    }
    Label {
        color: Theme.color.success
        face: Theme.type.label
        text: root.text
        wrapMode: Text.NoWrap
    }
}
