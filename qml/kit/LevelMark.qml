import QtQuick
import Mingcha.Icons
import Mingcha.Theme

/// A score level to read: shape and word.
Row {
    id: root

    property int level: 0
    property string word: ""
    property var face: Theme.type.body

    spacing: Theme.space.xs + 2

    Icon {
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.color.score(root.level)
        name: root.level ? "score-" + root.level : ""
        size: Theme.measure.iconChip
    }
    Label {
        anchors.verticalCenter: parent.verticalCenter
        face: root.face
        text: root.word
        wrapMode: Text.NoWrap
    }
}
