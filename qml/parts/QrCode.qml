pragma ComponentBehavior: Bound
import QtQuick
import Mingcha.Theme

/// A QR code from rows of 0 and 1; keeps its own light ground in both themes.
Rectangle {
    id: root

    property string code: ""
    readonly property var rows: root.code ? root.code.split("\n") : []
    readonly property int dot: Math.floor(Math.min(width, height) / Math.max(1, root.rows.length + 4))

    Accessible.name: qsTrId("qr.spoken")
    Accessible.role: Accessible.Graphic
    color: Theme.color.paper
    implicitHeight: 148
    implicitWidth: 148
    visible: root.rows.length > 0

    Column {
        anchors.centerIn: parent

        Repeater {
            model: root.rows
            Row {
                id: line

                required property string modelData

                Repeater {
                    model: line.modelData.length
                    Rectangle {
                        required property int index

                        color: line.modelData[index] === "1" ? Theme.color.ink : Theme.color.paper
                        height: root.dot
                        width: root.dot
                    }
                }
            }
        }
    }
}
