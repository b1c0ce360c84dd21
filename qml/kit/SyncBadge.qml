import QtQuick
import QtQuick.Templates as T
import Mingcha.Icons
import Mingcha.Theme

/// Where the work is, in one word. Information, not alarm: offline is neutral.
T.AbstractButton {
    id: root

    property var badge: ({})
    property bool brief: false
    property bool iconOnly: false

    readonly property string kind: root.badge.kind ?? "idle"
    readonly property string tone: ({
            "offline": "neutral",
            "pending": "pending",
            "uploading": "info",
            "received": "success",
            "attention": "warning",
            "space": "danger"
        })[root.kind] ?? "neutral"
    readonly property color ink: root.tone === "neutral" ? Theme.color.textMuted : Theme.color.tone(root.tone)
    readonly property string words: (root.brief ? root.badge.short : root.badge.text) ?? ""

    implicitHeight: Theme.target.min
    implicitWidth: root.iconOnly ? Theme.target.min : row.implicitWidth + 2 * Theme.space.l - 4
    focusPolicy: Qt.StrongFocus
    visible: root.kind !== "idle"
    Accessible.name: qsTrId("badge.spoken").arg(root.badge.text ?? "")
    text: root.words

    contentItem: Item {
        Row {
            id: row

            anchors.centerIn: parent
            spacing: Theme.space.s

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                color: root.ink
                name: ({
                        "offline": "cloud-off",
                        "pending": "tablet",
                        "uploading": "cloud-up",
                        "received": "cloud-check",
                        "attention": "warning",
                        "space": "alert"
                    })[root.kind] ?? ""
                size: Theme.measure.iconButton
            }
            Label {
                anchors.verticalCenter: parent.verticalCenter
                color: root.ink
                face: Theme.type.label
                text: root.words
                visible: !root.iconOnly
                wrapMode: Text.NoWrap
            }
        }
    }
    background: Rectangle {
        border.color: root.ink
        border.width: Theme.outdoor && !root.iconOnly ? 2 : 0
        color: root.iconOnly ? "transparent" : Theme.color.container(root.tone)
        radius: height / 2

        FocusRing {
            around: parent.height / 2
            shown: root.visualFocus
        }
    }
}
