import QtQuick
import Mingcha.Kit
import Mingcha.Theme

/// Keypad for one figure. What is typed is told at 完成 and when the sheet is left.
Sheet {
    id: root

    property string title: ""
    property string typed: ""
    property string mode: "integer"
    property bool fresh: true

    signal done(string value)

    function ask(title: string, value: string, mode: string) {
        root.title = title;
        root.typed = value;
        root.mode = mode;
        root.fresh = true;
        root.open = true;
    }

    topEdge: root.height - body.implicitHeight - 2 * Theme.space.xl - Theme.space.l
    onClosed: {
        root.open = false;
        root.done(root.typed);
    }

    Column {
        id: body

        anchors.horizontalCenter: parent.horizontalCenter
        spacing: Theme.space.l
        width: Math.min(parent.width - 2 * Theme.space.gutter, 420)
        y: Theme.space.l

        Label {
            face: Theme.type.heading
            horizontalAlignment: Text.AlignHCenter
            text: root.title
            width: parent.width
        }
        Label {
            Accessible.name: text
            face: Theme.type.display
            horizontalAlignment: Text.AlignHCenter
            text: (root.typed || "–") + (root.mode === "percent" ? " %" : "")
            width: parent.width
        }
        Keypad {
            anchors.horizontalCenter: parent.horizontalCenter
            colon: root.mode === "time"
            decimal: root.mode === "decimal" || root.mode === "percent"
            idBase: "number."
            onDigit: d => {
                root.typed = root.fresh ? d : root.typed + d;
                root.fresh = false;
            }
            onErased: {
                root.typed = root.typed.slice(0, -1);
                root.fresh = false;
            }
        }
        Button {
            kind: "filled"
            objectName: "number.done"
            tall: true
            text: qsTrId("sheet.done")
            width: parent.width
            onClicked: root.closed()
        }
    }
}
