pragma ComponentBehavior: Bound
import QtQuick
import Mingcha.Kit
import Mingcha.Theme
import Mingcha.ViewModels

/// The liaison's answer: choice, signature or typed name, own code.
Column {
    id: root

    required property ConfirmController confirm
    // Once asked for, the keys stay: a key that is pressed takes the focus from the field.
    property bool keysOpen: root.confirm.codeDigits > 0
    readonly property bool unsigned: root.confirm.choice === "unsigned"
    readonly property bool stacked: root.width < 420 * Math.max(1, Theme.fontScale)

    spacing: Theme.space.s

    InlineNotice {
        notice: ({
                "tone": "warning",
                "text": root.confirm.newVersionText
            })
        width: parent.width
    }
    SectionHead {
        title: qsTrId("confirm.opinion")
        width: parent.width
    }
    Grid {
        columns: root.stacked ? 1 : 3
        spacing: Theme.target.gap
        width: parent.width

        Repeater {
            model: root.confirm.choices
            ChoiceCard {
                required property var modelData

                chosen: root?.confirm.choice === modelData.value
                objectName: "confirm.choice." + modelData.value
                text: modelData.word
                width: root.stacked ? root.width : (root.width - 2 * Theme.target.gap) / 3
                onClicked: root.confirm.setChoice(modelData.value)
            }
        }
    }
    Label {
        face: Theme.type.label
        font.weight: Font.Normal
        muted: true
        text: root.confirm.choiceNote
        visible: text !== ""
        width: parent.width
    }
    Button {
        id: whole

        property bool open: root.confirm.wholeText !== ""

        horizontalPadding: 2
        kind: "text"
        objectName: "confirm.whole.open"
        text: qsTrId("confirm.whole")
        trailingIcon: open ? "chevron-up" : "chevron-down"
        visible: root.confirm.choice === "dissent"
        onClicked: open = !open
    }
    InputArea {
        hint: qsTrId("confirm.whole.hint")
        idBase: "confirm.whole"
        field.Accessible.name: qsTrId("confirm.whole")
        lines: 1
        owner: "feedback"
        value: root.confirm.wholeText
        visible: whole.visible && whole.open
        width: parent.width
        onTyped: text => root.confirm.setWholeText(text)
    }
    ChipFlow {
        idBase: "confirm.reason."
        options: root.confirm.reasons
        value: root.confirm.reason
        visible: root.unsigned
        width: parent.width
        onPicked: value => root.confirm.setReason(value)
    }
    InputField {
        hint: qsTrId("confirm.witness.hint")
        idBase: "confirm.witness"
        label: qsTrId("confirm.witness")
        owner: "feedback"
        value: root.confirm.witness
        visible: root.unsigned
        width: parent.width
        onTyped: text => root.confirm.setWitness(text)
    }
    Column {
        spacing: Theme.space.s
        topPadding: Theme.space.xs
        visible: !root.unsigned
        width: parent.width

        Flow {
            spacing: Theme.space.m
            width: parent.width

            Label {
                Accessible.name: text
                Accessible.role: Accessible.Heading
                face: Theme.type.heading
                text: root.confirm.typing ? qsTrId("sign.type") : qsTrId("sign.here")
            }
            Label {
                face: Theme.type.label
                font.weight: Font.Normal
                height: Theme.type.heading.line
                muted: true
                text: qsTrId("sign.meaning")
                width: Math.min(implicitWidth, root.width)
            }
        }
        ChipFlow {
            idBase: "confirm.signer."
            options: root.confirm.signers
            visible: root.confirm.signers.length > 1
            width: parent.width
            onPicked: value => root.confirm.setSigner(value)
        }
        SignaturePad {
            implicitHeight: Theme.compact || !Theme.expanded ? 160 : Theme.measure.signature
            kept: root.confirm.strokes
            objectName: "confirm.signature"
            signer: root.confirm.signerText
            visible: !root.confirm.typing
            width: parent.width
            onCleared: root.confirm.clearSignature()
            onFinished: (strokes, image) => root.confirm.setSignature(strokes, image)
        }
        InputField {
            hint: qsTrId("sign.name")
            idBase: "confirm.typed_name"
            owner: "feedback"
            tall: true
            value: root.confirm.typedName
            visible: root.confirm.typing
            width: parent.width
            onTyped: text => root.confirm.setTypedName(text)
        }
        Item {
            height: Theme.target.min
            width: parent.width

            Button {
                horizontalPadding: 2
                iconName: root.confirm.typing ? "pencil" : "keyboard"
                kind: "text"
                objectName: "confirm.typing"
                text: root.confirm.typing ? qsTrId("sign.draw_instead") : qsTrId("sign.type_instead")
                onClicked: root.confirm.setTyping(!root.confirm.typing)
            }
            Label {
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                face: Theme.type.label
                font.weight: Font.Normal
                muted: true
                text: root.confirm.signedText
                wrapMode: Text.NoWrap
            }
        }
        Flow {
            spacing: Theme.space.m
            visible: root.confirm.codeNeeded
            width: parent.width

            Label {
                Accessible.name: text
                Accessible.role: Accessible.Heading
                face: Theme.type.heading
                text: qsTrId("code.title")
            }
            Label {
                face: Theme.type.label
                font.weight: Font.Normal
                height: Theme.type.heading.line
                muted: true
                text: qsTrId("code.note")
                width: Math.min(implicitWidth, root.width)
            }
        }
        CodeField {
            id: code
            count: root.confirm.codeDigits
            objectName: "confirm.code"
            visible: root.confirm.codeNeeded
            width: Math.min(implicitWidth, root.width)
            onActiveFocusChanged: root.keysOpen = root.keysOpen || activeFocus
            onClicked: forceActiveFocus()
            onDigit: d => root.confirm.codeDigit(d)
            onErased: root.confirm.codeErase()
        }
        Keypad {
            idBase: "confirm.code."
            keyHeight: Theme.target.min
            visible: root.confirm.codeNeeded && root.keysOpen
            onDigit: d => root.confirm.codeDigit(d)
            onErased: root.confirm.codeErase()
        }
    }
}
