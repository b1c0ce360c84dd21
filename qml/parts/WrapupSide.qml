pragma ComponentBehavior: Bound
import QtQuick
import Mingcha.Icons
import Mingcha.Kit
import Mingcha.Theme
import Mingcha.ViewModels

/// Result by section, findings, highlights, and what colleagues have sent.
Column {
    id: root

    required property WrapupController wrapup

    spacing: Theme.space.m

    SectionHead {
        title: qsTrId("wrapup.by_section")
        width: parent.width
    }
    Repeater {
        model: root.wrapup.table
        Item {
            id: line

            required property var modelData

            height: Math.max(name.implicitHeight, figure.implicitHeight) + Theme.space.s
            width: root.width

            Label {
                id: name
                text: line.modelData.title
                width: parent.width - figure.width - Theme.space.s
            }
            Label {
                id: figure
                anchors.right: parent.right
                face: Theme.type.label
                text: line.modelData.text
                wrapMode: Text.NoWrap
            }
            Divider {
                anchors.bottom: parent.bottom
                width: parent.width
            }
        }
    }
    Label {
        text: root.wrapup.findingsText
        width: parent.width
    }
    Label {
        muted: true
        text: root.wrapup.highlightsText
        visible: text !== ""
        width: parent.width
    }
    SectionHead {
        title: qsTrId("wrapup.peers")
        visible: root.wrapup.peers.length > 0
        width: parent.width
    }
    Repeater {
        model: root.wrapup.peers
        Row {
            id: peer

            required property var modelData

            spacing: Theme.space.s

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                color: Theme.color.textMuted
                name: peer.modelData.some ? "person" : "clock"
                size: Theme.measure.iconButton
            }
            Label {
                text: peer.modelData.name + "：" + peer.modelData.text
                width: root.width - 32
            }
        }
    }
}
