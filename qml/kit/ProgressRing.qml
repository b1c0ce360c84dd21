import QtQuick
import Mingcha.Kit
import Mingcha.Theme

/// 34 of 40, as a ring with the figure inside.
Item {
    id: root

    property int done: 0
    property int total: 0

    Accessible.name: qsTrId("ring.spoken").arg(root.done).arg(root.total)
    Accessible.role: Accessible.ProgressBar
    implicitHeight: Math.max(84, words.implicitHeight + Theme.space.xl)
    implicitWidth: implicitHeight

    Ring {
        anchors.fill: parent
        color: Theme.color.primary
        track: Theme.night ? Theme.color.divider : Theme.color.divider
        value: root.total ? root.done / root.total : 0

        Rectangle {
            anchors.fill: parent
            anchors.margins: 8
            color: Theme.color.bg
            radius: width / 2
            z: -1
        }
    }
    Column {
        id: words

        anchors.centerIn: parent

        Label {
            anchors.horizontalCenter: parent.horizontalCenter
            face: Theme.type.figure
            height: Theme.type.body.line
            text: root.done
            wrapMode: Text.NoWrap
        }
        Label {
            anchors.horizontalCenter: parent.horizontalCenter
            face: Theme.type.caption
            muted: true
            text: qsTrId("ring.of").arg(root.total)
            wrapMode: Text.NoWrap
        }
    }
}
