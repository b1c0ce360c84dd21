pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Mingcha.Theme

/// Several lines of text; stores like InputField. Its last line says how much room is left, when little is.
Column {
    id: root

    property string label: ""
    property string value: ""
    property string hint: ""
    property string savedText: ""
    property int lines: 2
    property int bytesMax: 8189  // a paragraph of the schema, without the three bytes that name its length
    property bool readOnly: false
    property string idBase: ""
    /// What the text is of, and goes to, however soon something else is shown (TypedText).
    property string owner: ""
    property alias field: input
    readonly property bool hasFocus: input.activeFocus

    signal typed(string text, string owner)
    signal finished

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
            visible: root.savedText !== "" && !typing.pending && typing.cut === 0
        }
        Label {
            anchors.right: parent.right
            color: Theme.color.danger
            face: Theme.type.label
            text: qsTrId("input.full.short")  // the line below may be out of sight
            visible: typing.cut > 0
            wrapMode: Text.NoWrap
        }
    }
    T.TextArea {
        id: input

        Accessible.name: root.label || root.hint
        bottomPadding: Theme.space.m
        color: Theme.color.text
        font.family: hint.font.family
        font.pixelSize: Theme.type.body.size
        implicitHeight: Math.max(contentHeight + topPadding + bottomPadding, root.lines * Theme.type.body.line + 2 * Theme.space.m)
        leftPadding: Theme.space.l
        objectName: root.idBase
        readOnly: root.readOnly
        rightPadding: Theme.space.l
        selectByMouse: true
        selectedTextColor: Theme.color.onPrimary
        selectionColor: Theme.color.primary
        textFormat: TextEdit.PlainText
        topPadding: Theme.space.m
        width: root.width
        wrapMode: TextEdit.Wrap
        Keys.onTabPressed: nextItemInFocusChain()?.forceActiveFocus(Qt.TabFocusReason)
        onActiveFocusChanged: if (!activeFocus) {
            root.commit();
            root.finished();
        }
        onTextChanged: typing.edited()

        cursorDelegate: Rectangle {
            color: Theme.color.primary
            visible: input.cursorVisible
            width: 2
        }
        background: Rectangle {
            border.color: input.activeFocus ? Theme.color.primary : Theme.color.outline
            border.width: input.activeFocus ? 2 : Theme.edge
            color: root.readOnly ? Theme.color.surface : Theme.color.bg
            radius: Theme.radius.m
        }
        Label {
            id: hint

            muted: true
            text: root.hint
            visible: input.text === "" && input.preeditText === ""
            width: input.width - 2 * Theme.space.l
            x: input.leftPadding
            y: input.topPadding
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
}
