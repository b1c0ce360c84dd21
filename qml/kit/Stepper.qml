import QtQuick
import QtQuick.Templates as T
import Mingcha.Theme

/// − value +. Tapping the figure asks for the keypad.
Row {
    id: root

    property string value: ""
    property string suffix: ""
    property string name: ""
    property string idBase: ""
    property bool readOnly: false
    property bool small: false

    signal stepped(int by)
    signal keypadAsked

    readonly property int side: root.small ? Theme.target.min : Theme.target.score

    spacing: Theme.target.gap

    RoundButton {
        enabled: !root.readOnly
        iconName: "minus"
        implicitHeight: root.side
        implicitWidth: root.side
        objectName: root.idBase + "minus"
        text: qsTrId("stepper.less").arg(root.name)
        onClicked: root.stepped(-1)
    }
    T.AbstractButton {
        id: figure

        Accessible.name: root.name + " " + (root.value || qsTrId("stepper.none")) + root.suffix
        Accessible.role: Accessible.SpinBox
        enabled: !root.readOnly
        focusPolicy: Qt.StrongFocus
        implicitHeight: root.side
        implicitWidth: Math.max(root.side + Theme.space.l, figureRow.implicitWidth + 2 * Theme.space.m)
        objectName: root.idBase + "figure"
        onClicked: root.keypadAsked()

        contentItem: Item {
            Row {
                id: figureRow

                anchors.centerIn: parent
                spacing: Theme.space.xs

                Label {
                    id: number

                    face: Theme.type.figure
                    muted: !root.value
                    text: root.value || "–"
                    wrapMode: Text.NoWrap
                }
                Label {
                    anchors.verticalCenter: parent.verticalCenter
                    face: Theme.type.label
                    muted: true
                    text: root.suffix
                    visible: text !== ""
                    wrapMode: Text.NoWrap
                }
            }
        }
        background: Rectangle {
            border.color: Theme.color.outline
            border.width: Theme.edge
            color: figure.down ? Theme.color.surfaceAlt : Theme.color.bg
            radius: Theme.radius.m

            FocusRing {
                shown: figure.visualFocus
            }
        }
    }
    RoundButton {
        enabled: !root.readOnly
        iconName: "plus"
        implicitHeight: root.side
        implicitWidth: root.side
        objectName: root.idBase + "plus"
        text: qsTrId("stepper.more").arg(root.name)
        onClicked: root.stepped(1)
    }
}
