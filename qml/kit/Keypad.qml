pragma ComponentBehavior: Bound
import QtQuick
import Mingcha.Theme

/// Digits for a figure, a time or a code. Says which key was tapped; holds no value.
Grid {
    id: root

    property bool decimal: false
    property bool colon: false
    property string idBase: ""
    property string cornerText: ""
    property bool masked: false

    signal digit(string d)
    signal erased
    signal corner

    readonly property var keys: ["1", "2", "3", "4", "5", "6", "7", "8", "9", root.decimal ? "." : root.colon ? ":" : root.cornerText ? "corner" : "", "0", "erase"]
    property int keyWidth: Theme.target.focus + Theme.space.xl
    property int keyHeight: Theme.target.score

    columns: 3
    spacing: Theme.target.gap

    Repeater {
        model: root.keys
        Button {
            required property string modelData

            readonly property bool erase: modelData === "erase"

            Accessible.name: erase ? qsTrId("keypad.erase") : text
            height: root.keyHeight
            horizontalPadding: Theme.space.xs
            iconName: erase ? "backspace" : ""
            kind: modelData === "corner" ? "text" : "outlined"
            objectName: root.idBase + (modelData === "." ? "point" : modelData)
            opacity: modelData ? 1 : 0
            enabled: modelData !== ""
            text: erase ? "" : modelData === "corner" ? root.cornerText : modelData
            width: root.keyWidth
            onClicked: erase ? root.erased() : modelData === "corner" ? root.corner() : root.digit(modelData)
        }
    }
}
