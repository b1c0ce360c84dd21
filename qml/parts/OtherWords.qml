pragma ComponentBehavior: Bound
import QtQuick
import Mingcha.Kit
import Mingcha.Theme

/// What a colleague wrote in the same fields without having seen these: both stand until one of the two has both in one text.
Column {
    id: root

    property var others: []
    property bool readOnly: false
    property string idBase: ""

    signal bothAsked(var other)

    spacing: Theme.space.s
    visible: root.others.length > 0

    Repeater {
        model: root.others
        Panel {
            id: one

            required property int index
            required property var modelData

            height: words.height + 2 * Theme.space.m
            raised: true
            width: root.width

            Column {
                id: words

                spacing: Theme.space.xs
                width: parent.width - 2 * Theme.space.m
                x: Theme.space.m
                y: Theme.space.m

                Label {
                    face: Theme.type.label
                    muted: true
                    text: one.modelData.who + "·" + one.modelData.timeText + "·" + one.modelData.label
                    width: parent.width
                }
                Label {
                    text: one.modelData.text
                    width: parent.width
                }
                Button {
                    iconName: "plus"
                    kind: "text"
                    objectName: root.idBase + "other." + (one.index + 1) + ".both"
                    text: qsTrId("other.both")
                    visible: !root.readOnly && one.modelData.joins
                    onClicked: root.bothAsked(one.modelData)
                }
            }
        }
    }
}
