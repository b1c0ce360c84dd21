import QtQuick
import Mingcha.Icons
import Mingcha.Kit
import Mingcha.Theme
import Mingcha.ViewModels

/// T20 锁定: why, and that nothing is lost.
FocusScope {
    id: root

    required property UnlockController unlock

    Rectangle {
        anchors.fill: parent
        color: Theme.color.bg
    }
    Column {
        anchors.centerIn: parent
        spacing: Theme.space.l
        width: Math.min(parent.width - 2 * Theme.space.gutter, 560)

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            color: Theme.color.textMuted
            name: "lock"
            size: 56
        }
        Label {
            Accessible.name: text
            Accessible.role: Accessible.Heading
            face: Theme.type.title
            horizontalAlignment: Text.AlignHCenter
            text: root.unlock.lockTitle
            width: parent.width
        }
        Label {
            horizontalAlignment: Text.AlignHCenter
            text: root.unlock.lockReason
            width: parent.width
        }
        Label {
            horizontalAlignment: Text.AlignHCenter
            text: root.unlock.lockPhone
            width: parent.width
        }
        Label {
            horizontalAlignment: Text.AlignHCenter
            muted: true
            text: root.unlock.unsentText
            width: parent.width
        }
    }
}
