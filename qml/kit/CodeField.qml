pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Mingcha.Theme

/// Six cells of a code that is not shown. Takes digits from keyboard or keypad and passes each on.
T.AbstractButton {
    id: root

    property int length: 6
    property int count: 0

    signal digit(string d)
    signal erased

    Accessible.name: qsTrId("code.spoken").arg(root.count).arg(root.length)
    Accessible.role: Accessible.EditableText
    focusPolicy: Qt.StrongFocus
    implicitHeight: Theme.measure.codeCellHeight
    implicitWidth: root.length * (Theme.measure.codeCellWidth + Theme.space.s)
    Keys.onPressed: event => {
        if (event.key === Qt.Key_Backspace)
            root.erased();
        else if (/^[0-9]$/.test(event.text))
            root.digit(event.text);
        else
            return;
        event.accepted = true;
    }

    readonly property real cell: Math.min(Theme.measure.codeCellWidth, root.width > 0 ? (root.width - (root.length) * Theme.space.s) / root.length : Theme.measure.codeCellWidth)

    contentItem: Item {
        Repeater {
            model: root.length
            Rectangle {
                required property int index

                readonly property bool next: index === root.count

                border.color: next && root.activeFocus ? Theme.color.primary : Theme.color.outline
                border.width: next && root.activeFocus ? 2 : Theme.edge
                color: Theme.color.bg
                height: Theme.measure.codeCellHeight
                radius: Theme.radius.m
                width: root.cell
                x: index * (root.cell + Theme.space.s) + (index >= root.length / 2 ? Theme.space.s : 0)

                Rectangle {
                    anchors.centerIn: parent
                    color: Theme.color.text
                    height: 12
                    radius: 6
                    visible: parent.index < root.count
                    width: 12
                }
                Rectangle {
                    anchors.centerIn: parent
                    color: Theme.color.primary
                    height: 26
                    visible: parent.next && root.activeFocus
                    width: 2
                }
            }
        }
    }
    background: Item {
    }
}
