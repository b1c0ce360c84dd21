import QtQuick
import Mingcha.Icons
import Mingcha.Theme

Column {
    id: root

    property string iconName: "check-circle"
    property string title: ""
    property string text: ""

    spacing: Theme.space.s

    Icon {
        anchors.horizontalCenter: parent.horizontalCenter
        color: Theme.color.textMuted
        name: root.iconName
        size: 40
    }
    Label {
        face: Theme.type.heading
        horizontalAlignment: Text.AlignHCenter
        text: root.title
        width: parent.width
    }
    Label {
        horizontalAlignment: Text.AlignHCenter
        muted: true
        text: root.text
        visible: text !== ""
        width: parent.width
    }
}
