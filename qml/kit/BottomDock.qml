import QtQuick
import Mingcha.Theme

/// What can be done here, in reach of the holding hand: `start` on the far side, `end` (the next step last) on the near side, and before
/// it `hint`: why the next step cannot be taken yet.
Rectangle {
    id: root

    property alias start: left.data
    property alias end: right.data
    property string hint: ""
    readonly property real startSpan: span(left.children)
    readonly property real endSpan: span(right.children)
    readonly property real room: root.width - 2 * root.side
    readonly property real hintSpan: root.hint === "" ? 0 : Math.min(Math.ceil(words.implicitWidth), root.width * 0.4) + Theme.space.m
    /// Two rows where one would be too long: narrow windows, large text, English.
    readonly property bool stacked: root.startSpan + root.hintSpan + root.endSpan + Theme.space.l > root.room
    /// What stands in the first of them.
    readonly property real firstRow: root.stacked ? Math.max(root.startSpan > 0 ? left.height : 0, root.hint === "" ? 0 : words.height) : 0
    readonly property int side: Theme.compact ? Theme.space.s : Theme.space.l

    color: Theme.color.surface
    implicitHeight: Math.max(Theme.target.dock, (root.firstRow > 0 ? root.firstRow + Theme.target.gap + right.height : Math.max(left.height, right.height)) + 2 * Theme.space.s)

    /// What a row of these would take, side by side.
    function span(items: var): real {
        let sum = 0;
        for (let i = 0; i < items.length; ++i)
            sum += items[i].visible ? Math.ceil(items[i].width) + Theme.target.gap : 0;
        return Math.max(0, sum - Theme.target.gap);
    }

    Rectangle {
        anchors.bottom: parent.top
        height: Theme.space.m
        opacity: 0.05
        visible: !Theme.outdoor
        width: parent.width
        gradient: Gradient {
            GradientStop {
                color: "transparent"
                position: 0
            }
            GradientStop {
                color: Theme.color.text
                position: 1
            }
        }
    }
    Divider {
        width: parent.width
    }
    Flow {
        id: left

        layoutDirection: Theme.leftHand ? Qt.RightToLeft : Qt.LeftToRight
        spacing: Theme.target.gap
        width: root.stacked ? Math.min(root.room, root.startSpan) : root.startSpan
        x: Theme.leftHand ? parent.width - width - root.side : root.side
        y: root.stacked ? Theme.space.s + (root.firstRow - height) / 2 : (parent.height - height) / 2
    }
    Label {
        id: words

        readonly property real most: root.stacked ? root.room - (root.startSpan > 0 ? left.width + Theme.space.m : 0) : root.hintSpan - Theme.space.m

        face: Theme.type.label
        font.weight: Font.Normal
        horizontalAlignment: Theme.leftHand ? Text.AlignLeft : Text.AlignRight
        muted: true
        text: root.hint
        visible: text !== ""
        width: Math.max(0, Math.min(Math.ceil(implicitWidth), most))
        x: {
            const gap = root.stacked ? 0 : right.width + Theme.space.m;
            return Theme.leftHand ? root.side + gap : root.width - root.side - gap - width;
        }
        y: root.stacked ? Theme.space.s + (root.firstRow - height) / 2 : (root.height - height) / 2
    }
    Flow {
        id: right

        layoutDirection: Theme.leftHand ? Qt.RightToLeft : Qt.LeftToRight
        spacing: Theme.target.gap
        width: Math.min(root.room, root.endSpan)
        x: Theme.leftHand ? root.side : parent.width - width - root.side
        y: root.firstRow > 0 ? Theme.space.s + root.firstRow + Theme.target.gap : (parent.height - height) / 2
    }
}
