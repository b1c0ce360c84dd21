import QtQuick
import Mingcha.Kit
import Mingcha.Parts
import Mingcha.Theme
import Mingcha.ViewModels

/// Choosing the PIN, twice.
FocusScope {
    id: root

    required property EnrolController enrol
    required property AppController app
    property string typed: ""

    function push(d: string) {
        root.typed += d;
        if (root.typed.length < root.enrol.pinLength)
            return;
        const pin = root.typed;
        root.typed = "";
        root.enrol.choosePin(pin);
    }

    Keys.onPressed: event => {
        if (event.key === Qt.Key_Backspace)
            root.typed = root.typed.slice(0, -1);
        else if (/^[0-9]$/.test(event.text))
            root.push(event.text);
    }
    focus: true

    Rectangle {
        anchors.fill: parent
        color: Theme.color.bg
    }
    FrontBar {
        id: bar
        app: root.app
        title: qsTrId("enrol.title")
        width: parent.width
    }
    Scroll {
        anchors.bottom: parent.bottom
        anchors.top: bar.bottom
        spacing: Theme.space.s
        widest: 420 * Math.max(1, Theme.fontScale)
        width: parent.width

        Label {
            face: Theme.type.title
            horizontalAlignment: Text.AlignHCenter
            text: root.enrol.pinStep === "again" ? qsTrId("pin.again") : qsTrId("pin.choose")
            width: parent.width
        }
        Label {
            horizontalAlignment: Text.AlignHCenter
            muted: true
            text: qsTrId("pin.choose.text")
            width: parent.width
        }
        Label {
            Accessible.name: text
            Accessible.role: Accessible.AlertMessage
            color: Theme.color.danger
            horizontalAlignment: Text.AlignHCenter
            text: root.enrol.pinError
            visible: text !== ""
            width: parent.width
        }
        Item {
            height: Theme.space.m
            width: 1
        }
        PinPad {
            anchors.horizontalCenter: parent?.horizontalCenter
            count: root.typed.length
            idBase: "pin."
            length: root.enrol.pinLength
            wrong: root.enrol.pinError !== "" && root.typed === ""
            onDigit: d => root.push(d)
            onErased: root.typed = root.typed.slice(0, -1)
        }
    }
}
