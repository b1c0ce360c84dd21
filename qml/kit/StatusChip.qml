import QtQuick
import Mingcha.Icons
import Mingcha.Theme

/// A state as icon, word and colour. `chip` is {tone, icon, word}; an empty one takes no place.
Rectangle {
    id: root

    property var chip: ({})
    property string tone: root.chip?.tone ?? "neutral"
    property string iconName: root.chip?.icon ?? ""
    property string word: root.chip?.word ?? ""
    property bool tinted: false

    readonly property color ink: root.tone === "plain" ? Theme.color.textMuted : Theme.color.tone(root.tone)

    Accessible.name: root.word
    Accessible.role: Accessible.StaticText
    border.color: root.tone === "plain" ? Theme.color.divider : root.ink
    border.width: root.tone === "plain" ? 1 : Theme.outdoor ? 1 : 0
    color: root.tinted ? Theme.color.bg : Theme.color.container(root.tone)
    implicitHeight: Math.max(Theme.measure.chip, label.implicitHeight + 4)
    implicitWidth: row.implicitWidth + 2 * Theme.space.s
    radius: Theme.radius.s
    visible: root.word !== ""

    Row {
        id: row

        anchors.centerIn: parent
        spacing: Theme.space.xs

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            color: root.ink
            name: root.iconName
            size: Theme.measure.iconChip
            visible: root.iconName !== ""
        }
        Label {
            id: label

            anchors.verticalCenter: parent.verticalCenter
            color: root.ink
            face: Theme.type.label
            text: root.word
            wrapMode: Text.NoWrap
        }
    }
}
