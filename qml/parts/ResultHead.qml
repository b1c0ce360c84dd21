import QtQuick
import Mingcha.Icons
import Mingcha.Kit
import Mingcha.Theme

/// The result of a visit: its shape, its word, and why.
Item {
    id: root

    required property var result

    implicitHeight: Math.max(56, words.height)

    Rectangle {
        id: mark

        color: Theme.color.score(root.result.level ?? 0)
        height: 56
        radius: Theme.radius.m
        visible: (root.result.level ?? 0) > 0
        width: 56

        Icon {
            anchors.centerIn: parent
            color: Theme.color.scoreLabel
            name: "score-" + (root.result.level ?? 0)
            size: 24
        }
    }
    Column {
        id: words

        anchors.verticalCenter: parent.verticalCenter
        width: parent.width - x
        x: mark.visible ? mark.width + Theme.space.l : 0

        Label {
            Accessible.name: text
            Accessible.role: Accessible.Heading
            face: Theme.type.display
            height: Math.max(implicitHeight - 4, 36)
            text: root.result.word ?? ""
            width: parent.width
        }
        Label {
            muted: true
            text: root.result.text ?? ""
            visible: text !== ""
            width: parent.width
        }
    }
}
