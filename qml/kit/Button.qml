import QtQuick
import QtQuick.Templates as T
import Mingcha.Icons
import Mingcha.Theme

/// kind: filled (one a screen), tonal, outlined, text, danger (outlined), dangerText, dangerFilled, plain (text in the text colour).
T.AbstractButton {
    id: root

    property string kind: "outlined"
    property string iconName: ""
    property string trailingIcon: ""
    property string note: ""
    property bool tall: false
    property int align: Qt.AlignHCenter
    property bool caret: false

    readonly property bool isText: root.kind === "text" || root.kind === "dangerText" || root.kind === "plain"
    readonly property color ink: {
        if (!root.enabled)
            return Theme.color.textMuted;
        switch (root.kind) {
        case "filled":
            return Theme.color.onPrimary;
        case "dangerFilled":
            return Theme.color.bg;
        case "tonal":
        case "text":
            return Theme.color.primary;
        case "danger":
        case "dangerText":
            return Theme.color.danger;
        }
        return Theme.color.text;
    }
    readonly property color fill: {
        if (!root.enabled)
            return root.isText ? "transparent" : Theme.color.surfaceAlt;
        if (root.kind === "filled")
            return Theme.color.primary;
        if (root.kind === "dangerFilled")
            return Theme.color.danger;
        if (root.down)
            return Theme.color.surfaceAlt;
        if (root.kind === "tonal")
            return Theme.color.infoContainer;
        return root.isText ? "transparent" : Theme.color.bg;
    }

    implicitWidth: Math.min(Math.max(implicitContentWidth + leftPadding + rightPadding, Theme.target.min), Theme.width - 2 * Theme.space.xxl)
    implicitHeight: Math.max(root.tall ? Theme.target.score : Theme.target.min, implicitContentHeight + topPadding + bottomPadding)
    horizontalPadding: root.isText ? Theme.space.m : (root.kind === "outlined" && !root.tall ? Theme.space.l : Theme.space.xl)
    verticalPadding: Theme.space.xs
    focusPolicy: Qt.StrongFocus
    opacity: (root.kind === "filled" || root.kind === "dangerFilled") && root.down ? 0.85 : 1
    Accessible.name: root.note ? root.text + " " + root.note : root.text

    // The label's own implicit width changes with its width; this one does not.
    TextMetrics {
        id: natural
        readonly property int span: Math.ceil(advanceWidth) + 1
        font: label.font
        text: root.text
    }

    readonly property bool wordless: root.text === "" || root.display === T.AbstractButton.IconOnly
    // What stands beside the word, with the gap to it. Not asked of `visible`, which is false while the page is being made.
    readonly property real beside: (root.iconName ? Theme.measure.iconButton + Theme.space.s : 0) + (root.trailingIcon ? Theme.measure.iconButton + Theme.space.s : 0) + (root.note && !root.wordless ? noteLabel.implicitWidth + Theme.space.s : 0)

    contentItem: Item {
        id: box

        implicitWidth: root.wordless ? Math.max(0, root.beside - Theme.space.s) : natural.span + root.beside
        implicitHeight: root.wordless ? 0 : label.implicitHeight

        Row {
            id: row

            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.space.s
            x: root.align === Qt.AlignLeft ? 0 : Math.round((parent.width - width) / 2)

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                color: root.ink
                name: root.iconName
                size: Theme.measure.iconButton
                visible: root.iconName !== ""
            }
            Label {
                id: label

                anchors.verticalCenter: parent.verticalCenter
                color: root.ink
                elide: root.align === Qt.AlignLeft ? Text.ElideRight : Text.ElideNone
                horizontalAlignment: root.align === Qt.AlignLeft ? Text.AlignLeft : Text.AlignHCenter
                strong: root.kind !== "outlined" && root.kind !== "plain" || root.checked
                font.weight: Font.Medium
                maximumLineCount: root.align === Qt.AlignLeft ? 1 : 4
                text: root.text
                visible: !root.wordless
                // of the box and not of the button: a button that gets its width while it is made tells it once too early
                width: box.width > 0 && !root.wordless ? Math.min(natural.span, Math.max(box.width - root.beside, Theme.type.body.size * 2)) : natural.span
            }
            Label {
                id: noteLabel

                anchors.verticalCenter: parent.verticalCenter
                face: Theme.type.label
                muted: true
                text: root.note
                visible: root.note !== "" && !root.wordless
                wrapMode: Text.NoWrap
            }
            Icon {
                anchors.verticalCenter: parent.verticalCenter
                color: root.ink
                name: root.trailingIcon
                size: Theme.measure.iconButton
                visible: root.trailingIcon !== "" && root.align !== Qt.AlignLeft
            }
        }
        Icon {
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            color: root.ink
            name: root.trailingIcon
            size: Theme.measure.iconButton
            visible: root.trailingIcon !== "" && root.align === Qt.AlignLeft
        }
    }
    background: Rectangle {
        border.color: !root.enabled ? "transparent" : root.kind === "danger" ? Theme.color.danger : Theme.color.outline
        border.width: root.isText || root.kind === "filled" || root.kind === "dangerFilled" || root.kind === "tonal" ? (Theme.outdoor && !root.isText ? Theme.edge : 0) : Theme.edge
        color: root.fill
        radius: Theme.radius.m

        FocusRing {
            shown: root.visualFocus
        }
    }
}
