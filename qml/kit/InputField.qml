pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Mingcha.Icons
import Mingcha.Theme

/// One line of text. Tells `typed` at each rest and when focus leaves, with the composed word committed first (TypedText).
/// A figure that stands there is selected by the press that enters the field, so that what is typed takes its place.
Column {
    id: root

    property string label: ""
    property string value: ""
    property string hint: ""
    property string unit: ""
    property string error: ""
    property string savedText: ""
    property string iconName: ""
    property int inputHints: Qt.ImhNone
    property int bytesMax: 509  // a line of the schema, without the three bytes that name its length
    property bool readOnly: false
    property bool tall: false
    property string idBase: ""
    /// What the text is of, and goes to, however soon something else is shown (TypedText).
    property string owner: ""
    property alias field: input
    readonly property bool hasFocus: input.activeFocus
    readonly property bool figure: (root.inputHints & (Qt.ImhFormattedNumbersOnly | Qt.ImhDigitsOnly | Qt.ImhTime)) !== 0

    signal typed(string text, string owner)
    signal accepted

    function commit() {
        typing.commit();
    }

    spacing: Theme.space.xs

    Item {
        height: caption.implicitHeight
        visible: root.label !== "" || root.savedText !== ""
        width: parent.width

        Label {
            id: caption
            face: Theme.type.label
            muted: true
            text: root.label
            width: parent.width - saved.width
        }
        SavedMark {
            id: saved
            anchors.right: parent.right
            text: root.savedText
        }
    }
    TypedText {
        id: typing

        bytesMax: root.bytesMax
        input: input
        objectName: root.idBase + ".full"
        owner: root.owner
        value: root.value
        onTold: (text, owner) => root.typed(text, owner)
    }
    T.TextField {
        id: input

        Accessible.name: root.label || root.hint
        color: Theme.color.text
        font.family: hint.font.family
        font.pixelSize: Theme.type.body.size
        implicitHeight: root.tall ? Theme.target.score : Theme.target.min
        inputMethodHints: root.inputHints
        leftPadding: root.iconName ? Theme.space.l + Theme.measure.iconButton + Theme.space.s : Theme.space.l
        objectName: root.idBase
        readOnly: root.readOnly
        rightPadding: root.unit ? unitLabel.width + 2 * Theme.space.l : Theme.space.l
        selectByMouse: true
        selectedTextColor: Theme.color.onPrimary
        selectionColor: Theme.color.primary
        verticalAlignment: TextInput.AlignVCenter
        width: root.width
        onAccepted: {
            root.commit();
            root.accepted();
        }
        onActiveFocusChanged: {
            if (!activeFocus)
                root.commit();
            else if (root.figure)
                entered.restart();
        }
        onTextChanged: typing.edited()

        cursorDelegate: Rectangle {
            color: Theme.color.primary
            visible: input.cursorVisible
            width: 2
        }
        background: Rectangle {
            border.color: root.error ? Theme.color.danger : input.activeFocus ? Theme.color.primary : Theme.color.outline
            border.width: input.activeFocus || root.error ? 2 : Theme.edge
            color: root.readOnly ? Theme.color.surface : Theme.color.bg
            radius: Theme.radius.m
        }
        Icon {
            anchors.verticalCenter: parent.verticalCenter
            color: Theme.color.textMuted
            name: root.iconName
            size: Theme.measure.iconButton
            visible: root.iconName !== ""
            x: Theme.space.l
        }
        Label {
            id: hint

            anchors.verticalCenter: parent.verticalCenter
            elide: Text.ElideRight
            muted: true
            text: root.hint
            visible: input.text === "" && input.preeditText === ""
            width: input.width - input.leftPadding - input.rightPadding
            wrapMode: Text.NoWrap
            x: input.leftPadding
        }
        Label {
            id: unitLabel

            anchors.right: parent.right
            anchors.rightMargin: Theme.space.l
            anchors.verticalCenter: parent.verticalCenter
            muted: true
            text: root.unit
            wrapMode: Text.NoWrap
        }
        Timer {
            id: entered
            interval: 0  // the press that enters the field places the cursor first
            onTriggered: input.selectAll()
        }
    }
    Row {
        spacing: Theme.space.xs
        visible: root.error !== ""
        width: parent.width

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            color: Theme.color.danger
            name: "alert"
            size: Theme.measure.iconChip
        }
        Label {
            color: Theme.color.danger
            face: Theme.type.label
            text: root.error
            width: root.width - Theme.space.xl
        }
    }
}
