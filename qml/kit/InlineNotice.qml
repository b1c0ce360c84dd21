import QtQuick
import Mingcha.Icons
import Mingcha.Theme

/// One sentence and at most one action, inside the page it concerns.
Rectangle {
    id: root

    property var notice: ({})
    property string tone: root.notice?.tone ?? "info"
    property string text: root.notice?.text ?? ""
    property string action: root.notice?.action ?? ""
    property string iconName: root.notice?.icon || ({
            "info": "info",
            "warning": "warning",
            "danger": "alert",
            "success": "check"
        })[root.tone] || "info"
    property string idBase: ""

    signal acted(string act)

    Accessible.name: root.text
    Accessible.role: Accessible.Notification
    border.color: Theme.color.tone(root.tone)
    border.width: Theme.outdoor ? 2 : 0
    color: Theme.color.container(root.tone)
    implicitHeight: Math.max(50, words.implicitHeight + Theme.space.xl)
    implicitWidth: 400
    radius: Theme.radius.m
    visible: root.text !== ""

    Icon {
        id: icon
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.color.tone(root.tone)
        name: root.iconName
        size: Theme.measure.iconButton
        x: Theme.space.l
    }
    Label {
        id: words

        anchors.verticalCenter: parent.verticalCenter
        text: root.text
        width: root.width - x - (act.visible ? act.width + Theme.space.s : Theme.space.l)
        x: icon.x + icon.width + Theme.space.m
    }
    Button {
        id: act

        anchors.right: parent.right
        anchors.rightMargin: Theme.space.xs
        anchors.verticalCenter: parent.verticalCenter
        kind: "text"
        objectName: root.idBase + "notice.act"
        text: root.action
        visible: root.action !== ""
        onClicked: root.acted(root.notice?.act ?? "")
    }
}
