import QtQuick
import Mingcha.Icons
import Mingcha.Kit
import Mingcha.Theme

/// Under the buttons of a failed veto item: what is still owed, or that all is there. Calm; no full red.
Rectangle {
    id: root

    required property var item
    property bool counts: true

    Accessible.name: words.text
    Accessible.role: Accessible.Notification
    border.color: Theme.color.danger
    border.width: Theme.outdoor ? 2 : 0
    color: Theme.color.dangerContainer
    implicitHeight: Math.max(38, words.implicitHeight + Theme.space.m)
    radius: Theme.radius.m

    Icon {
        id: flag
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.color.danger
        name: "flag"
        size: Theme.measure.iconButton
        x: Theme.space.m
    }
    Label {
        id: words

        anchors.verticalCenter: parent.verticalCenter
        color: Theme.color.danger
        face: Theme.type.label
        text: root.item?.vetoText ?? ""
        width: parent.width - x - (numbers.visible ? numbers.width + Theme.space.m : 0) - Theme.space.s
        x: flag.x + flag.width + Theme.space.m
    }
    Row {
        id: numbers

        anchors.right: parent.right
        anchors.rightMargin: Theme.space.m
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space.m
        visible: root.counts

        CountMark {
            color: Theme.color.danger
            iconName: "camera"
            value: root.item?.photoCount ?? 0
        }
        CountMark {
            color: Theme.color.danger
            iconName: "comment"
            value: root.item?.commentCount ?? 0
        }
        CountMark {
            color: Theme.color.danger
            iconName: "warning"
            value: root.item?.findingCount ?? 0
        }
    }
}
