pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Mingcha.Kit
import Mingcha.Theme

/// A month of days, to choose one after `today`. Days are "yyyy-MM-dd"; no time zone is asked.
Column {
    id: root

    property string today: ""
    property string chosen: ""
    property string idBase: "day."
    property int monthsAhead: 12  // a deadline further away is a slip of the finger
    property int month: 0  // from that of today

    readonly property var start: root.day(root.today)
    readonly property var first: new Date(Date.UTC(root.start.getUTCFullYear(), root.start.getUTCMonth() + root.month, 1))
    readonly property int before: (root.first.getUTCDay() + 6) % 7  // weeks begin on Monday
    readonly property int count: new Date(Date.UTC(root.first.getUTCFullYear(), root.first.getUTCMonth() + 1, 0)).getUTCDate()
    readonly property real cell: Math.min(Theme.target.score, root.width / 7)

    signal picked(string day)

    function day(text: string): var {
        const parts = (text || "1970-01-01").split("-");
        return new Date(Date.UTC(Number(parts[0]), Number(parts[1]) - 1, Number(parts[2])));
    }
    function iso(number: int): string {
        return new Date(root.first.getTime() + (number - 1) * 86400000).toISOString().slice(0, 10);
    }

    spacing: Theme.space.xs

    Item {
        height: Theme.target.min
        width: 7 * root.cell

        IconButton {
            enabled: root.month > 0
            iconName: "chevron-left"
            objectName: root.idBase + "before"
            text: qsTrId("day.before")
            onClicked: root.month -= 1
        }
        Label {
            anchors.centerIn: parent
            strong: true
            text: qsTrId("day.month").arg(root.first.getUTCFullYear()).arg(qsTrId("day.months").split(",")[root.first.getUTCMonth()])
        }
        IconButton {
            anchors.right: parent.right
            enabled: root.month < root.monthsAhead
            iconName: "chevron-right"
            objectName: root.idBase + "after"
            text: qsTrId("day.after")
            onClicked: root.month += 1
        }
    }
    Grid {
        columns: 7

        Repeater {
            model: qsTrId("day.weekdays").split(",")
            Label {
                required property string modelData

                face: Theme.type.label
                horizontalAlignment: Text.AlignHCenter
                muted: true
                text: modelData
                width: root.cell
            }
        }
        Repeater {
            model: root.before
            Item {
                height: root.cell
                width: root.cell
            }
        }
        Repeater {
            model: root.count
            T.AbstractButton {
                id: one

                required property int index
                readonly property string day: root.iso(one.index + 1)
                readonly property bool now: one.day === root.chosen

                Accessible.name: one.day
                enabled: one.day > root.today
                focusPolicy: Qt.StrongFocus
                implicitHeight: root.cell
                implicitWidth: root.cell
                objectName: root.idBase + one.day
                background: Rectangle {
                    border.color: Theme.color.primary
                    border.width: one.day === root.today ? Theme.edge : 0
                    color: one.now ? Theme.color.primary : one.down ? Theme.color.infoContainer : "transparent"
                    radius: Theme.radius.m

                    FocusRing {
                        shown: one.visualFocus
                    }
                }
                contentItem: Item {
                    Label {
                        anchors.centerIn: parent
                        color: one.now ? Theme.color.onPrimary : one.enabled ? Theme.color.text : Theme.color.outline
                        strong: one.now
                        text: one.index + 1
                    }
                }
                onClicked: root.picked(one.day)
            }
        }
    }
}
