import QtQuick
import Mingcha.Kit
import Mingcha.Theme

/// 提交: hold 1.5 s, or tap twice. The fill shows how long it has been held.
Button {
    id: root

    property bool armed: false

    signal held
    signal tapped

    kind: "filled"
    tall: true
    text: root.armed ? qsTrId("submit.again") : qsTrId("submit.hold")
    onClicked: if (!hold.done)
        root.tapped()
    onPressedChanged: if (pressed)
        hold.done = false

    Timer {
        id: hold

        property bool done: false

        interval: 1500
        running: root.pressed
        onTriggered: {
            hold.done = true;
            root.held();
        }
    }
    Rectangle {
        anchors.bottom: parent.bottom
        color: Theme.color.onPrimary
        height: 4
        radius: 2
        width: root.pressed ? root.width : 0

        Behavior on width  {
            NumberAnimation {
                duration: root.pressed ? 1500 : 0
            }
        }
    }
}
