import QtQuick
import Mingcha.Icons
import Mingcha.Kit
import Mingcha.Theme

/// Icon and count; nothing when there is none.
Row {
    id: root

    property string iconName: ""
    property int value: 0
    property color color: Theme.color.textMuted

    spacing: Theme.space.xs
    visible: root.value > 0

    Icon {
        anchors.verticalCenter: parent.verticalCenter
        color: root.color
        name: root.iconName
        size: Theme.measure.iconButton - 2
    }
    Label {
        anchors.verticalCenter: parent.verticalCenter
        color: root.color
        face: Theme.type.label
        text: root.value
        wrapMode: Text.NoWrap
    }
}
