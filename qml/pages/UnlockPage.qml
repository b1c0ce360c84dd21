import QtQuick
import Mingcha.Kit
import Mingcha.Parts
import Mingcha.Theme
import Mingcha.ViewModels

/// T2 解锁. Says that the work is kept; never which school.
FocusScope {
    id: root

    required property UnlockController unlock
    required property AppController app

    Keys.onPressed: event => {
        if (event.key === Qt.Key_Backspace)
            root.unlock.erase();
        else if (/^[0-9]$/.test(event.text))
            root.unlock.digit(event.text);
    }
    focus: true

    Rectangle {
        anchors.fill: parent
        color: Theme.color.bg
    }
    FrontBar {
        id: bar
        app: root.app
        title: root.unlock.personText
        width: parent.width
    }
    Scroll {
        anchors.bottom: foot.top
        anchors.top: bar.bottom
        spacing: Theme.space.s
        widest: 420 * Math.max(1, Theme.fontScale)
        width: parent.width

        Label {
            face: Theme.type.title
            horizontalAlignment: Text.AlignHCenter
            text: root.unlock.challenge ? qsTrId("unlock.challenge") : qsTrId("unlock.enter")
            width: parent.width
        }
        Label {
            Accessible.name: text
            Accessible.role: Accessible.AlertMessage
            color: root.unlock.error ? Theme.color.danger : Theme.color.textMuted
            horizontalAlignment: Text.AlignHCenter
            objectName: "unlock.message"
            text: root.unlock.waitText || root.unlock.message
            width: parent.width
        }
        Item {
            height: Theme.space.s
            width: 1
        }
        PinPad {
            anchors.horizontalCenter: parent?.horizontalCenter
            cornerText: qsTrId("unlock.forgot")
            count: root.unlock.digits
            enabled: root.unlock.waitText === "" && !root.unlock.checking
            idBase: "unlock."
            visible: root.unlock.challenge === ""
            wrong: root.unlock.error
            onCorner: root.unlock.forgot()
            onDigit: d => root.unlock.digit(d)
            onErased: root.unlock.erase()
        }
        Label {
            face: Theme.type.display
            horizontalAlignment: Text.AlignHCenter
            text: root.unlock.challenge
            visible: text !== ""
            width: parent.width
        }
        InputField {
            id: reply
            idBase: "unlock.answer"
            label: qsTrId("unlock.answer")
            tall: true
            visible: root.unlock.challenge !== ""
            width: parent.width
            onAccepted: root.unlock.answer(reply.field.text)
        }
    }
    Rectangle {
        id: foot

        anchors.bottom: parent.bottom
        color: Theme.color.surface
        height: facts.height + 2 * Theme.space.l
        width: parent.width

        Divider {
            width: parent.width
        }
        Column {
            id: facts

            anchors.horizontalCenter: parent.horizontalCenter
            spacing: Theme.space.xs
            width: Math.min(parent.width - 2 * Theme.space.gutter, 640)
            y: Theme.space.l

            SavedMark {
                text: root.unlock.runningText
            }
            Label {
                face: Theme.type.label
                font.weight: Font.Normal
                muted: true
                text: root.unlock.unsentText
                visible: text !== ""
                width: parent.width
            }
            Label {
                face: Theme.type.label
                font.weight: Font.Normal
                muted: true
                text: root.unlock.helpText
                visible: text !== ""
                width: parent.width
            }
        }
    }
}
