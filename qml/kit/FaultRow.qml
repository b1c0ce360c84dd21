import QtQuick
import Mingcha.Theme

/// One fault of a deduction: what it is, what it costs, how often it was found.
Item {
    id: root

    property string text: ""
    property string rule: ""
    property string per: "count"
    property string amount: ""
    property bool readOnly: false
    property string idBase: ""

    signal stepped(int by)
    signal keypadAsked
    signal amountSet(string amount)

    readonly property bool narrow: root.width < 420 * Math.max(1, Theme.fontScale)

    implicitHeight: root.narrow ? words.implicitHeight + control.height + Theme.space.s : Math.max(words.implicitHeight, control.height)

    Column {
        id: words

        y: root.narrow ? 0 : (parent.height - height) / 2
        width: root.narrow ? parent.width : parent.width - control.width - Theme.space.l

        Label {
            text: root.text
            width: parent.width
        }
        Label {
            face: Theme.type.caption
            muted: true
            text: root.rule
            visible: text !== ""
            width: parent.width
        }
    }
    Item {
        id: control

        x: parent.width - width
        y: root.narrow ? parent.height - height : (parent.height - height) / 2
        height: childrenRect.height
        width: childrenRect.width

        Stepper {
            idBase: root.idBase
            name: root.text
            readOnly: root.readOnly
            small: true
            suffix: root.per === "percent" ? "%" : ""
            value: root.amount
            visible: root.per !== "once"
            onKeypadAsked: root.keypadAsked()
            onStepped: by => root.stepped(by)
        }
        Chip {
            chosen: root.amount === "1"
            enabled: !root.readOnly
            objectName: root.idBase + "once"
            text: root.amount === "1" ? qsTrId("fault.found") : qsTrId("fault.mark")
            visible: root.per === "once"
            onClicked: root.amountSet(root.amount === "1" ? "0" : "1")
        }
    }
}
