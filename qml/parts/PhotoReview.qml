pragma ComponentBehavior: Bound
import QtQuick
import Mingcha.Kit
import Mingcha.Theme
import Mingcha.ViewModels

/// One photo large, with its layer of marks. Marks never change the photo's bytes.
Item {
    id: root

    required property PhotoController photo
    readonly property bool wide: root.width >= 700

    Item {
        id: stage

        height: (root.wide ? under.y : toolRow.y) - 2 * Theme.space.l
        width: (root.wide ? toolRow.x : parent.width) - 2 * Theme.space.l
        x: Theme.space.l
        y: Theme.space.l

        Image {
            id: image

            anchors.fill: parent
            asynchronous: true
            fillMode: Image.PreserveAspectFit
            source: root.photo.review.source ?? ""
        }
        Item {
            id: canvas

            anchors.centerIn: parent
            height: image.paintedHeight || parent.height
            width: image.paintedWidth || parent.width

            Repeater {
                model: root.photo.marks
                PhotoMark {
                    required property var modelData

                    height: modelData.h * canvas.height
                    label: modelData.text ?? ""
                    tool: modelData.tool
                    width: modelData.w * canvas.width
                    x: modelData.x * canvas.width
                    y: modelData.y * canvas.height
                }
            }
            PhotoMark {
                height: Math.abs(drag.centroid.position.y - drag.centroid.pressPosition.y)
                tool: root.photo.tool
                visible: drag.active
                width: Math.abs(drag.centroid.position.x - drag.centroid.pressPosition.x)
                x: Math.min(drag.centroid.position.x, drag.centroid.pressPosition.x)
                y: Math.min(drag.centroid.position.y, drag.centroid.pressPosition.y)
            }
            DragHandler {
                id: drag

                property rect last

                enabled: root.photo.tool !== ""
                target: null
                onActiveChanged: if (!active)
                    root.photo.addMark(root.photo.tool, last.x / canvas.width, last.y / canvas.height, last.width / canvas.width, last.height / canvas.height, words.field.text)
                onCentroidChanged: if (active)
                    last = Qt.rect(Math.min(centroid.position.x, centroid.pressPosition.x), Math.min(centroid.position.y, centroid.pressPosition.y), Math.abs(centroid.position.x - centroid.pressPosition.x), Math.abs(centroid.position.y - centroid.pressPosition.y))
            }
            // A mark without dragging: one tap sets it in its usual size.
            TapHandler {
                enabled: root.photo.tool !== ""
                onTapped: point => root.photo.addMark(root.photo.tool, point.position.x / canvas.width - 0.1, point.position.y / canvas.height - 0.1, 0.2, 0.2, words.field.text)
            }
        }
    }
    Flow {
        id: toolRow

        x: parent.width - width - Theme.space.l
        y: root.wide ? Theme.space.l : under.y - height - Theme.space.m
        flow: root.wide ? Flow.TopToBottom : Flow.LeftToRight
        spacing: Theme.target.gap
        width: root.wide ? 128 * Math.max(1, Theme.fontScale) : parent.width - 2 * Theme.space.l

        Repeater {
            model: [{
                    "tool": "circle",
                    "word": qsTrId("photo.tool.circle")
                }, {
                    "tool": "arrow",
                    "word": qsTrId("photo.tool.arrow")
                }, {
                    "tool": "mask",
                    "word": qsTrId("photo.tool.mask")
                }, {
                    "tool": "label",
                    "word": qsTrId("photo.tool.text")
                }]
            Chip {
                required property var modelData

                chosen: root?.photo.tool === modelData.tool
                iconName: modelData.tool
                objectName: "photo.tool." + modelData.tool
                single: true
                text: modelData.word
                tick: false
                width: root.wide ? toolRow.width : implicitWidth
                onClicked: root.photo.setTool(root.photo.tool === modelData.tool ? "" : modelData.tool)
            }
        }
    }
    Column {
        id: under

        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space.l
        spacing: Theme.space.m
        width: parent.width - 2 * Theme.space.l
        x: Theme.space.l

        Label {
            face: Theme.type.label
            font.weight: Font.Normal
            muted: true
            text: root.photo.review.stampText ?? ""
            width: parent.width
        }
        InputField {
            id: words
            hint: qsTrId("photo.label.hint")
            idBase: "photo.label"
            visible: root.photo.tool === "label"
            width: parent.width
        }
        InputField {
            hint: qsTrId("photo.caption")
            idBase: "photo.caption"
            value: root.photo.review.caption ?? ""
            width: parent.width
            field.Accessible.name: qsTrId("photo.caption")
            onTyped: text => root.photo.setCaption(text)
        }
        Column {
            spacing: Theme.space.xs
            visible: root.photo.releaseAsk
            width: parent.width

            Label {
                face: Theme.type.label
                text: root.photo.releaseText
                width: parent.width
            }
            ChipFlow {
                idBase: "photo.release."
                options: root.photo.release
                width: parent.width
                onPicked: value => root.photo.setRelease(value, "")
            }
        }
        ChipFlow {
            idBase: "photo.move."
            options: root.photo.moveTargets
            visible: move.open
            width: parent.width
            onPicked: value => {
                move.open = false;
                root.photo.moveTo(root.photo.reviewing, value);
                root.photo.closeReview();
            }
        }
        Flow {
            spacing: Theme.target.gap
            width: parent.width

            Button {
                iconName: "undo"
                objectName: "photo.mark.undo"
                text: qsTrId("undo.do")
                visible: root.photo.marks.length > 0
                onClicked: root.photo.undoMark()
            }
            Button {
                iconName: "trash"
                objectName: "photo.remove"
                text: qsTrId("photo.remove")
                onClicked: root.photo.remove(root.photo.reviewing)
            }
            Button {
                id: move

                property bool open: false

                objectName: "photo.move"
                text: qsTrId("photo.move")
                trailingIcon: open ? "chevron-up" : "chevron-down"
                visible: root.photo.moveTargets.length > 0
                onClicked: open = !open
            }
            Button {
                iconName: "camera"
                objectName: "photo.retake"
                text: qsTrId("photo.retake")
                onClicked: root.photo.retake()
            }
            Button {
                kind: "filled"
                objectName: "photo.next"
                text: qsTrId("photo.next")
                trailingIcon: "chevron-right"
                onClicked: root.photo.nextPhoto()
            }
        }
    }
}
