pragma ComponentBehavior: Bound
import QtQuick
import Mingcha.Theme

/// Dots for digits typed and a keypad. Holds no digits.
Column {
    id: root

    property int length: 6
    property int count: 0
    property string cornerText: ""
    property bool wrong: false
    property string idBase: ""

    signal digit(string d)
    signal erased
    signal corner

    spacing: Theme.space.xl

    Row {
        Accessible.name: qsTrId("pin.spoken").arg(root.count).arg(root.length)
        Accessible.role: Accessible.StaticText
        anchors.horizontalCenter: parent.horizontalCenter
        spacing: Theme.space.l

        Repeater {
            model: root.length
            Rectangle {
                required property int index

                readonly property bool on: index < root.count

                border.color: root.wrong ? Theme.color.danger : on ? Theme.color.text : Theme.color.outline
                border.width: 2
                color: on ? border.color : "transparent"
                height: 18
                radius: 9
                width: 18
            }
        }
    }
    Keypad {
        anchors.horizontalCenter: parent.horizontalCenter
        cornerText: root.cornerText
        enabled: root.enabled
        idBase: root.idBase
        keyHeight: Theme.target.focus
        onCorner: root.corner()
        onDigit: d => root.digit(d)
        onErased: root.erased()
    }
}
