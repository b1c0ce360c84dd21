pragma ComponentBehavior: Bound
import QtQuick
import Mingcha.Icons
import QtQuick.Templates as T
import Mingcha.Theme

/// n samples, each with a good and a bad target that set and never toggle.
Flow {
    id: root

    property int total: 0
    property var marks: []
    property bool readOnly: false
    property string idBase: ""

    signal marked(int index, bool good)

    spacing: Theme.target.gap

    component Mark: T.AbstractButton {
        id: mark

        property bool on: false
        property int level: 1

        Accessible.checkable: true
        Accessible.checked: mark.on
        Accessible.name: mark.text
        Accessible.role: Accessible.RadioButton
        focusPolicy: Qt.StrongFocus
        implicitHeight: Theme.target.min
        implicitWidth: Theme.target.min

        contentItem: Item {
            Icon {
                anchors.centerIn: parent
                color: mark.on ? Theme.color.scoreLabel : Theme.color.textMuted
                name: mark.level === 1 ? "check" : "close"
                size: Theme.measure.iconButton
            }
        }
        background: Rectangle {
            border.color: Theme.color.outline
            border.width: mark.on ? 0 : Theme.edge
            color: mark.on ? Theme.color.score(mark.level) : mark.down ? Theme.color.surfaceAlt : Theme.color.bg
            radius: Theme.radius.m

            FocusRing {
                shown: mark.visualFocus
            }
        }
    }

    Repeater {
        model: root.total
        Row {
            id: place

            required property int index
            readonly property int mark: root.marks[place.index] ?? 0

            spacing: Theme.target.gap

            Label {
                anchors.verticalCenter: parent.verticalCenter
                muted: true
                face: Theme.type.label
                horizontalAlignment: Text.AlignHCenter
                text: place.index + 1
                width: Theme.space.s * Math.max(1, Theme.fontScale)
            }
            Mark {
                enabled: !root.readOnly
                level: 1
                objectName: root.idBase + (place.index + 1) + ".good"
                on: place.mark === 1
                text: qsTrId("sample.good").arg(place.index + 1)
                onClicked: root.marked(place.index, true)
            }
            Mark {
                enabled: !root.readOnly
                level: 5
                objectName: root.idBase + (place.index + 1) + ".bad"
                on: place.mark === 2
                text: qsTrId("sample.bad").arg(place.index + 1)
                onClicked: root.marked(place.index, false)
            }
        }
    }
}
