import QtQuick
import QtQuick.Templates as T
import Mingcha.Icons
import Mingcha.Theme

/// A row of a list: leading icon in a tile, two lines, chip, trailing items. Selected: tint and a bar.
T.AbstractButton {
    id: root

    property string title: ""
    property string facts: ""
    property string iconName: ""
    property string tone: ""
    property bool tile: false
    property bool selected: false
    property bool chevron: true
    property bool pressable: true
    property var chip: ({})
    property bool styled: false
    property int rowHeight: Theme.measure.listRow
    property color iconInk: root.tone ? Theme.color.tone(root.tone) : root.tile ? Theme.color.textMuted : Theme.color.text
    property alias trailing: tail.data
    property alias below: under.data

    implicitHeight: Math.max(root.rowHeight, words.implicitHeight + 2 * Theme.space.m)
    implicitWidth: 400
    leftPadding: Theme.space.l
    rightPadding: Theme.space.m
    focusPolicy: root.pressable ? Qt.StrongFocus : Qt.NoFocus
    enabled: true
    Accessible.name: root.title + (root.facts ? "，" + root.facts : "") + (root.chip?.word ? "，" + root.chip.word : "")
    Accessible.role: root.pressable ? Accessible.ListItem : Accessible.StaticText
    Accessible.selected: root.selected

    contentItem: Item {
        Rectangle {
            id: lead

            anchors.verticalCenter: parent.verticalCenter
            color: root.tile ? (root.tone ? Theme.color.container(root.tone) : Theme.color.surfaceAlt) : "transparent"
            height: width
            radius: Theme.radius.m
            visible: root.iconName !== ""
            width: root.tile ? 40 : Theme.measure.icon

            Icon {
                anchors.centerIn: parent
                color: root.iconInk
                name: root.iconName
                size: root.tile ? Theme.measure.iconButton : Theme.measure.icon
            }
        }
        Column {
            id: words

            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - x - tail.width - (tail.width ? Theme.space.m : 0) - (arrow.visible ? arrow.width : 0)
            x: lead.visible ? lead.width + Theme.space.l : 0

            // A label's own implicit width changes with its width; this one does not.
            TextMetrics {
                id: natural
                font: head.font
                text: root.title
            }
            Flow {
                spacing: Theme.space.s
                width: parent.width

                Label {
                    id: head

                    font.weight: Font.Medium
                    height: Math.max(implicitHeight, Theme.measure.chip)
                    text: root.title
                    textFormat: root.styled ? Text.StyledText : Text.PlainText
                    width: root.styled ? words.width : Math.min(Math.ceil(natural.advanceWidth) + 1, words.width)
                }
                StatusChip {
                    chip: root.chip
                    tinted: root.selected
                }
            }
            Label {
                face: Theme.type.label
                font.weight: Font.Normal
                muted: true
                text: root.facts
                visible: text !== ""
                width: parent.width
            }
            Item {
                id: under
                height: childrenRect.height
                visible: children.length > 0
                width: parent.width
            }
        }
        Row {
            id: tail

            x: parent.width - width - (arrow.visible ? arrow.width + Theme.space.s : 0)
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.space.l
        }
        Icon {
            id: arrow

            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            color: Theme.color.textMuted
            name: "chevron-right"
            size: Theme.measure.iconButton
            visible: root.chevron && root.pressable
        }
    }
    background: Rectangle {
        color: root.selected ? Theme.color.infoContainer : root.down && root.pressable ? Theme.color.surfaceAlt : "transparent"

        Rectangle {
            color: Theme.color.primary
            height: parent.height
            visible: root.selected
            width: 4
        }
        FocusRing {
            around: 0
            anchors.margins: 0
            shown: root.visualFocus
        }
    }
}
