pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Mingcha.Theme

/// Several lines of text; stores like InputField. The count warns near the limit and never cuts.
Column {
    id: root

    property string label: ""
    property string value: ""
    property string hint: ""
    property string savedText: ""
    property int lines: 2
    property int lengthMax: 2000
    property bool readOnly: false
    property string idBase: ""
    /// What the text is of. Where a change of layout may take the field away under the hand (the tablet is turned), what was typed is told
    /// first, if the field is still of the same. Empty: the field stays as long as its form.
    property string owner: ""
    property string typedFor: ""
    property alias field: input
    readonly property bool hasFocus: input.activeFocus

    signal typed(string text)
    signal finished

    function commit() {
        InputMethod.commit();
        rest.stop();
        if (input.text !== root.value)
            root.typed(input.text);
    }

    spacing: Theme.space.xs
    Component.onDestruction: if (rest.running && root.owner !== "" && root.owner === root.typedFor && input.text !== root.value)
        root.typed(input.text)
    onValueChanged: if (!input.activeFocus || !rest.running)
        input.text = root.value

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
            visible: root.savedText !== "" && !rest.running
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
        text: root.value
        textFormat: TextEdit.PlainText
        topPadding: Theme.space.m
        width: root.width
        wrapMode: TextEdit.Wrap
        Keys.onTabPressed: nextItemInFocusChain()?.forceActiveFocus(Qt.TabFocusReason)
        onActiveFocusChanged: if (!activeFocus) {
            root.commit();
            root.finished();
        }
        onTextChanged: if (activeFocus && text !== root.value) {
            root.typedFor = root.owner;
            rest.restart();
        }

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
        Timer {
            id: rest
            interval: 500
            onTriggered: if (input.preeditText === "" && input.text !== root.value)
                root.typed(input.text)
        }
    }
    Label {
        color: Theme.color.warning
        face: Theme.type.caption
        text: qsTrId("input.long").arg(input.length).arg(root.lengthMax)
        visible: input.length > root.lengthMax
        width: parent.width
    }
}
